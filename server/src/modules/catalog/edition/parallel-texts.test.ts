import type { EditionLine } from '@karez/contract/catalog/edition';
import { describe, expect, test } from 'vitest';
import type { Legible } from '../translation/translation.ts';
import { editionTexts, isWhole, parallelTexts, sameTexts, sealedTexts, type EntryTexts } from './parallel-texts.ts';

const line: EditionLine = {
  entryId: 'e1',
  code: '000000/001',
  version: '1.0',
  name: '葡萄种植户名录',
  provider: '市农业农村局',
  shareType: 'conditional',
  category: '3',
  modeClass: null,
  modeType: null,
  conditions: ['本市部门', '办理补贴'],
  useConditions: '不得外传',
  updateCycle: 'yearly',
  listing: 'mounted',
  promisedOn: null,
  denialReason: null,
  denialBasis: [],
  deniedItems: [{ name: '举报人姓名', reason: '为举报人保密', basis: ['食品安全法 第一百一十五条'] }],
};
const standing = { line, deniedNos: [7] };
const reviewed = (sourceZh: string, text: string): Legible => ({ state: 'reviewed', text, sourceZh, shown: null });
const textsWith = (fields: Record<string, Legible>): EntryTexts => new Map(Object.entries(fields));
const all = textsWith({
  name: reviewed('葡萄种植户名录', 'ئۈزۈمچىلەر'),
  'conditions/1': reviewed('本市部门', 'شەھەر'),
  'conditions/2': reviewed('办理补贴', 'ياردەم'),
  useConditions: reviewed('不得外传', 'مەخپىي'),
  'items/7/name': reviewed('举报人姓名', 'پاش قىلغۇچى'),
  'items/7/denial': reviewed('为举报人保密', 'مەخپىيەتلىك'),
});
const nothing: EntryTexts = new Map();

describe('91-7.1.1: what an edition prints in another language', () => {
  test('is what somebody reviewed to exactly the Chinese of the line, each text at its place', () => {
    const texts = parallelTexts(standing, all);

    expect(texts).toEqual({
      name: 'ئۈزۈمچىلەر',
      conditions: ['شەھەر', 'ياردەم'],
      useConditions: 'مەخپىي',
      denialReason: null,
      deniedItems: ['پاش قىلغۇچى'],
      deniedReasons: ['مەخپىيەتلىك'],
    });
    expect(isWhole(standing, texts)).toBe(true);
  });

  test('is never a text that waits for its review, was written to earlier Chinese, or is being written anew without a reviewed one before it', () => {
    const texts = parallelTexts(
      standing,
      textsWith({
        name: { state: 'translated', text: 'ئۈزۈم', sourceZh: line.name, shown: null },
        'conditions/1': reviewed('本市机关', 'شەھەر'),
        'conditions/2': { state: 'draft', text: 'يېڭى', sourceZh: '办理补贴', shown: null },
        useConditions: {
          state: 'draft',
          text: 'يېڭى',
          sourceZh: '不得外传',
          shown: { text: 'مەخپىي', sourceZh: '不得外传', reviewed: true },
        },
      }),
    );

    expect(texts).toMatchObject({ name: null, conditions: [null, null], useConditions: 'مەخپىي', deniedItems: [null] });
    expect(isWhole(standing, texts)).toBe(false);
  });

  test('is absent for a language in which nothing was reviewed, and tells whole lines from begun ones', () => {
    const other = { line: { ...line, entryId: 'e2', name: '机井名录' }, deniedNos: [7] };

    const made = editionTexts([standing, other], (language) => (language === 'ug' ? all : nothing));

    expect(made).toMatchObject([{ language: 'ug', wholeCount: 1, lines: [{ entryId: 'e1' }, { entryId: 'e2', texts: { name: null } }] }]);
  });
});

test('two editions say the same in other languages only when every text of every line is the same, in whatever order they stand', () => {
  const made = editionTexts([standing], () => all);

  expect(sameTexts(made, made.toReversed())).toBe(true);
  expect(sameTexts(made, [])).toBe(false);
  const less = editionTexts([standing], (language) =>
    language === 'ug' ? all : textsWith({ name: reviewed(line.name, 'Grape growers') }),
  );
  expect(sameTexts(made, less)).toBe(false);
});

test('the digest of a language is that of its texts, of its number and of the Chinese that it stands beside', () => {
  const number = { regionCode: '650400', year: 2026, no: 1, issuedOn: '2026-11-23', digest: 'a'.repeat(64) };
  const [ug] = editionTexts([standing], () => all);
  if (!ug) throw new Error('no Uyghur');

  const digest = sealedTexts(number, ug);

  expect(sealedTexts(number, ug)).toBe(digest);
  expect(sealedTexts({ ...number, digest: 'b'.repeat(64) }, ug)).not.toBe(digest);
  expect(sealedTexts({ ...number, no: 2 }, ug)).not.toBe(digest);
  expect(sealedTexts(number, { ...ug, lines: [] })).not.toBe(digest);
});
