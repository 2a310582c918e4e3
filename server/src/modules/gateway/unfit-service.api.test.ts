import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { deliverEvents } from '#platform/outbox';
import { createTestDatabase } from '#test/test-database';
import { gatewayListeners } from './jobs.ts';
import { company, fakeProvider, sendJson } from './runtime/gateway-fixture.ts';
import { companyContent, personalFacts } from './test-entry.ts';
import { gatewayWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const world = await gatewayWorld(database, randomInt(20_000, 30_000));
const { call, founded, needs, publishedEntry, changedEntry } = world;
const provider = await fakeProvider((_request, response) => sendJson(response, company));

afterAll(() => provider[Symbol.asyncDispose]());

const text = { type: 'string' } as const;
const answer = { type: 'object', properties: { uscc: text, phone: text, idNumber: text } };
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'companies', version: '1' },
  paths: {
    '/companies': { get: { operationId: 'list', responses: { 200: { content: { 'application/json': { schema: answer } } } } } },
  },
});
const operations = (person?: unknown) => [
  {
    id: 'list',
    recordsAt: '',
    envelope: [],
    fields: [
      { no: 1, path: 'uscc' },
      { no: 3, path: 'phone' },
    ],
    ...(person === undefined ? {} : { person }),
  },
];
const about = { baseUrl: provider.baseUrl, timeoutMs: 2000 };
const onlineService = async (code: string, entryId: string) => {
  const { body } = await call('market.gj', 'POST /gateway/services', {
    body: {
      ...about,
      secrecyDeclaration: 'not-secret',
      entryId,
      systemId: founded.systems.get('registry'),
      code,
      name: '企业登记查询',
      document,
      operations: operations(),
    },
  });
  const id = String(body['id']);
  expect((await call('market.gj', `POST /gateway/services/${id}/online`)).status).toBe(200);
  return id;
};
const deliver = () => deliverEvents((work) => database.transaction(work), gatewayListeners(needs));
const seen = async (id: string) => (await call('market.gj', `GET /gateway/services/${id}`)).body;
const told = async (id: string) =>
  (
    await sql<{ body: { online: boolean } }>`
      SELECT body FROM platform.feed WHERE kind = 'service' AND key = ${id} ORDER BY position`.execute(database.reader)
  ).rows.map(({ body }) => body.online);
const waiting = async (id: string, tab: 'open' | 'done' = 'open') =>
  JSON.stringify((await call('market.gj', `GET /desk/todos?tab=${tab}`)).body).includes(id);
const closings = async (id: string) =>
  (
    await sql<{ body: string }>`
      SELECT convert_from(body, 'UTF8') AS body FROM audit.pending
      WHERE object_id = ${id} AND action = 'gateway.take-service-offline' ORDER BY sequence`.execute(database.reader)
  ).rows.map((row): unknown => JSON.parse(row.body));

test('an entry that becomes personal data closes its service that names no persons, with evidence and a to-do, until it is answered', async () => {
  const entryId = await publishedEntry(companyContent('企业联系信息'));
  const id = await onlineService('contacts', entryId);
  await deliver();
  expect([(await seen(id))['state'], await told(id)]).toEqual(['online', [true]]);

  await changedEntry(entryId, companyContent('企业联系信息', personalFacts));
  await deliver();
  await deliver();

  expect(await seen(id)).toMatchObject({ state: 'offline', offlineReason: expect.stringContaining('数据主体') });
  expect([await told(id), await waiting(id)]).toEqual([[true, false], true]);
  expect(await closings(id)).toMatchObject([
    { actor: { kind: 'system', id: 'gateway.entry-in-force' }, facts: { cause: 'gateway.offline.persons-unanswered', state: 'offline' } },
  ]);
  const again = `POST /gateway/services/${id}/online` as const;
  expect(await call('market.gj', again)).toMatchObject({ status: 422, body: { fields: [{ code: 'gateway.person-unanswered' }] } });

  const changed = await call('market.gj', `PUT /gateway/services/${id}`, {
    body: { ...about, name: '企业登记查询', operations: operations({ from: 'field', path: 'idNumber' }) },
    ifMatch: Number((await seen(id))['version']),
  });
  expect([changed.status, (await call('market.gj', again)).status]).toEqual([200, 200]);
  expect([await told(id), await waiting(id), await waiting(id, 'done')]).toEqual([[true, false, true], false, true]);
});

test('an entry that loses an item which a service maps closes it; a version that it fits leaves it open', async () => {
  const content = companyContent('企业名录');
  const entryId = await publishedEntry(content);
  const id = await onlineService('directory', entryId);
  await changedEntry(entryId, { ...content, abstract: '全市企业名录,每周更新。' });
  await deliver();
  expect([(await seen(id))['state'], await told(id)]).toEqual(['online', [true]]);

  await changedEntry(entryId, { ...content, items: content.items.slice(0, 2) });
  await deliver();

  expect(await seen(id)).toMatchObject({ state: 'offline', offlineReason: expect.stringContaining('数据项') });
  expect(await closings(id)).toMatchObject([{ facts: { cause: 'gateway.offline.items-gone' } }]);
});
