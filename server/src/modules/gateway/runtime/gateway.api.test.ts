import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import {
  accessToken,
  applied,
  call,
  clock,
  company,
  companyGateway,
  companyService,
  grantDelta,
  publish,
  sendJson,
  serviceDelta,
  startGateway,
} from './gateway-fixture.ts';

const { database, provider, gateway } = await companyGateway();

beforeEach(async () => {
  clock.advance(60_000);
  provider.answer = (_request, response) => sendJson(response, company);
  provider.seen.length = 0;
  await sql`TRUNCATE gateway.quota_use`.execute(database.reader);
  await applied(gateway, await publish(database, serviceDelta(companyService(provider.baseUrl)), grantDelta()));
});

type Body = {
  outcome: { result: string; code: string | null };
  actor: { id: string; org: string | null };
  grant: { id: string } | null;
  committed: { payload: string | null };
  phase: string;
  begun: string | null;
  sizes: { out: number | null };
  facts: Record<string, unknown>;
};

async function evidence(id: string | null): Promise<Body> {
  const { rows } = await sql<{
    body: string;
  }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE record_id = ${id}::uuid`.execute(database.reader);
  return JSON.parse(rows[0]?.body ?? 'null');
}

test('a granted call gets the granted items only, masked, and its record is there when the answer is', async () => {
  const answer = await call(gateway);

  expect(answer.status).toBe(200);
  expect(answer.json()).toEqual({ uscc: company.uscc, name: 'Karez Wells', phone: '138****1234' });
  expect(provider.seen).toEqual([`GET /base/companies/${company.uscc}`]);
  expect(await evidence(answer.headers.get('karez-evidence'))).toMatchObject({
    actor: { id: 'client-1', org: 'org-water' },
    grant: { id: 'grant-1', version: 1 },
    outcome: { result: 'done' },
    sizes: { out: answer.text.length, rows: 1 },
  });
});

test('neither payload, matter number, operator nor address stands in the record', async () => {
  const answer = await call(gateway, { headers: { 'karez-matter': 'SW-2026-4711', 'karez-operator': 'window-77' } });
  const { rows } = await sql<{
    body: string;
  }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE record_id = ${answer.headers.get('karez-evidence')}::uuid`.execute(
    database.reader,
  );

  for (const secret of ['SW-2026-4711', 'window-77', '127.0.0.1', company.uscc, 'Karez Wells']) expect(rows[0]?.body).not.toContain(secret);
});

test.each([
  ['no token', null, 'gateway.token.missing'],
  ['a token that is none', 'abc', 'gateway.token.malformed'],
  ['a token of another signature', `${accessToken()}x`, 'gateway.token.signature'],
])('401: %s', async (_what, token, code) => {
  const answer = await call(gateway, { token });

  expect([answer.status, answer.json()]).toMatchObject([401, { code, origin: 'caller' }]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(provider.seen).toEqual([]);
});

test.each([
  ['expired', { exp: 1 }, 'gateway.token.expired'],
  ['from the future', { iat: 4_102_444_800, exp: 4_102_445_000 }, 'gateway.token.future'],
  ['not yet valid', { nbf: 4_102_444_800, exp: 4_102_445_000 }, 'gateway.token.future'],
  ['for another audience', { aud: 'http://elsewhere.test' }, 'gateway.token.audience'],
  ['of another issuer', { iss: 'http://elsewhere.test' }, 'gateway.token.issuer'],
  ['of a client that does not exist', { sub: 'client-9' }, 'gateway.token.client-unknown'],
])('401: a token %s', async (_what, claims, code) => {
  const answer = await call(gateway, { token: accessToken(claims) });

  expect([answer.status, answer.json()]).toMatchObject([401, { code }]);
});

test('a token of a key and a client that the feed has not brought yet is served at once', async () => {
  const young = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...young.publicKey.export({ format: 'jwk' }), kid: 'key-2' };
  await publish(
    database,
    { kind: 'token-key', key: 'key-2', body: { jwk } },
    { kind: 'client', key: 'client-3', body: { orgId: 'org-water', systemId: 'system-1', keyId: 'k' } },
    grantDelta({ grantId: 'grant-3', clientIds: ['client-3'] }),
  );

  const answer = await call(gateway, { token: accessToken({ sub: 'client-3' }, { privateKey: young.privateKey, keyId: 'key-2' }) });

  expect([answer.status, answer.text]).toMatchObject([200, expect.stringContaining('Karez Wells')]);
});

test('403: a client without a grant gets nothing, and the refusal is recorded', async () => {
  const answer = await call(gateway, { token: accessToken({ sub: 'client-2' }) });

  expect([answer.status, answer.json()]).toMatchObject([403, { code: 'gateway.grant.none', origin: 'caller' }]);
  expect(provider.seen).toEqual([]);
  expect(await evidence(answer.headers.get('karez-evidence'))).toMatchObject({
    outcome: { result: 'refused', code: 'gateway.grant.none' },
    actor: { id: 'client-2' },
  });
});

test('403: a call without matter number, of another format, or without operator', async () => {
  expect((await call(gateway, { headers: { 'karez-matter': '' } })).json()).toMatchObject({ code: 'grant.matter.missing', status: 403 });
  expect((await call(gateway, { headers: { 'karez-matter': 'X-1' } })).json()).toMatchObject({ code: 'grant.matter.format', status: 403 });
  expect((await call(gateway, { headers: { 'karez-operator': '' } })).json()).toMatchObject({
    code: 'grant.operator.missing',
    status: 403,
  });
  expect(provider.seen).toEqual([]);
});

