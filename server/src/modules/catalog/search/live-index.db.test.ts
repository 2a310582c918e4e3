import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Reader } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { foldForSearch, queryWords } from './search-text.ts';
import { liveIndex, type LiveIndex } from './live-index.ts';
import { readEntriesAloud } from './read-aloud.job.ts';
import { findIn } from './search-index.ts';

const { database } = await createTestDatabase();
const { reader } = database;

const id = (serial: number): string => `0199bbbb-0000-7000-8000-${String(serial).padStart(12, '0')}`;

/** Entries with search documents as the release before readings left them. */
async function insertDocuments(to: Reader, from: number, names: readonly string[]): Promise<void> {
  const rows = JSON.stringify(names.map((name, at) => ({ id: id(from + at), name })));
  await sql`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, live_no, source, source_id)
    SELECT id, 'legacy-incomplete', 1, ${id(0)}, '市水利局', '650400', true, name, 1, 'test', id FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, name text)`.execute(
    to,
  );
  await sql`
    INSERT INTO catalog.search_document (entry_id, audience, state, provider_org_id, region_code, sample, categories, item_count, name, name_ug, abstract,
      abstract_ug, provider_names, items, code, name_folded, folded, tokens)
    SELECT id, 'everyone', 'legacy-incomplete', ${id(0)}, '650400', true, '{}', 0, name, '', '', '', ARRAY['市水利局'], '{}', '', name, name, ''
    FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, name text)`.execute(to);
}

const rename = (to: Reader, serial: number, name: string) =>
  sql`UPDATE catalog.search_document SET name = ${name} WHERE entry_id = ${id(serial)}`.execute(to);

const noFilters = {
  shareType: [],
  provider: [],
  category: [],
  format: [],
  updateCycle: [],
  region: [],
  state: [],
  listing: [],
  freshness: [],
};
async function found(index: LiveIndex, q: string): Promise<number> {
  const hits = findIn(await index.current(), {
    eyes: { orgId: null, authorityRegions: [] },
    reach: 'seen',
    words: queryWords(q),
    phrase: foldForSearch(q),
    filters: noFilters,
    onlyOwn: false,
    after: null,
    limit: 10,
  });
  return hits.holding;
}

test('what is committed is found at once by every process, what is not committed by none, also when it commits out of turn', async () => {
  await insertDocuments(reader, 1, ['机井名录', '暗渠名录']);
  const [one, other] = [liveIndex(reader), liveIndex(reader)];
  expect([await found(one, '名录'), await found(other, '名录')]).toEqual([2, 2]);

  await database.transaction(async (slow) => {
    await rename(slow, 1, '先写后交的竖井');
    await rename(reader, 2, '后写先交的竖井');
    expect([await found(one, '竖井'), await found(other, '竖井'), await found(one, '名录')]).toEqual([1, 1, 1]);
  });

  expect([await found(one, '竖井'), await found(other, '竖井'), await found(one, '名录')]).toEqual([2, 2, 0]);
});

test('a change that was rolled back is never found', async () => {
  const index = liveIndex(reader);
  await found(index, '竖井');

  await expect(
    database.transaction(async (tx) => {
      await rename(tx, 1, '未生效的涝坝');
      throw new Error('the power went out');
    }),
  ).rejects.toThrow('the power went out');

  expect([await found(index, '涝坝'), await found(index, '先写')]).toEqual([0, 1]);
});

test('fifty questions at once, each after its own change, find that change', async () => {
  await insertDocuments(
    reader,
    100,
    Array.from({ length: 50 }, (_none, at) => `并发${at}号`),
  );
  const index = liveIndex(reader);

  const all = await Promise.all(
    Array.from({ length: 50 }, async (_none, at) => {
      await rename(reader, 100 + at, `改成第${at}条了`);
      return found(index, `第${at}条了`);
    }),
  );

  expect(all).toEqual(all.map(() => 1));
});

