import type { Listing as ListingAnswer } from '@karez/contract/catalog/listed';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { isInForce, isRequestable, type Entry } from '../entry/entry.ts';

/** What the department promises where nothing is mounted yet: the last day, the mode, the office that does it (91-4.3). */
export type Promised = NonNullable<ListingAnswer['promise']>;

type Common = {
  readonly entryId: string;
  /** Day of the recorded act, in the region's zone. */
  readonly listedOn: string;
  readonly changedAt: Date;
  /** Promises given since it was listed. */
  readonly promises: number;
};

/** A published entry's place in the 共享目录. Whether a promise is overdue is computed, never stored. */
export type Listing =
  | (Common & { readonly state: 'promised'; readonly promise: Promised })
  | (Common & { readonly state: 'mounted' | 'interrupted'; readonly mountedAt: Date })
  | (Common & { readonly state: 'withdrawn' });

export const listingStates = ['unlisted', 'promised', 'mounted', 'interrupted', 'withdrawn'] as const;
export type ListingState = (typeof listingStates)[number];
export const listingEvents = ['promise', 'mount', 'lose-resource', 'withdraw'] as const;
export type ListingEvent = (typeof listingEvents)[number];

/**
 * Transition table; what is not here is refused. `unlisted` is an entry without a listing. A promise may be given anew, which counts; a listing
 * ends with its entry: by retirement, or by a version that denies.
 */
export const listingTransitions: Readonly<
  Record<ListingState, Readonly<Partial<Record<ListingEvent, Exclude<ListingState, 'unlisted'>>>>>
> = {
  unlisted: { promise: 'promised', mount: 'mounted' },
  promised: { promise: 'promised', mount: 'mounted', withdraw: 'withdrawn' },
  mounted: { 'lose-resource': 'interrupted', withdraw: 'withdrawn' },
  interrupted: { promise: 'promised', mount: 'mounted', withdraw: 'withdrawn' },
  withdrawn: { promise: 'promised', mount: 'mounted' },
};

export function stateOf(listing: Listing | null): ListingState {
  return listing?.state ?? 'unlisted';
}

/** Whether the event is legal, or the refusal `catalog.listing.illegal-transition`. */
export function mayFollow(listing: Listing | null, event: ListingEvent): true | Refusal {
  const state = stateOf(listing);
  return listingTransitions[state][event] === undefined ? refuse('catalog.listing.illegal-transition', { state, event }) : true;
}

type Act = { readonly entryId: string; readonly today: string; readonly at: Date };

/** A listing that is begun, or begun anew after it was withdrawn, counts its promises from nothing. */
function common(listing: Listing | null, { entryId, today, at }: Act): Common {
  const goesOn = listing !== null && listing.state !== 'withdrawn';
  return { entryId, changedAt: at, listedOn: goesOn ? listing.listedOn : today, promises: goesOn ? listing.promises : 0 };
}

export function promised(listing: Listing | null, promise: Promised, act: Act): Listing {
  const begun = common(listing, act);
  return { ...begun, state: 'promised', promise, promises: begun.promises + 1 };
}

export function mounted(listing: Listing | null, act: Act): Listing {
  return { ...common(listing, act), state: 'mounted', mountedAt: act.at };
}

/** The last resource stopped: it stays listed and says so. */
export function interrupted(listing: Listing & { state: 'mounted' }, at: Date): Listing {
  return { ...listing, state: 'interrupted', changedAt: at };
}

export function withdrawn({ entryId, listedOn, promises }: Listing, at: Date): Listing {
  return { entryId, listedOn, promises, state: 'withdrawn', changedAt: at };
}

/** Whether the promised day has passed: it is kept until its midnight in the region's zone. */
export function isOverdue(listing: Listing | null, today: string): boolean {
  return listing?.state === 'promised' && listing.promise.dueOn < today;
}

/** Most calendar days that a promise may run: a house rule, for the plan names none. */
export const PROMISE_DAYS_MAX = 365;

/** Refuses a promise for a day that has passed, or one so far away that it promises nothing. `lastDay` is the last that may be promised. */
export function refusePromise({ dueOn }: Promised, { today, lastDay }: { today: string; lastDay: string }): Refusal | undefined {
  if (dueOn < today) return refuse('catalog.listing.promise-past', { today });
  return dueOn > lastDay ? refuse('catalog.listing.promise-too-far', { days: PROMISE_DAYS_MAX, lastDay }) : undefined;
}

/** What stands in the catalogue for sharing has to be listed (91-3.1): published or suspended, and not 不予共享. */
export function isDue(entry: Entry, shareType: string | null): boolean {
  return isInForce(entry) && shareType !== null && shareType !== 'denied';
}

/** What may be listed now: an entry that departments may apply for, and that is not 不予共享. */
export function mayBeListed(entry: Entry, shareType: string | null): true | Refusal {
  return isRequestable(entry) && isDue(entry, shareType) ? true : refuse('catalog.listing.not-listable', { state: entry.state });
}
