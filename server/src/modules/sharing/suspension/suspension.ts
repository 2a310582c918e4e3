import type { GrantSuspension } from '@karez/contract/sharing/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** What may happen to a suspension (809-27; law.md §6.6). */
export const suspensionEvents = [
  'report',
  'send-back',
  'restore',
  'terminate',
  /** The grant itself has ended, or has run out. */
  'end',
] as const;
export type SuspensionEvent = (typeof suspensionEvents)[number];
export type SuspensionState = GrantSuspension['state'];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const suspensionMachine: Readonly<Record<SuspensionState, Readonly<Partial<Record<SuspensionEvent, SuspensionState>>>>> = {
  // Restored without a report too: the fact may turn out to be wrong.
  suspended: { report: 'reported', restore: 'restored', terminate: 'terminated', end: 'ended' },
  reported: { 'send-back': 'suspended', restore: 'restored', terminate: 'terminated', end: 'ended' },
  restored: {},
  terminated: {},
  ended: {},
};

/** 暂停: the provider or the authority closes a grant until what was done against its terms is put right. */
export type Suspension = {
  readonly id: string;
  readonly grantId: string;
  /** Counted within the grant, from 1. */
  readonly no: number;
  readonly state: SuspensionState;
  /** Who suspended, and so rechecks. A provider's successor takes its place. */
  readonly side: GrantSuspension['side'];
  readonly organisationId: string;
  readonly fact: string;
  readonly basis: GrantSuspension['basis'];
  readonly suspendedBy: string;
  readonly suspendedAt: Date;
  /** The latest report of what was put right. */
  readonly report: { readonly words: string; readonly by: string; readonly at: Date } | null;
  readonly decidedBy: string | null;
  readonly endedAt: Date | null;
};

/** The suspension after an event, or a refusal that names state and event. */
export function afterSuspensionEvent(state: SuspensionState, event: SuspensionEvent): SuspensionState | Refusal {
  return suspensionMachine[state][event] ?? refuse('sharing.suspension.illegal-transition', { state, event });
}

/**
 * Whether the grant may be ended for what was not put right: after a report that does not do, or when the term has run out without one. Before that the
 * holder has the time that it was given (809-27: 拒不整改或者整改不到位).
 */
export function mayTerminate({ state }: Pick<Suspension, 'state'>, termHasRunOut: boolean): true | Refusal {
  return state === 'reported' || termHasRunOut || refuse('sharing.suspension.term-runs');
}
