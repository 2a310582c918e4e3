import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { inTurn, passwordGate, WAITING_MAX } from './password-work.ts';

test('password work runs two at a time, in the order it came, and a failure hands its turn on', async () => {
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (index: number) =>
    inTurn(async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(index);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index % 3 === 0) throw new Error('no');
      return index;
    });

  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => work(index)));

  expect(most).toBe(2);
  expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(7);
  expect(await inTurn(async () => 'free again')).toBe('free again');
});

test('who comes when the gate is full is refused at once, and the gate empties again', async () => {
  const gate = passwordGate();
  const held = Promise.withResolvers<string>();
  const inside = Array.from({ length: WAITING_MAX }, () => gate(() => held.promise));

  const refused = await gate(async () => 'not reached');
  held.resolve('done');
  await Promise.all(inside);

  expect(isRefusal(refused) && refused.code).toBe('identity.sign-in.busy');
  expect(await gate(async () => 'in')).toBe('in');
});
