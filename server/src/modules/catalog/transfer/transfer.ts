import type { transferHolds, transferKinds, transferLineStates } from '@karez/contract/catalog/transfer';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Entry, EntryEvent, EntryId, Moving } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';
import type { StatusChange } from '../status/status-change.ts';

export type TransferKind = (typeof transferKinds)[number];
export type TransferHold = (typeof transferHolds)[number];
export type LineState = (typeof transferLineStates)[number];
type Party = { readonly id: string; readonly name: string };

/** The authority's order, as it was given: it never changes. */
export type Transfer = {
  readonly id: string;
  readonly kind: TransferKind;
  readonly documentNumber: string;
  readonly decidedOn: string;
  readonly reason: string;
  readonly regionCode: string;
  readonly from: Party;
  readonly ordered: Omit<Act, 'opinion'> & { readonly organisationName: string };
};

/** One entry on its way: who is to take it over, and what that department has answered. */
export type TransferLine = {
  readonly transferId: string;
  readonly entryId: EntryId;
  readonly entryName: string;
  /** A draft that the head of its department has not signed: only the two departments know what it is called. */
  readonly isUnitOnly: boolean;
  readonly state: LineState;
  readonly receiver: Party | null;
  readonly answered: Act | null;
  readonly declined: boolean;
};

export const lineEvents = ['name-receiver', 'accept', 'decline', 'retire'] as const;
export type LineEvent = (typeof lineEvents)[number];

/**
 * Transition table of a line; what is not here is refused. What was accepted is the receiver's own: another order moves it on. What was
 * retired for want of a department has left the catalogue.
 */
export const lineTransitions: Readonly<Record<LineState, Readonly<Partial<Record<LineEvent, LineState>>>>> = {
  orphaned: { 'name-receiver': 'offered', retire: 'retired' },
  offered: { accept: 'accepted', decline: 'orphaned' },
  accepted: {},
  retired: {},
};

/** The state after `event`, or the refusal `catalog.transfer.illegal-transition`. */
export function nextLineState(line: Pick<TransferLine, 'state' | 'entryName'>, event: LineEvent): LineState | Refusal {
  return (
    lineTransitions[line.state][event] ?? refuse('catalog.transfer.illegal-transition', { state: line.state, event, name: line.entryName })
  );
}

/** What taking an entry over does to it: a change under way goes on, and what was suspended stays so until the authority lifts it. */
export function arrivingEvent({ workingNo }: Moving, status: StatusChange | null): EntryEvent {
  if (status?.kind === 'suspension' && status.outcome === null) return 'accept-into-suspension';
  return workingNo === null ? 'accept-transfer' : 'accept-into-change';
}

/** Entries in force that an order moves: they are between two departments until the receiver has taken them over. */
const leavingStates: readonly Entry['state'][] = ['published', 'change-pending', 'suspended'];
/** Entries that nobody can apply for: they stay as they are with the former department, and change hands when the receiver takes them over. */
const quietStates: readonly Entry['state'][] = ['unpublished', 'retired'];
export const movableStates: readonly Entry['state'][] = [...leavingStates, ...quietStates];

/** Whether an order takes it from its department at once, to be between two until the receiver has taken it over. */
export function isLeaving({ state }: Pick<Entry, 'state'>): boolean {
  return leavingStates.includes(state);
}

/** Whether it changes hands as it stands. A draft that its department gave up meanwhile goes along. */
export function isQuiet({ state }: Pick<Entry, 'state'>): boolean {
  return quietStates.includes(state) || state === 'withdrawn';
}

/** Entries that no order moves until what is under way with them has ended. */
export const heldStates: Readonly<Partial<Record<Entry['state'], TransferHold>>> = {
  'retire-pending': 'status',
  'restore-pending': 'status',
  orphaned: 'moving',
  'transfer-pending': 'moving',
};
