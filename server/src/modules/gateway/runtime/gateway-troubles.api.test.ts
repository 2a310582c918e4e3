import { connect } from 'node:net';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { everyoneHasApplied } from '#platform/lease';
import {
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
