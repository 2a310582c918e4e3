import { afterAll, expect, test } from 'vitest';
import { testSealing } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import {
  call,
  company,
  companyService,
  fakeProvider,
  grantDelta,
  identityDeltas,
  publish,
  sendJson,
  serviceDelta,
  startGateway,
} from './gateway-fixture.ts';

const { database } = await createTestDatabase();
const provider = await fakeProvider((_request, response) => sendJson(response, company));
const { beginLog, signHead, ageHeads } = testSealing(database);
await publish(database, ...identityDeltas, serviceDelta(companyService(provider.baseUrl)), grantDelta());
await beginLog();
const gateway = await startGateway(database);
const health = async () => {
  const answer = await fetch(`http://127.0.0.1:${gateway.port}/health`);
  return [answer.status, await answer.json()];
};

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

test('evidence that is not sealed for longer than is allowed shuts the gateway, /health says so, and it opens by itself when sealing goes on', async () => {
  expect(await health()).toMatchObject([200, { serving: true, sealing: { stalled: false } }]);
  const asked = provider.seen.length;
  expect((await call(gateway)).status).toBe(200);
  expect(provider.seen).toHaveLength(asked + 1);
  await ageHeads(301_000);
  await expect.poll(async () => (await call(gateway)).status, { timeout: 5000 }).toBe(503);
  const seenWhenShut = provider.seen.length;
  const refused = await call(gateway, { headers: { 'accept-language': 'en' } });

  expect(refused.json()).toMatchObject({ code: 'gateway.platform.evidence-stalled', origin: 'platform', status: 503 });
  expect(refused.headers.get('retry-after')).toBe('30');
  expect(await health()).toMatchObject([503, { serving: false, sealing: { behindSeconds: expect.any(Number), stalled: true } }]);
  expect(provider.seen).toHaveLength(seenWhenShut);

  await signHead();
  await expect.poll(async () => (await call(gateway)).status, { timeout: 5000 }).toBe(200);
  expect(await health()).toMatchObject([200, { serving: true, sealing: { stalled: false } }]);
});

test('calls are served while everything of sealing is locked: the hot path waits for none of it', async () => {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('LOCK TABLE audit.tree, audit.head, audit.leaf, audit.tile IN ACCESS EXCLUSIVE MODE');
    // The watch itself stands at the lock now; the calls do not. Asked outside the transaction, which would see one moment only.
    const waiting = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await database.pool.query<{ n: number }>(waiting)).rows[0]?.n, { timeout: 5000 }).toBeGreaterThan(0);
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(gateway)));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
