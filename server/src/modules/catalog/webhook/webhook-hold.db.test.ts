import { newId } from '@karez/kit/id';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { holdNextDue, holdOn, insertWebhook, letGo } from './webhook-store.ts';

const { database } = await createTestDatabase();
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 2, 0, second));

test('a worker that stood still neither tells an endpoint that another holds by now, nor lets it go', async () => {
  await database.transaction((tx) =>
    insertWebhook(tx, {
      id: newId(),
      orgId: newId(),
      revision: 1,
      name: '目录同步',
      url: 'https://mulu.example/tongbu',
      state: 'enabled',
      sealedSecret: Buffer.alloc(0),
      formerSecret: null,
      formerUntil: null,
      formerTold: false,
      position: 0,
      failures: 0,
      nextAttemptAt: at(0),
      registeredBy: newId(),
      registeredAt: at(0),
    }),
  );
  const hold = (now: number, until: number) => database.transaction((tx) => holdNextDue(tx, { now: at(now), until: at(until), newest: 9 }));
  const first = await hold(0, 30);
  const second = await hold(31, 61);
  if (!first || !second) throw new Error('the endpoint is due');

  const stillFirst = await database.transaction((tx) => holdOn(tx, first, { own: at(30), until: at(70) }));
  await database.transaction((tx) => letGo(tx, first.id, at(30)));

  expect(stillFirst).toBe(false);
  expect(await hold(32, 62)).toBeUndefined();
  expect(await database.transaction((tx) => holdOn(tx, second, { own: at(61), until: at(71) }))).toBe(true);
  await database.transaction((tx) => letGo(tx, second.id, at(71)));
  expect(await hold(33, 63)).toMatchObject({ id: first.id });
});
