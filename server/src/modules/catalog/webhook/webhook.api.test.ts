import type { AttemptAnswer, WebhookAnswer } from '@karez/contract/catalog/webhook';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { placeChanges } from '../change-feed/place-changes.ts';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';
import { openSender } from './send-message.ts';
import { tellWebhooks } from './tell-webhooks.job.ts';
import { openEndpoint, signatureOf } from './test-endpoint.ts';
import { backOffMs, nextState, transitions } from './webhook.ts';

const { database } = await createTestDatabase();
const settings = { KAREZ_WEBHOOK_ADDRESSES: '127.0.0.0/8', KAREZ_WEBHOOK_HTTP_HOSTS: '127.0.0.1', KAREZ_WEBHOOK_FAILURES_MAX: '3' };
const world = await catalogWorld(database, { settings });
const { call, needs } = world;
const story = storyIn(world);
const endpoint = await openEndpoint();
afterAll(endpoint.close);

const keeper = 'water.gly';
const tell = async (): Promise<void> => {
  await placeChanges(needs, { batches: 1 });
  await tellWebhooks({ ...needs, send: openSender(needs.config), chance: () => 0.5 });
};
type Made = { webhook: WebhookAnswer; secret: string };
async function register(url = endpoint.url): Promise<Made> {
  const made = await call(keeper, 'POST /catalog/webhooks', { body: { name: '水利局目录副本', url } });
  expect(made.status).toBe(201);
  return JSON.parse(made.text) as Made;
}
async function enabled(): Promise<Made & { id: string }> {
  const made = await register();
  const { id } = made.webhook;
  expect((await call(keeper, `POST /catalog/webhooks/${id}/test`)).body).toMatchObject({
    webhook: { state: 'tested' },
    attempt: { outcome: 'delivered' },
  });
  expect((await call(keeper, `POST /catalog/webhooks/${id}/switch`, { body: { to: 'enabled' } })).body).toMatchObject({ state: 'enabled' });
  endpoint.heard.length = 0;
  return { ...made, id };
}
const removed = async (id: string) => call(keeper, `POST /catalog/webhooks/${id}/removal`);
async function attempts(id: string): Promise<AttemptAnswer[]> {
  const { text } = await call(keeper, `GET /catalog/webhooks/${id}/attempts?limit=100`);
  return (JSON.parse(text) as { items: AttemptAnswer[] }).items;
}

test('a tested and enabled endpoint is told of a publication, signed so that it can check time and body', async () => {
  const { id, secret } = await enabled();
  const entry = await story.published(contentWith({ name: '机井名录' }));
  await tell();

  expect(endpoint.heard).toHaveLength(1);
  const [heard] = endpoint.heard;
  if (!heard) return;
  const { given, right } = signatureOf(heard, secret);
  expect(given).toBe(right);
  expect(signatureOf(heard, `${secret}x`).given).not.toBe(signatureOf(heard, `${secret}x`).right);
  expect(JSON.parse(heard.text)).toMatchObject({
    type: 'catalog.change',
    change: 'in-force',
    entryId: entry.id,
    entry: { name: '机井名录' },
  });
  expect(await attempts(id)).toMatchObject([
    { kind: 'delivery', outcome: 'delivered', status: 204, answerBytes: 0 },
    { kind: 'test', outcome: 'delivered' },
  ]);
  await tell();
  expect(endpoint.heard).toHaveLength(1);
  await removed(id);
});

