import { adjustmentStates, type AdjustedFields } from '@karez/contract/catalog/adjustment';
import type { EntryContent } from '@karez/contract/catalog/content';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { entryIdFrom } from '../entry/entry.ts';
import { conditionalContent, contentWith, deniedContent, itemWith } from '../test-content.ts';
import { adjustedContent, deniesAnew, wholeChanges, wideningOf } from './adjusted-content.ts';
import {
  adjustmentEvents,
  agree,
  drop,
  isOpen,
  lapse,
  nextAdjustmentState,
  object,
  uphold,
  withdraw,
  type Adjustment,
  type AdjustmentEvent,
} from './adjustment.ts';

const legal: Readonly<Record<string, string>> = {
  'proposed agree': 'agreed',
  'proposed object': 'objected',
  'proposed lapse': 'unanswered',
  'proposed withdraw': 'withdrawn',
  'unanswered agree': 'agreed',
  'unanswered object': 'objected',
  'unanswered uphold': 'upheld',
  'unanswered drop': 'dropped',
  'unanswered withdraw': 'withdrawn',
  'objected uphold': 'upheld',
  'objected drop': 'dropped',
  'objected withdraw': 'withdrawn',
};
const pairs = adjustmentStates.flatMap((state) => adjustmentEvents.map((event) => ({ state, event })));

