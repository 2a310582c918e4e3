import { generateKeyPairSync } from 'node:crypto';
import { connect } from 'node:net';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { everyoneHasApplied } from '#platform/lease';
import {
  accessToken,
  applied,
  call,
  clock,
  company,
  companyGateway,
  companyService,
  fakeProvider,
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

const misbehaviour: readonly [string, Parameters<typeof fakeProvider>[0], number, string][] = [
  ['answers with a server error', (_q, r) => sendJson(r, { secret: 'inside' }, 500), 502, 'status'],
  ['redirects', (_q, r) => r.writeHead(302, { location: 'http://169.254.169.254/' }).end(), 502, 'status'],
  ['answers in HTML', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>secret</p>'), 502, 'content-type'],
  [
    'answers compressed though not asked',
    (_q, r) => r.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x'),
    502,
    'content-type',
  ],
  ['answers what is not JSON', (_q, r) => sendJson(r, '{"uscc":"1","secret":'.concat('oops}')), 502, 'not-json'],
  ['names a granted item twice', (_q, r) => sendJson(r, '{"uscc":"1","uscc":"2"}'), 502, 'not-json'],
  [
    'answers in GB18030',
    (_q, r) => sendJson(r, Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd6, 0xd0]), Buffer.from('"}')])),
    502,
    'not-json',
  ],
  [
    'closes in the middle',
    (_q, r) => (
      r.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }),
      r.write('{"uscc":"1"'),
      setImmediate(() => r.destroy())
    ),
    502,
    'closed',
  ],
  [
    'lies about its length',
    (_q, r) => (
      r.socket?.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{"uscc":"1", "x":"secret"}'),
      r.socket?.end()
    ),
    502,
    'closed',
  ],
  ['sends a truncated document', (_q, r) => sendJson(r, '{"uscc":"1"'), 502, 'closed'],
  ['does not have the record', (_q, r) => sendJson(r, { secret: 1 }, 404), 404, 'not-found'],
];

test.each(misbehaviour)('a provider that %s: nothing of its answer leaves', async (_what, answerWith, status, fault) => {
  provider.answer = answerWith;
  const answer = await call(gateway);

  expect([answer.status, answer.json()]).toMatchObject([status, { code: `gateway.provider.${fault}`, origin: 'provider' }]);
  expect(answer.text).not.toContain('secret');
  expect(await evidence(answer.headers.get('karez-evidence'))).toMatchObject({
    outcome: { result: 'failed', code: `gateway.provider.${fault}` },
  });
  provider.answer = (_request, response) => sendJson(response, company);
  expect((await call(gateway)).status).toBe(200);
});

test('504: a provider that does not answer in time', async () => {
  provider.answer = () => undefined;
  await applied(gateway, await publish(database, serviceDelta(companyService(provider.baseUrl, { timeoutMs: 150 }))));

  expect((await call(gateway)).json()).toMatchObject({ status: 504, code: 'gateway.provider.timeout', origin: 'provider' });
});

