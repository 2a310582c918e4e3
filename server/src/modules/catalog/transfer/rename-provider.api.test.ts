import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { copyEntry } from '../test-copied-store.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { renameProvider, resumeRenamings } from './rename-provider.job.ts';
import { transfersIn } from './test-transfers.ts';

const store = await createTestDatabase();
const { reader } = store.database;
const program = fileURLToPath(new URL('../test-killed-job.ts', import.meta.url));
let world: World;
let transfers: ReturnType<typeof transfersIn>;
let market: string;

const rename = async (name: string) => {
  const body = { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革', name, shortName: '市场监管' };
  expect((await world.call('sys', `POST /organisations/${market}/names`, { body })).status).toBe(200);
  await transfers.deliver();
};
/** What was done so far: entries under the name, their lines of history, their evidence and what search knows. */
const doneUnder = async (name: string) => {
  const found = await sql<Record<'entries' | 'lines' | 'records' | 'found', number>>`
    SELECT (SELECT count(*)::int FROM catalog.entry WHERE provider_name = ${name}) AS entries,
      (SELECT count(*)::int FROM catalog.history WHERE action = 'provider-renamed' AND changes -> 0 ->> 'after' = ${name}) AS lines,
      (SELECT count(*)::int FROM audit.pending WHERE action = 'catalog.rename-provider') AS records,
      (SELECT count(*)::int FROM catalog.search_document WHERE provider_names[1] = ${name} AND '市市场监督管理局' = ANY (provider_names)) AS found`.execute(
    reader,
  );
  return found.rows[0];
};
const queued = async () =>
  (
    await sql<{
      count: number;
    }>`SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'catalog.rename-provider'`.execute(reader)
  ).rows[0]?.count;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  transfers = transfersIn(world, store.database);
  market = world.orgId('market');
  await copyEntry(store.database, (await transfers.published()).id, 600);
});

test('a department of 601 entries is renamed by a job of its own: telling it holds no entry, a killed worker (SIGKILL) loses and doubles none', async () => {
  const name = '市市场监督管理委员会';
  await rename(name);
  expect(await doneUnder(name)).toMatchObject({ entries: 0, lines: 0 });
  expect(await queued()).toBe(1);

  for (const [point, entries] of [
    ['catalog.rename-provider.batch-written', 0],
    ['catalog.rename-provider.batch-committed', 250],
    ['catalog.rename-provider.batch-written', 250],
  ] as const) {
    await lostProcess(store, program, [world.needs.clock.now().toISOString(), 'rename-provider', point, market]);
    expect(await doneUnder(name)).toEqual({ entries, lines: entries, records: entries, found: entries });
  }
  // The dead worker's job is held back in the queue: whoever looks after half a minute queues it again, once.
  expect(await resumeRenamings(world.needs)).toBe(0);
  world.needs.clock.advance(31_000);
  expect(await resumeRenamings(world.needs)).toBe(1);
  expect(await resumeRenamings(world.needs)).toBe(0);
  expect(await queued()).toBe(1);

  await Promise.all([renameProvider(world.needs, market), renameProvider(world.needs, market)]);

  expect(await doneUnder(name)).toEqual({ entries: 601, lines: 601, records: 601, found: 601 });
  world.needs.clock.advance(31_000);
  expect(await resumeRenamings(world.needs)).toBe(0);
});

test('a name that changes again while the entries still carry an older one: each goes to the newest and tells what it was called', async () => {
  await rename('市市场监督和知识产权局');
  const newest = '市市场监督局';
  await rename(newest);
  await renameProvider(world.needs, market);

  expect(await doneUnder(newest)).toMatchObject({ entries: 601, lines: 601, found: 601 });
  expect(await doneUnder('市市场监督和知识产权局')).toMatchObject({ entries: 0, lines: 0 });
});
