import { randomInt } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampleGrant } from '@karez/policy/grant/grant-samples';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { applied, company, fakeProvider, publish, sendJson } from './runtime/gateway-fixture.ts';
import { openGateway, type Gateway } from './runtime/runtime.ts';
import { companyContent } from './test-entry.ts';
import { gatewayWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const port = randomInt(20_000, 30_000);
const world = await gatewayWorld(database, port);
const { call, founded } = world;
const provider = await fakeProvider((_request, response) => sendJson(response, company));

const answerSchema = {
  type: 'object',
  properties: { uscc: { type: 'string' }, name: { type: 'string' }, phone: { type: 'string' }, idNumber: { type: 'string' } },
};
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'companies', version: '1' },
  paths: {
    '/companies/{uscc}': {
      get: {
        operationId: 'byCode',
        parameters: [{ name: 'uscc', in: 'path', required: true }],
        responses: { 200: { content: { 'application/json': { schema: answerSchema } } } },
      },
    },
    '/companies/{uscc}/remove': { delete: { operationId: 'remove', responses: {} } },
  },
});

let entryId = '';
let gateway: Gateway;
const fields = [
  { no: 1, path: 'uscc' },
  { no: 2, path: 'name' },
  { no: 3, path: 'phone' },
];
const operations = [{ id: 'byCode', recordsAt: '', envelope: [], fields }];
const input = (code: string, changes: Record<string, unknown> = {}) => ({
  secrecyDeclaration: 'not-secret',
  entryId,
  systemId: founded.systems.get('registry'),
  code,
  name: '企业登记查询',
  baseUrl: provider.baseUrl,
  timeoutMs: 2000,
  operations,
  document,
  ...changes,
});
const register = async (code: string, changes: Record<string, unknown> = {}, account = 'market.gj') =>
  call(account, 'POST /gateway/services', { body: input(code, changes) });

