import { conditionBasisSchema, conditionSchema, denialBasisKindSchema } from '@karez/contract/catalog/content';
import { array, assert as holds, constant, constantFrom, integer, option, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableLimits } from '#platform/tables/table-limits';
import { statedDenial } from '../import/stated-denial.ts';
import { termsFrom, termsText } from './terms.ts';

const nothing = { conditions: [], denialReason: '', denialBasis: [] };

/** Words without the signs that the forms themselves are made of. */
const words = (charactersMax: number) =>
  string({ unit: constantFrom('水', '利', '供', '（', '）', '“', '”', '《', '12', ' ', '月'), minLength: 0, maxLength: charactersMax }).map(
    (text) => `甲${text}乙`.replaceAll(/\s+/gu, ' '),
  );
const plain = (charactersMax: number) =>
  words(charactersMax).map((text) => text.replaceAll(/[《》，：【】“”（）]/gu, '').replaceAll(/\s+/gu, ' '));
const condition = record({
  kind: constantFrom(...conditionSchema.shape.kind.options),
  text: words(20),
  monthsMax: option(integer({ min: 1, max: 120 })),
  basis: option(
    record({
      articleId: constant(null),
      kind: constantFrom(...conditionBasisSchema.shape.kind.options),
      title: plain(10),
      docNo: constantFrom('', '新政发〔2019〕3号'),
      article: plain(4),
    }),
  ),
});
const basis = record({
  articleId: constant(null),
  kind: constantFrom(...denialBasisKindSchema.options),
  title: plain(10),
  docNo: constantFrom('主席令第20号'),
  article: plain(4),
  quotation: words(40),
  effectiveOn: constant(null),
  url: constant(null),
});

test('whatever terms say, their lines are read back alone as what they said', () => {
  const terms = record({
    conditions: array(condition, { maxLength: 4 }),
    denialBasis: array(basis, { maxLength: 3 }),
    denialReason: words(20),
  });
  holds(
    property(terms, (said) => {
      expect(termsFrom(termsText(said), nothing, { isDenied: false })).toEqual(said);
    }),
  );
});

test('whatever a cell holds, every line of it is a condition, a basis or the reason, and none is lost', () => {
  const sign = constantFrom(
    '【',
    '】',
    '使用用途',
    '（依据：',
    '法律',
    '《',
    '》',
    '，',
    '）',
    '：“',
    '”',
    '理由：',
    '（最长',
    '6',
    '个月）',
    '\n',
  );
  holds(
    property(array(sign, { maxLength: 60 }), (signs) => {
      const cell = signs.join('');
      const lines = cell.split('\n').filter((each) => each.trim() !== '');
      const read = termsFrom(cell, nothing, { isDenied: false });
      const reasons = read.denialReason === '' ? [] : read.denialReason.split('\n');
      expect(read.conditions.length + read.denialBasis.length + reasons.length).toBe(lines.length);
    }),
  );
});

describe('a cell as large as a table may have, made of the signs of the forms', () => {
  const filled = (start: string, again: string) =>
    start + again.repeat(Math.floor((tableLimits.cellBytesMax - 60) / Buffer.byteLength(again)));
  const cells = [
    filled('【使用用途】', '（依据：x《》，'),
    filled('【使用用途】', '（依据：法律《》，'),
    filled('【a】', '】（最长1个月）'),
    filled('法律《', '》，：“'),
    filled('法律', '《a》，a：“'),
    filled('理由：', '理由：'),
    filled('【', '【】'),
  ];

  // A reader that tries its forms again from every place does not come back from these at all: no clock is needed to see it.
  test.each(cells)('is free text: %#', (cell) => {
    expect(termsFrom(cell, nothing, { isDenied: false }).conditions).toEqual([{ kind: 'other', text: cell, monthsMax: null, basis: null }]);
    expect(termsFrom(cell, nothing, { isDenied: true })).toEqual({ ...nothing, denialReason: cell });
  });

  test('is read as the denial of an old catalogue too, with as many bases as a denial may have', () => {
    const cell = filled('', '《保密法》第九条，');
    expect(statedDenial({ shareType: '不予共享', terms: cell })?.basis).toHaveLength(5);
  });

  test('in lines short enough to be read by their forms', () => {
    const line = filled('【使用用途】', '（依据：法律《》，').slice(0, 2_900);
    const cell = Array.from({ length: 7 }, () => line).join('\n');
    expect(termsFrom(cell, nothing, { isDenied: false }).conditions).toHaveLength(7);
  });
});
