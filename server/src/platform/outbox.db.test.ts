import { newId } from '@karez/kit/id';
import { createTestDatabase } from '#test/test-database';
import { expect, test } from 'vitest';
import { deliverEvents, publish, type Listener } from './outbox.ts';

const { database } = await createTestDatabase();
const transaction: typeof database.transaction = (work) => database.transaction(work);

test('an event whose listener fails holds back the later events of its key, and nobody else’s', async () => {
  const heard: string[] = [];
  let isBroken = true;
  const listener: Listener = {
    listener: 'test',
    event: 'test.happened',
    hear: async (_tx, { body }) => {
      if (isBroken && body['name'] === 'poison') throw new Error('cannot hear this');
      heard.push(String(body['name']));
    },
  };
  const events = [
    { key: 'a', name: 'poison' },
    { key: 'b', name: 'first of b' },
    { key: 'a', name: 'second of a' },
    { key: 'b', name: 'second of b' },
  ];
  for (const { key, name } of events)
    await database.transaction((tx) => publish(tx, { id: newId(), name: 'test.happened', key, body: { name } }));

  await expect(deliverEvents(transaction, [listener])).rejects.toThrow('cannot hear this');
  expect(heard).toEqual(['first of b', 'second of b']);

  isBroken = false;
  expect(await deliverEvents(transaction, [listener])).toBe(2);
  expect(heard).toEqual(['first of b', 'second of b', 'poison', 'second of a']);
});
