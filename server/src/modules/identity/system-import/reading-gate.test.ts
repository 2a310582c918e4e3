import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { readingGate, WAITING_MAX } from './reading-gate.ts';

test('files are read one at a time in the order they came, and a failure hands its turn on', async () => {
  const gate = readingGate();
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const read = (index: number) =>
    gate(async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(index);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index === 1) throw new Error('no');
      return index;
    });

  const outcomes = await Promise.allSettled(Array.from({ length: 1 + WAITING_MAX }, (_, index) => read(index)));

  expect(most).toBe(1);
  expect(order).toEqual([0, 1, 2, 3]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await gate(async () => 'free again')).toBe('free again');
});

test('who comes when the queue is full is told to come again, and nothing of theirs is read', async () => {
  const gate = readingGate();
  const held = Promise.withResolvers<string>();
  const inside = Array.from({ length: 1 + WAITING_MAX }, () => gate(() => held.promise));
  let isRead = false;

  const refused = await gate(async () => {
    isRead = true;
  });
  held.resolve('read');

  expect(isRefusal(refused) && [refused.code, refused.params]).toEqual(['identity.system-import.busy', { retryAfterSeconds: 2 }]);
  expect(isRead).toBe(false);
  expect(await Promise.all(inside)).toEqual(['read', 'read', 'read', 'read']);
});