test('nobody is told before a test was passed; another address is told nothing until it was tested again', async () => {
  const { webhook } = await register();
  const at = `/catalog/webhooks/${webhook.id}` as const;
  expect((await call(keeper, `POST ${at}/switch`, { body: { to: 'enabled' } })).body).toMatchObject({
    code: 'catalog.webhook.illegal-transition',
  });
  endpoint.answerWith({ status: 500, text: 'secret of the other side' });
  const failed = await call(keeper, `POST ${at}/test`);
  expect(failed.body).toMatchObject({ webhook: { state: 'untested' }, attempt: { outcome: 'status', status: 500, answerBytes: 24 } });
  expect((await sql`SELECT 1 FROM catalog.webhook_attempt t WHERE t::text LIKE '%secret of%'`.execute(database.reader)).rows).toEqual([]);
  endpoint.answerWith({ status: 204 });
  await call(keeper, `POST ${at}/test`);
  await call(keeper, `POST ${at}/switch`, { body: { to: 'enabled' } });

  const now = (await call(keeper, `GET ${at}`)).body;
  const body = { name: '新地址', url: endpoint.url.replace('changes', 'elsewhere') };
  expect((await call(keeper, `PUT /catalog/webhooks/${webhook.id}`, { body, ifMatch: 1 })).body).toMatchObject({
    code: 'catalog.webhook.stale',
  });
  expect((await call(keeper, `PUT /catalog/webhooks/${webhook.id}`, { body, ifMatch: Number(now['revision']) })).body).toMatchObject({
    state: 'untested',
    name: '新地址',
  });
  endpoint.heard.length = 0;
  await story.published(contentWith({ name: '暗渠名录' }));
  await tell();
  expect(endpoint.heard).toEqual([]);
  await removed(webhook.id);
});

test.each([
  ['http://hook.example.cn/', 'catalog.webhook.needs-https'],
  ['https://user:pass@203.0.113.7/', 'catalog.webhook.address-malformed'],
  ['ftp://203.0.113.7/', 'catalog.webhook.address-malformed'],
  ['https://10.1.2.3/', 'catalog.webhook.address-closed'],
  ['https://169.254.169.254/latest', 'catalog.webhook.address-closed'],
  ['https://[::1]/', 'catalog.webhook.address-closed'],
  ['https://0x0a000001/', 'catalog.webhook.address-closed'],
])('%s is refused: %s', async (url, code) => {
  expect((await call(keeper, 'POST /catalog/webhooks', { body: { name: '内网', url } })).body).toMatchObject({ status: 422, code });
});

test('a name that resolves inside when the message is sent opens nothing, and a redirect is not followed', async () => {
  const send = openSender({ ...needs.config, KAREZ_WEBHOOK_ADDRESSES: [], KAREZ_WEBHOOK_HTTP_HOSTS: ['localhost', '127.0.0.1'] });
  const message = { body: Buffer.from('{}'), headers: {} };
  endpoint.heard.length = 0;
  expect(await send(endpoint.url.replace('127.0.0.1', 'localhost'), message)).toMatchObject({ outcome: 'closed-address' });
  expect(await send(endpoint.url, message)).toMatchObject({ outcome: 'closed-address' });
  expect(endpoint.heard).toEqual([]);

  const other = await openEndpoint();
  endpoint.answerWith({ status: 302, headers: { location: other.url } });
  expect(await openSender(needs.config)(endpoint.url, message)).toMatchObject({ outcome: 'redirect', status: 302 });
  expect(other.heard).toEqual([]);
  endpoint.answerWith({ status: 204 });
  other.close();
});

test('a failing endpoint is tried again later and later, keeps its order, is stopped at the limit and goes on where it stopped', async () => {
  const { id } = await enabled();
  const first = await story.published(contentWith({ name: '渠系名录' }));
  const second = await story.published(contentWith({ name: '闸门名录' }));
  endpoint.answerWith({ status: 503 });
  await tell();
  await tell();
  expect((await attempts(id)).filter(({ kind }) => kind === 'delivery')).toHaveLength(1);
  needs.clock.advance(10_000);
  await tell();
  needs.clock.advance(19_999);
  await tell();
  expect((await call(keeper, `GET /catalog/webhooks/${id}`)).body).toMatchObject({ state: 'enabled', failures: 2, behind: 2 });
  needs.clock.advance(1);
  await tell();
  expect((await call(keeper, `GET /catalog/webhooks/${id}`)).body).toMatchObject({ state: 'stopped', failures: 3 });
  const notices = await call(keeper, 'GET /desk/notices');
  expect(notices.text).toContain('catalog.notice.webhook-stopped');

  endpoint.answerWith({ status: 200 });
  await call(keeper, `POST /catalog/webhooks/${id}/test`);
  await call(keeper, `POST /catalog/webhooks/${id}/switch`, { body: { to: 'enabled' } });
  endpoint.heard.length = 0;
  await tell();
  expect(endpoint.heard.map(({ text }) => JSON.parse(text).entryId)).toEqual([first.id, second.id]);
  await removed(id);
});