test('502: a provider that fails again and again is given a rest, and others are served', async () => {
  const failing = await fakeProvider((_request, response) => sendJson(response, {}, 500));
  await applied(
    gateway,
    await publish(database, serviceDelta(companyService(failing.baseUrl, { serviceId: 'service-2', code: 'failing' }))),
  );
  for (let i = 0; i < 5; i++) await call(gateway, { path: '/services/failing/companies/1' });
  const rested = await call(gateway, { path: '/services/failing/companies/1' });

  expect(rested.json()).toMatchObject({ status: 502, code: 'gateway.provider.resting' });
  expect(Number(rested.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(failing.seen).toHaveLength(5);
  expect((await call(gateway)).status).toBe(200);
  await failing[Symbol.asyncDispose]();
});

test('502: a provider at an inner address that the installation does not list is never called', async () => {
  await using guarded = await startGateway(database, { KAREZ_PROVIDER_ADDRESSES: [] });
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const baseUrl = provider.baseUrl.replace('127.0.0.1', host);
    await applied(guarded, await publish(database, serviceDelta(companyService(baseUrl))));
    expect((await call(guarded)).json(), host).toMatchObject({ status: 502, code: 'gateway.provider.address' });
  }
  expect(provider.seen).toEqual([]);
});

test('an answer longer than what is held back arrives whole, between two records', async () => {
  const data = Array.from({ length: 6000 }, (_, i) => ({ ...company, name: `${i}`.padStart(60, 'x') }));
  provider.answer = (_request, response) => sendJson(response, { total: data.length, data });
  const answer = await call(gateway, { path: '/services/companies/companies' });

  expect(answer.text.length).toBeGreaterThan(400_000);
  expect(answer.json()).toEqual({ total: data.length, data: data.map(({ uscc, name }) => ({ uscc, name, phone: '138****1234' })) });
  const begunId = answer.headers.get('karez-evidence');
  expect(await evidence(begunId)).toMatchObject({ phase: 'begun' });
  const { rows } = await sql<{
    body: string;
  }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE convert_from(body, 'UTF8')::json ->> 'begun' = ${begunId}`.execute(
    database.reader,
  );
  expect(JSON.parse(rows[0]?.body ?? 'null')).toMatchObject({
    phase: 'ended',
    outcome: { result: 'done' },
    sizes: { out: Buffer.byteLength(answer.text), rows: 6000 },
  });
  expect((await sql`SELECT 1 FROM audit.unended`.execute(database.reader)).rows).toEqual([]);
});

test('a long answer that breaks off at the provider never looks whole, and its second record says so', async () => {
  const record = `{"uscc":"1","name":"${'x'.repeat(500)}"}`;
  provider.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(`{"data":[${Array.from({ length: 2000 }, () => record).join(',')}`);
    setTimeout(() => response.destroy(), 50);
  };

  await expect(call(gateway, { path: '/services/companies/companies' })).rejects.toThrow(/terminated|closed|other side/i);
  await expect
    .poll(
      async () =>
        (
          await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending ORDER BY sequence DESC LIMIT 1`.execute(
            database.reader,
          )
        ).rows[0]?.body,
    )
    .toContain('"phase":"ended"');
});

test('revoke: once every live gateway has acknowledged, no call is answered', async () => {
  await using second = await startGateway(database);
  const rounds = 5;
  for (let round = 0; round < rounds; round++) {
    await Promise.all([gateway, second].map(async (one) => applied(one, await publish(database, grantDelta()))));
    let isRevoked = false;
    const late: number[] = [];
    const callers = [gateway, second].map(async (one) => {
      for (let i = 0; i < 40; i++) {
        const beganRevoked = isRevoked;
        const { status } = await call(one);
        if (beganRevoked && status === 200) late.push(i);
      }
    });
    const position = await publish(database, grantDelta({ state: 'revoked', version: 2 }));
    expect(await everyoneHasApplied(database.reader, { topic: 'gateway', position })).toBe(true);
    isRevoked = true;
    await Promise.all(callers);
    expect(late).toEqual([]);
    expect((await call(gateway)).json()).toMatchObject({ status: 403, code: 'grant.state.closed' });
  }
});

test('a process whose lease cannot be renewed serves nothing, says so on /health, and comes back by itself', async () => {
  await sql`ALTER TABLE platform.lease RENAME TO lease_away`.execute(database.reader);
  try {
    await expect.poll(async () => (await call(gateway)).status, { timeout: 5000 }).toBe(503);
    expect((await call(gateway)).json()).toMatchObject({ code: 'gateway.platform.no-lease', origin: 'platform' });
    expect((await fetch(`http://127.0.0.1:${gateway.port}/health`)).status).toBe(503);
  } finally {
    await sql`ALTER TABLE platform.lease_away RENAME TO lease`.execute(database.reader);
  }
  await expect.poll(async () => (await call(gateway)).status, { timeout: 5000 }).toBe(200);
});

test('a delta that cannot be read closes the grant that it names', async () => {
  await applied(gateway, await publish(database, { kind: 'grant', key: 'grant-1', body: { grantId: 'grant-1', state: 'active' } }));

  expect((await call(gateway)).json()).toMatchObject({ status: 403, code: 'gateway.grant.none' });
  expect(gateway.health().unreadableDeltas).toBeGreaterThan(0);
});

test('when evidence cannot be written, nothing leaves', async () => {
  await sql`ALTER TABLE audit.pending RENAME TO pending_away`.execute(database.reader);
  try {
    const answer = await call(gateway);

    expect(answer.json()).toMatchObject({ status: 503, code: 'gateway.platform.failed', origin: 'platform' });
    expect(answer.text).not.toContain('Karez Wells');
    expect(provider.seen).toHaveLength(1);
  } finally {
    await sql`ALTER TABLE audit.pending_away RENAME TO pending`.execute(database.reader);
  }
  expect((await call(gateway)).status).toBe(200);
});

test('anonymous refusals are recorded singly up to twenty a minute from one address', async () => {
  const count = async () =>
    (await sql<{ n: number }>`SELECT count(*) AS n FROM audit.pending WHERE actor_kind = 'anonymous'`.execute(database.reader)).rows[0]
      ?.n ?? 0;
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 30 }, () => call(gateway, { token: null })));

  expect(answers.every(({ status }) => status === 401)).toBe(true);
  expect((await count()) - before).toBe(20);
  expect(answers.filter(({ headers }) => headers.get('karez-evidence') === null)).toHaveLength(10);
});

test('malformed HTTP ends its connection and is recorded as a refusal of nobody, singly up to twenty a minute', async () => {
  const count = async () =>
    (
      await sql<{
        n: number;
      }>`SELECT count(*) AS n FROM audit.pending WHERE convert_from(body, 'UTF8') LIKE '%gateway.call.malformed%'`.execute(database.reader)
    ).rows[0]?.n ?? 0;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => raw(i % 2 ? 'GET /\0 HTTP/9.9\r\n\r\n' : `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`)),
  );

  expect(new Set(answers.map((answer) => answer.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 400', 'HTTP/1.1 431']));
  await expect.poll(count).toBe(20);
});

/** What the gateway answers to bytes as they stand. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (piece: Buffer) => {
      answer += piece.toString('latin1');
    });
    socket.on('error', () => undefined).on('close', () => resolve(answer));
  });
}

test('health tells the position that was applied, and what a broken request line gets is an error, not a crash', async () => {
  const health = await fetch(`http://127.0.0.1:${gateway.port}/health`);
  expect([health.status, await health.json()]).toMatchObject([200, { serving: true, services: expect.any(Number) }]);

  await raw('GET /\0 HTTP/9.9\r\n\r\n');
  expect((await call(gateway)).status).toBe(200);
});
