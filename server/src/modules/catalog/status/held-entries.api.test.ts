import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { idOf, linesOf, transfersIn } from '../transfer/test-transfers.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';
import { endUse, registerUse } from '../use/use-register.ts';

const store = await createTestDatabase();
const waiting: string[] = [];
let world: World;
let transfers: ReturnType<typeof transfersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { waiting });
  transfers = transfersIn(world, store.database);
});

type Thing = { readonly id: string };
const revisionOf = async ({ id }: Thing) => Number((await world.call('market.dj', `GET /catalog/entries/${id}`)).body['revision']);
const send = async (entry: Thing, path: string, { by, body }: { by: string; body: object }) =>
  world.call(by, `POST /catalog/entries/${entry.id}/${path}`, { body, ifMatch: await revisionOf(entry) });
const signed = async (entry: Thing, path: string, { by, body }: { by: string; body: object }) =>
  send(entry, path, { by, body: { ...body, secondFactor: await world.codeOf(by) } });
const ok = (answer: Answer) => {
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
};
const suspend = (entry: Thing) =>
  signed(entry, 'suspension', { by: 'office.ld', body: { reason: '字段与实际不符', rectifyBy: '2026-12-10' } });
const lift = (entry: Thing) => signed(entry, 'suspension/lifting', { by: 'office.ld', body: { opinion: '整改完成' } });
const askOut = (entry: Thing) =>
  signed(entry, 'retirement', { by: 'market.gx', body: { reason: '系统停用', lastDay: '2026-12-31', successorId: null } });
const askBack = (entry: Thing) => signed(entry, 'restoration', { by: 'market.gx', body: { reason: '恢复使用' } });
const decide = (entry: Thing, decision: 'approve' | 'decline') =>
  send(entry, 'status-request/decision', { by: 'office.fb', body: { decision, opinion: '已核' } });
const withdraw = (entry: Thing) => send(entry, 'status-request/withdrawal', { by: 'market.gx', body: { opinion: '仍在使用' } });
const retireOrphaned = async ({ id }: Thing, { by = 'office.ld', successorId = null as string | null } = {}) =>
  world.call(by, `POST /catalog/entries/${id}/orphan-retirement`, {
    body: { reason: '职责取消，无部门承接', successorId, secondFactor: await world.codeOf(by) },
    ifMatch: await revisionOf({ id }),
  });
const changesOf = async ({ id }: Thing) =>
  (
    await sql<{ change: string }>`SELECT change FROM catalog.noted_change WHERE entry_id = ${id} ORDER BY sequence`.execute(
      store.database.reader,
    )
  ).rows.map(({ change }) => change);

