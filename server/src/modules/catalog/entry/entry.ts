import type { entryStates } from '@karez/contract/catalog/answers';
import type { Id } from '@karez/kit/id';
import { refuse, type Refusal } from '@karez/kit/refusal';

export type EntryId = Id<'catalog.entry'>;
/** Makes an entry's id of a fresh one. */
export function entryIdFrom(fresh: string): EntryId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where an entry's id is made
  return fresh as EntryId;
}

export type EntryState = (typeof entryStates)[number];

/** Who holds the resource. A department known only from an imported catalogue is a sample (样例): nobody can sign in for it. */
export type Provider = {
  readonly organisationId: string;
  readonly name: string;
  /** Short and former names under which the department is also searched. */
  readonly aliases: readonly string[];
  readonly uscc: string | null;
  readonly regionCode: string;
  readonly sample: boolean;
};

type Common = {
  readonly id: EntryId;
  readonly provider: Provider;
  /** Rises with every change; the value of `If-Match`. */
  readonly revision: number;
};
type Issued = { readonly resourceCode: string; readonly publishedOn: string; readonly liveNo: number };

export type Unpublished = Common & { readonly state: 'unpublished'; readonly workingNo: number };
export type Published = Common & Issued & { readonly state: 'published' };
export type ChangePending = Common & Issued & { readonly state: 'change-pending'; readonly workingNo: number };
/** Closed to new applications by the authority's order; a change that puts it right may be under way. */
export type Suspended = Common & Issued & { readonly state: 'suspended'; readonly workingNo: number | null };
/** On its way out of the catalogue, out of it, or on its way back; its code stays its own. */
export type Retiring = Common & Issued & { readonly state: 'retire-pending' | 'retired' | 'restore-pending' };
export type LegacyIncomplete = Common & { readonly state: 'legacy-incomplete'; readonly liveNo: number };
/** A draft that its department gave up, or an entry whose import was undone: kept with its content, and its name is free again. */
export type Withdrawn = Common & { readonly state: 'withdrawn'; readonly workingNo: number };

/** On its way from one department to another: nobody's for the moment, or offered to its receiver. A draft of a change waits with it. */
export type Moving = Common & Issued & { readonly state: 'orphaned' | 'transfer-pending'; readonly workingNo: number | null };

/** A catalogue entry: the record that keeps its code while revisions of its content come and go. */
export type Entry = Unpublished | Published | ChangePending | Suspended | Retiring | LegacyIncomplete | Withdrawn | Moving;

export const entryEvents = [
  'publish',
  'open-change',
  'suspend',
  'lift',
  'lift-into-change',
  'request-retirement',
  'approve-retirement',
  'drop-retirement',
  'drop-into-suspension',
  'retire-orphaned',
  'request-restoration',
  'approve-restoration',
  'approve-into-suspension',
  'drop-restoration',
  'abandon-change',
  'abandon-draft',
  'resume-draft',
  'orphan',
  'offer-transfer',
  'decline-transfer',
  'accept-transfer',
  'accept-into-change',
  'accept-into-suspension',
  'claim',
  'release-claim',
  'undo-import',
  'adjust',
  'drop-adjustment',
] as const;
export type EntryEvent = (typeof entryEvents)[number];

/** How an entry leaves its department. */
const leaving = { orphan: 'orphaned', 'offer-transfer': 'transfer-pending' } as const;

/**
 * Transition table of the entry (law.md §6.2); what is not here is refused. `drop-…`: declined by the authority or taken back.
 * A change must end before an entry can be retired, and an order of suspension outlives retirement: what comes back is suspended as before. A legacy entry stays as it is until a department claims it or the import that made it is undone.
 */
