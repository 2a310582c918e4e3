import type { statusChangeKinds } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isRequestable, nextEntryState, type Entry, type EntryEvent, type EntryState } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';

export type StatusChangeKind = (typeof statusChangeKinds)[number];
/** `ordered`: the authority's leader retired what no department had; nobody asked for it. */
export type StatusOutcome = 'approved' | 'declined' | 'withdrawn' | 'lifted' | 'ordered';

/** Why an entry leaves the catalogue, comes back, or is suspended: one request or order, and how it ended. */
export type StatusChange = {
  readonly id: string;
  readonly entryId: string;
  readonly kind: StatusChangeKind;
  readonly reason: string;
  /** Proposed last day of use, or the day until which the entry is to be put right; null for a restoration. */
  readonly dueOn: string | null;
  readonly successorId: string | null;
  readonly begun: Act;
  readonly begunByName: string;
  readonly ended: Act | null;
  readonly outcome: StatusOutcome | null;
};

type Ending = {
  readonly kind: StatusChangeKind;
  readonly outcome: StatusOutcome;
  /** Whether an order of suspension stands besides: only the authority's leader ends it, so what stays or comes back is suspended. */
  readonly isSuspended: boolean;
};

/** What the end of a request or order does to the entry; undefined for an end that the kind does not have. */
export function endingEvent(entry: Entry, { kind, outcome, isSuspended }: Ending): EntryEvent | undefined {
  if (kind === 'suspension') return outcome === 'lifted' ? liftingEvent(entry) : undefined;
  if (outcome === 'lifted' || outcome === 'ordered') return undefined;
  if (isSuspended && (kind === 'retirement') !== (outcome === 'approved'))
    return kind === 'retirement' ? 'drop-into-suspension' : 'approve-into-suspension';
  return `${outcome === 'approved' ? 'approve' : 'drop'}-${kind}`;
}

function liftingEvent(entry: Entry): EntryEvent {
  return entry.state === 'suspended' && entry.workingNo !== null ? 'lift-into-change' : 'lift';
}

/** Event with which a kind begins. */
export const beginningEvent = {
  retirement: 'request-retirement',
  restoration: 'request-restoration',
  suspension: 'suspend',
} as const satisfies Readonly<Record<StatusChangeKind, EntryEvent>>;

type Issued = Extract<Entry, { resourceCode: string }>;

function isIssued(entry: Entry): entry is Issued {
  return 'resourceCode' in entry;
}

/** The entry after an event of its status or of its way to another department, one revision number further, or the refusal of an illegal move. */
export function moved(entry: Entry, event: EntryEvent): Entry | Refusal {
  const state = nextEntryState(entry.state, event);
  if (isRefusal(state)) return state;
  return (isIssued(entry) ? inState(entry, state) : undefined) ?? refuse('catalog.entry.illegal-transition', { state: entry.state, event });
}

const isHeld = (state: EntryState) => state === 'suspended' || state === 'orphaned' || state === 'transfer-pending';

/** Undefined for a state that needs what the entry does not have: the transition table never asks for it. */
function inState(entry: Issued, state: EntryState): Issued | undefined {
  const { id, provider, resourceCode, publishedOn, liveNo } = entry;
  const issued = { id, provider, resourceCode, publishedOn, liveNo, revision: entry.revision + 1 };
  const workingNo = 'workingNo' in entry ? entry.workingNo : null;
  if (isHeld(state)) return { ...issued, state, workingNo };
  if (state === 'change-pending') return workingNo === null ? undefined : { ...issued, state, workingNo };
  // A change under way is never lost by a move: it ends first.
  if (workingNo !== null) return undefined;
  return state === 'unpublished' || state === 'legacy-incomplete' || state === 'withdrawn' ? undefined : { ...issued, state };
}

/** Refuses a last day that has passed: nobody could keep to it. */
export function pastDay(dueOn: string, today: string): Refusal | undefined {
  return dueOn < today ? refuse('catalog.status.last-day-past', { today }) : undefined;
}

/** What takes the place of a retired entry is another one that departments may apply for. */
export function unfitSuccessor(successor: Entry | undefined, entry: Entry): Refusal | undefined {
  const isFit = successor !== undefined && successor.id !== entry.id && isRequestable(successor);
  return isFit ? undefined : refuse('catalog.status.successor-unfit');
}