test('one attempt, or everything from a position, is told again under the old ids', async () => {
  const { id } = await enabled();
  await story.published(contentWith({ name: '水库名录' }));
  await tell();
  const [original] = endpoint.heard;
  const [attempt] = await attempts(id);
  const again = await call(keeper, `POST /catalog/webhooks/${id}/attempts/${attempt?.id}/replay`);
  expect(again.body).toMatchObject({ kind: 'replay', outcome: 'delivered', eventId: original?.eventId });
  expect(endpoint.heard.map(({ eventId }) => eventId)).toEqual([original?.eventId, original?.eventId]);
  const tests = (await attempts(id)).find(({ kind }) => kind === 'test');
  expect((await call(keeper, `POST /catalog/webhooks/${id}/attempts/${tests?.id}/replay`)).body).toMatchObject({
    code: 'catalog.webhook.nothing-to-replay',
  });

  endpoint.heard.length = 0;
  expect((await call(keeper, `POST /catalog/webhooks/${id}/position`, { body: { position: 10_000 } })).status).toBe(409);
  await call(keeper, `POST /catalog/webhooks/${id}/position`, { body: { position: 0 } });
  await tell();
  const positions = endpoint.heard.map(({ position }) => position);
  expect(positions.length).toBeGreaterThan(3);
  expect(positions).toEqual(positions.map((_, at) => at + 1));
  expect(endpoint.heard.at(-1)?.eventId).toBe(original?.eventId);
  await removed(id);
});

test('for another department an endpoint does not exist; its secret is in no answer after the first, and sealed in the database', async () => {
  const { webhook, secret } = await register();
  const at = `/catalog/webhooks/${webhook.id}` as const;
  for (const request of [`GET ${at}`, `GET ${at}/attempts`, `POST ${at}/test`, `POST ${at}/removal`] as const)
    expect((await call('market.gly', request)).body).toMatchObject({ status: 404, code: 'catalog.webhook.not-found' });
  expect((await call('market.gly', 'GET /catalog/webhooks')).body).toEqual({ items: [] });
  expect((await call('market.dj', 'GET /catalog/webhooks')).status).toBe(403);
  expect((await call(keeper, 'GET /catalog/webhooks')).text).not.toContain(secret);
  const stored = await sql<{
    text: string;
  }>`SELECT encode(sealed_secret, 'escape') AS text FROM catalog.webhook WHERE id = ${webhook.id}`.execute(database.reader);
  expect(stored.rows[0]?.text).not.toContain(secret);
  expect((await removed(webhook.id)).body).toMatchObject({ state: 'removed' });
  expect((await removed(webhook.id)).body).toMatchObject({ status: 409 });
});

test('a department has at most 20 endpoints', async () => {
  const made = await Promise.all(
    Array.from({ length: 21 }, () => call(keeper, 'POST /catalog/webhooks', { body: { name: '多', url: endpoint.url } })),
  );
  expect(made.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 20 }, () => 201), 409]);
});

test('the states are those of the table, and no other move is possible', () => {
  const events = [
    'pass-test',
    'fail-test',
    'enable',
    'pause',
    'change-address',
    'give-up',
    'rewind',
    'replay',
    'rename',
    'remove',
  ] as const;
  const states = ['untested', 'tested', 'enabled', 'stopped', 'removed'] as const;
  for (const state of states)
    for (const event of events) {
      const next = transitions[state][event];
      expect(nextState(state, event)).toEqual(next ?? expect.objectContaining({ code: 'catalog.webhook.illegal-transition' }));
      if (next === 'enabled') expect(['tested', 'enabled']).toContain(state);
    }
});

test.each([
  [1, 0.5, 10_000],
  [2, 0.5, 20_000],
  [4, 0, 40_000],
  [4, 0.999, 119_920],
  [30, 0.5, 3_600_000],
])('after %i failures, with chance %d, it waits %i ms', (failures, chance, ms) => {
  expect(backOffMs(failures, chance)).toBe(ms);
});
