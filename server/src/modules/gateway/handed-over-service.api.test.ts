import { serviceSchema } from '@karez/contract/gateway/schemas';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { deliverEvents } from '#platform/outbox';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { gatewayListeners } from './jobs.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const orgId = (key: string) => city.founded.organisations.get(key) ?? '';

const text = { type: 'string' } as const;
const schema = { type: 'object', properties: { f1: text, f2: text } };
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'mills', version: '1' },
  paths: { '/mills': { get: { operationId: 'list', responses: { 200: { content: { 'application/json': { schema } } } } } } },
});

async function onlineService(entryId: string): Promise<string> {
  const body = {
    secrecyDeclaration: 'not-secret',
    entryId,
    systemId: city.founded.systems.get('company-registration'),
    code: 'mills',
    name: '磨坊查询',
    // Opening a service calls nobody.
    baseUrl: 'https://93.184.215.14',
    timeoutMs: 1000,
    operations: [{ id: 'list', recordsAt: '', envelope: [], fields: [{ no: 1, path: 'f1' }] }],
    document,
  };
  const id = String(expected(await as('scjg.djy', 'POST /gateway/services', { body }), 201).body['id']);
  expected(await as('scjg.djy', `POST /gateway/services/${id}/online`), 200);
  return id;
}

async function takenOver(entryId: string): Promise<void> {
  const order = {
    kind: 'relieved',
    documentNumber: '吐编发〔2026〕8号',
    decidedOn: '2026-11-20',
    reason: '职责划转',
    fromOrgId: orgId('scjg'),
    receiverId: orgId('nyncj'),
    entryIds: [entryId],
  };
  const transfer = expected(await as('zfb.zgy', 'POST /catalog/transfers', { body: order }), 201);
  const acceptance = { entryIds: [entryId], opinion: '同意接收', secondFactor: await codeOf('nyncj.fzr') };
  expected(await as('nyncj.fzr', `POST /catalog/transfers/${String(transfer.body['id'])}/acceptance`, { body: acceptance }), 200);
}

test('91-3.3: the service of an entry that another department took over stays online, is that department’s to close, and its stewards are told', async () => {
  const items = [itemOf(1, { nameZh: '磨坊编号', fieldName: 'f1' }), itemOf(2, { nameZh: '磨坊地址', fieldName: 'f2' })];
  const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '磨坊名录', abstract: '磨坊的基本情况。', items }));
  const id = await onlineService(entryId);
  await takenOver(entryId);
  await deliverEvents((work) => store.database.transaction(work), gatewayListeners(city.needs));

  const service = serviceSchema.parse(expected(await as('nyncj.djy', `GET /gateway/services/${id}`), 200).body);
  expect(service).toMatchObject({ state: 'online' });
  expect(JSON.stringify((await as('nyncj.djy', 'GET /desk/notices?limit=100')).body)).toContain(id);
  const told = await sql<{ body: { online: boolean; providerOrgId: string } }>`
    SELECT body FROM platform.feed WHERE kind = 'service' AND key = ${id} ORDER BY position`.execute(store.database.reader);
  expect(told.rows.map(({ body }) => [body.online, body.providerOrgId])).toEqual([
    [true, orgId('scjg')],
    [true, orgId('nyncj')],
  ]);
  const acts = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM audit.pending WHERE object_id = ${id} AND action = 'gateway.hand-over-service'`.execute(
    store.database.reader,
  );
  expect(acts.rows[0]?.count).toBe(1);

  const close = (by: string) => as(by, `POST /gateway/services/${id}/offline`, { body: { reason: '机房迁移，暂停服务' } });
  expect(await close('scjg.djy')).toMatchObject({ status: 403 });
  expect(await close('nyncj.djy')).toMatchObject({ status: 200, body: { state: 'offline' } });
});
