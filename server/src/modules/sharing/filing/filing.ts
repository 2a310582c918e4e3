import type { Filing, FilingAnswer, FilingKind, FilingState } from '@karez/contract/sharing/filing';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** What may happen to a filing (809-27.3; law.md §6.6). */
export const filingEvents = ['answer', 'submit', 'accept', 'return', 'postpone', 'take-effect', 'withdraw'] as const;
export type FilingEvent = (typeof filingEvents)[number];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const filingMachine: Readonly<Record<FilingState, Readonly<Partial<Record<FilingEvent, FilingState>>>>> = {
  negotiating: { answer: 'negotiating', submit: 'at-authority', withdraw: 'withdrawn' },
  'at-authority': { accept: 'accepted', return: 'returned', postpone: 'returned', withdraw: 'withdrawn' },
  returned: { answer: 'returned', submit: 'at-authority', withdraw: 'withdrawn' },
  accepted: { 'take-effect': 'in-force', withdraw: 'withdrawn' },
  'in-force': {},
  withdrawn: {},
};

export const filingEnds: readonly FilingState[] = ['in-force', 'withdrawn'];

/** 服务变更、停止备案: what a provider files before its service becomes another, or ends. */
export type FilingRecord = {
  readonly id: string;
  readonly no: string;
  readonly revision: number;
  readonly state: FilingState;
  readonly kind: FilingKind;
  readonly entryId: string;
  readonly serviceId: string | null;
  readonly serviceName: string | null;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  readonly authorityRegionCode: string;
  readonly ruleSetId: string;
  readonly reason: string;
  readonly basis: Filing['basis'];
  readonly change: string | null;
  /** Days `YYYY-MM-DD` of the provider's region. */
  readonly earliestOn: string;
  readonly effectiveOn: string;
  readonly notBefore: string | null;
  readonly raisedBy: string;
  readonly raisedAt: Date;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly endedAt: Date | null;
};

/** A department whose grants are affected. */
export type PartyRecord = {
  readonly id: string;
  readonly filingId: string;
  readonly requesterOrgId: string;
  readonly answer: FilingAnswer | null;
  readonly needsUntil: string | null;
  readonly words: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
};

/** The state that an event leads to, or a refusal that names both. */
export function afterFilingEvent(state: FilingState, event: FilingEvent): FilingState | Refusal {
  return filingMachine[state][event] ?? refuse('sharing.filing.illegal-transition', { state, event });
}

/** Whether a department has spoken against the day that is filed: an objection, or a need that goes beyond it. */
export const isAgainst = ({ answer, needsUntil }: Pick<PartyRecord, 'answer' | 'needsUntil'>, effectiveOn: string): boolean =>
  answer === 'objects' || (answer === 'needs-until' && needsUntil !== null && needsUntil >= effectiveOn);

type Days = Pick<FilingRecord, 'earliestOn' | 'effectiveOn' | 'notBefore'>;

/** The first day that may be filed now: after the notice, not before what the authority has asked for, never earlier than what was told, and not past. */
export function firstDayOf({ earliestOn, effectiveOn, notBefore }: Days, tomorrow: string): string {
  const days = [earliestOn, effectiveOn, tomorrow, ...(notBefore === null ? [] : [notBefore])].toSorted();
  return days.at(-1) ?? earliestOn;
}

/** Null for a day that may be filed, else which is the first. */
export function faultOfDay(day: string, firstOn: string): Refusal | null {
  if (day >= firstOn) return null;
  return refuse('sharing.filing.too-early', { firstOn }, [{ path: '/body/effectiveOn', code: 'sharing.filing-day', params: { firstOn } }]);
}
