import fc from 'fast-check';
import { expect, test } from 'vitest';

import { foldWidth, isCellRefusal, nameKey, readCell, shownText } from './cell-text.ts';
import { tableLimits } from './table-limits.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const read = (value: string) => readCell({ value, flaw: null }, tableLimits);

test('a clean cell read again is the same cell', () => {
  fc.assert(
    fc.property(text, (value) => {
      const cell = read(value);
      if (!isCellRefusal(cell)) expect(read(cell.text)).toEqual(cell);
    }),
  );
});

test('what is shown of a refused cell could be taken as text', () => {
  fc.assert(
    fc.property(text, (value) => {
      const shown = shownText(value);
      expect(/[\p{Cc}\u202E\u2066]/u.test(shown)).toBe(false);
      expect(/\p{Cs}/u.test(shown)).toBe(false);
    }),
  );
});

test.each([
  ['folded twice is folded once', foldWidth],
  ['a name key of a name key is the same key', nameKey],
])('%s', (_, fold) => {
  fc.assert(
    fc.property(text, (value) => {
      expect(fold(fold(value))).toBe(fold(value));
    }),
  );
});

test.each([
  ['机井 A', '机 井a'],
  ['(样例)名录', '(样例)名录'],
  ['ＡＢＣ１２３', 'abc123'],
])('%j and %j are one name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test('an invisible joiner is dropped, a decoding mark is refused', () => {
  expect(read('国控\uFEFF企业\u200B')).toEqual({ text: '国控企业', serial: null });
  expect(read('国控\uFFFD')).toMatchObject({ code: 'table.cell-control-character', params: { character: 'U+FFFD' } });
});
