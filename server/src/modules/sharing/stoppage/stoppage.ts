import type { StoppageCause, StoppageState } from '@karez/contract/sharing/stoppage';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** What may happen to a stoppage (809-27.3). */
export const stoppageEvents = ['find', 'explain', 'restore', 'file', 'lapse', 'close'] as const;
export type StoppageEvent = (typeof stoppageEvents)[number];

/** The whole machine as data. What was only watched and ends again was never a finding. */
export const stoppageMachine: Readonly<Record<StoppageState, Readonly<Partial<Record<StoppageEvent, StoppageState>>>>> = {
  watched: { find: 'found', restore: 'restored', file: 'filed', lapse: 'lapsed' },
  found: { explain: 'found', restore: 'restored', file: 'filed', lapse: 'lapsed', close: 'closed' },
  filed: {},
  restored: {},
  lapsed: {},
  closed: {},
};

/** 未备案停止: a service of running grants that stopped, or answers only failures, and of which nothing was filed. */
export type StoppageRecord = {
  readonly id: string;
  readonly revision: number;
  readonly state: StoppageState;
  readonly cause: StoppageCause;
  readonly entryId: string;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  readonly authorityRegionCode: string;
  readonly ruleSetId: string;
  readonly since: Date;
  readonly lastFailedAt: Date | null;
  readonly foundAt: Date | null;
  readonly explanation: string | null;
  readonly explainedBy: string | null;
  readonly explainedAt: Date | null;
  readonly conclusion: string | null;
  readonly concludedBy: string | null;
  readonly concludedAt: Date | null;
  readonly endedAt: Date | null;
};

/** The state that an event leads to, or a refusal that names both. */
export function afterStoppageEvent(state: StoppageState, event: StoppageEvent): StoppageState | Refusal {
  return stoppageMachine[state][event] ?? refuse('sharing.stoppage.illegal-transition', { state, event });
}

/**
 * Whether what is watched is a finding now: its term is over, and of a service that answers only failures a call has failed since, so that a few failures
 * and then silence are none.
 */
export function isFinding({ cause, lastFailedAt }: Pick<StoppageRecord, 'cause' | 'lastFailedAt'>, dueAt: Date, now: Date): boolean {
  if (dueAt > now) return false;
  return cause === 'offline' || (lastFailedAt !== null && lastFailedAt >= dueAt);
}

/** What the evidence says of an entry's calls within a span: the last that was answered, the first and the last that its provider failed. */
export type Answers = { readonly answeredAt: Date | null; readonly firstFailedAt: Date | null; readonly lastFailedAt: Date | null };

/** Since when nothing but failures has been answered, with the last of them; null where the service answers. */
export function failingSince({ answeredAt, firstFailedAt, lastFailedAt }: Answers): { since: Date; lastFailedAt: Date } | null {
  if (firstFailedAt === null || lastFailedAt === null) return null;
  if (answeredAt === null) return { since: firstFailedAt, lastFailedAt };
  return lastFailedAt > answeredAt ? { since: answeredAt, lastFailedAt } : null;
}
