import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { movedEntriesIn } from '../test-moved-entries.ts';
import { adjustmentsIn, fieldsOf } from './test-adjustments.ts';

const store = await createTestDatabase();
const moved = await movedEntriesIn(store);
const { story, next, desk } = moved;
const { propose, object, decide, read, letTermPass } = adjustmentsIn(moved);

const waitingEvents = async () =>
  (
    await sql<{ count: number }>`SELECT count(*)::int AS count FROM platform.outbox WHERE name = 'law.clock-warned'`.execute(
      store.database.reader,
    )
  ).rows[0]?.count;
/** The authority's members with or without the power to decide. */
const mayDecide = (may: boolean) =>
  sql`UPDATE identity.authority_member SET powers = ${
    may ? sql`array_append(powers, 'catalog.suspend')` : sql`array_remove(powers, 'catalog.suspend')`
  } WHERE region_code = '650400'`.execute(store.database.reader);

test('where nobody of the authority may decide, silence and objection wait for whoever is given the power: nothing fails for ever, no word is refused', async () => {
  const [content, other] = [next(), next()];
  const left = (await propose(await story.published(content), fieldsOf(content, { updateCycle: 'yearly' }))).adjustment;
  const objected = (await propose(await story.published(other), fieldsOf(other, { updateCycle: 'yearly' }))).adjustment;
  await mayDecide(false);

  expect(await object(objected)).toMatchObject({ status: 200, body: { state: 'objected' } });
  await letTermPass();
  await letTermPass();

  expect(await waitingEvents()).toBe(0);
  expect(await read(left)).toMatchObject({ state: 'unanswered', clock: { state: 'lapsed' } });
  await mayDecide(true);
  for (const { id } of [left, objected]) expect(await desk('office.ld', 'todos')).toContain(`/catalog/adjustments/${id}`);
  for (const each of [left, objected])
    expect(await decide(await read(each), 'uphold')).toMatchObject({ status: 200, body: { state: 'upheld' } });
  for (const { id } of [left, objected]) expect(await desk('office.ld', 'todos')).not.toContain(id);
});
