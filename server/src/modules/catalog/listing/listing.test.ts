import { entryStates } from '@karez/contract/catalog/answers';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import { entryIdFrom, type Entry, type EntryState } from '../entry/entry.ts';
import {
  interrupted,
  isDue,
  isOverdue,
  listingEvents,
  listingStates,
  mayBeListed,
  mayFollow,
  mounted,
  promised,
  refusePromise,
  withdrawn,
  type Listing,
  type ListingState,
} from './listing.ts';

const at = new Date('2026-11-23T02:00:00Z');
const act = { entryId: 'e1', today: '2026-11-23', at };
const promise = { dueOn: '2026-12-10', mode: 'api', responsible: '数据科' } as const;

const one = mounted(null, act);
const asMounted = { ...one, state: 'mounted', mountedAt: at } as const;
const listings: Readonly<Record<ListingState, Listing | null>> = {
  unlisted: null,
  promised: promised(null, promise, act),
  mounted: one,
  interrupted: interrupted(asMounted, at),
  withdrawn: withdrawn(one, at),
};

const legal: readonly string[] = [
  'unlisted promise',
  'unlisted mount',
  'promised promise',
  'promised mount',
  'promised withdraw',
  'mounted lose-resource',
  'mounted withdraw',
  'interrupted promise',
  'interrupted mount',
  'interrupted withdraw',
  'withdrawn promise',
  'withdrawn mount',
];

test.each(listingStates.flatMap((state) => listingEvents.map((event) => ({ state, event }))))(
  'a listing that is $state answers $event as the table says, and nothing else',
  ({ state, event }) => {
    const answer = mayFollow(listings[state], event);

    expect(isRefusal(answer) ? answer.code : answer).toBe(
      legal.includes(`${state} ${event}`) ? true : 'catalog.listing.illegal-transition',
    );
  },
);

describe('a promise', () => {
  test('is kept until the midnight of its day, and broken from the next day on', () => {
    expect(isOverdue(listings.promised, '2026-12-10')).toBe(false);
    expect(isOverdue(listings.promised, '2026-12-11')).toBe(true);
    expect(isOverdue(listings.mounted, '2027-12-11')).toBe(false);
  });

  test('that is given anew counts, and keeps the day of the listing; after a withdrawal both begin anew', () => {
    const later = { ...act, today: '2026-12-20' };

    expect(promised(listings.promised, promise, later)).toMatchObject({ promises: 2, listedOn: '2026-11-23' });
    expect(promised(listings.withdrawn, promise, later)).toMatchObject({ promises: 1, listedOn: '2026-12-20' });
  });

  test('is for today at the earliest, and for the last day that may be promised at the latest', () => {
    const days = { today: '2026-11-23', lastDay: '2027-11-23' };

    expect(refusePromise({ ...promise, dueOn: '2026-11-22' }, days)).toMatchObject({ code: 'catalog.listing.promise-past' });
    expect(refusePromise({ ...promise, dueOn: '2026-11-23' }, days)).toBeUndefined();
    expect(refusePromise({ ...promise, dueOn: '2027-11-23' }, days)).toBeUndefined();
    expect(refusePromise({ ...promise, dueOn: '2027-11-24' }, days)).toMatchObject({ code: 'catalog.listing.promise-too-far' });
  });
});

const provider = { organisationId: 'org', name: '市水利局', aliases: [], uscc: null, regionCode: '650400', sample: false };
const common = { id: entryIdFrom('e1'), provider, revision: 4 };
const issued = { ...common, resourceCode: '307001/1', publishedOn: '2026-11-01', liveNo: 2 };
function entryIn(state: EntryState): Entry {
  if (state === 'unpublished' || state === 'withdrawn') return { ...common, state, workingNo: 1 };
  if (state === 'legacy-incomplete') return { ...common, state, liveNo: 1 };
  if (state === 'change-pending') return { ...issued, state, workingNo: 3 };
  if (state === 'suspended' || state === 'orphaned' || state === 'transfer-pending') return { ...issued, state, workingNo: null };
  return { ...issued, state };
}

describe('of the entries that are', () => {
  test.each(
    entryStates.flatMap((state) => (['unconditional', 'conditional', 'denied'] as const).map((shareType) => ({ state, shareType }))),
  )(
    '$state and $shareType, those that stand in the catalogue for sharing are due, and those that may be applied for can be listed',
    ({ state, shareType }) => {
      const shared = shareType !== 'denied';
      const stands = ['published', 'change-pending', 'suspended', 'retire-pending', 'orphaned', 'transfer-pending'].includes(state);

      expect(isDue(entryIn(state), shareType)).toBe(shared && stands);
      expect(mayBeListed(entryIn(state), shareType) === true).toBe(shared && (state === 'published' || state === 'change-pending'));
    },
  );
});
