import { settableClock } from '@karez/kit/clock';
import { countingIds } from '@karez/kit/id';
import type { Caller } from '#platform/caller';
import { readConfig } from '#platform/config';
import { keysFrom } from '#platform/keys';
import { createTestDatabase } from '#test/test-database';
import { beforeAll, expect, test } from 'vitest';

import { followCase } from './begun-store.ts';
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
const applicant = (id: string, orgId: string): Caller => ({
  ...clerk(id, orgId),
  powers: [{ power: 'sharing.apply', orgId, regionCode: null }],
});
const STARTER = '00000000-0000-7000-8000-00000000000a';
const COLLEAGUE = '00000000-0000-7000-8000-00000000000b';
const config = readConfig({ DATABASE_URL: connectionString });
const call = await testApi(database, deskRoutes({ clock, newId, config, keys: keysFrom(Buffer.alloc(32, 7)) }), {
  water: clerk('p1', 'water'),
  market: clerk('p2', 'market'),
  head: { ...clerk('p3', 'water'), powers: [{ power: 'desk.oversee', orgId: 'water', regionCode: null }] },
  administrator: { ...clerk('p4', 'water'), powers: [{ power: 'desk.hand-over', orgId: 'water', regionCode: null }] },
  foreign: { ...clerk('p5', 'market'), powers: [{ power: 'desk.oversee', orgId: 'market', regionCode: null }] },
  starter: applicant(STARTER, 'water'),
  colleague: applicant(COLLEAGUE, 'water'),
  // Started the case, and has moved to another department since.
  moved: applicant(STARTER, 'market'),
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
    const told = { ...about, title: { key: 'sharing.notice.reminded', params: { no: 'SQ-1' } } };
    await notify(tx, { ...told, id: noticeId, key: 'n1', about: about.title });
    await notify(tx, { ...told, id: newId(), key: 'n2' });
  });
});

test('desk.list-todos, desk.read-counts: a unit sees its own to-dos and counts; another unit sees none of them', async () => {
  const [mine, theirs] = [await call('water', 'GET /desk/todos?tab=open&limit=1'), await call('market', 'GET /desk/todos')];

  expect(mine).toMatchObject({
    status: 200,
    body: { total: 2, items: [{ dueAt: '2026-11-20T16:00:00.000Z', title: { key: 'sharing.todo.reply' } }] },
  });
  expect(theirs.body).toEqual({ items: [], next: null, total: 0, kinds: [] });
  expect((await call('water', 'GET /desk/counts')).body).toEqual({
    open: 2,
    inHand: 0,
    overdue: 1,
    done: 0,
    unread: 2,
    begun: 0,
    copies: 0,
    unit: 0,
  });
  expect((await call('market', 'GET /desk/counts')).body).toEqual({
    open: 0,
    inHand: 0,
    overdue: 0,
    done: 0,
    unread: 0,
    begun: 0,
    copies: 0,
    unit: 0,
  });
  expect((await call('nobody', 'GET /desk/todos')).status).toBe(401);
});