test('404: another service, path or method, and a path that could be read in two ways', async () => {
  const targets = [
    '/services/nothing/companies',
    '/services/companies/other',
    '/services/companies/companies/a/b',
    '/services/companies/companies/%2e%2e',
    '/services/companies//companies',
    '/',
    '/services/companies/companies/a%2fb',
  ];
  for (const path of targets)
    expect((await call(gateway, { path })).json(), path).toMatchObject({ status: 404, code: 'gateway.call.not-found' });
  expect((await call(gateway, { method: 'DELETE' })).status).toBe(404);
  expect(provider.seen).toEqual([]);
});

test('400: parameters that are undeclared, repeated or broken', async () => {
  for (const [query, code] of [
    ['secret=1', 'parameter-unknown'],
    ['page=1&page=2', 'parameter-malformed'],
    ['page=%zz', 'parameter-malformed'],
  ] as const) {
    expect((await call(gateway, { path: `/services/companies/companies?${query}` })).json()).toMatchObject({
      status: 400,
      code: `gateway.call.${code}`,
    });
  }
  expect(provider.seen).toEqual([]);
});

test('a parameter reaches the provider encoded anew, and cannot change the path', async () => {
  provider.answer = (_request, response) => sendJson(response, { total: 0, data: [] });
  await call(gateway, { path: '/services/companies/companies?page=1%26x%3D2' });
  await call(gateway, { path: '/services/companies/companies/a%3Fb%23c' });

  expect(provider.seen).toEqual(['GET /base/companies?page=1%26x%3D2', 'GET /base/companies/a%3Fb%23c']);
});

test('413: a body beyond the limit, and a body where none belongs', async () => {
  const operation = {
    ...companyService(provider.baseUrl).operations[0],
    id: 'ask',
    method: 'POST',
    path: '/ask',
    parameters: [],
    takesBody: true,
  } as const;
  await applied(
    gateway,
    await publish(
      database,
      serviceDelta(
        companyService(provider.baseUrl, {
          operations: [{ ...operation, recordsAt: '', envelope: [], fields: [{ no: 1, path: 'uscc' }] }],
        }),
      ),
    ),
  );
  const headers = { 'content-type': 'application/json' };

  expect((await call(gateway, { path: '/services/companies/ask', method: 'POST', headers, body: '{"a":1}' })).json()).toEqual({
    uscc: company.uscc,
  });
  expect(
    (await call(gateway, { path: '/services/companies/ask', method: 'POST', headers, body: `"${'a'.repeat(70_000)}"` })).json(),
  ).toMatchObject({ status: 413, code: 'gateway.body.too-large' });
  expect((await call(gateway, { path: '/services/companies/ask', method: 'POST', headers, body: '{' })).json()).toMatchObject({
    status: 400,
    code: 'gateway.body.not-json',
  });
});

test('429: the calls of a second are exactly those of the grant, and the answer says when to come again', async () => {
  await applied(
    gateway,
    await publish(
      database,
      { kind: 'grant', key: 'grant-1', body: null },
      grantDelta({ grantId: 'grant-3', quota: { perSecond: 3, perDay: 100, total: null } }),
    ),
  );
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(gateway)));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.json()).toMatchObject({ code: 'grant.quota.second', origin: 'caller' });
  expect(refused?.headers.get('retry-after')).toBe('1');
  clock.advance(1000);
  expect((await call(gateway)).status).toBe(200);
  await publish(database, { kind: 'grant', key: 'grant-3', body: null });
});

test('429 and 403: two gateways together never exceed the quota of a day, nor the total', async () => {
  await using second = await startGateway(database);
  await publish(
    database,
    { kind: 'grant', key: 'grant-1', body: null },
    grantDelta({ grantId: 'grant-7', quota: { perSecond: 1000, perDay: 7, total: 10 } }),
  );
  const position = await publish(database, { kind: 'unknown', key: 'x', body: {} });
  await Promise.all([applied(gateway, position), applied(second, position)]);
  const day = await Promise.all(Array.from({ length: 20 }, (_, i) => call(i % 2 ? gateway : second)));
  clock.advance(24 * 3_600_000);
  const nextDay = await Promise.all(Array.from({ length: 20 }, (_, i) => call(i % 2 ? gateway : second)));
  await publish(database, { kind: 'grant', key: 'grant-7', body: null });

  expect(day.filter(({ status }) => status === 200)).toHaveLength(7);
  expect(day.find(({ status }) => status === 429)?.json()).toMatchObject({ code: 'grant.quota.day' });
  expect(nextDay.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(nextDay.find(({ status }) => status === 403)?.json()).toMatchObject({ code: 'grant.quota.total' });
});

test('809-27.2: 451 with the article while a restriction is in force', async () => {
  const restriction = {
    id: 'r',
    by: 'authority',
    basis: { instrument: '809-2025', article: 'article 27' },
    from: '2026-01-01T00:00:00Z',
    to: null,
  } as const;
  await applied(gateway, await publish(database, grantDelta({ restrictions: [restriction] })));
  const answer = await call(gateway, { headers: { 'accept-language': 'en' } });

  expect([answer.status, answer.json()]).toMatchObject([
    451,
    {
      code: 'grant.restriction.in-force',
      title: 'This sharing is suspended or restricted under 809-2025, article 27',
      params: { article: 'article 27' },
    },
  ]);
});

test('refusals speak Chinese unless English is asked for', async () => {
  expect((await call(gateway, { token: null, headers: { 'accept-language': 'fr' } })).json()).toMatchObject({
    title: expect.stringContaining('访问令牌'),
  });
  expect((await call(gateway, { token: null, headers: { 'accept-language': 'en-GB,zh' } })).json()).toMatchObject({
    title: expect.stringContaining('access token'),
  });
});
