import { registerWebhook, rotateSecret, webhookSchema, webhookSignatureHeader, webhookTimeHeader } from '@karez/contract/catalog/webhook';
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { placeChanges } from '../change-feed/place-changes.ts';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';
import { endFormerSecrets } from './end-former-secrets.job.ts';
import { webhookListeners } from './hear-dissolution.ts';
import { openSender } from './send-message.ts';
import { tellWebhooks } from './tell-webhooks.job.ts';
import { openEndpoint, type Heard } from './test-endpoint.ts';

const { database } = await createTestDatabase();
const settings = { KAREZ_WEBHOOK_ADDRESSES: '127.0.0.0/8', KAREZ_WEBHOOK_HTTP_HOSTS: '127.0.0.1' };
const world = await catalogWorld(database, { settings });
const { call, needs } = world;
const story = storyIn(world);
const endpoint = await openEndpoint();
afterAll(endpoint.close);

const keeper = 'water.gly';
const dayMs = 86_400_000;

async function enabled(): Promise<{ id: string; secret: string }> {
  const made = registerWebhook.answer.parse(
    (await call(keeper, 'POST /catalog/webhooks', { body: { name: '目录副本', url: endpoint.url } })).body,
  );
  const { id } = made.webhook;
  await call(keeper, `POST /catalog/webhooks/${id}/test`);
  await call(keeper, `POST /catalog/webhooks/${id}/switch`, { body: { to: 'enabled' } });
  return { id, secret: made.secret };
}
const rotated = async (id: string, overlapDays = 7) => {
  const answer = await call(keeper, `POST /catalog/webhooks/${id}/secret`, { body: { overlapDays } });
  return { status: answer.status, code: answer.body['code'], made: rotateSecret.answer.safeParse(answer.body).data };
};
const seen = async (id: string) => webhookSchema.parse((await call(keeper, `GET /catalog/webhooks/${id}`)).body);

const entry = await story.published(contentWith({ name: '水闸名录' }));
/** What the endpoint is told of one more change of an entry. */
async function told(): Promise<Heard | undefined> {
  endpoint.heard.length = 0;
  await sql`INSERT INTO catalog.noted_change (entry_id, change) VALUES (${entry.id}, 'in-force')`.execute(database.reader);
  await placeChanges(needs, { batches: 1 });
  await tellWebhooks({ ...needs, send: openSender(needs.config), chance: () => 0.5 });
  return endpoint.heard[0];
}

/** As the documentation tells a receiver: one of the signatures is the one that it works out with its secret. */
function isSignedWith(heard: Heard | undefined, secret: string): boolean {
  const right = createHmac('sha256', secret)
    .update(`${String(heard?.headers[webhookTimeHeader])}.${heard?.text}`)
    .digest('hex');
  return String(heard?.headers[webhookSignatureHeader]).split(',').includes(`v1=${right}`);
}

test('for a stated time messages carry the signatures of both secrets; then the former one ends by itself', async () => {
  const { id, secret } = await enabled();
  const { made } = await rotated(id, 2);
  const fresh = made?.secret ?? '';
  expect(fresh).not.toBe(secret);
  expect(new Date(made?.webhook.formerSecretUntil ?? 0).getTime() - needs.clock.now().getTime()).toBe(2 * dayMs);

  const during = await told();
  expect([isSignedWith(during, fresh), isSignedWith(during, secret), isSignedWith(during, 'other')]).toEqual([true, true, false]);
  expect(String(during?.headers[webhookSignatureHeader]).split(',')).toHaveLength(2);

  needs.clock.advance(2 * dayMs + 1);
  const after = await told();
  expect([isSignedWith(after, fresh), isSignedWith(after, secret)]).toEqual([true, false]);
  await endFormerSecrets(needs);
  expect(await seen(id)).toMatchObject({ formerSecretUntil: null, state: 'enabled' });
  const kept = await sql<{ former: Buffer | null }>`SELECT former_secret AS former FROM catalog.webhook WHERE id = ${id}`.execute(
    database.reader,
  );
  expect(kept.rows[0]?.former).toBeNull();
  await call(keeper, `POST /catalog/webhooks/${id}/removal`);
});

