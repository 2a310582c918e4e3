import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { checkConformance } from '../conformance/check-conformance.job.ts';
import { watchFreshness } from '../listing/watch-freshness.job.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { idOf, transfersIn } from './test-transfers.ts';

const store = await createTestDatabase();
let world: World;
let transfers: ReturnType<typeof transfersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  transfers = transfersIn(world, store.database);
});

/** Titles of the open to-dos that link to an entry, by department. */
async function waiting(entryId: string): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ orgId: string; title: string }>`
    SELECT org_id AS "orgId", title_key AS title FROM desk.todo WHERE subject_id = ${entryId} AND closed_at IS NULL AND org_id IS NOT NULL
    ORDER BY 1, 2`.execute(store.database.reader);
  const titles = (department: string) => rows.flatMap(({ orgId, title }) => (orgId === world.orgId(department) ? [title] : []));
  return { market: titles('market'), water: titles('water') };
}

test('91-3.3, 809-19: the duty to list an entry, and to keep its data fresh, goes with it', async () => {
  const [unlisted, listed] = [await transfers.published(), await transfers.published()];
  await sql`
    INSERT INTO catalog.listing (entry_id, state, listed_on, changed_at, promises, mounted_at)
    VALUES (${listed.id}, 'mounted', '2026-01-01', '2026-01-01', 0, '2026-01-01')`.execute(store.database.reader);
  expect(await watchFreshness(world.needs)).toBe(1);
  expect(await waiting(unlisted.id)).toEqual({ market: ['catalog.todo.list-entry'], water: [] });
  expect((await waiting(listed.id))['market']).toContain('catalog.todo.stale-data');

  const transferId = idOf(await transfers.order([unlisted, listed], { receiver: 'water' }));
  expect([await waiting(unlisted.id), await waiting(listed.id)]).toMatchObject([{ market: [] }, { market: [] }]);
  expect((await transfers.accept(transferId, [unlisted, listed])).status).toBe(200);

  expect(await waiting(unlisted.id)).toEqual({ market: [], water: ['catalog.todo.list-entry'] });
  expect(await watchFreshness(world.needs)).toBe(1);
  expect(await waiting(listed.id)).toEqual({ market: [], water: ['catalog.todo.stale-data'] });
});

test('91-3.2.1, catalog.explain-nonconformity: what does not conform of it is the receiver’s to explain, and its former department’s no longer', async () => {
  const entry = await transfers.published();
  await sql`UPDATE catalog.revision SET fields = fields || '{"abstract":""}' WHERE entry_id = ${entry.id}`.execute(store.database.reader);
  const body = { regionCode: '650400', organisationId: null, dueOn: '2026-12-31' };
  const run = await world.call('office.fb', 'POST /catalog/conformance/runs', { body, key: crypto.randomUUID() });
  await checkConformance(world.needs, String(run.body['id']));
  const found = await world.call('office.fb', `GET /catalog/conformance/nonconformities?entryId=${entry.id}`);
  const id = /"id":"([0-9a-f-]{36})"/u.exec(found.text)?.[1] ?? '';
  const explain = (by: string) =>
    world.call(by, `POST /catalog/conformance/nonconformities/${id}/explanation`, { body: { reason: '原系统即如此' } });

  const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));
  expect((await transfers.accept(transferId, [entry])).status).toBe(200);

  expect(await transfers.desk('water.gly', 'todos')).toContain('catalog.todo.conformance');
  expect(await transfers.desk('market.dj', 'todos')).not.toContain('catalog.todo.conformance');
  expect((await explain('market.dj')).status).toBe(404);
  expect(await explain('water.gly')).toMatchObject({ status: 200, body: { state: 'explained' } });
});
