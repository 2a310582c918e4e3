import { countingIds } from '@karez/kit/id';
import type { Caller, HeldPower } from '#platform/caller';
import { deliverEvents, publish } from '#platform/outbox';
import { createTestDatabase } from '#test/test-database';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';

import { reaches, type Addressee } from './addressee.ts';
import { clockListeners } from './hear-clocks.ts';
import { countNotices, listNotices, notify } from './notice-store.ts';
import { markRead, readCounts, readNotices, readTodos } from './read-desk.ts';
import { closeTodo, closeTodosOf, countTodos, openTodo } from './todo-store.ts';
import type { OpenTodo } from './todo.ts';

const { database } = await createTestDatabase();
const newId = countingIds();
const noon = new Date('2026-11-20T04:00:00Z');
const later = (days: number) => new Date(noon.getTime() + days * 86_400_000);

const person = (id: string, orgId: string | null, powers: readonly HeldPower[]): Caller => ({
  kind: 'person',
  id,
  orgId,
  regionCode: '650400',
  powers,
});
const unit = (power: string, orgId: string): HeldPower => ({ power, orgId, regionCode: null });
const over = (power: string, regionCode: string): HeldPower => ({ power, orgId: null, regionCode });
const handler = person('p1', 'water', [unit('sharing.handle', 'water')]);
const colleague = person('p2', 'water', [unit('sharing.apply', 'water')]);
const stranger = person('p3', 'market', [unit('sharing.handle', 'market')]);

const todo = (more: Partial<OpenTodo> = {}): OpenTodo => ({
  id: newId(),
  key: `reply:${newId()}`,
  for: { kind: 'organisation', orgId: 'water', power: 'sharing.handle' },
  subject: { module: 'sharing', kind: 'application', id: 'a1' },
  title: { key: 'sharing.todo.reply', params: { no: 'SQ-1' } },
  link: '/sharing/applications/a1',
  dueAt: later(10),
  at: noon,
  ...more,
});
const open = (given: OpenTodo) => database.transaction((tx) => openTodo(tx, given));

beforeEach(async () => {
  for (const table of ['desk.notice_read', 'desk.notice', 'desk.todo', 'platform.outbox'])
    await sql`DELETE FROM ${sql.table(table)}`.execute(database.reader);
});

test('a to-do waits for who holds the power in that unit, and for nobody else: not in lists, not in counts', async () => {
  await open(todo());

  const counts = await Promise.all([handler, colleague, stranger].map((caller) => readCounts(database.reader, caller, noon)));
  expect(counts.map((count) => count.open)).toEqual([1, 0, 0]);
  expect(await readTodos(database.reader, stranger, { now: noon, tab: 'open', limit: 20 })).toEqual({
    items: [],
    next: null,
    total: 0,
    kinds: [],
  });
});

test('91-7.1: a case does not wait for the member of the authority that is party to it', async () => {
  await open(todo({ for: { kind: 'region', regionCode: '650400', power: 'sharing.extend', exceptOrgIds: ['water'] } }));
  const leader = (orgId: string, regionCode: string) => person('p4', orgId, [over('sharing.extend', regionCode)]);

  const seen = await Promise.all(
    [leader('office', '650400'), leader('water', '650400'), leader('office', '650421')].map((caller) =>
      countTodos(database.reader, caller, { tab: 'open' }),
    ),
  );

  expect(seen).toEqual([1, 0, 0]);
});

test('whom the SQL finds is exactly whom the rule reaches', async () => {
  const orgs = fc.constantFrom('water', 'market');
  const regions = fc.constantFrom('650400', '650421');
  const powers = fc.constantFrom('a', 'b');
  const addressee: fc.Arbitrary<Addressee> = fc.oneof(
    fc.record({ kind: fc.constant('person' as const), personId: fc.constantFrom('p1', 'p2') }),
    fc.record({ kind: fc.constant('organisation' as const), orgId: orgs, power: powers }),
    fc.record({ kind: fc.constant('region' as const), regionCode: regions, power: powers, exceptOrgIds: fc.array(orgs, { maxLength: 1 }) }),
  );
  const held = fc.oneof(
    fc.record({ power: powers, orgId: orgs, regionCode: fc.constant(null) }),
    fc.record({ power: powers, orgId: fc.constant(null), regionCode: regions }),
  );
  const caller: fc.Arbitrary<Caller> = fc.record({
    kind: fc.constantFrom('person' as const, 'client' as const),
    id: fc.constantFrom('p1', 'p2'),
    orgId: fc.option(orgs, { nil: null }),
    regionCode: fc.constant(null),
    powers: fc.array(held, { maxLength: 3 }),
  });

  await fc.assert(
    fc.asyncProperty(addressee, caller, async (to, who) => {
      await sql`DELETE FROM desk.todo`.execute(database.reader);
      await open(todo({ for: to }));
      return (await countTodos(database.reader, who, { tab: 'open' })) === (reaches(to, who) ? 1 : 0);
    }),
    { numRuns: 120 },
  );
});

test('asking twice opens one to-do and brings it up to date; closed, it is 已办 for who did it', async () => {
  const given = todo();
  await open(given);
  await open({ ...given, id: newId(), dueAt: later(20) });
  const before = await readTodos(database.reader, handler, { now: noon, tab: 'open', limit: 20 });

  await database.transaction((tx) => closeTodo(tx, given.key, { by: handler.id, at: later(1) }));
  await database.transaction((tx) => closeTodo(tx, given.key, { by: colleague.id, at: later(2) }));

  expect(before).toMatchObject({ total: 1, items: [{ id: given.id, dueAt: later(20).toISOString() }] });
  expect(await readCounts(database.reader, handler, noon)).toMatchObject({ open: 0, done: 1 });
  expect(await readCounts(database.reader, colleague, noon)).toMatchObject({ done: 0 });
});

