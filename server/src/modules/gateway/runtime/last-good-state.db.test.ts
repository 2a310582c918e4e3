import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '@karez/kit/logging/log';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { companyService, grantDelta, identityDeltas, publish, serviceDelta } from './gateway-fixture.ts';
import { LastGoodState } from './last-good-state.ts';
import { GatewayTables } from './tables.ts';

const { database } = await createTestDatabase();
let folder = '';
let position = 0;

beforeEach(async () => {
  await sql`TRUNCATE platform.feed, platform.feed_position`.execute(database.reader);
  folder = await mkdtemp(path.join(tmpdir(), 'karez-state-'));
  position = await publish(database, ...identityDeltas, serviceDelta(companyService('http://127.0.0.1:1')), grantDelta());
  await new LastGoodState(folder, silentLog).save(database.reader, position);
});

const file = () => path.join(folder, 'gateway', 'last-good-state.jsonl');

async function loaded(): Promise<{ position: number | null; tables: GatewayTables }> {
  const tables = new GatewayTables();
  return { position: await new LastGoodState(folder, silentLog).load(database.reader, tables), tables };
}

test('a process that starts again knows what it knew, and where to go on', async () => {
  const state = await loaded();

  expect(state.position).toBe(position);
  expect(state.tables.size).toEqual({ grants: 1, services: 1, clients: 2 });
  expect(state.tables.grantsFor('client-1', 'entry-1').size).toBe(1);
});

test('a state that was changed, torn, or belongs to another feed is left aside', async () => {
  const text = await readFile(file(), 'utf8');

  await writeFile(file(), text.replace('"revoked"', '"active"').replace('client-1', 'client-9'));
  expect((await loaded()).position).toBeNull();
  await writeFile(file(), text.slice(0, text.length / 2));
  expect((await loaded()).position).toBeNull();
  await writeFile(file(), text);
  await sql`UPDATE platform.feed SET key = 'grant-x' WHERE position = ${position}`.execute(database.reader);
  expect(await loaded()).toMatchObject({ position: null, tables: { size: { grants: 0, services: 0, clients: 0 } } });
});