test('a day before the former secret ends its department is told, once', async () => {
  const { id } = await enabled();
  await rotated(id, 3);
  await endFormerSecrets(needs);
  const notices = async () => (await call(keeper, 'GET /desk/notices')).text.split(`/catalog/webhooks/${id}`).length - 1;
  expect(await notices()).toBe(0);

  needs.clock.advance(2 * dayMs + 1000);
  await endFormerSecrets(needs);
  await endFormerSecrets(needs);

  expect(await notices()).toBe(1);
  await call(keeper, `POST /catalog/webhooks/${id}/removal`);
});

test('the former secret is ended before its time, and only one change runs at a time', async () => {
  const { id, secret } = await enabled();
  expect((await call(keeper, `POST /catalog/webhooks/${id}/secret/former-end`)).body).toMatchObject({
    code: 'catalog.webhook.no-former-secret',
  });
  const { made } = await rotated(id);
  expect(await rotated(id)).toMatchObject({ status: 409, code: 'catalog.webhook.former-secret-valid' });

  expect((await call(keeper, `POST /catalog/webhooks/${id}/secret/former-end`)).body).toMatchObject({ formerSecretUntil: null });

  const heard = await told();
  expect([isSignedWith(heard, made?.secret ?? ''), isSignedWith(heard, secret)]).toEqual([true, false]);
  await call(keeper, `POST /catalog/webhooks/${id}/removal`);
});

test('another department neither rotates nor ends, and no secret stands in evidence', async () => {
  const { id, secret } = await enabled();
  const { made } = await rotated(id);
  expect((await call('market.dj', `POST /catalog/webhooks/${id}/secret`, { body: { overlapDays: 7 } })).status).toBeGreaterThanOrEqual(403);
  expect((await call('market.dj', `POST /catalog/webhooks/${id}/secret/former-end`)).status).toBeGreaterThanOrEqual(403);
  expect((await call(keeper, `POST /catalog/webhooks/${id}/secret`, { body: { overlapDays: 31 } })).status).toBe(400);
  const evidence = await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending`.execute(database.reader);
  const bodies = evidence.rows.map(({ body }) => body).join('\n');
  expect(bodies).toContain('catalog.rotate-webhook-secret');
  expect(bodies).not.toContain(secret);
  expect(bodies).not.toContain(made?.secret);
  await call(keeper, `POST /catalog/webhooks/${id}/removal`);
});

test('a dissolved department is told nothing more: its endpoints end, their secrets are forgotten, and it registers no other', async () => {
  const { id } = await enabled();
  await rotated(id);
  const orgId = world.orgId('water');
  await sql`UPDATE identity.organisation SET dissolved_on = '2026-11-20', dissolution_document = '编〔2026〕1号' WHERE id = ${orgId}`.execute(
    database.reader,
  );
  const event = { id: needs.newId(), name: 'identity.organisation-dissolved', key: orgId, body: { orgId } };
  for (const { hear } of webhookListeners(needs)) await database.transaction((tx) => hear(tx, event));

  const stored = await sql<{ state: string; secret: Buffer | null; former: Buffer | null }>`
    SELECT state, sealed_secret AS secret, former_secret AS former FROM catalog.webhook WHERE id = ${id}`.execute(database.reader);
  expect(stored.rows).toEqual([{ state: 'removed', secret: null, former: null }]);
  expect(await told()).toBeUndefined();
  const again = await call(keeper, 'POST /catalog/webhooks', { body: { name: '又一个', url: endpoint.url } });
  expect(again.body).toMatchObject({ code: 'catalog.webhook.department-dissolved' });
});
