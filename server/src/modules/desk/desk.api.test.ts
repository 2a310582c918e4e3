import { settableClock } from '@karez/kit/clock';
import { countingIds } from '@karez/kit/id';
import type { Caller } from '#platform/caller';
import { readConfig } from '#platform/config';
import { keysFrom } from '#platform/keys';
import { createTestDatabase } from '#test/test-database';
import { beforeAll, expect, test } from 'vitest';

import { notify } from './notice-store.ts';
import { deskRoutes } from './routes.ts';
import { testApi } from './test-api.ts';
import { openTodo } from './todo-store.ts';

const { database, connectionString } = await createTestDatabase();
const newId = countingIds();
const clock = settableClock('2026-11-22T02:00:00Z');
const clerk = (id: string, orgId: string): Caller => ({
  kind: 'person',
  id,
  orgId,
  regionCode: '650400',
  powers: [{ power: 'sharing.handle', orgId, regionCode: null }],
});
const config = readConfig({ DATABASE_URL: connectionString });
const call = await testApi(database, deskRoutes({ clock, newId, config, keys: keysFrom(Buffer.alloc(32, 7)) }), {
  water: clerk('p1', 'water'),
  market: clerk('p2', 'market'),
});
const noticeId = newId();

beforeAll(async () => {
  const about = {
    for: { kind: 'organisation', orgId: 'water', power: 'sharing.handle' } as const,
    subject: { module: 'sharing', kind: 'application', id: 'a1' },
    title: { key: 'sharing.todo.reply', params: { no: 'SQ-1' } },
    link: '/sharing/applications/a1',
    at: clock.now(),
  };
  await database.transaction(async (tx) => {
    for (const dueAt of ['2026-11-20T16:00:00Z', '2026-12-04T16:00:00Z'])
      await openTodo(tx, { ...about, id: newId(), key: dueAt, dueAt: new Date(dueAt) });
    await notify(tx, { ...about, id: noticeId, key: 'n1', about: about.title });
    await notify(tx, { ...about, id: newId(), key: 'n2' });
  });
});

test('desk.list-todos, desk.read-counts: a unit sees its own to-dos and counts; another unit sees none of them', async () => {
  const [mine, theirs] = [await call('water', 'GET /desk/todos?tab=open&limit=1'), await call('market', 'GET /desk/todos')];

  expect(mine).toMatchObject({
    status: 200,
    body: { total: 2, items: [{ dueAt: '2026-11-20T16:00:00.000Z', title: { key: 'sharing.todo.reply' } }] },
  });
  expect(theirs.body).toEqual({ items: [], next: null, total: 0 });
  expect((await call('water', 'GET /desk/counts')).body).toEqual({ open: 2, inHand: 0, overdue: 1, done: 0, unread: 2 });
  expect((await call('market', 'GET /desk/counts')).body).toEqual({ open: 0, inHand: 0, overdue: 0, done: 0, unread: 0 });
  expect((await call('nobody', 'GET /desk/todos')).status).toBe(401);
});

test('a page mark leads to the rest; a broken one is refused, with words', async () => {
  const first = await call('water', 'GET /desk/todos?limit=1');
  const second = await call('water', `GET /desk/todos?limit=1&cursor=${String(first.body['next'])}`);

  expect(second.body).toMatchObject({ next: null, items: [{ dueAt: '2026-12-04T16:00:00.000Z' }] });
  expect(await call('water', 'GET /desk/notices?cursor=broken')).toMatchObject({ status: 422, body: { code: 'desk.cursor.invalid' } });
  expect((await call('water', 'GET /desk/todos?tab=all')).status).toBe(400);
});

test('desk.list-notices, desk.read-notice, desk.read-all-notices: read by the one who reads; 404 for a notice of another unit', async () => {
  expect((await call('water', 'GET /desk/notices?tab=unread')).body).toMatchObject({ total: 2 });
  expect(await call('market', `PUT /desk/notices/${noticeId}/read`)).toMatchObject({
    status: 404,
    body: { code: 'desk.notice.not-found' },
  });

  expect(await call('water', `PUT /desk/notices/${noticeId}/read`)).toEqual({ status: 200, body: { unread: 1 } });
  expect(await call('water', 'PUT /desk/notices/read')).toEqual({ status: 200, body: { unread: 0 } });

  expect((await call('water', 'GET /desk/notices?tab=unread')).body).toEqual({ items: [], next: null, total: 0 });
  expect((await call('water', 'GET /desk/notices')).body).toMatchObject({ total: 2 });
});
