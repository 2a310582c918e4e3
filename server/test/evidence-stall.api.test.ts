import { apiPrefix } from '@karez/contract/route';
import { demoCity } from '../../tools/seed/city-organisations.ts';
import { cityPeople } from '../../tools/seed/city-people.ts';
import { afterAll, expect, test } from 'vitest';
import { portalApp } from '../src/processes/portal-app.ts';
import { testSealing } from './sealing.ts';
import { openCity } from './city.ts';
import { createTestDatabase } from './test-database.ts';

const store = await createTestDatabase();
const { needs } = await openCity(store);
const { beginLog, signHead } = testSealing(store.database);
await beginLog();
let steadyMs = 0;
const config = { ...needs.config, KAREZ_EVIDENCE_STALL_SECONDS_MAX: 300 };
const app = await portalApp({ ...needs, config }, { steadyMs: () => steadyMs });
const people = cityPeople(app, { clock: needs.clock, password: demoCity.password });
afterAll(() => app.close());

const health = async () => (await app.inject({ method: 'GET', url: '/health' })).json<Record<string, unknown>>();
const stalledAnswer = { status: 503, body: { code: 'request.evidence-stalled', origin: 'platform' } };

test('evidence that is not sealed for longer than is allowed shuts the portal for everybody, and it opens by itself when sealing goes on', async () => {
  expect((await people.as('slj.djy', 'GET /me')).status).toBe(200);
  expect(await health()).toEqual({ status: 'up', sealing: { behindSeconds: expect.any(Number), stalled: false } });
  steadyMs += 301_000;

  expect(await people.as('slj.djy', 'GET /me')).toMatchObject(stalledAnswer);
  expect(await people.as('slj.djy', 'POST /catalog/entries', { body: {} })).toMatchObject(stalledAnswer);
  const signIn = await app.inject({ method: 'POST', url: `${apiPrefix}/session`, payload: { account: 'slj.djy', password: 'x' } });
  expect([signIn.statusCode, signIn.headers['retry-after']]).toEqual([503, '30']);
  const token = await app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'grant_type=client_credentials',
  });
  expect([token.statusCode, token.headers['retry-after'], token.json()]).toMatchObject([
    503,
    '30',
    { error: 'temporarily_unavailable', code: 'request.evidence-stalled' },
  ]);
  expect(await health()).toMatchObject({ status: 'stalled', sealing: { stalled: true } });

  await signHead();
  await expect.poll(health, { timeout: 5000 }).toMatchObject({ status: 'up', sealing: { stalled: false } });
  expect((await people.as('slj.djy', 'GET /me')).status).toBe(200);
});

test('while the doors are shut the log’s own proof stays open to everybody, and what is refused is in the evidence', async () => {
  await signHead();
  await expect.poll(health, { timeout: 5000 }).toMatchObject({ sealing: { stalled: false } });
  steadyMs += 301_000;

  const open = await Promise.all(
    ['/evidence/logs', '/evidence/keys'].map((url) => app.inject({ method: 'GET', url: `${apiPrefix}${url}` })),
  );
  const refused = await app.inject({ method: 'GET', url: `${apiPrefix}/me` });

  expect(open.map((answer) => answer.statusCode)).toEqual([200, 200]);
  const { evidence } = refused.json<{ evidence: string }>();
  const { rows } = await store.database.pool.query('SELECT action, actor_kind, result FROM audit.pending WHERE record_id = $1', [evidence]);
  expect(rows).toEqual([{ action: 'identity.read-me', actor_kind: 'anonymous', result: 'failed' }]);
});