beforeAll(async () => {
  entryId = await world.publishedEntry(companyContent('企业登记信息'));
  const config = { ...world.needs.config, KAREZ_DATA_FOLDER: await mkdtemp(path.join(tmpdir(), 'karez-gateway-')) };
  gateway = await openGateway({ ...world.needs, database, config });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

test('a document is read, its fields are matched with the entry’s items, and what cannot be offered says why', async () => {
  const read = await call('market.gj', 'POST /gateway/document-readings', {
    body: { secrecyDeclaration: 'not-secret', entryId, document },
  });

  expect(read).toMatchObject({
    status: 200,
    body: {
      operations: [{ id: 'byCode', suggestion: { recordsAt: '', fields } }],
      leftOut: [{ operation: 'DELETE /companies/{uscc}/remove', reason: 'method' }],
      unmappedItems: [],
    },
  });
});

test('422: a document that is none, of another version, or without an operation', async () => {
  const read = async (text: string) =>
    (await call('market.gj', 'POST /gateway/document-readings', { body: { secrecyDeclaration: 'not-secret', entryId, document: text } }))
      .body['code'];

  expect(await read('{')).toBe('gateway.document.unreadable');
  expect(await read('&a [*a]')).toBe('gateway.document.unreadable');
  expect(await read('swagger: "2.0"')).toBe('gateway.document.version');
  expect(await read('openapi: 3.0.0\npaths: {}')).toBe('gateway.document.no-operation');
});

test('gateway.read-open-api, gateway.register-service: 422: 809-3: a document declared secret is refused with the rule, and no table holds a word of it', async () => {
  const marker = 'secret-marker-of-a-document';
  const secret = document.replace('companies', marker);

  const read = await call('market.gj', 'POST /gateway/document-readings', {
    body: { secrecyDeclaration: 'state-secret', entryId, document: secret },
  });
  const registered = await register('secret-service', { secrecyDeclaration: 'work-secret', document: secret });
  const silent = await register('secret-service', { secrecyDeclaration: undefined, document: secret });

  expect(read).toMatchObject({ status: 422, body: { code: 'gateway.document.secret', params: { declaration: 'state-secret' } } });
  expect(registered).toMatchObject({ status: 422, body: { code: 'gateway.document.secret' } });
  expect(registered.body['detail']).toContain('第三条');
  expect(silent.status).toBe(400);
  const tables = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('gateway', 'platform', 'audit', 'desk')`.execute(
    database.reader,
  );
  expect(tables.rows.length).toBeGreaterThan(10);
  for (const { name } of tables.rows) {
    const held = await sql`SELECT 1 FROM ${sql.raw(name)} AS line WHERE line::text LIKE ${`%${marker}%`}`.execute(database.reader);
    expect(held.rows, name).toEqual([]);
  }
});

test('a service goes from draft to online, is called with a real grant by a real client, and goes offline', async () => {
  const draft = await register('companies');
  const serviceId = String(draft.body['id']);
  expect(draft).toMatchObject({
    status: 201,
    etag: '1',
    body: { state: 'draft', baseUrl: provider.baseUrl, provider: { name: '市市场监督管理局' } },
  });
  expect((await call('water.sq', `GET /gateway/services/${serviceId}`)).status).toBe(404);

  const online = await call('market.gj', `POST /gateway/services/${serviceId}/online`, { body: undefined });
  expect(online).toMatchObject({
    status: 200,
    body: { state: 'online', allowed: { putOnline: { allowed: false }, takeOffline: { allowed: true } } },
  });
  const seen = await call('water.sq', `GET /gateway/services/${serviceId}`);
  expect(seen).toMatchObject({ status: 200, body: { baseUrl: null, calling: { url: `http://127.0.0.1:${port}/services/companies` } } });
  expect((await call('water.sq', `GET /gateway/services?entryId=${entryId}`)).body).toMatchObject({
    total: 1,
    items: [{ code: 'companies' }],
  });

  const made = await call('water.sq', 'POST /machine-clients', {
    body: { name: '取水许可', systemId: founded.systems.get('wells'), publicJwk: null },
  });
  const client = made.body['client'];
  const privateJwk = made.body['privateJwk'];
  const clientId = typeof client === 'object' && client !== null && 'id' in client ? String(client.id) : '';
  const accessToken = await world.tokenFor(
    clientId,
    Object.fromEntries(Object.entries(privateJwk ?? {}).map(([name, value]) => [name, String(value)])),
  );
  const grant = sampleGrant({
    entryId,
    clientIds: [clientId],
    validFrom: '2026-11-01T00:00:00Z',
    requesterOrgId: founded.organisations.get('water') ?? '',
  });
  await applied(gateway, await publish(database, { kind: 'grant', key: grant.grantId, body: grant }));

  const tried = await call('water.sq', `POST /gateway/services/${serviceId}/tries`, {
    body: {
      operationId: 'byCode',
      accessToken,
      grantId: null,
      matter: 'SW-2026-17',
      operator: '窗口三',
      parameters: { uscc: company.uscc },
      body: null,
    },
  });
  expect(tried).toMatchObject({
    status: 200,
    body: { status: 200, cut: false, body: JSON.stringify({ uscc: company.uscc, name: 'Karez Wells', phone: '138****1234' }) },
  });
  const { rows } = await sql<{
    org_id: string;
    grant_id: string;
  }>`SELECT org_id, grant_id FROM audit.pending WHERE record_id = ${String(tried.body['evidence'])}::uuid`.execute(database.reader);
  expect(rows).toEqual([{ org_id: founded.organisations.get('water'), grant_id: 'grant-1' }]);

  const offline = await call('market.gj', `POST /gateway/services/${serviceId}/offline`, { body: { reason: '系统升级改造' } });
  expect(offline).toMatchObject({ status: 200, body: { state: 'offline', offlineReason: '系统升级改造' } });
  const after = await fetch(`http://127.0.0.1:${port}/services/companies/companies/1`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(after.status).toBe(404);
  expect(
    (
      await call('water.sq', `POST /gateway/services/${serviceId}/tries`, {
        body: { operationId: 'byCode', accessToken, grantId: null, matter: 'x', operator: 'x', parameters: {}, body: null },
      })
    ).status,
  ).toBe(404);
});

test('403: only the provider’s own steward registers, changes and operates; 404 where a draft is not even seen', async () => {
  const draft = await register('strangers');
  const id = String(draft.body['id']);

  expect(await register('other', {}, 'water.gj')).toMatchObject({ status: 403, body: { code: 'gateway.service.not-provider' } });
  expect((await register('other', {}, 'water.sq')).status).toBe(403);
  expect((await call('water.gj', `GET /gateway/services/${id}`)).status).toBe(404);
  expect((await call('county.yx', `GET /gateway/services/${id}`)).status).toBe(404);
  expect((await call('water.gj', `POST /gateway/services/${id}/online`)).status).toBe(404);
  expect((await call('county.yx', `POST /gateway/services/${id}/online`)).status).toBe(404);
  expect((await call('office.yx', `GET /gateway/services/${id}`)).status).toBe(200);
  expect(
    (
      await call('water.gj', `PUT /gateway/services/${id}`, {
        body: { name: 'x', baseUrl: provider.baseUrl, timeoutMs: 2000, operations },
        ifMatch: 1,
      })
    ).status,
  ).toBe(404);
  expect((await call('market.dj', `POST /gateway/services/${id}/online`)).status).toBe(403);
});

test('503: a service that a live gateway has not closed in time is offline, and the caller is told that it is not certain everywhere', async () => {
  const { body } = await register('stuck');
  await call('market.gj', `POST /gateway/services/${String(body['id'])}/online`);
  await sql`
    INSERT INTO platform.lease (process_id, topic, position, expires_at)
    VALUES ('stuck', 'gateway', 0, clock_timestamp() + interval '1 hour')`.execute(database.reader);

  const answer = await call('market.gj', `POST /gateway/services/${String(body['id'])}/offline`, { body: { reason: '系统升级改造' } });
  await sql`DELETE FROM platform.lease WHERE process_id = 'stuck'`.execute(database.reader);

  expect(answer).toMatchObject({ status: 503, body: { code: 'gateway.service.still-served' } });
  expect((await call('market.gj', `GET /gateway/services/${String(body['id'])}`)).body).toMatchObject({ state: 'offline' });
});

test('412, 409: a change needs the version that was read, and an online service is not changed', async () => {
  const draft = await register('versions');
  const target = `PUT /gateway/services/${String(draft.body['id'])}` as const;
  const body = { name: '改名', baseUrl: provider.baseUrl, timeoutMs: 3000, operations };

  expect(await call('market.gj', target, { body })).toMatchObject({ status: 412, body: { code: 'request.etag-missing' } });
  expect(await call('market.gj', target, { body, ifMatch: 7 })).toMatchObject({ status: 412, body: { code: 'gateway.service.changed' } });
  expect(await call('market.gj', target, { body, ifMatch: 1 })).toMatchObject({
    status: 200,
    etag: '2',
    body: { name: '改名', timeoutMs: 3000 },
  });
  await call('market.gj', `POST /gateway/services/${String(draft.body['id'])}/online`);
  expect(await call('market.gj', target, { body, ifMatch: 3 })).toMatchObject({
    status: 409,
    body: { code: 'gateway.service.wrong-state' },
  });
  expect(await call('market.gj', `POST /gateway/services/${String(draft.body['id'])}/online`)).toMatchObject({ status: 409 });
});

test('409: one service of an entry is online, and a code is taken once', async () => {
  const second = await register('second');

  expect(await call('market.gj', `POST /gateway/services/${String(second.body['id'])}/online`)).toMatchObject({
    status: 409,
    body: { code: 'gateway.service.other-online' },
  });
  expect(await register('second')).toMatchObject({ status: 409, body: { code: 'gateway.service.code-taken' } });
});

test.each([
  ['ftp://10.0.0.1/x', 'gateway.address.malformed'],
  ['http://user:secret@10.0.0.1/', 'gateway.address.malformed'],
  ['http://10.0.0.1/', 'gateway.address.closed'],
  ['http://169.254.169.254/latest', 'gateway.address.closed'],
  ['http://[::1]/', 'gateway.address.closed'],
  ['http://no-such-host.invalid/', 'gateway.address.closed'],
])('422: the address %s', async (baseUrl, code) => {
  expect(await register('addresses', { baseUrl })).toMatchObject({ status: 422, body: { code } });
});

test('422: a mapping to an item or a field that is not there, twice, or a text outside the records', async () => {
  const wrong = [
    { id: 'byCode', recordsAt: '', envelope: [], fields: [{ no: 9, path: 'uscc' }] },
    {
      id: 'byCode',
      recordsAt: '',
      envelope: ['phone'],
      fields: [
        { no: 1, path: 'secret' },
        { no: 2, path: 'name' },
        { no: 2, path: 'phone' },
      ],
    },
    { id: 'nothing', recordsAt: '', envelope: [], fields: [{ no: 1, path: 'uscc' }] },
  ];
  const answer = await register('mapping', { operations: wrong });

  expect(answer).toMatchObject({ status: 422, body: { code: 'gateway.service.invalid' } });
  expect(JSON.stringify(answer.body['fields'])).toContain('gateway.unknown-item');
  for (const code of ['unknown-field', 'repeated', 'envelope-not-number', 'unknown-operation'])
    expect(JSON.stringify(answer.body['fields'])).toContain(`gateway.${code}`);
  expect((await register('systems', { systemId: founded.systems.get('wells') })).body).toMatchObject({ code: 'gateway.system.not-yours' });
});

test('404: the quota of a grant is shown to nobody but its two departments', async () => {
  // readQuota: the grant of this test lives in the feed only, so to everyone it is as if it were not there.
  expect(await call('market.gj', 'GET /gateway/grants/00000000-0000-7000-8000-000000000001/quota')).toMatchObject({
    status: 404,
    body: { code: 'sharing.grant.not-found' },
  });
});
