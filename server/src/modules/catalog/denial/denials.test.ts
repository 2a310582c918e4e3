import { shareTypes, type ShareType } from '@karez/contract/catalog/content';
import { array, assert, constantFrom, option, property } from 'fast-check';
import { expect, test } from 'vitest';
import { whatIsMissing } from '../entry/completeness.ts';
import { denies, shareTypeOfItem } from '../entry/share-type.ts';
import { contentWith, deniedContent, itemWith } from '../test-content.ts';
import { denialsIn, firstEnd, unsettled, type Ruling } from './denials.ts';
import { isDenied, shownToOthers } from './shown-items.ts';
import { basisWith, deniedItem, mixedContent } from './test-denial.ts';

const around = { unknownCategories: [], unknownCodes: [], reusedItemNumbers: [] };
const type = constantFrom(...shareTypes);
const strictness = (one: ShareType): number => shareTypes.indexOf(one);

const contentOf = (shareType: ShareType, types: readonly (ShareType | null)[]) =>
  contentWith({
    shareType,
    items: types.map((own, at) => {
      const item = { no: at + 1, nameZh: `数据项${at}`, fieldName: `f${at}` };
      return own === 'denied' ? deniedItem(item) : itemWith({ ...item, shareType: own });
    }),
  });
const wrongs = (content: Parameters<typeof whatIsMissing>[0]) => whatIsMissing(content, around).map(({ path, code }) => `${path} ${code}`);

test('809-14: whatever its items are, an entry passes only with the share type of the loosest of them', () => {
  const types = array(option(type), { minLength: 1, maxLength: 6 });
  assert(
    property(type, types, (shareType, own) => {
      const held = own.map((one) => shareTypeOfItem({ shareType: one }, shareType));
      const loosest = held.toSorted((left, right) => strictness(left) - strictness(right))[0];
      const complains = wrongs(contentOf(shareType, own)).some((wrong) => /item-looser-than-entry|entry-looser-than-items/.test(wrong));
      expect(complains).toBe(loosest !== shareType);
    }),
  );
});

test('91-3.1: every item that is denied is ruled on, by itself or with its entry, and nothing that is shared', () => {
  assert(
    property(type, array(option(type), { maxLength: 6 }), (shareType, own) => {
      const content = contentOf(shareType, own);
      const denials = denialsIn(content);
      const covered = content.items.filter(
        (item) =>
          denials.some(({ itemNo }) => itemNo === item.no) || (item.denial === null && denials.some(({ itemNo }) => itemNo === null)),
      );
      expect(denials.length > 0).toBe(denies(content) || shareType === 'denied');
      expect(content.items.filter((item) => isDenied(item, content)).every((item) => covered.includes(item))).toBe(true);
      expect(denials.filter(({ itemNo }) => itemNo !== null).every(({ itemNo }) => content.items.some((item) => item.no === itemNo))).toBe(
        true,
      );
    }),
  );
});

test('91-3.1: of a denied item others see name, reason and basis, whatever else it says', () => {
  assert(
    property(type, array(option(type), { maxLength: 6 }), (shareType, own) => {
      const content = contentOf(shareType, own);
      const shown = shownToOthers(content);
      content.items.forEach((item, at) => {
        const seen = shown.items[at];
        if (!isDenied(item, content)) return expect(seen).toEqual(item);
        expect(seen).toMatchObject({ no: item.no, nameZh: item.nameZh, denial: item.denial });
        return expect([seen?.fieldName, seen?.meaning, seen?.dataType, seen?.lengthBytes, seen?.codeSet]).toEqual([
          null,
          '',
          null,
          null,
          null,
        ]);
      });
    }),
  );
});

test('a verification settles each denial once, and says no word on what is not denied', () => {
  const denials = denialsIn(mixedContent('核定', { items: [itemWith(), deniedItem(), deniedItem({ no: 3, fieldName: 'c' })] }));
  const upheld = (itemNo: number | null, until: string | null = null): Ruling => ({ itemNo, verdict: 'upheld', until, opinion: '成立' });

  expect(unsettled(denials, [upheld(2), upheld(3)])).toEqual({ open: [], stray: [] });
  expect(unsettled(denials, [upheld(2)]).open).toMatchObject([{ itemNo: 3 }]);
  expect(unsettled(denials, [upheld(2), upheld(2), upheld(3)]).open).toMatchObject([{ itemNo: 2 }]);
  expect(unsettled(denials, [upheld(2), upheld(3), upheld(1), upheld(null)]).stray).toMatchObject([{ itemNo: 1 }, { itemNo: null }]);
  expect(firstEnd([upheld(2, '2027-12-31'), upheld(3, '2026-12-31'), upheld(1)])).toBe('2026-12-31');
  expect(firstEnd([upheld(2)])).toBeNull();
});

test.each<[string, Parameters<typeof whatIsMissing>[0], string[]]>([
  ['complete', mixedContent('齐全'), []],
  [
    'without its own basis',
    mixedContent('缺', { items: [itemWith(), deniedItem({ denial: null })] }),
    ['items/1/denial denial-without-basis'],
  ],
  [
    'without reason and article',
    mixedContent('空', { items: [itemWith(), deniedItem({ denial: { reason: '', basis: [] } })] }),
    ['items/1/denial/reason missing', 'items/1/denial/basis denial-without-basis'],
  ],
  [
    'on a rule below what law allows',
    mixedContent('规章', { items: [itemWith(), deniedItem({ denial: { reason: '保密', basis: [basisWith({ kind: 'rule' })] } })] }),
    ['items/1/denial/basis/0/kind denial-kind-not-allowed'],
  ],
  [
    'on the basis of an entry that is shared',
    mixedContent('借用', { denialBasis: [basisWith()], items: [itemWith(), deniedItem({ denial: null })] }),
    ['denialBasis denial-not-needed', 'items/1/denial denial-without-basis'],
  ],
  [
    'although it is shared',
    mixedContent('多余', { items: [itemWith(), deniedItem({ shareType: null })] }),
    ['items/1/denial denial-not-needed'],
  ],
  ['with its entry, on the basis of the entry', deniedContent({ items: [itemWith(), deniedItem({ denial: null })] }), []],
])('809-15: a denied item %s', (_name, content, expected) => {
  expect(wrongs(content)).toEqual(expected.map((wrong) => `/content/${wrong.replace(' ', ' catalog.')}`));
});