test('the terms of a whole unit are for its heads: not for who administers its people, nor for the head of another', async () => {
  const unit = async (who: string) => [
    (await call(who, 'GET /desk/todos?tab=unit')).body['total'],
    (await call(who, 'GET /desk/counts')).body['unit'],
  ];

  expect([await unit('head'), await unit('administrator'), await unit('foreign'), await unit('water')]).toEqual([
    [2, 2],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
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

  expect((await call('water', 'GET /desk/notices?tab=unread')).body).toEqual({ items: [], next: null, total: 0, kinds: [] });
  expect((await call('water', 'GET /desk/notices')).body).toMatchObject({ total: 2 });
});

const started = (id: string, more: Partial<Parameters<typeof followCase>[1]> = {}) =>
  database.transaction((tx) =>
    followCase(tx, {
      id: newId(),
      subject: { module: 'sharing', kind: 'sharing.application', id },
      title: { key: 'sharing.begun.application', params: { no: `SQ-${id}`, entry: '100%_井' } },
      link: `/sharing/applications/${id}`,
      post: { orgId: 'water', power: 'sharing.apply' },
      startedBy: STARTER,
      stateKey: 'sharing.state.at-provider',
      dueAt: new Date('2026-12-04T16:00:00Z'),
      isEnded: false,
      at: clock.now(),
      ...more,
    }),
  );

test('desk.list-begun: what a post has started and where it stands; whoever left the unit sees it no more, nor anybody else', async () => {
  await started('b1');
  await started('b2', { startedBy: COLLEAGUE, subject: { module: 'sharing', kind: 'sharing.dispute', id: 'b2' } });
  clock.advance(60_000);
  await started('b1', { startedBy: null, stateKey: 'sharing.state.agreed', dueAt: null, isEnded: true, at: clock.now() });

  const all = await call('colleague', 'GET /desk/begun?state=all');
  expect(all.body).toMatchObject({
    total: 2,
    items: [
      { stateKey: 'sharing.state.agreed', dueAt: null, starter: { mine: false }, startedAt: '2026-11-22T02:00:00.000Z' },
      { stateKey: 'sharing.state.at-provider', starter: { mine: true }, endedAt: null },
    ],
    kinds: [
      { kind: 'sharing.application', count: 1 },
      { kind: 'sharing.dispute', count: 1 },
    ],
  });
  expect((await call('starter', 'GET /desk/begun')).body).toMatchObject({ total: 1 });
  expect((await call('starter', 'GET /desk/counts')).body).toMatchObject({ begun: 1 });
  expect((await call('starter', 'GET /desk/begun?state=all&mine=yes')).body).toMatchObject({
    total: 1,
    items: [{ endedAt: clock.now().toISOString() }],
  });
  for (const other of ['water', 'market', 'moved'])
    expect((await call(other, 'GET /desk/begun?state=all')).body).toEqual({ items: [], next: null, total: 0, kinds: [] });
  expect((await call('starter', 'GET /desk/begun?cursor=broken')).status).toBe(422);
});

test('a case that begins anew is the new starter’s; one that has ended is not moved by a step that starts nothing', async () => {
  const [early, late] = [new Date('2027-01-04T02:00:00Z'), new Date('2027-01-05T02:00:00Z')];
  await started('b3', { isEnded: true, at: early });
  await started('b3', { startedBy: null, stateKey: 'sharing.state.draft', at: late });
  const seen = () => call('starter', 'GET /desk/begun?state=all&q=b3');
  expect((await seen()).body).toMatchObject({ items: [{ stateKey: 'sharing.state.at-provider', movedAt: early.toISOString() }] });

  await started('b3', { startedBy: COLLEAGUE, at: late });
  expect((await seen()).body).toMatchObject({ items: [{ starter: { mine: false }, startedAt: late.toISOString(), endedAt: null }] });
});

test('a list of the inbox is narrowed by kind, term and words; what a pattern would match is looked for as it stands', async () => {
  const find = async (query: string) => (await call('starter', `GET /desk/begun?state=all&q=${encodeURIComponent(query)}`)).body['total'];
  expect([await find('sq-B1'), await find('0%_井'), await find('1%井'), await find('SQ_b1')]).toEqual([1, 3, 0, 0]);

  const due = async (state: string) => (await call('water', `GET /desk/todos?clock=${state}`)).body['total'];
  expect([await due('overdue'), await due('soon'), await due('later'), await due('none')]).toEqual([1, 0, 1, 0]);
  expect((await call('water', 'GET /desk/todos?kind=application')).body).toMatchObject({
    total: 2,
    kinds: [{ kind: 'application', count: 2 }],
  });
  expect((await call('water', 'GET /desk/todos?kind=other')).body).toMatchObject({ total: 0 });
});

test('抄送 holds what asks nothing of its reader, and only that', async () => {
  const about = {
    for: { kind: 'person', personId: STARTER },
    subject: { module: 'sharing', kind: 'sharing.dispute', id: 'd1' },
    link: '/',
  } as const;
  await database.transaction(async (tx) => {
    await notify(tx, {
      ...about,
      id: newId(),
      key: 'c1',
      title: { key: 'sharing.notice.dispute-said', params: { no: 'ZY-1', entry: '井' } },
      at: clock.now(),
    });
    await notify(tx, {
      ...about,
      id: newId(),
      key: 'c2',
      title: { key: 'sharing.notice.refused', params: { no: 'SQ-1', entry: '井' } },
      at: clock.now(),
    });
    await notify(tx, {
      ...about,
      id: newId(),
      key: 'c3',
      title: { key: 'desk.notice.clock.overdue', params: { dueOn: '2026-11-20' } },
      at: clock.now(),
      isCopy: true,
    });
  });

  const copies = await call('starter', 'GET /desk/notices?tab=copies');
  expect(copies.body).toMatchObject({
    total: 2,
    items: [{ title: { key: 'desk.notice.clock.overdue' } }, { title: { key: 'sharing.notice.dispute-said' } }],
  });
  expect((await call('starter', 'GET /desk/counts')).body).toMatchObject({ copies: 2, unread: 3 });
  expect((await call('colleague', 'GET /desk/notices?tab=copies')).body).toMatchObject({ total: 0 });
});