export const entryTransitions: Readonly<Record<EntryState, Readonly<Partial<Record<EntryEvent, EntryState>>>>> = {
  unpublished: { publish: 'published', 'abandon-draft': 'withdrawn', 'release-claim': 'legacy-incomplete' },
  published: {
    'open-change': 'change-pending',
    adjust: 'change-pending',
    suspend: 'suspended',
    'request-retirement': 'retire-pending',
    ...leaving,
  },
  'change-pending': {
    publish: 'published',
    suspend: 'suspended',
    'abandon-change': 'published',
    'drop-adjustment': 'published',
    ...leaving,
  },
  suspended: {
    'open-change': 'suspended',
    'abandon-change': 'suspended',
    'drop-adjustment': 'suspended',
    lift: 'published',
    'lift-into-change': 'change-pending',
    'request-retirement': 'retire-pending',
    ...leaving,
  },
  'retire-pending': { 'approve-retirement': 'retired', 'drop-retirement': 'published', 'drop-into-suspension': 'suspended' },
  retired: { 'request-restoration': 'restore-pending' },
  'restore-pending': { 'approve-restoration': 'published', 'approve-into-suspension': 'suspended', 'drop-restoration': 'retired' },
  'legacy-incomplete': { claim: 'unpublished', 'undo-import': 'withdrawn' },
  withdrawn: { 'resume-draft': 'unpublished' },
  orphaned: { 'offer-transfer': 'transfer-pending', 'retire-orphaned': 'retired' },
  'transfer-pending': {
    'decline-transfer': 'orphaned',
    'accept-transfer': 'published',
    'accept-into-change': 'change-pending',
    'accept-into-suspension': 'suspended',
  },
};

/** The state after `event`, or the refusal `catalog.entry.illegal-transition`. */
export function nextEntryState(state: EntryState, event: EntryEvent): EntryState | Refusal {
  return entryTransitions[state][event] ?? refuse('catalog.entry.illegal-transition', { state, event });
}

/** Number of the revision that is on its way, or null. */
export function workingNoOf(entry: Entry): number | null {
  return 'workingNo' in entry ? entry.workingNo : null;
}

/** Number of the revision in force, or null. */
export function liveNoOf(entry: Entry): number | null {
  return 'liveNo' in entry ? entry.liveNo : null;
}

export function resourceCodeOf(entry: Entry): string | null {
  return 'resourceCode' in entry ? entry.resourceCode : null;
}

export function publishedOnOf(entry: Entry): string | null {
  return 'publishedOn' in entry ? entry.publishedOn : null;
}

/** Whether departments may apply for it: not while it is suspended, leaving or gone, and not before it was published here. */
export function isRequestable(entry: Entry): boolean {
  return entry.state === 'published' || entry.state === 'change-pending';
}

/** Whether it stands in the catalogue for everyone: retired entries are found by their own unit and its authority only. */
export function isListed(entry: Entry): boolean {
  return entry.state !== 'retired' && entry.state !== 'restore-pending';
}

/**
 * States in which its published version is in force: law binds it, editions print it, and what it holds can be had from it, now or again. One that
 * goes from one department to another is in force all the while.
 */
export const statesInForce: readonly EntryState[] = [
  'published',
  'change-pending',
  'suspended',
  'retire-pending',
  'orphaned',
  'transfer-pending',
];

export function isInForce(entry: Entry): boolean {
  return statesInForce.includes(entry.state);
}

/** Refuses what would go out anew in the name of a department that is no more. */
export function refuseEnded({ entry, isProviderEnded }: { readonly entry: Entry; readonly isProviderEnded: boolean }): Refusal | undefined {
  return isProviderEnded ? refuse('catalog.entry.provider-ended', { name: entry.provider.name }) : undefined;
}

/** Whether it is between two departments: nobody works on it until the receiving one has taken it over. */
export function isMoving(entry: Entry): entry is Moving {
  return entry.state === 'orphaned' || entry.state === 'transfer-pending';
}

/** Refuses when the caller read another state of the entry than the one that is stored; `null` means no `If-Match` was sent. */
export function staleUnless(entry: Pick<Entry, 'revision'>, ifMatch: string | null): Refusal | undefined {
  if (ifMatch === String(entry.revision)) return undefined;
  return refuse('catalog.entry.stale', { current: entry.revision, sent: ifMatch });
}
