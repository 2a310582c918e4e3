import { findingStates } from '@karez/contract/catalog/finding';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import {
  answer,
  byKey,
  findingEvents,
  findingTransitions,
  foundAgain,
  keyOf,
  nextFindingState,
  vanished,
  type Finding,
  type Found,
} from './finding.ts';

const at = new Date('2026-11-23T02:00:00Z');
const side = { name: '机井名录', abstract: '', regionCode: '650400' };
const found: Found = {
  kind: 'entry',
  targetId: 'other',
  place: 'entry',
  itemNo: 0,
  relation: 'same',
  evidence: {
    score: 0.9,
    parts: [],
    terms: [],
    differing: [],
    items: [],
    own: side,
    other: { ...side, organisationId: 'o', organisationName: '市水利局', code: '' },
  },
};
const act = { by: 'clerk', orgId: 'market', at, opinion: '用途不同' };
const findingIn = (state: Finding['state']): Finding => ({
  ...found,
  id: 'f1',
  entryId: 'e1',
  state,
  foundAt: at,
  answered: state === 'open' ? null : act,
});

describe('the machine of a finding', () => {
  test.each(findingStates.flatMap((state) => findingEvents.map((event) => ({ state, event }))))(
    '$event of a finding that is $state does what the table says and nothing else',
    ({ state, event }) => {
      const expected = findingTransitions[state][event];
      const next = nextFindingState(state, event);

      if (expected === undefined) expect(next).toMatchObject({ code: 'catalog.finding.illegal-transition', params: { state, event } });
      else expect(next).toBe(expected);
    },
  );

  test.each(findingStates)('a finding that is %s is answered only where it still applies', (state) => {
    expect(isRefusal(answer(findingIn(state), 'argue', act))).toBe(state === 'gone');
  });

  test.each(findingStates)('an answer to a finding that is %s stands while the same is found, and falls with another relation', (state) => {
    const same = foundAgain(findingIn(state), found, at);
    const other = foundAgain(findingIn(state), { ...found, relation: 'slice' }, at);

    const answered = state === 'cited' || state === 'argued';
    expect(same).toMatchObject({ state: answered ? state : 'open', answered: answered ? act : null });
    expect(other).toMatchObject({ state: 'open', relation: 'slice', answered: null });
  });

  test.each(findingStates)('what is no longer found is gone, whether it was %s or not', (state) => {
    expect(vanished(findingIn(state)).state).toBe('gone');
  });
});

describe('which finding it is', () => {
  const element = { kind: 'element', targetId: 'number', place: 'item' } as const;

  test('a data element is one finding, whichever items hold it; the fields of a form are each one', () => {
    expect(keyOf({ ...element, itemNo: 2 })).toBe(keyOf({ ...element, itemNo: 3 }));
    expect(keyOf({ ...element, itemNo: 2 })).not.toBe(keyOf({ ...element, targetId: 'name', itemNo: 2 }));
    expect(keyOf({ ...element, place: 'field', itemNo: 2 })).not.toBe(keyOf({ ...element, place: 'field', itemNo: 3 }));
    expect(keyOf({ ...element, place: 'field', itemNo: 2 })).not.toBe(keyOf({ ...element, itemNo: 2 }));
  });

  test('of findings that were told apart by their items before, the one that stands is it, else the last', () => {
    const of = (id: string, state: Finding['state'], day: string): Finding => ({
      ...findingIn(state),
      ...element,
      id,
      foundAt: new Date(day),
    });
    const key = keyOf({ ...element, itemNo: 1 });

    expect(byKey([of('a', 'argued', '2026-01-01'), of('b', 'gone', '2026-02-01')]).get(key)?.id).toBe('a');
    expect(byKey([of('b', 'gone', '2026-02-01'), of('c', 'gone', '2026-01-01')]).get(key)?.id).toBe('b');
  });
});
