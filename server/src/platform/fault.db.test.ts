import { openDatabase } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { expect, test } from 'vitest';
import { faultText, isDatabaseAway } from './fault.ts';

const { database } = await createTestDatabase();

async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

test('what a log says of an error never quotes the value that a database or a parser refused', async () => {
  const refused = await errorOf(() => database.pool.query('SELECT $1::uuid', ['secret-a']));
  const unparsed = await errorOf(async () => JSON.parse('secret-a') as unknown);

  for (const error of [refused, unparsed]) {
    expect(String(error)).toContain('secret-a');
    expect(faultText(error)).not.toContain('secret-a');
    expect(faultText(error)).toContain('fault.db.test.ts');
  }
  expect(faultText(refused)).toContain('22P02');
});

test('a database that cannot be reached is an outage, a wrong statement is not', async () => {
  await using closed = openDatabase('postgres://nobody@127.0.0.1:1/none');

  expect(isDatabaseAway(await errorOf(() => closed.pool.query('SELECT 1')))).toBe(true);
  expect(isDatabaseAway(await errorOf(() => database.pool.query('SELECT nothing')))).toBe(false);
});
