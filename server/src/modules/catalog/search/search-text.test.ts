import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedFor, matchesOf } from './match.ts';
import { fold, foldForSearch, queryWords, rangesOf } from './search-text.ts';
import { emptyTexts, textNumber, textsSaying } from './text-index.ts';

const characters = fc.constantFrom(...Array.from('坎儿井普查名录葡萄种植备案机取水许可不动产登记信息市局ＡａB1·（）ﾊ\u{20000}ئۇ'));
const text = fc.array(characters, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));

test('every part of a text, from one character on, finds the text and no text without it', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), fc.nat(), fc.integer({ min: 1, max: 8 }), (texts, from, length) => {
      const index = emptyTexts();
      const numbers = texts.map((one) => textNumber(index, one, ''));
      const all = Array.from(texts[from % texts.length] ?? '');
      const part = all.slice(from % all.length, (from % all.length) + length).join('');
      for (const word of queryWords(part)) {
        const holding = texts.flatMap((one, at) => (foldForSearch(one).includes(word) ? [numbers[at]] : []));
        expect([...textsSaying(index, word)]).toEqual([...new Set(holding)].toSorted((a = 0, b = 0) => a - b));
      }
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
        (ranges.length > 0 && ranges.every(([start, end]) => words.some((word) => foldForSearch(whole.slice(start, end)).includes(word))))
      );
    }),
  );
});

test('width and letter case do not count, in the query or in the text', () => {
  expect(fold('ＡＢＣ　 企业\t登记')).toBe('abc 企业 登记');
  expect(rangesOf('ＡBC公司', queryWords('abc'))).toEqual([[0, 3]]);
});

test('Uyghur is found however its letters were typed: presentation forms, tatweel, seats of vowels, yeh and kaf of other keyboards', () => {
  const written = 'ئۇيغۇر تىلى';

  for (const typed of ['ﺋﯘﻳﻐﯘﺭ', 'ۇيغۇر', 'ئۇيــغۇر', 'تیلی', 'تيلى']) expect(rangesOf(written, queryWords(typed)), typed).toHaveLength(1);
  expect(foldForSearch('كاتالوگ')).toBe(foldForSearch('کاتالوگ'));
  expect(fold('تيلى')).not.toBe(fold('تىلى'));
});

/** The same words as a Uyghur keyboard writes them and as others do: of Arabic, of Persian, of old printing, of scanning. */
const foldingPairs = [
  ['ئۇچۇر', 'ئوچور', 'و for ۇ'],
  ['كۆچمەس مۈلۈك', 'كوچمەس مولوك', 'و for ۆ and ۈ'],
  ['كۆچمەس', 'كۇچمەس', 'ۇ for ۆ'],
  ['مۈلۈك', 'مۆلۆك', 'ۆ for ۈ'],
  ['گۇۋاھنامە', 'گوواھنامە', 'و for ۋ'],
  ['گۇۋاھنامە', 'گۇۋاهنامه', 'ه for ھ and ە'],
  ['مۇندەرىجە', 'مۇندهرىجه', 'ه for ە'],
  ['يېمەك-ئىچمەك', 'يىمەك-ئىچمەك', 'ى for ې'],
  ['تېرىش', 'تيريش', 'ي for ې and ى'],
  ['تېرىش', 'تیریش', 'Persian yeh for both'],
  ['كارىز', 'کارىز', 'Persian kaf'],
  ['كارىز', 'كـارىـز', 'tatweel'],
  ['كارىز', 'ﻛﺎﺭﯨﺰ', 'presentation forms'],
  ['ئۈزۈم', 'ۈزۈم', 'no seat of the leading vowel'],
  ['ئۈزۈم', 'ﺋﯜﺯﯛﻡ', 'presentation forms with seat'],
  ['ئېلان', 'ئېلان', 'hamza as a mark of its own'],
  ['سۇ ئېلىش', 'سۇ\u00A0ئېلىش', 'a space that does not break'],
  ['ئىجازەتنامە', 'ئىجازەت\u200Cنامە', 'zero-width non-joiner'],
] as const;

test.each(foldingPairs)('Uyghur %s is found by %s: %s', (written, typed) => {
  const index = emptyTexts();
  textNumber(index, written, '');

  for (const word of queryWords(typed)) expect(textsSaying(index, word)).toHaveLength(1);
  expect(rangesOf(written, queryWords(typed)).length).toBeGreaterThan(0);
});

test.each([
  ['كارىز', 'گارىز'],
  ['ئۈزۈم', 'ئۈزۈن'],
  ['تىزىم', 'تىرىم'],
  ['نامى', 'نانى'],
])('letters that are not confused stay apart: %s is not %s', (written, other) => {
  expect(foldForSearch(written)).not.toBe(foldForSearch(other));
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
    readings: [],
    translations: {},
  };

  const matches = matchesOf(texts, askedFor(queryWords('取水'), 'holding'));

  expect(matches.map((match) => match.field)).toEqual(['name', 'item', 'abstract']);
  for (const { text: shown, ranges } of matches) expect(ranges.map(([from, to]) => shown.slice(from, to))).toEqual(['取水']);
  expect(matches[2]?.text.length).toBeLessThanOrEqual(121);
});
