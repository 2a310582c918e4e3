import { nonconformityStates } from '@karez/contract/catalog/conformance';
import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import {
  nonconformityEvents,
  nextNonconformityState,
  settle,
  type Nonconformity,
  type NonconformityState,
  type Flaw,
} from './nonconformity.ts';

/** What each event leads to, written down a second time by hand; what is not here is refused. */
const moves: Readonly<Record<string, string>> = {
  'open explain': 'explained',
  'open mend': 'mended',
  'explained accept': 'accepted',
  'explained decline': 'open',
  'explained mend': 'mended',
  'accepted reopen': 'open',
  'accepted mend': 'mended',
};

test.each(nonconformityStates.flatMap((state) => nonconformityEvents.map((event) => ({ state, event }))))(
  'a nonconformity that is $state takes $event only where the table has it',
  ({ state, event }) => {
    const next = nextNonconformityState(state, event);

    expect(isRefusal(next) ? next.code : next).toBe(moves[`${state} ${event}`] ?? 'catalog.conformance.illegal-transition');
  },
);

const flaw: Flaw = { rule: 'abstract-empty', severity: 'error', field: 'abstract', params: {} };
const other: Flaw = { rule: 'field-missing', severity: 'error', field: 'dataGrade', params: {} };
const nonconformity = (of: Flaw, state: NonconformityState): Nonconformity => ({
  ...of,
  id: `${of.rule} ${of.field}`,
  runId: 'run',
  entryId: 'entry',
  revisionNo: 1,
  organisationId: 'market',
  organisationName: '市市场监督管理局',
  regionCode: '650400',
  state,
  dueOn: '2026-12-31',
  foundAt: new Date(0),
  closedAt: null,
  explained: null,
  decided: null,
});

test('a review opens what is new, mends what is gone, and leaves what stands', () => {
  const standing = [nonconformity(flaw, 'explained'), nonconformity({ ...flaw, field: 'name' }, 'open')];

  const settled = settle(standing, { flaws: [flaw, other], revisionNo: 1 });

  expect(settled.opened).toEqual([other]);
  expect(settled.mended.map(({ field }) => field)).toEqual(['name']);
  expect(settled.reopened).toEqual([]);
});

test('an acceptance holds for its version and ends with the next one', () => {
  const accepted = [nonconformity(flaw, 'accepted')];

  expect(settle(accepted, { flaws: [flaw], revisionNo: 1 }).reopened).toEqual([]);
  expect(settle(accepted, { flaws: [flaw], revisionNo: 2 }).reopened).toEqual(accepted);
});

test('what still stands, stands as the version that was judged shows it', () => {
  const standing = [nonconformity(flaw, 'explained'), nonconformity({ ...flaw, field: 'name' }, 'open')];

  const settled = settle(standing, { flaws: [{ ...flaw, params: { count: 2 } }], revisionNo: 2 });

  expect(settled.standing).toEqual([{ ...standing[0], revisionNo: 2, params: { count: 2 } }]);
});