const act = (by: string) => ({ by, orgId: 'o', at: new Date('2026-11-23T02:00:00Z'), opinion: '意见', organisationName: '市政府办公室' });
/** What a form with every field as it is sends. */
const fieldsOf = (content: EntryContent, some: Partial<AdjustedFields> = {}): AdjustedFields => {
  const { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = content;
  const same = { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  return { ...same, items: [], ...some };
};
const adjustment = (some: Partial<Adjustment> = {}): Adjustment => ({
  id: 'a',
  entryId: entryIdFrom('e'),
  revisionNo: 2,
  basis: 'in-force',
  state: 'proposed',
  entryName: '企业登记信息',
  provider: { id: 'p', name: '市市场监督管理局' },
  regionCode: '650400',
  fields: fieldsOf(contentWith()),
  changes: [],
  widening: [],
  proposed: act('reviewer'),
  answered: null,
  decided: null,
  withdrawn: null,
  ...some,
});
const happen: Readonly<Record<AdjustmentEvent, (one: Adjustment) => Adjustment | Refusal>> = {
  agree: (one) => agree(one, act('head')),
  object: (one) => object(one, act('head')),
  lapse,
  uphold: (one) => uphold(one, act('leader')),
  drop: (one) => drop(one, act('leader')),
  withdraw: (one) => withdraw(one, act('reviewer')),
};

test.each(pairs)('an adjustment that is $state answers $event as the table says, in the table and in the act', ({ state, event }) => {
  const expected = legal[`${state} ${event}`] ?? 'catalog.adjustment.illegal-transition';

  const inTable = nextAdjustmentState(state, event);
  const acted = happen[event](adjustment({ state }));

  expect(isRefusal(inTable) ? inTable.code : inTable).toBe(expected);
  expect(isRefusal(acted) ? acted.code : acted.state).toBe(expected);
});

test('the open states are those that something can still happen to', () => {
  expect(adjustmentStates.filter((state) => isOpen({ state }))).toEqual(['proposed', 'unanswered', 'objected']);
});

test('whoever proposed it neither upholds nor drops it', () => {
  for (const decide of [uphold, drop]) {
    expect(decide(adjustment({ state: 'objected' }), act('reviewer'))).toMatchObject({ code: 'catalog.adjustment.own-proposal' });
  }
});

test('809-13: no leader upholds what goes beyond the department’s assessments; dropping it stays possible', () => {
  const beyond = adjustment({ state: 'objected', widening: ['share-type'] });

  expect(uphold(beyond, act('leader'))).toMatchObject({ code: 'catalog.adjustment.beyond-assessments' });
  expect(drop(beyond, act('leader'))).toMatchObject({ state: 'dropped' });
});

const basis = { articleId: null, kind: 'rule' as const, title: '登记管理办法', docNo: '令第1号', article: '第九条' };
const conditional = conditionalContent();
const [scope, purpose] = conditional.conditions;
const conditions = [...(scope ? [scope] : []), ...(purpose ? [purpose] : [])];
const security = { kind: 'security' as const, text: '不得落库', monthsMax: null, basis };
const period = (monthsMax: number) => ({ kind: 'period' as const, text: '使用期限', monthsMax, basis });

test.each<[string, EntryContent, Partial<EntryContent>, readonly string[]]>([
  ['a name and a cycle', contentWith(), { name: '新名称', updateCycle: 'monthly' }, []],
  ['a stricter share type', contentWith(), { shareType: 'conditional', conditions, useConditions: '限于许可' }, []],
  [
    'a looser share type',
    conditional,
    { shareType: 'unconditional', conditions: [], useConditions: '' },
    ['share-type', 'item-share-type', 'conditions', 'use-conditions'],
  ],
  ['one more condition of security', conditional, { conditions: [...conditions, security] }, []],
  ['a condition of security that is gone', { ...conditional, conditions: [...conditions, security] }, { conditions }, ['conditions']],
  [
    'a scope with more words',
    conditional,
    { conditions: conditions.map((one) => (one.kind === 'scope' ? { ...one, text: `${one.text}及企业` } : one)) },
    ['conditions'],
  ],
  ['a second purpose', conditional, { conditions: [...conditions, { ...period(1), kind: 'purpose', text: '统计' }] }, ['conditions']],
  [
    'another basis for the same condition',
    conditional,
    { conditions: conditions.map((one) => ({ ...one, basis: { ...basis, article: '第十条' } })) },
    [],
  ],
  ['a shorter term', { ...conditional, conditions: [...conditions, period(12)] }, { conditions: [...conditions, period(6)] }, []],
  ['a longer term', { ...conditional, conditions: [...conditions, period(12)] }, { conditions: [...conditions, period(24)] }, ['period']],
  ['a first term', conditional, { conditions: [...conditions, period(24)] }, []],
  ['other use conditions', conditional, { useConditions: '限于行政许可审查和统计' }, ['use-conditions']],
])('809-13: %s goes beyond the assessments only where it may let more in', (_what, before, change, expected) => {
  expect(wideningOf(before, { ...before, ...change })).toEqual(expected);
});

test('an item that opens wider counts, one that is shared with conditions instead does not', () => {
  const strict = contentWith({ items: [itemWith({ shareType: 'conditional' }), itemWith({ no: 2, fieldName: 'b' })] });
  const after = (no: number, shareType: 'unconditional' | 'conditional') =>
    adjustedContent(strict, fieldsOf(strict, { items: [{ no, shareType, updateCycle: null }] }));
  const widening = (one: EntryContent | Refusal) => (isRefusal(one) ? one.code : wideningOf(strict, one));

  expect(widening(after(1, 'unconditional'))).toEqual(['item-share-type']);
  expect(widening(after(2, 'conditional'))).toEqual([]);
  expect(widening(adjustedContent(strict, fieldsOf(strict, { items: [{ no: 9, shareType: null, updateCycle: null }] })))).toBe(
    'catalog.adjustment.item-unknown',
  );
});

test('91-3.1, 809-15: nothing is denied anew, neither an entry nor an item; a denial that goes takes its reason and basis along', () => {
  const open = contentWith();
  const denied = deniedContent();
  const shared = adjustedContent(denied, fieldsOf(denied, { shareType: 'unconditional' }));

  expect(deniesAnew(open, { ...open, shareType: 'denied' })).toBe(true);
  expect(deniesAnew(open, { ...open, items: open.items.map((item, at) => (at === 1 ? { ...item, shareType: 'denied' } : item)) })).toBe(
    true,
  );
  expect(deniesAnew(denied, denied)).toBe(false);
  expect(shared).toMatchObject({ denialReason: '', denialBasis: [] });
  expect(adjustedContent(denied, fieldsOf(denied, { name: '另一名称' }))).toMatchObject({ denialBasis: denied.denialBasis });
});

test('a difference shows both texts whole, however long', () => {
  const long = '限于行政许可审查。'.repeat(100);

  expect(wholeChanges(contentWith(), contentWith({ useConditions: long }))).toEqual([{ field: 'useConditions', before: '', after: long }]);
});
