import { readXlsx } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { catalogWorld, type World } from '../test-world.ts';
import type { RunningGrant } from './impact.ts';
import { consumersIn } from './test-consumers.ts';

const store = await createTestDatabase();
const grants = new Map<string, readonly RunningGrant[]>();
let world: World;
let city: ReturnType<typeof consumersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { grants, live: new Set() });
  city = consumersIn(world, grants);
});

const without = <T extends { readonly no: number }>(items: readonly T[], no: number) => items.filter((item) => item.no !== no);
const evidenceOf = async (action: string) => {
  const found = await sql<{ action: string }>`SELECT action FROM audit.pending WHERE action = ${action}`.execute(store.database.reader);
  return found.rows.map((row) => row.action);
};

test('catalog.export-acknowledgements: what is overdue is a list of its own, counted as it opens, and leaves as a ledger that is evidenced', async () => {
  const { entry, content } = await city.published();
  city.grantTo('water', entry, [3]);
  city.grantTo('county', entry, [3]);
  await city.changed(entry, { ...content, items: without(content.items, 3) });
  await city.acknowledge((await city.waiting('water.gly', entry)).id);
  const board = `side=authority&entryId=${entry.id}`;
  const before = await world.call('office.fb', `GET /catalog/acknowledgements?${board}&overdue=yes`);
  world.needs.clock.advance(21 * 86_400_000);

  const after = await world.call('office.fb', `GET /catalog/acknowledgements?${board}&overdue=yes`);
  const file = await world.call('office.fb', `GET /catalog/acknowledgements/ledger?${board}&overdue=yes`);

  expect(before.body).toMatchObject({ items: [], total: 0, overdue: 0, counts: [] });
  expect(after.body).toMatchObject({
    items: [{ organisationName: 'county', state: 'open' }],
    total: 1,
    overdue: 1,
    counts: [{ state: 'open', count: 1 }],
  });
  const told = await world.call('office.fb', `GET /catalog/acknowledgements?${board}&state=acknowledged`);
  expect(told.body, 'one that was acknowledged is not overdue').toMatchObject({ total: 1, overdue: 0 });
  expect(file.status).toBe(200);
  const rows = (await readXlsx(file.bytes)).sheets[0]?.rows ?? [];
  expect(rows.at(-1)).toEqual(expect.arrayContaining(['county', '1.0', '2.0', '已逾期', '待知悉']));
  expect(rows.flat()).not.toContain('water');
  expect(await evidenceOf('catalog.export-acknowledgements')).toEqual(['catalog.export-acknowledgements']);
  const others = await world.call('county.gly', `GET /catalog/acknowledgements/ledger?${board}`);
  expect((await readXlsx(others.bytes)).sheets[0]?.rows.flat(), 'no authority of this region learns of any').not.toContain('water');
});