test('a question that meets an outage fails, and the next one is answered', async () => {
  let isAway = true;
  const index = liveIndex(
    reader.withPlugin({
      transformQuery: ({ node }) => {
        if (isAway) throw new Error('the database is away');
        return node;
      },
      transformResult: async ({ result }) => result,
    }),
  );

  const failed = await Promise.allSettled([index.current(), index.current(), index.current()]);
  isAway = false;

  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await found(index, '第7条了')).toBe(1);
});

test('when the database is at an earlier point than the index, because it was restored, the index is made anew', async () => {
  let restored = false;
  const index = liveIndex(
    reader.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => ({
        ...result,
        rows: result.rows.map((row) => (restored && 'isOlder' in row ? { ...row, isOlder: true } : row)),
      }),
    }),
  );
  const before = await index.current();
  expect(await index.current()).toBe(before);

  restored = true;

  expect(await index.current()).not.toBe(before);
  const later = await sql<{
    older: boolean;
  }>`SELECT pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax('900000:900000:') AS older`.execute(reader);
  expect(later.rows[0]?.older).toBe(true);
});

/** Writes to the table as a program does that puts back a dump: triggers do not run. */
const puttingBack = (write: (tx: Reader) => Promise<unknown>) =>
  database.transaction(async (tx) => {
    await sql`ALTER TABLE catalog.search_document DISABLE TRIGGER search_document_changes`.execute(tx);
    await write(tx);
    await sql`ALTER TABLE catalog.search_document ENABLE TRIGGER search_document_changes`.execute(tx);
  });

test('when a dump is put back below a running process, its rows are found although their transactions are long known', async () => {
  await insertDocuments(reader, 500, ['倒回之前']);
  const index = liveIndex(reader);
  expect(await found(index, '倒回之前')).toBe(1);

  await puttingBack(async (tx) => {
    await sql`CREATE TEMPORARY TABLE dump ON COMMIT DROP AS SELECT * FROM catalog.search_document`.execute(tx);
    await sql`UPDATE dump SET name = '倒回之后' WHERE entry_id = ${id(500)}`.execute(tx);
    await sql`TRUNCATE catalog.search_document`.execute(tx);
    await sql`INSERT INTO catalog.search_document SELECT * FROM dump`.execute(tx);
  });

  expect([await found(index, '倒回之前'), await found(index, '倒回之后')]).toEqual([0, 1]);
});

test('documents of another database’s later transactions, as a dump brings them, are read once and not before every answer', async () => {
  await insertDocuments(reader, 510, ['外来甲', '外来乙']);
  await puttingBack((tx) => sql`UPDATE catalog.search_document SET changed = '9000000000' WHERE entry_id >= ${id(510)}`.execute(tx));
  const index = liveIndex(reader);
  const lines = (await index.current()).table.ids.length;

  expect((await index.current()).table.ids.length).toBe(lines);
  await rename(reader, 510, '外来丙');
  expect([await found(index, '外来丙'), await found(index, '外来甲')]).toEqual([1, 0]);
});

test('a job that was interrupted reads on from the next batch; a renamed entry is read again', async () => {
  await insertDocuments(
    reader,
    1000,
    Array.from({ length: 450 }, (_none, at) => `葡萄${at}`),
  );
  const unread = async () =>
    (await sql<{ count: number }>`SELECT count(*) AS count FROM catalog.search_document WHERE readings_version = 0`.execute(reader)).rows[0]
      ?.count;
  const before = (await unread()) ?? 0;
  let batches = 0;
  const killed = {
    ...database,
    transaction: ((work) => {
      batches += 1;
      if (batches === 2) throw new Error('killed');
      return database.transaction(work);
    }) as typeof database.transaction,
  };

  await expect(readEntriesAloud({ database: killed })).rejects.toThrow('killed');
  expect(await unread()).toBe(before - 200);
  expect(await readEntriesAloud({ database })).toBe(before - 200);
  expect(await found(liveIndex(reader), 'putao')).toBe(450);

  await rename(reader, 1000, '桑树');
  expect([await unread(), await readEntriesAloud({ database })]).toEqual([1, 1]);
  expect(await found(liveIndex(reader), 'sangshu')).toBe(1);
});
