import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { placeChanges } from './change-feed/place-changes.ts';
import { watchFreshness } from './listing/watch-freshness.job.ts';
import { watchPromises } from './listing/watch-promises.job.ts';
import { readEntriesAloud } from './search/read-aloud.job.ts';
import { tellSubscribers } from './subscription/tell-subscribers.job.ts';
import { contentWith } from './test-content.ts';
import { storyIn, type Walked } from './test-story.ts';
import { catalogWorld, type World } from './test-world.ts';

const store = await createTestDatabase();
const { reader } = store.database;
/** Entries of which a service is in operation. */
const live = new Set<string>();
const program = fileURLToPath(new URL('./test-killed-job.ts', import.meta.url));
let world: World;
const entries: Walked[] = [];

/** A worker that is killed (SIGKILL) at the named point of a job. */
async function killedAt(job: string, point: string): Promise<void> {
  await lostProcess(store, program, [world.needs.clock.now().toISOString(), job, point]);
}
const countOf = async (statement: ReturnType<typeof sql<{ count: number }>>) => (await statement.execute(reader)).rows[0]?.count;
const todosTitled = (key: string) =>
  countOf(sql<{ count: number }>`SELECT count(*)::int AS count FROM desk.todo WHERE title_key = ${key} AND closed_at IS NULL`);
const noticesTitled = (key: string) =>
  countOf(sql<{ count: number }>`SELECT count(*)::int AS count FROM desk.notice WHERE title_key = ${key}`);

/** Three entries in force: two promised, one with a service; the second clerk watches each, and a search finds them all. */
beforeAll(async () => {
  world = await catalogWorld(store.database, { live });
  const story = storyIn(world);
  for (const name of ['渠系水位', '渠系流量', '渠系水质']) entries.push(await story.published(contentWith({ name })));
  for (const [at, { id, revision }] of entries.entries()) {
    if (at === 2) live.add(id);
    const promise = at === 2 ? null : { dueOn: '2026-12-10', mode: 'api', responsible: '数据科' };
    const body = { promise, opinion: '同意纳入', secondFactor: await world.codeOf('market.ld') };
    expect((await world.call('market.ld', `POST /catalog/entries/${id}/listing`, { body, ifMatch: revision })).status).toBe(200);
    expect((await world.call('water.gly', `POST /catalog/entries/${id}/watching`, { body: { isWatched: true } })).status).toBe(200);
  }
});

test('kill -9 while changes are placed and told: each has one position, and each watcher hears of each once', async () => {
  await killedAt('place-changes', 'catalog.change-feed.taken');
  expect(await countOf(sql<{ count: number }>`SELECT count(*)::int AS count FROM platform.feed WHERE topic = 'catalog.change'`)).toBe(0);
  await placeChanges(world.needs, { batches: 20 });
  const placed = await countOf(
    sql<{ count: number }>`SELECT count(DISTINCT position)::int AS count FROM platform.feed WHERE topic = 'catalog.change'`,
  );
  expect(placed).toBeGreaterThan(entries.length - 1);

  await killedAt('tell-subscribers', 'catalog.tell-subscribers.told');
  const heard = () =>
    countOf(sql<{ count: number }>`SELECT count(*)::int AS count FROM desk.notice WHERE title_key LIKE 'catalog.notice.watched.%'`);
  expect(await heard()).toBe(0);
  await tellSubscribers(world.needs);
  await tellSubscribers(world.needs);
  expect(await heard()).toBe(placed);
});

test('kill -9 while broken promises and stale data are told: each is told once', async () => {
  world.needs.clock.set('2026-12-20T02:00:00Z');
  await killedAt('watch-promises', 'catalog.watch-promises.before-commit');
  expect(await todosTitled('catalog.todo.promise-overdue')).toBe(0);
  expect(await watchPromises(world.needs)).toBe(2);
  expect(await watchPromises(world.needs)).toBe(0);
  expect(await todosTitled('catalog.todo.promise-overdue')).toBe(2);
  // Of each, the department and the authority.
  expect(await noticesTitled('catalog.notice.promise-overdue')).toBe(4);

  await killedAt('watch-freshness', 'catalog.watch-freshness.before-commit');
  expect(await todosTitled('catalog.todo.stale-data')).toBe(0);
  expect(await watchFreshness(world.needs)).toBe(1);
  expect(await watchFreshness(world.needs)).toBe(0);
  expect(await todosTitled('catalog.todo.stale-data')).toBe(1);
});

test('kill -9 while entries are read aloud: what was read stays read, the next run reads nothing twice', async () => {
  await sql`UPDATE catalog.search_document SET readings = '{}', readings_version = 0`.execute(reader);
  await killedAt('read-aloud', 'catalog.read-aloud.batch-committed');
  expect(await readEntriesAloud(world.needs)).toBe(0);
  const unread = await countOf(sql<{ count: number }>`SELECT count(*)::int AS count FROM catalog.search_document WHERE readings = '{}'`);
  expect(unread).toBe(0);
});
