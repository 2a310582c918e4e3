import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '@karez/kit/refusal';
import { compilePattern, matchesPattern, type Pattern } from './pattern.ts';

function compiled(source: string): Pattern {
  const pattern = compilePattern(source);
  if (isRefusal(pattern)) throw new Error(pattern.code);
  return pattern;
}

test('a matter number matches only with its literal text and the stated counts of digits', () => {
  const pattern = compiled('SW-{digits:4}-{digits:1-8}');

  expect(matchesPattern(pattern, 'SW-2026-17')).toBe(true);
  expect(matchesPattern(pattern, 'SW-2026-123456789')).toBe(false);
  expect(matchesPattern(pattern, 'SW-202-17')).toBe(false);
  expect(matchesPattern(pattern, 'SW-2026-17 ')).toBe(false);
  expect(matchesPattern(pattern, 'SW-2026-1\uff17')).toBe(false);
  expect(matchesPattern(pattern, '')).toBe(false);
});

test.each(['{digits:1-8}{digits:4}', '{digits:1-8}7', '{any:1-9}x', '{alnum:1-3}{letters:2}'])(
  '%s is refused, for a match of it would be ambiguous',
  (source) => {
    expect(compilePattern(source)).toMatchObject({ refused: true, code: 'grant.matter-format.ambiguous' });
  },
);

test.each(['', '{', '}', '{digits}', '{digits:0}', '{digits:9-2}', '{words:3}', '{digits:1-2-3}', 'a b', 'x'.repeat(121)])(
  'the malformed format %j is refused',
  (source) => {
    expect(isRefusal(compilePattern(source))).toBe(true);
  },
);

test('a compiled format agrees with the regular expression that means the same', () => {
  const part = fc.oneof(
    fc.constantFrom('-', '水许', 'SW', '(', '.', '*').map((text) => ({ text, regex: text.replace(/[.*()]/g, '\\$&') })),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }))
      .map(([min, more]) => ({ text: `{digits:${min}-${min + more}}`, regex: `[0-9]{${min},${min + more}}` })),
  );
  const matter = fc.string({ unit: fc.constantFrom('1', '7', '-', '水', 'S', 'W', '('), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), matter, (parts, text) => {
      const pattern = compilePattern(parts.map((one) => one.text).join(''));
      fc.pre(!isRefusal(pattern));
      expect(matchesPattern(pattern, text)).toBe(new RegExp(`^(?:${parts.map((one) => one.regex).join('')})$`).test(text));
    }),
  );
});
