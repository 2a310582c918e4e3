import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../src/platform/database-migrations.ts';
import { createEmptyDatabase } from './test-database.ts';

const migrations = fileURLToPath(new URL('../migrations/', import.meta.url));
const { connectionString } = await createEmptyDatabase();
const provider = '01a00000-0000-7000-8000-000000000001';
const entries = {
  mixed: '01a00000-0000-7000-8000-0000000000a1',
  whole: '01a00000-0000-7000-8000-0000000000a2',
  reasonOnly: '01a00000-0000-7000-8000-0000000000a3',
} as const;
const client = new Client({ connectionString });

/** The folder of migrations as it was before one of them. */
async function migrationsBefore(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-migrations-'));
  const names = (await readdir(migrations)).filter((one) => one.endsWith('.sql') && one < name);
  for (const one of names) await copyFile(join(migrations, one), join(folder, one));
  return folder;
}

type Basis = { readonly position: number; readonly kind: string; readonly title: string };

async function insertEntry(id: string, { shareType, bases }: { shareType: string; bases: readonly Basis[] }): Promise<void> {
  const fields = { name: `目录${id.slice(-2)}`, shareType, denialReason: shareType === 'denied' || bases.length > 0 ? '依法保密' : '' };
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, region_code, sample, name_folded, working_no)
     VALUES ($1, 'unpublished', 1, $2, '市市场监督管理局', '650400', false, $3, 1)`,
    [id, provider, fields.name],
  );
  await client.query(`INSERT INTO catalog.revision (entry_id, no, state, fields, authors) VALUES ($1, 1, 'draft', $2, '{}')`, [
    id,
    JSON.stringify(fields),
  ]);
  for (const [place, type] of [null, 'denied', 'denied'].entries())
    await client.query(
      `INSERT INTO catalog.item (entry_id, revision_no, "position", no, name_zh, meaning, share_type, is_key, is_timestamp, nullable, is_base_item, masking_rule)
       VALUES ($1, 1, $2, $3, $4, '', $5, false, false, true, false, 'none')`,
      [id, place, place + 1, `数据项${place + 1}`, type],
    );
  for (const { position, kind, title } of bases)
    await client.query(
      `INSERT INTO catalog.denial_basis (entry_id, revision_no, "position", kind, title, doc_no, article, quotation)
       VALUES ($1, 1, $2, $3, $4, '令第1号', '第一条', '应当保密')`,
      [id, position, kind, title],
    );
  await client.query('COMMIT');
}

const seven: readonly Basis[] = Array.from({ length: 7 }, (_row, position) => ({
  position,
  kind: position === 0 ? 'law' : 'rule',
  title: `文件${position}`,
}));

beforeAll(async () => {
  const before = await migrationsBefore('0040_catalog_item_denial.sql');
  await migrate({ connectionString, folder: before });
  await rm(before, { recursive: true });
  await client.connect();
  await insertEntry(entries.mixed, { shareType: 'conditional', bases: seven });
  await insertEntry(entries.whole, { shareType: 'denied', bases: seven.slice(0, 2) });
  await insertEntry(entries.reasonOnly, { shareType: 'unconditional', bases: [] });
  await migrate({ connectionString, folder: migrations });
}, 120_000);
afterAll(() => client.end());

async function basesOf(entryId: string) {
  const { rows } = await client.query<{ item: number | null; titles: string[] }>(
    `SELECT item_position AS item, array_agg(kind || ' ' || title ORDER BY "position") AS titles
     FROM catalog.denial_basis WHERE entry_id = $1 GROUP BY item_position ORDER BY item_position`,
    [entryId],
  );
  return rows;
}

async function reasonsOf(entryId: string) {
  const { rows } = await client.query<{ reason: string | null }>(
    'SELECT denial_reason AS reason FROM catalog.item WHERE entry_id = $1 ORDER BY "position"',
    [entryId],
  );
  return rows.map(({ reason }) => reason);
}

test('the denied items of a shared entry take over its bases, five at most and in their order, with its reason; the entry keeps none', async () => {
  const five = ['law 文件0', 'rule 文件1', 'rule 文件2', 'rule 文件3', 'rule 文件4'];

  expect(await basesOf(entries.mixed)).toEqual([
    { item: 1, titles: five },
    { item: 2, titles: five },
  ]);
  expect(await reasonsOf(entries.mixed)).toEqual([null, '依法保密', '依法保密']);
});

test('an entry denied as a whole keeps its bases, and its items rest on them', async () => {
  expect(await basesOf(entries.whole)).toEqual([{ item: null, titles: ['law 文件0', 'rule 文件1'] }]);
  expect(await reasonsOf(entries.whole)).toEqual([null, null, null]);
});

test('where nothing was cited, nothing is made up', async () => {
  expect(await basesOf(entries.reasonOnly)).toEqual([]);
  expect(await reasonsOf(entries.reasonOnly)).toEqual([null, null, null]);
});
