import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventUscc, isOrganisationCode, isUscc, normaliseUscc } from './uscc.ts';

const published = ['91110000802100433B', '9144030071526726XG', '914403001922038216', '91330100799655058B'];

test.each(published)('GB 32100: the published code %s is valid', (code) => {
  expect(isUscc(code)).toBe(true);
});

test.each(['802100433', '71526726X', '010598667'])('GB 11714: the published organisation code %s is valid', (code) => {
  expect(isOrganisationCode(code)).toBe(true);
});

test('a single wrong character anywhere makes a published code invalid', () => {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  fc.assert(
    fc.property(fc.constantFrom(...published), fc.nat(17), fc.constantFrom(...characters.split('')), (code, place, character) => {
      fc.pre(code.charAt(place) !== character);

      expect(isUscc(code.slice(0, place) + character + code.slice(place + 1))).toBe(false);
    }),
  );
});

test('letters that the standard leaves out are refused', () => {
  for (const letter of 'IOSVZ') expect(isUscc(`9111000080210043${letter}B`)).toBe(false);
});

test('full-width, lower case and blanks are brought into the standard form', () => {
  expect(normaliseUscc(' ９1110000 802100433b ')).toBe('91110000802100433B');
});

test('invented codes of state organs carry both check characters', () => {
  fc.assert(
    fc.property(fc.nat(99_999_999), (serial) => {
      const code = inventUscc({ kind: '11', regionCode: '650400', serial: String(serial).padStart(8, '0') });

      expect(isUscc(code, { organisationCode: true })).toBe(true);
    }),
  );
});
