import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config';
import type { Transaction } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { toldChange } from './change.ts';
import { placeChanges } from './place-changes.ts';
import { changesBehind } from './read-changes.ts';

const { database } = await createTestDatabase();
const needs = { database, clock: systemClock, newId, config: readConfig({ DATABASE_URL: 'postgres://unused' }) };
const idOf = (serial: number): string => `0199cccc-0000-7000-8000-${String(serial).padStart(12, '0')}`;

async function insertEntry(tx: Transaction, serial: number): Promise<void> {
  const [id, name] = [idOf(serial), `机井名录${serial}`];
  await sql`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, live_no, source, source_id)
    VALUES (${id}, 'legacy-incomplete', 1, ${idOf(0)}, '市水利局', '650400', false, ${name}, 1, 'test', ${id})`.execute(tx);
  await sql`
    INSERT INTO catalog.search_document (entry_id, audience, state, provider_org_id, region_code, sample, categories, item_count, name, name_ug, abstract,
      abstract_ug, provider_names, items, code, name_folded, folded, tokens)
    VALUES (${id}, 'everyone', 'legacy-incomplete', ${idOf(0)}, '650400', false, '{}', 0, ${name}, '', '', '', ARRAY['市水利局'], '{}', '', ${name}, ${name}, '')`.execute(
    tx,
  );
}

/** Somebody who goes on from where the last page ended, and asks again and again. */
function openReader() {
  let position = 0;
  const heard: { eventId: string; entryId: string }[] = [];
  const readOn = async (): Promise<number> => {
    await placeChanges(needs, { batches: 1 });
    const page = await changesBehind(database.reader, needs, { position, limit: 3 });
    position = page.position;
    heard.push(...page.items.map(({ event }) => event));
    return page.items.length;
  };
  const catchUp = async (): Promise<void> => {
    while ((await readOn()) > 0);
  };
  return { heard, readOn, catchUp };
}

type Gate = { readonly committed: Promise<unknown>; open(): void };

/** A transaction that has written its entry and commits when its gate is opened. */
async function heldBack(serial: number): Promise<Gate> {
  const commit = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const committed = database.transaction(async (tx) => {
    await insertEntry(tx, serial);
    written.resolve();
    await commit.promise;
  });
  await written.promise;
  return { committed, open: () => commit.resolve() };
}

test('a reader that asks all the time misses no change and hears none twice, in whatever order transactions commit', async () => {
  const restless = openReader();
  const careful = openReader();
  const over = new AbortController();
  const polling = (async () => {
    while (!over.signal.aborted) await restless.readOn();
  })();

  for (let wave = 0; wave < 8; wave += 1) {
    const gates: Gate[] = [];
    for (let place = 1; place <= 5; place += 1) gates.push(await heldBack(wave * 5 + place));
    for (const place of [3, 0, 4, 1, 2]) {
      gates[place]?.open();
      await gates[place]?.committed;
      await careful.catchUp();
      expect(careful.heard.at(-1)?.entryId).toBe(idOf(wave * 5 + place + 1));
    }
  }
  over.abort();
  await polling;
  await restless.catchUp();

  const all = Array.from({ length: 40 }, (_, at) => idOf(at + 1));
  for (const { heard } of [restless, careful]) {
    expect(heard.map(({ entryId }) => entryId).toSorted()).toEqual(all);
    expect(new Set(heard.map(({ eventId }) => eventId)).size).toBe(40);
  }
});

test('many who place and many who write at once: every change has one position, without a gap', async () => {
  const before = openReader();
  await before.catchUp();
  const write = (serial: number) => database.transaction((tx) => insertEntry(tx, serial));
  const writing = Array.from({ length: 60 }, (_, at) => write(100 + at));
  await Promise.all([...writing, ...Array.from({ length: 30 }, () => placeChanges(needs, { batches: 1 }))]);
  await before.catchUp();

  const rows = await sql<{ position: number }>`SELECT position FROM platform.feed WHERE topic = 'catalog.change' ORDER BY position`.execute(
    database.reader,
  );
  expect(rows.rows.map(({ position }) => position)).toEqual(rows.rows.map((_, at) => at + 1));
  expect(before.heard.length).toBe(100);
});

test('what a transaction took back is told to nobody', async () => {
  const reader = openReader();
  await reader.catchUp();
  const heard = reader.heard.length;
  const takenBack = database.transaction(async (tx) => {
    await insertEntry(tx, 900);
    throw new Error('taken back');
  });
  await expect(takenBack).rejects.toThrow('taken back');
  await reader.catchUp();
  expect(reader.heard.length).toBe(heard);
});

test.each([
  ['in-force', true, false, 'in-force'],
  ['in-force', false, true, 'removed'],
  ['in-force', false, false, undefined],
  ['retired', false, true, 'retired'],
  ['retired', false, false, undefined],
  ['suspended', false, false, undefined],
  ['suspended', true, true, 'suspended'],
  ['provider-changed', false, true, 'removed'],
  ['restored', true, true, 'restored'],
  ['removed', true, true, undefined],
  ['removed', false, true, 'removed'],
] as const)('%s of an entry that leaves (%s) and was told of (%s) is told as %s', (change, leaves, isKnown, told) => {
  expect(toldChange(change, { leaves, isKnown })).toBe(told);
});
