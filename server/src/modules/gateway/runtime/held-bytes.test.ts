import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldBytes } from './held-bytes.ts';

const step = fc.oneof(fc.uint8Array({ maxLength: 3000, size: 'max' }), fc.constantFrom('take', 'but-newest'));

test('what is handed over is what was added, in order, whole or without the newest piece; no more than twice of it is reserved', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const held = new HeldBytes();
      let pieces: Uint8Array[] = [];
      for (const one of steps) {
        if (one instanceof Uint8Array) {
          held.add(one);
          if (one.length > 0) pieces.push(one);
        } else {
          const kept = one === 'take' ? [] : pieces.slice(-1);
          const taken = one === 'take' ? held.take() : held.takeButNewest();
          expect(taken).toEqual(Buffer.concat(pieces.slice(0, pieces.length - kept.length)));
          pieces = kept;
        }
        expect(held.length).toBe(pieces.reduce((sum, { length }) => sum + length, 0));
        expect(held.reserved).toBeLessThanOrEqual(Math.max(1024, 2 * held.length));
      }
    }),
  );
});

test('a piece that changes after it was added, and what was taken before, leave what is held as it was', () => {
  const held = new HeldBytes();
  const piece = Buffer.from('ab');
  held.add(piece);
  piece.fill(0);
  held.add(Buffer.from('cd'));
  const taken = held.takeButNewest();
  held.add(Buffer.from('ef'));

  expect([taken.toString(), held.take().toString()]).toEqual(['ab', 'cdef']);
});
