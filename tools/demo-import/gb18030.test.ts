import fc from 'fast-check';
import { expect, test } from 'vitest';

import { gb18030Encoder } from './gb18030.ts';

test('what is written in GB 18030 is read back the same', () => {
  const encode = gb18030Encoder();
  const character = fc.integer({ min: 0, max: 0xd7ff }).map((point) => String.fromCodePoint(point));

  fc.assert(
    fc.property(fc.array(character, { maxLength: 40 }), (characters) => {
      const text = characters.join('');
      expect(new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(encode(text))).toBe(text);
    }),
  );
});
