import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import type { Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import type { RunningGrant } from './impact.ts';
import { consumersIn } from './test-consumers.ts';
import { watchGrants } from './watch-grants.job.ts';

const store = await createTestDatabase();
const grants = new Map<string, readonly RunningGrant[]>();
let world: World;
let city: ReturnType<typeof consumersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { grants });
  city = consumersIn(world, grants);
});

/** An entry whose third item is gone, which 鄯善县 and 市水利局 used; then 市水利局 takes it over. */
async function contestedAndTakenOver(entry: Walked): Promise<void> {
  const order = {
    kind: 'relieved',
    documentNumber: '吐编发〔2026〕9号',
    decidedOn: '2026-11-20',
    reason: '职责划转',
    fromOrgId: world.orgId('market'),
    receiverId: world.orgId('water'),
    entryIds: [entry.id],
  };
  const transfer = await world.call('office.fb', 'POST /catalog/transfers', { body: order });
  const acceptance = { entryIds: [entry.id], opinion: '同意接收', secondFactor: await world.codeOf('water.ld') };
  const taken = await world.call('water.ld', `POST /catalog/transfers/${String(transfer.body['id'])}/acceptance`, { body: acceptance });
  expect(taken.status).toBe(200);
}

test('91-3.3, 809-27: an objection that waits for its answer is the receiving department’s, with a term of its own; its own acknowledgement ends', async () => {
  const { entry, content } = await city.published();
  city.grantTo('water', entry, [3]);
  city.grantTo('county', entry, [3]);
  await city.changed(entry, { ...content, items: content.items.filter(({ no }) => no !== 3) });
  const contested = await city.waiting('county.gly', entry);
  expect((await city.object(contested.id, 'county.gly')).status).toBe(200);
  const own = await city.waiting('water.gly', entry);
  expect(await city.desk('market.dj', 'todos')).toContain(contested.id);

  await contestedAndTakenOver(entry);

  expect(await city.desk('market.dj', 'todos')).not.toContain(contested.id);
  expect(await city.desk('water.gly', 'todos')).toContain(contested.id);
  const clocks = await sql<{ duty_org_id: string }>`
    SELECT duty_org_id FROM law.clock WHERE case_id = ${contested.id} AND ended_at IS NULL`.execute(store.database.reader);
  expect(clocks.rows).toEqual([{ duty_org_id: world.orgId('water') }]);
  expect((await city.answer(contested.id, 'market.dj')).status).toBe(404);
  expect((await city.answer(contested.id, 'water.gly')).status).toBe(200);

  const grantsOn = async () => grants.get(entry.id) ?? [];
  expect(await watchGrants({ ...world.needs, grantsOn })).toBe(1);
  const [left] = await city.listed('water.gly', 'consumer', entry);
  expect(left).toMatchObject({ id: own.id, state: 'lapsed' });
});
