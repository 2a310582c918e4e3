import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesOf } from './match.ts';
import { fold, likeOf, queryWords, rangesOf, tokensOf, tokensOfWord, tsqueryOf } from './search-text.ts';

const characters = fc.constantFrom(...Array.from('坎儿井普查名录葡萄种植备案机取水许可不动产登记信息市局ＡａB1·（）ﾊ\u{20000}ئۇ'));
const text = fc.array(characters, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));

test('every part of a text, from one character on, asks only for tokens that the text has', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 8 }), (whole, from, length) => {
      const all = Array.from(whole);
      const part = all.slice(from % all.length, (from % all.length) + length).join('');
      const tokens = tokensOf(whole);
      return queryWords(part).every((word) => tokensOfWord(word).every((token) => tokens.has(token)) && fold(whole).includes(word));
    }),
  );
});

test('marks lie on the words, in the spelling of the original', () => {
  fc.assert(
    fc.property(text, fc.nat(), (whole, from) => {
      const all = Array.from(whole);
      const words = queryWords(all.slice(from % all.length, (from % all.length) + 2).join(''));
      const ranges = rangesOf(whole, words);
      return (
        words.length === 0 ||
        (ranges.length > 0 && ranges.every(([start, end]) => words.some((word) => fold(whole.slice(start, end)).includes(word))))
      );
    }),
  );
});

test('width and letter case do not count, in the query or in the text', () => {
  expect(fold('ＡＢＣ　 企业\t登记')).toBe('abc 企业 登记');
  expect(rangesOf('ＡBC公司', queryWords('abc'))).toEqual([[0, 3]]);
});

test('signs that a query language knows are plain characters', () => {
  expect(tsqueryOf(queryWords(`a'b\\`))).toBe(`'a''' & '''b' & 'b\\\\'`);
  expect(likeOf('50%_\\')).toBe('%50\\%\\_\\\\%');
  expect(tsqueryOf(queryWords('  \u0000 '))).toBeNull();
});

test('an entry says where it was found, most telling field first, with long texts cut around the match', () => {
  const texts = {
    name: '机井取水许可',
    nameUg: '',
    code: '',
    providerNames: ['市水利局'],
    items: ['取水口 intake'],
    abstract: `${'无关'.repeat(100)}取水${'无关'.repeat(100)}`,
    abstractUg: '',
  };

  const matches = matchesOf(texts, queryWords('取水'));

  expect(matches.map((match) => match.field)).toEqual(['name', 'item', 'abstract']);
  for (const { text: shown, ranges } of matches) expect(ranges.map(([from, to]) => shown.slice(from, to))).toEqual(['取水']);
  expect(matches[2]?.text.length).toBeLessThanOrEqual(121);
});
