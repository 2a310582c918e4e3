import { fileURLToPath } from 'node:url';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '#platform/config';
import { keysFrom } from '#platform/keys';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { placeChanges } from '../change-feed/place-changes.ts';
import { openSender } from './send-message.ts';
import { tellWebhooks } from './tell-webhooks.job.ts';
import { openEndpoint } from './test-endpoint.ts';
import { newSecret } from './webhook-secret.ts';
import { insertWebhook } from './webhook-store.ts';

const store = await createTestDatabase();
const { database, connectionString } = store;
const config = readConfig({
  DATABASE_URL: connectionString,
  KAREZ_WEBHOOK_ADDRESSES: '127.0.0.0/8',
  KAREZ_WEBHOOK_HTTP_HOSTS: '127.0.0.1',
});
const needs = { database, clock: settableClock(new Date().toISOString()), newId, config, keys: keysFrom(Buffer.alloc(32, 7)) };
const endpoint = await openEndpoint();
afterAll(endpoint.close);
const teller = fileURLToPath(new URL('./test-killed-teller.ts', import.meta.url));
const entries = 30;
const idOf = (serial: number): string => `0199dddd-0000-7000-8000-${String(serial).padStart(12, '0')}`;

async function insertEntries(): Promise<void> {
  const rows = JSON.stringify(Array.from({ length: entries }, (_, at) => ({ id: idOf(at + 1), name: `泉水名录${at + 1}` })));
  await sql`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, live_no, source, source_id)
    SELECT id, 'legacy-incomplete', 1, ${idOf(0)}, '市水利局', '650400', false, name, 1, 'test', id FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, name text)`.execute(
    database.reader,
  );
  await sql`
    INSERT INTO catalog.search_document (entry_id, audience, state, provider_org_id, region_code, sample, categories, item_count, name, name_ug, abstract,
      abstract_ug, provider_names, items, code, name_folded, folded, tokens)
    SELECT id, 'everyone', 'legacy-incomplete', ${idOf(0)}, '650400', false, '{}', 0, name, '', '', '', ARRAY['市水利局'], '{}', '', name, name, ''
    FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, name text)`.execute(database.reader);
}

async function insertEndpoint(): Promise<void> {
  const id = newId();
  const at = new Date();
  const webhook = { id, orgId: newId(), revision: 1, name: '副本', url: endpoint.url, state: 'enabled', position: 0, failures: 0 } as const;
  const { sealed } = newSecret(needs, id);
  await database.transaction((tx) =>
    insertWebhook(tx, {
      ...webhook,
      sealedSecret: sealed,
      formerSecret: null,
      formerUntil: null,
      formerTold: false,
      nextAttemptAt: at,
      registeredBy: newId(),
      registeredAt: at,
    }),
  );
}

test('kill -9 at any point of telling or placing loses no event: the next worker goes on, and what is told twice has its old id', async () => {
  await insertEntries();
  await insertEndpoint();
  for (const point of ['catalog.change-feed.taken', 'catalog.webhook.sent', 'catalog.webhook.sent#7', 'catalog.webhook.sent#3']) {
    await lostProcess(store, teller, [point]);
    // A killed worker's hold runs out by itself; the next one of this test does not wait for it.
    await sql`UPDATE catalog.webhook SET held_until = now() - interval '1 second'`.execute(database.reader);
  }
  needs.clock.advance(120_000);
  await placeChanges(needs, { batches: 5 });
  await tellWebhooks({ ...needs, send: openSender(config), chance: () => 0.5 });

  const ids = endpoint.heard.map(({ text }) => String(JSON.parse(text).entryId));
  expect([...new Set(ids)]).toEqual(Array.from({ length: entries }, (_, at) => idOf(at + 1)));
  expect(new Set(endpoint.heard.map(({ eventId }) => eventId)).size).toBe(entries);
  // Three workers died between the answer of the endpoint and the record of it: three events were told twice.
  expect(endpoint.heard).toHaveLength(entries + 3);
});

test('while a live worker holds an endpoint no other tells it; when its hold has run out another does', async () => {
  await sql`UPDATE catalog.webhook SET position = 0, held_until = ${new Date(needs.clock.now().getTime() + 30_000)}`.execute(
    database.reader,
  );
  endpoint.heard.length = 0;
  const run = () => tellWebhooks({ ...needs, send: openSender(config), chance: () => 0.5 });
  await run();
  expect(endpoint.heard).toEqual([]);
  needs.clock.advance(30_000);
  await Promise.all([run(), run(), run()]);
  expect(endpoint.heard.map(({ position }) => position)).toEqual(Array.from({ length: entries }, (_, at) => at + 1));
});
