import { entryStates, statusChangeKinds } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import { entryIdFrom, nextEntryState, type Entry, type EntryState } from '../entry/entry.ts';
import { beginningEvent, endingEvent, moved, unfitSuccessor, type StatusChange, type StatusOutcome } from './status-change.ts';

const provider = { organisationId: 'org', name: '市水利局', aliases: [], uscc: null, regionCode: '650400', sample: false };
const common = { id: entryIdFrom('e1'), provider, revision: 4 };
const issued = { ...common, resourceCode: '307001/1', publishedOn: '2026-11-01', liveNo: 2 };

/** An entry in each state, and a suspended one with a change under way. */
function entriesIn(state: EntryState): Entry[] {
  if (state === 'unpublished' || state === 'withdrawn') return [{ ...common, state, workingNo: 1 }];
  if (state === 'legacy-incomplete') return [{ ...common, state, liveNo: 1 }];
  if (state === 'change-pending') return [{ ...issued, state, workingNo: 3 }];
  if (state === 'suspended' || state === 'orphaned' || state === 'transfer-pending')
    return [
      { ...issued, state, workingNo: null },
      { ...issued, state, workingNo: 3 },
    ];
  return [{ ...issued, state }];
}
const every = entryStates.flatMap(entriesIn);
const outcomes: readonly StatusOutcome[] = ['approved', 'declined', 'withdrawn', 'lifted', 'ordered'];

describe('every kind of status change on an entry of every state', () => {
  test.each(statusChangeKinds.flatMap((kind) => every.map((entry) => ({ kind, entry, state: entry.state }))))(
    'a $kind of an entry that is $state begins as the transition table says and changes nothing but state and revision',
    ({ kind, entry }) => {
      const next = moved(entry, beginningEvent[kind]);
      const expected = expectedAfter(kind, entry);

      if (isRefusal(expected)) expect(next).toEqual(expected);
      else expect(next).toEqual({ ...withoutWorking(entry, expected), state: expected, revision: entry.revision + 1 });
    },
  );

  test.each(statusChangeKinds.flatMap((kind) => outcomes.map((outcome) => ({ kind, outcome }))))(
    'a $kind that is $outcome ends only where the kind has that end',
    ({ kind, outcome }) => {
      const event = endingEvent({ ...issued, state: 'suspended', workingNo: null }, { kind, outcome, isSuspended: false });

      expect(event === undefined).toBe(outcome === 'ordered' || (kind === 'suspension') !== (outcome === 'lifted'));
    },
  );

  test('a suspension that is lifted gives back the change that was under way', () => {
    const entry: Entry = { ...issued, state: 'suspended', workingNo: 3 };
    const event = endingEvent(entry, { kind: 'suspension', outcome: 'lifted', isSuspended: true });

    expect(event && moved(entry, event)).toMatchObject({ state: 'change-pending', workingNo: 3 });
  });
});

test.each(every.map((entry) => ({ entry, state: entry.state })))(
  'what takes the place of a retired entry can be applied for: $state',
  ({ entry, state }) => {
    const successor: Entry = { ...entry, id: entryIdFrom('e2') };
    const isFit = state === 'published' || state === 'change-pending';

    expect(unfitSuccessor(successor, { ...issued, state: 'published' })).toEqual(
      isFit ? undefined : expect.objectContaining({ code: 'catalog.status.successor-unfit' }),
    );
  },
);

/** As the table says; but a change under way is not lost on the way out. */
function expectedAfter(kind: StatusChange['kind'], entry: Entry): EntryState | Refusal {
  const isLost = kind === 'retirement' && entry.state === 'suspended' && entry.workingNo !== null;
  if (isLost) return refuse('catalog.entry.illegal-transition', { state: 'suspended', event: 'request-retirement' });
  return nextEntryState(entry.state, beginningEvent[kind]);
}

test('behind an order of suspension a request that fails leaves the entry suspended, and what comes back is suspended', () => {
  const ends = (kind: 'retirement' | 'restoration', outcome: StatusOutcome) =>
    endingEvent({ ...issued, state: kind === 'retirement' ? 'retire-pending' : 'restore-pending' }, { kind, outcome, isSuspended: true });

  expect(ends('retirement', 'declined')).toBe('drop-into-suspension');
  expect(ends('retirement', 'withdrawn')).toBe('drop-into-suspension');
  expect(ends('retirement', 'approved')).toBe('approve-retirement');
  expect(ends('restoration', 'approved')).toBe('approve-into-suspension');
  expect(ends('restoration', 'declined')).toBe('drop-restoration');
  expect(ends('restoration', 'withdrawn')).toBe('drop-restoration');
});

function withoutWorking(entry: Entry, state: EntryState): object {
  const { provider: of, id, revision } = entry;
  const workingNo = 'workingNo' in entry ? entry.workingNo : null;
  const { resourceCode, publishedOn, liveNo } = issued;
  return { id, provider: of, revision, resourceCode, publishedOn, liveNo, ...(state === 'suspended' ? { workingNo } : {}) };
}
