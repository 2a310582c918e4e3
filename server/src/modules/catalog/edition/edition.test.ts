import type { EditionLine } from '@karez/contract/catalog/edition';
import { describe, expect, test } from 'vitest';
import { comparisonOf, isShared, saysNothingNew, sealedText } from './edition.ts';

const lineWith = (some: Partial<EditionLine> = {}): EditionLine => ({
  entryId: 'e1',
  code: '102000650400001/000001',
  version: '1.0',
  name: '坎儿井名录',
  provider: '市水利局',
  shareType: 'unconditional',
  category: '102000',
  modeClass: 'platform',
  modeType: 'api',
  conditions: [],
  useConditions: '',
  updateCycle: 'monthly',
  listing: 'mounted',
  promisedOn: null,
  denialReason: null,
  denialBasis: [],
  ...some,
});
const denied = lineWith({ entryId: 'e2', shareType: 'denied', listing: null });

describe('an edition beside the one before', () => {
  test('tells what is new, what differs and in which fields, what is the same and what is gone', () => {
    const former = [lineWith(), lineWith({ entryId: 'e3', name: '机井名录' }), denied];
    const now = [lineWith({ updateCycle: 'daily', listing: 'interrupted' }), denied, lineWith({ entryId: 'e4' })];

    const { lines, removed } = comparisonOf(now, former);

    expect(lines.map(({ change, changedFields }) => [change, changedFields])).toEqual([
      ['changed', ['updateCycle', 'listing']],
      ['same', []],
      ['added', []],
    ]);
    expect(removed).toEqual([{ entryId: 'e3', code: '102000650400001/000001', name: '机井名录', provider: '市水利局' }]);
  });

  test('an edition of before items were denied one by one said nothing of them: that is no change; a denied item is', () => {
    const deniedItems = [{ name: '举报人', reason: '应当保密', basis: ['食品安全法 第一百一十五条'] }];

    const { lines } = comparisonOf(
      [lineWith({ deniedItems: [] }), lineWith({ entryId: 'e3', deniedItems })],
      [lineWith(), lineWith({ entryId: 'e3' })],
    );

    expect(lines.map(({ change, changedFields }) => [change, changedFields])).toEqual([
      ['same', []],
      ['changed', ['deniedItems']],
    ]);
  });

  test('says nothing new only when no line is new, differs or is gone', () => {
    const former = [lineWith(), denied];

    expect(saysNothingNew(comparisonOf(former, former))).toBe(true);
    expect(saysNothingNew(comparisonOf([denied], former))).toBe(false);
    expect(saysNothingNew(comparisonOf([...former, lineWith({ entryId: 'e9' })], former))).toBe(false);
    expect(saysNothingNew(comparisonOf([lineWith({ conditions: ['本市'] }), denied], former))).toBe(false);
  });
});

test('the shared catalogue holds what was listed by the recorded act, never what was not, and no denial', () => {
  expect((['mounted', 'promised', 'interrupted', 'unlisted'] as const).map((listing) => isShared(lineWith({ listing })))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(isShared(denied)).toBe(false);
});

test('the digest is that of number, day and every field of every line in order', () => {
  const number = { regionCode: '650400', year: 2026, no: 1, issuedOn: '2026-11-23' };
  const of = (lines: readonly EditionLine[], more = {}) => sealedText({ ...number, ...more }, lines).digest;

  expect(of([lineWith(), denied])).toBe(of([lineWith(), denied]));
  expect(of([denied, lineWith()])).not.toBe(of([lineWith(), denied]));
  expect(of([lineWith({ useConditions: ' ' }), denied])).not.toBe(of([lineWith(), denied]));
  expect(of([lineWith(), denied], { no: 2 })).not.toBe(of([lineWith(), denied]));
});