test('a case that ended by itself is nobody’s 已办', async () => {
  await open(todo());

  await database.transaction((tx) => closeTodosOf(tx, { kind: 'application', id: 'a1' }, { by: null, at: later(1) }));

  expect(await readCounts(database.reader, handler, noon)).toMatchObject({ open: 0, done: 0 });
});

test('the pages of a list hold every line once, the most urgent first, those without a date last', async () => {
  const dues = [later(3), null, later(1), later(1), null, later(2), later(9)];
  for (const dueAt of dues) await open(todo({ dueAt }));

  const seen: (string | null)[] = [];
  const ids = new Set<string>();
  for (let cursor: string | undefined, pages = 0; pages < 10; pages += 1) {
    const page = await readTodos(database.reader, handler, { now: noon, tab: 'open', limit: 3, cursor });
    if ('refused' in page) throw new Error(page.code);
    for (const item of page.items) {
      seen.push(item.dueAt);
      ids.add(item.id);
    }
    expect(page.total).toBe(7);
    if (page.next === null) break;
    cursor = page.next;
  }

  expect(ids.size).toBe(7);
  expect(seen).toEqual([later(1), later(1), later(2), later(3), later(9), null, null].map((due) => due?.toISOString() ?? null));
  expect(await readTodos(database.reader, handler, { now: noon, tab: 'open', limit: 3, cursor: 'eA' })).toMatchObject({
    code: 'desk.cursor.invalid',
  });
});

test('a notice of one key is given once, read by one person and still new to another', async () => {
  const given = {
    key: 'n1',
    for: { kind: 'organisation', orgId: 'water', power: 'sharing.handle' } as const,
    subject: todo().subject,
    link: '/',
    at: noon,
  };
  for (const id of [newId(), newId()])
    await database.transaction((tx) => notify(tx, { ...given, id, title: { key: 'sharing.notice.refused', params: {} } }));
  const other = person('p9', 'water', handler.powers);
  const [notice] = await listNotices(database.reader, handler, { tab: 'all', after: null, limit: 5 });

  expect(await markRead({ database }, { actor: stranger, noticeId: notice?.id ?? '', at: noon })).toMatchObject({
    code: 'desk.notice.not-found',
  });
  expect(await markRead({ database }, { actor: handler, noticeId: notice?.id ?? '', at: noon })).toEqual({ unread: 0 });

  expect(await countNotices(database.reader, other, { tab: 'unread' })).toBe(1);
  expect(await readNotices(database.reader, handler, { tab: 'all', limit: 5, now: noon })).toMatchObject({
    total: 1,
    items: [{ read: true, about: null }],
  });
  expect(await markRead({ database }, { actor: other, noticeId: null, at: noon })).toEqual({ unread: 0 });
});

async function hear(name: string, body: Record<string, unknown>): Promise<void> {
  const common = {
    clockId: 'c1',
    caseKind: 'application',
    caseId: 'a1',
    ruleKey: 'sharing.provide',
    dutyOrgId: 'water',
    region: '650400',
    leg: 1,
  };
  await database.transaction((tx) =>
    publish(tx, {
      id: newId(),
      name,
      key: 'application:a1',
      body: { ...common, dueOn: '2026-11-30', dueAt: later(10).toISOString(), at: noon.toISOString(), ...body },
    }),
  );
  await deliverEvents((work) => database.transaction(work), clockListeners(newId));
}

test('an overdue clock marks its to-do and tells the handler, the heads of the unit and the authority, once each', async () => {
  await open(todo());
  await open(todo({ dueAt: later(3), title: { key: 'sharing.todo.other', params: {} } }));
  const head = person('p5', 'water', [unit('desk.hand-over', 'water')]);
  const authority = person('p6', 'office', [over('sharing.coordinate', '650400')]);

  await hear('law.clock-warned', { rung: 'overdue' });
  await hear('law.clock-warned', { rung: 'overdue' });

  const page = await readTodos(database.reader, handler, { now: noon, tab: 'open', limit: 5 });
  expect('refused' in page ? [] : page.items.map((item) => item.warning)).toEqual([null, 'overdue']);
  for (const caller of [handler, head, authority]) {
    const [notice, ...more] = await listNotices(database.reader, caller, { tab: 'unread', after: null, limit: 5 });
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      title: { key: 'desk.notice.clock.overdue', params: { dueOn: '2026-11-30' } },
      about: { key: 'sharing.todo.reply' },
    });
  }
});

test('a moved due day moves the to-do and says so', async () => {
  await open(todo());

  await hear('law.due-moved', {
    dueAtBefore: later(10).toISOString(),
    dueOnBefore: '2026-11-30',
    dueOn: '2026-12-02',
    dueAt: later(12).toISOString(),
  });

  expect(await readTodos(database.reader, handler, { now: noon, tab: 'open', limit: 5 })).toMatchObject({
    items: [{ dueAt: later(12).toISOString() }],
  });
  expect(await listNotices(database.reader, handler, { tab: 'all', after: null, limit: 5 })).toMatchObject([
    { title: { key: 'desk.notice.due-moved', params: { dueOnBefore: '2026-11-30', dueOn: '2026-12-02' } } },
  ]);
});
