import { fileURLToPath } from 'node:url';
import type { Import, ImportRow } from '@karez/contract/catalog-import';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { departmentsIn } from '../workbook/test-department.ts';

const store = await createTestDatabase();
const { database } = store;
const city = await departmentsIn(database);
await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
for (const [id, uscc, name] of [
  [city.orgs.water, '11650400MB0000001Y', '市水利局'],
  [city.orgs.trade, '11650400MB0000003U', '市商务局'],
])
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${id}, ${uscc}, ${name}, ${name}, 'government', '650400', now())`.execute(database.reader);

const header = '数据目录名称,提供单位,摘要,更新周期,信息项名称';
const imported = async (...lines: string[]): Promise<Import> => {
  const { id } = await city.checked(Buffer.from([header, ...lines].join('\n')), 'water', 'own-department');
  return city.applied(id);
};
const undone = async (id: string): Promise<Import> => {
  expect((await city.fetch('water', 'POST', `/catalog/imports/${id}/undoing`)).statusCode).toBe(202);
  await city.work('undo', id);
  return city.view(id);
};
type Stored = { state: string; abstract: string; items: number; audience: string };
const entry = async (name: string): Promise<Stored | undefined> => {
  const found = await sql<Stored>`
    SELECT entry.state, revision.fields ->> 'abstract' AS abstract, document.audience,
      (SELECT count(*) FROM catalog.item WHERE item.entry_id = entry.id AND item.revision_no = revision.no) AS items
    FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = coalesce(entry.working_no, entry.live_no)
    JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE entry.name_folded = ${name} AND entry.provider_org_id = ${city.orgs.water} ORDER BY entry.id DESC LIMIT 1`.execute(
    database.reader,
  );
  return found.rows[0];
};
const leftIn = async (id: string): Promise<[string, string | null][]> => {
  const answer = await city.fetch('water', 'GET', `/catalog/imports/${id}/rows?limit=100&undone=left`);
  return answer.json<{ items: ImportRow[] }>().items.map(({ name, leftBecause }) => [name, leftBecause]);
};

test('91-3.1: a published catalogue that was brought over is undone as one job: what it made is withdrawn, what it changed says again what it said', async () => {
  await imported('水库名录,,旧摘要,每年,');
  const second = await imported('水库名录,,新摘要,每月,库容', '泵站名录,,泵,每年,站名');
  expect(await entry('水库名录')).toMatchObject({ abstract: '新摘要', items: 1 });
  expect(second).toMatchObject({ undoable: { undone: 2, left: 0 }, allowed: { undo: { allowed: true } } });

  expect(await undone(second.id)).toMatchObject({ state: 'undone', undone: { undone: 2, left: 0 }, undoable: null });

  expect(await entry('水库名录')).toEqual({ state: 'legacy-incomplete', abstract: '旧摘要', items: 0, audience: 'everyone' });
  expect(await entry('泵站名录')).toMatchObject({ state: 'withdrawn', audience: 'unit' });
  const told = await sql<{ change: string }>`
    SELECT change FROM catalog.noted_change JOIN catalog.entry ON entry.id = entry_id WHERE name_folded = '泵站名录' ORDER BY sequence`.execute(
    database.reader,
  );
  expect(told.rows.map(({ change }) => change)).toEqual(['in-force', 'removed']);
  const history = await sql<{ action: string; changes: { field: string; after: string }[] }>`
    SELECT action, changes FROM catalog.history JOIN catalog.entry ON entry.id = entry_id WHERE name_folded = '水库名录' ORDER BY history.id`.execute(
    database.reader,
  );
  expect(history.rows.map(({ action }) => action)).toEqual(['imported', 'import-changed', 'import-undone']);
  expect(history.rows[2]?.changes).toContainEqual(expect.objectContaining({ field: 'abstract', after: '旧摘要' }));
  // Brought over once more it is new again, and the earlier import's entry is what it was.
  expect(await imported('水库名录,,旧摘要,每年,', '泵站名录,,泵,每年,站名')).toMatchObject({ applied: { new: 1, unchanged: 1 } });
});

test('what was claimed or worked on since stays as it is and is named with the reason', async () => {
  const first = await imported('堤防名录,,甲,每年,', '闸门名录,,乙,每年,', '渠首名录,,丙,每年,', '雨量站名录,,丁,每年,');
  await imported('闸门名录,,乙二,每年,');
  await sql`UPDATE catalog.entry SET state = 'unpublished', revision = revision + 1, working_no = live_no, live_no = NULL
    WHERE name_folded = '堤防名录'`.execute(database.reader);
  await sql`INSERT INTO catalog.claim_assignment (entry_id, organisation_id, assigned_by, assigned_at)
    SELECT id, ${city.orgs.water}, 'somebody', now() FROM catalog.entry WHERE name_folded = '渠首名录'`.execute(database.reader);
  expect(await city.view(first.id)).toMatchObject({ undoable: { undone: 1, left: 3 } });

  expect(await undone(first.id)).toMatchObject({ undone: { undone: 1, left: 3 } });

  expect(await leftIn(first.id)).toEqual([
    ['堤防名录', 'claimed'],
    ['闸门名录', 'worked-on'],
    ['渠首名录', 'claim-asked'],
  ]);
  expect(await entry('闸门名录')).toMatchObject({ state: 'legacy-incomplete', abstract: '乙二' });
  expect(await entry('雨量站名录')).toMatchObject({ state: 'withdrawn' });
});

test('two imports that followed each other are undone in turn, the last one first', async () => {
  const first = await imported('水井名录,,一,每年,');
  const second = await imported('水井名录,,二,每年,');
  const third = await imported('水井名录,,三,每年,');

  for (const { id } of [third, second, first]) expect(await undone(id)).toMatchObject({ undone: { undone: 1, left: 0 } });

  expect(await entry('水井名录')).toMatchObject({ state: 'withdrawn', abstract: '一' });
});

test('a former name that another entry has by now is not taken back', async () => {
  await imported('湖泊名录,,湖,每年,');
  const change = await imported('湖泊名录,,湖二,每年,');
  await sql`UPDATE catalog.import_row SET before = jsonb_set(before, '{content,name}', '"冰川名录"') WHERE job_id = ${change.id}`.execute(
    database.reader,
  );
  await imported('冰川名录,,冰,每年,');

  await undone(change.id);

  expect(await leftIn(change.id)).toEqual([['湖泊名录', 'name-taken']]);
});

test('undone once, by nobody else, and not before it was applied', async () => {
  const { id } = await city.checked(Buffer.from([header, '沟渠名录,,甲,每年,'].join('\n')), 'water', 'own-department');
  expect((await city.fetch('water', 'POST', `/catalog/imports/${id}/undoing`)).statusCode).toBe(409);
  await city.applied(id);
  expect((await city.fetch('trade', 'POST', `/catalog/imports/${id}/undoing`)).statusCode).toBe(404);
  await undone(id);
  expect((await city.fetch('water', 'POST', `/catalog/imports/${id}/undoing`)).statusCode).toBe(409);
  const evidence = await sql<{ action: string }>`
    SELECT action FROM audit.pending WHERE convert_from(body, 'UTF8') LIKE ${`%${id}%`} AND action LIKE 'catalog.undo-import%'`.execute(
    database.reader,
  );
  expect(new Set(evidence.rows.map(({ action }) => action))).toEqual(new Set(['catalog.undo-import', 'catalog.undo-import-batch']));
});

test.each(['catalog.import.undo-batch-written#2', 'catalog.import.undo-batch-committed#1'])(
  'kill -9 at %s in the middle of undoing loses and doubles nothing',
  { timeout: 120_000 },
  async (point) => {
    const lines = Array.from({ length: 600 }, (_, at) => `${point.includes('written') ? '甲' : '乙'}测站${at + 1},,站,每年,`);
    const { id } = await imported(...lines);
    await city.fetch('water', 'POST', `/catalog/imports/${id}/undoing`);
    const worker = fileURLToPath(new URL('./test-killed-worker.ts', import.meta.url));
    await lostProcess(store, worker, [city.folder, id, point]);
    expect(await city.view(id)).toMatchObject({ state: 'undoing', undone: { undone: 250, left: 0 } });

    await city.work('undo', id);

    expect(await city.view(id)).toMatchObject({ state: 'undone', undone: { undone: 600, left: 0 } });
    const left = await sql<{ count: number }>`
      SELECT count(*) AS count FROM catalog.import_row JOIN catalog.entry ON entry.id = import_row.entry_id
      WHERE job_id = ${id} AND (entry.state <> 'withdrawn' OR entry.revision <> 2)`.execute(database.reader);
    expect(left.rows[0]?.count).toBe(0);
  },
);
