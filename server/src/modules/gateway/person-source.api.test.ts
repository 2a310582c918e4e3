import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { company, fakeProvider, sendJson } from './runtime/gateway-fixture.ts';
import { companyContent, personalFacts } from './test-entry.ts';
import { gatewayWorld } from './test-world.ts';

const { database } = await createTestDatabase();
const world = await gatewayWorld(database, randomInt(20_000, 30_000));
const { call, founded } = world;
const provider = await fakeProvider((_request, response) => sendJson(response, company));

const text = { type: 'string' } as const;
const record = {
  uscc: text,
  name: text,
  idNumber: text,
  age: { type: 'number' },
  owner: { type: 'object', properties: { id: { type: 'integer' } } },
};
const answer = { type: 'object', properties: { data: { type: 'array', items: { type: 'object', properties: record } } } };
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'companies', version: '1' },
  paths: {
    '/owners/{owner}/companies': {
      get: {
        operationId: 'ofOwner',
        parameters: [
          { name: 'owner', in: 'path', required: true, schema: text },
          { name: 'agent', in: 'query', required: true, schema: { type: 'integer' } },
          { name: 'page', in: 'query', required: false, schema: text },
          { name: 'ids', in: 'query', required: true, schema: { type: 'array', items: text }, explode: false },
          { name: 'unsaid', in: 'query', required: true },
        ],
        responses: { 200: { content: { 'application/json': { schema: answer } } } },
      },
    },
  },
});

let personalEntry = '';
let plainEntry = '';
const operationWith = (person: unknown) => ({
  id: 'ofOwner',
  recordsAt: 'data',
  envelope: [],
  fields: [{ no: 1, path: 'uscc' }],
  ...(person === undefined ? {} : { person }),
});
const register = async (code: string, { entryId, person }: { entryId: string; person?: unknown }) =>
  call('market.gj', 'POST /gateway/services', {
    body: {
      secrecyDeclaration: 'not-secret',
      entryId,
      systemId: founded.systems.get('registry'),
      code,
      name: '企业登记查询',
      baseUrl: provider.baseUrl,
      timeoutMs: 2000,
      document,
      operations: [operationWith(person)],
    },
  });
const published = async (serviceId: string) =>
  (
    await sql<{ body: Record<string, unknown> }>`
      SELECT body FROM platform.feed WHERE kind = 'service' AND key = ${serviceId} ORDER BY position DESC LIMIT 1`.execute(database.reader)
  ).rows[0]?.body;

beforeAll(async () => {
  personalEntry = await world.publishedEntry(companyContent('企业登记信息(含法定代表人)', personalFacts));
  plainEntry = await world.publishedEntry(companyContent('企业登记信息'));
});

afterAll(() => provider[Symbol.asyncDispose]());

test.each([
  ['nothing', undefined, 'person', 'gateway.person-unanswered'],
  ['an open answer', null, 'person', 'gateway.person-unanswered'],
  ['a field that the document does not have', { from: 'field', path: 'passport' }, 'person/path', 'gateway.unknown-field'],
  ['a field that holds no identifier', { from: 'field', path: 'age' }, 'person/path', 'gateway.person-not-text'],
  [
    'a parameter that the document does not have',
    { from: 'parameter', place: 'path', name: 'agent' },
    'person/name',
    'gateway.unknown-parameter',
  ],
  [
    'a parameter that may be left out',
    { from: 'parameter', place: 'query', name: 'page' },
    'person/name',
    'gateway.person-parameter-optional',
  ],
  ['a parameter that is a list', { from: 'parameter', place: 'query', name: 'ids' }, 'person/name', 'gateway.person-not-text'],
  ['a parameter of unsaid type', { from: 'parameter', place: 'query', name: 'unsaid' }, 'person/name', 'gateway.person-not-text'],
])('422: for an entry with personal data, %s does not say whose data it is', async (_what, person, place, code) => {
  const refused = await register('refused', { entryId: personalEntry, person });

  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'gateway.service.invalid', fields: [{ path: `/body/operations/0/${place}`, code }] },
  });
});

test.each([
  ['field', { from: 'field', path: 'idNumber' }, 2],
  ['field-in-object', { from: 'field', path: 'owner.id' }, 2],
  ['path-parameter', { from: 'parameter', place: 'path', name: 'owner' }, 2],
  ['query-parameter', { from: 'parameter', place: 'query', name: 'agent' }, 2],
  ['none', { from: 'none' }, 1],
])('with the answer %s a service goes online, and gateways that cannot mark do not read it', async (code, person, format) => {
  const draft = await register(code, { entryId: personalEntry, person });
  const id = String(draft.body['id']);
  const online = await call('market.gj', `POST /gateway/services/${id}/online`);
  const body = await published(id);
  const seen = await call('water.sq', `GET /gateway/services/${id}`);
  await call('market.gj', `POST /gateway/services/${id}/offline`, { body: { reason: '系统升级改造' } });

  expect([draft.status, online.status]).toEqual([201, 200]);
  expect(online.body).toMatchObject({ holdsPersonalData: true, operations: [{ person }] });
  expect(body).toMatchObject({ format, operations: [format === 2 ? { person } : { id: 'ofOwner' }] });
  // Which inner field names a person is nobody else's to know.
  expect(seen.body).toMatchObject({ operations: [{ person: null }] });
});

test('the reading of a document says whether persons must be named, and an entry without personal data needs no answer', async () => {
  const read = async (entryId: string) =>
    (await call('market.gj', 'POST /gateway/document-readings', { body: { secrecyDeclaration: 'not-secret', entryId, document } })).body[
      'holdsPersonalData'
    ];
  const plain = await register('plain', { entryId: plainEntry });
  const online = await call('market.gj', `POST /gateway/services/${String(plain.body['id'])}/online`);

  expect([await read(personalEntry), await read(plainEntry)]).toEqual([true, false]);
  expect([plain.status, online.status, (await published(String(plain.body['id'])))?.['format']]).toEqual([201, 200, 1]);
});

test('a service of before the question is closed and changed only with an answer', async () => {
  const { body } = await register('old', { entryId: personalEntry, person: { from: 'none' } });
  const id = String(body['id']);
  await sql`UPDATE gateway.service SET operations = (SELECT jsonb_agg(o - 'person') FROM jsonb_array_elements(operations) o) WHERE id = ${id}`.execute(
    database.reader,
  );
  const change = (person: unknown) =>
    call('market.gj', `PUT /gateway/services/${id}`, {
      body: { name: '改名', baseUrl: provider.baseUrl, timeoutMs: 3000, operations: [operationWith(person)] },
      ifMatch: 1,
    });
  const unanswered = (path: string) => ({ status: 422, body: { fields: [{ path, code: 'gateway.person-unanswered' }] } });

  expect((await call('market.gj', `GET /gateway/services/${id}`)).body).toMatchObject({ operations: [{ person: null }] });
  expect(await call('market.gj', `POST /gateway/services/${id}/online`)).toMatchObject(unanswered('/operations/0/person'));
  expect(await change(undefined)).toMatchObject(unanswered('/body/operations/0/person'));
  expect(await change({ from: 'field', path: 'idNumber' })).toMatchObject({ status: 200 });
  expect((await call('market.gj', `POST /gateway/services/${id}/online`)).status).toBe(200);
});