describe('a suspended entry', () => {
  test('catalog.request-retirement: it can be retired, and the order of suspension outlives the request, the retirement and the return', async () => {
    const entry = await transfers.published();
    ok(await suspend(entry));

    ok(await askOut(entry));
    expect(ok(await withdraw(entry))).toMatchObject({ state: 'suspended', statusChange: { kind: 'suspension', open: true } });
    ok(await askOut(entry));
    expect(ok(await decide(entry, 'decline'))).toMatchObject({ state: 'suspended', statusChange: { kind: 'suspension', open: true } });
    expect(await transfers.desk('market.dj', 'todos')).toContain('catalog.todo.suspension');

    expect(ok(await askOut(entry))).toMatchObject({ state: 'retire-pending', statusChange: { kind: 'retirement', open: true } });
    expect(ok(await decide(entry, 'approve'))).toMatchObject({ state: 'retired', statusChange: { kind: 'retirement', open: false } });
    expect(await transfers.desk('market.dj', 'todos')).not.toContain('catalog.todo.suspension');

    expect(ok(await askBack(entry))).toMatchObject({ state: 'restore-pending', statusChange: { kind: 'restoration', open: true } });
    expect(ok(await decide(entry, 'approve'))).toMatchObject({ state: 'suspended', statusChange: { kind: 'suspension', open: true } });
    expect(await transfers.desk('market.dj', 'todos')).toContain('catalog.todo.suspension');
    expect(ok(await lift(entry))).toMatchObject({ state: 'published', statusChange: null });
    expect(await changesOf(entry)).toEqual(['in-force', 'suspended', 'retired', 'restored', 'lifted']);
  });

  test('409: not while a change that puts it right is under way, and the change is not lost', async () => {
    const entry = await transfers.published();
    ok(await suspend(entry));
    const change = { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正字段' };
    expect(await send(entry, 'changes', { by: 'market.dj', body: change })).toMatchObject({ status: 201 });

    expect(await send(entry, 'changes', { by: 'market.dj', body: change })).toMatchObject({
      status: 409,
      body: { code: 'catalog.entry.illegal-transition' },
    });
    expect(await askOut(entry)).toMatchObject({ status: 409, body: { code: 'catalog.status.change-open' } });
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({ state: 'suspended', working: { state: 'draft' } });
  });
});

describe('an entry that no department has', () => {
  test('91-3.3: catalog.retire-orphaned: the authority’s leader retires it, its draft is given up, its line of the transfer ends, and it is not the former department’s to hand over again', async () => {
    const entry = await transfers.published();
    const name = String(entry.answer.body['name']);
    const change = { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' };
    expect(await send(entry, 'changes', { by: 'market.dj', body: change })).toMatchObject({ status: 201 });
    const transferId = idOf(await transfers.order([entry], { receiver: null }));
    expect(await transfers.desk('office.fb', 'todos')).toContain('catalog.todo.transfer-orphaned');

    expect(ok(await retireOrphaned(entry))).toMatchObject({
      state: 'retired',
      working: null,
      resourceCode: entry.answer.body['resourceCode'],
      statusChange: { kind: 'retirement', open: false, reason: '职责取消，无部门承接' },
    });
    const transfer = await world.call('office.fb', `GET /catalog/transfers/${transferId}`);
    expect(linesOf(transfer)).toMatchObject([{ entryId: entry.id, state: 'retired', receiver: null }]);
    expect(transfer.body['allowed']).toMatchObject({ 'name-receiver': { allowed: false } });
    expect(await transfers.desk('office.fb', 'todos')).not.toContain('catalog.todo.transfer-orphaned');
    expect(await transfers.foundFor('water.gly', name, name)).toBe(false);
    expect(await changesOf(entry)).toEqual(['in-force', 'retired']);
    const left = await world.call('office.fb', `GET /catalog/transferable-entries?fromOrgId=${world.orgId('market')}`);
    expect(left.text).not.toContain(entry.id);
    const { rows } = await sql<{ state: string }>`SELECT state FROM catalog.revision WHERE entry_id = ${entry.id} ORDER BY no`.execute(
      store.database.reader,
    );
    expect(rows.map(({ state }) => state)).toEqual(['effective', 'abandoned']);
    const evidence = await sql<{ body: string }>`
      SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action = 'catalog.retire-orphaned'`.execute(store.database.reader);
    expect(evidence.rows.filter(({ body }) => body.includes(entry.id))).toHaveLength(1);
  });

  test('809-27: 409 while somebody uses it or waits for a reply, and a receiver may be named still', async () => {
    const entry = await transfers.published();
    const useId = world.needs.newId();
    await store.database.transaction((tx) =>
      registerUse(tx, {
        useId,
        entryId: entry.id,
        revisionNo: 1,
        organisationId: world.orgId('water'),
        organisationName: '市水利局',
        systemName: null,
        since: '2026-11-23',
      }),
    );
    const transferId = idOf(await transfers.order([entry], { receiver: null }));

    expect(await retireOrphaned(entry)).toMatchObject({ status: 409, body: { code: 'catalog.entry.in-use', params: { count: 1 } } });
    await store.database.transaction((tx) => endUse(tx, { useId, endedOn: '2026-12-31' }));
    waiting.push(world.orgId('water'));
    expect(await retireOrphaned(entry)).toMatchObject({ status: 409, body: { code: 'catalog.entry.applications-open' } });
    waiting.length = 0;
    expect(await transfers.nameReceiver(transferId, [entry], 'water')).toMatchObject({ status: 200 });
    expect(await retireOrphaned(entry)).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
  });

  test('403 for everyone but the authority’s leader, 422 for a successor that nobody can apply for; 409 for an entry that has its department', async () => {
    const [entry, kept] = [await transfers.published(), await transfers.published()];
    idOf(await transfers.order([entry], { receiver: null }));

    for (const by of ['office.fb', 'market.gx', 'water.ld', 'county.gly'])
      expect(await retireOrphaned(entry, { by })).toMatchObject({ status: 403 });
    expect(await retireOrphaned(entry, { successorId: entry.id })).toMatchObject({
      status: 422,
      body: { code: 'catalog.status.successor-unfit' },
    });
    expect(await retireOrphaned(kept)).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
  });

  test('a receiver is named and it is retired at once: one of the two, never both', async () => {
    const entry = await transfers.published();
    const transferId = idOf(await transfers.order([entry], { receiver: null }));

    const [retired, named] = await Promise.all([retireOrphaned(entry), transfers.nameReceiver(transferId, [entry])]);

    expect([retired.status, named.status].filter((status) => status === 200)).toHaveLength(1);
    const state = retired.status === 200 ? 'retired' : 'transfer-pending';
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({ state });
    const lines = linesOf(await world.call('office.fb', `GET /catalog/transfers/${transferId}`));
    expect(lines).toMatchObject([{ state: retired.status === 200 ? 'retired' : 'offered' }]);
  });
});
