import { fileURLToPath } from 'node:url';
import type { EntryContent } from '@karez/contract/catalog/content';
import { isRefusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTable } from '#platform/tables/table-file';
import { readPart } from '#platform/tables/zip-part';
import { inspectZip } from '#platform/tables/zip-directory';
import { tableLimits } from '#platform/tables/table-limits';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { contentWith, itemWith } from '../test-content.ts';
import { workbookColumns } from './column-words.ts';
import { draftHeader } from './draft-header.ts';
import { departmentsIn, workbookOf } from './test-department.ts';

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
const named = (name: string, some: Partial<EntryContent> = {}): EntryContent => contentWith({ name, ...some });
const refusalsIn = async (importId: string) =>
  (await city.rows(importId)).map(({ refusals }) => refusals.map(({ path, code }) => `${path} ${code}`));

async function stateOf(name: string): Promise<{ state: string; revision: number; abstract: string } | undefined> {
  const found = await sql<{ state: string; revision: number; abstract: string }>`
    SELECT entry.state, entry.revision, revision.fields ->> 'abstract' AS abstract FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.working_no
    WHERE name_folded = ${name} AND provider_org_id = ${city.orgs.water} ORDER BY entry.id DESC LIMIT 1`.execute(database.reader);
  return found.rows[0];
}

test('91-1.2.2: the template has the 26 columns of the guide, understood without a word, and a drop-down for every list', async () => {
  const answer = await city.fetch('water', 'GET', '/catalog/workbook/template');
  expect(answer.statusCode).toBe(200);
  const table = await openTable(answer.rawPayload, draftHeader);
  if (isRefusal(table)) throw new Error(table.code);
  expect(table.columns.length).toBe(26);
  expect(table.columns.map(({ field }) => field)).not.toContain(null);

  const parts = inspectZip(answer.rawPayload, tableLimits);
  const sheet = isRefusal(parts) ? undefined : parts.find(({ name }) => name === 'xl/worksheets/sheet1.xml');
  const xml = sheet && (await readPart(answer.rawPayload, sheet));
  expect(typeof xml === 'string' ? [...xml.matchAll(/<dataValidation [^>]*type="list"/gu)].length : 0).toBe(11);
  expect(workbookColumns.length).toBe(26);
});

test('91-3.1: a department’s workbook becomes drafts with items, share type and conditions; what is exported comes back unchanged', async () => {
  const condition = { kind: 'purpose', text: '仅用于用水核验', monthsMax: null, basis: null } as const;
  const contents = [
    named('机井名录'),
    named('灌区名录', {
      shareType: 'conditional',
      conditions: [condition],
      items: [itemWith(), itemWith({ no: 2, nameZh: '水量', shareType: 'denied' })],
    }),
    named('水库名录', { items: [] }),
  ];
  const dry = await city.checked(await workbookOf(contents));
  expect(dry).toMatchObject({ state: 'checked', target: 'own-drafts', outcomes: { new: 3, changed: 0, unchanged: 0, error: 0 } });
  expect(await stateOf('机井名录')).toBeUndefined();
  expect(await city.applied(dry.id)).toMatchObject({ state: 'applied', applied: { new: 3, error: 0 } });
  expect(await stateOf('灌区名录')).toMatchObject({ state: 'unpublished', revision: 1 });
  const items = await sql<{
    share_type: string | null;
  }>`SELECT item.share_type FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id
    WHERE entry.name_folded = '灌区名录' ORDER BY position`.execute(database.reader);
  expect(items.rows.map((row) => row.share_type)).toEqual([null, 'denied']);

  const exported = await city.fetch('water', 'GET', '/catalog/workbook?scope=mine');
  const again = await city.checked(exported.rawPayload);
  expect(again).toMatchObject({ outcomes: { new: 0, changed: 0, unchanged: 3, error: 0 } });
});

test('a changed cell is told field by field and changes the draft', async () => {
  const dry = await city.checked(await workbookOf([named('机井名录', { abstract: '全市机井' })]));
  const [row] = await city.rows(dry.id);
  expect(row).toMatchObject({ outcome: 'changed', changes: [{ field: 'abstract', after: '全市机井' }] });
  await city.applied(dry.id);
  expect(await stateOf('机井名录')).toMatchObject({ revision: 2, abstract: '全市机井' });
});

test('a workbook that claims another department’s entries is refused row by row, and learns nothing of them', async () => {
  await city.applied((await city.checked(await workbookOf([named('市场主体名录')]), 'trade')).id, 'trade');
  await sql`UPDATE catalog.entry SET state = 'published', resource_code = '307000650400001/9', published_on = '2026-11-22', live_no = 1, working_no = NULL
    WHERE name_folded = '市场主体名录'`.execute(database.reader);
  const dry = await city.checked(
    await workbookOf([named('市场主体名录'), named('无此代码'), named('渠系名录')], ['307000650400001/9', '307000650400001/77']),
  );
  expect(dry).toMatchObject({ outcomes: { new: 1, error: 2 } });
  const [theirs, nobodys] = await refusalsIn(dry.id);
  expect(theirs?.[0]).toMatch(/\/I catalog\.import\.code-not-own$/u);
  expect(nobodys?.[0]).toMatch(/\/I catalog\.import\.code-not-own$/u);
  expect((await city.fetch('trade', 'GET', `/catalog/imports/${dry.id}`)).statusCode).toBe(404);
});

test('a value that is none is refused at its cell', async () => {
  const csv = [
    '信息资源名称,信息项名称,数据类型,共享类型,更新周期',
    '泉水名录,泉号,字符型,无条件共享,每年',
    '泉水名录,水温,热的,随便,每年',
  ].join('\n');
  const dry = await city.checked(Buffer.from(csv));
  expect(await refusalsIn(dry.id)).toEqual([['3/C catalog.import.value-unknown', '3/D catalog.import.value-unknown']]);
});

test('an import is undone as a whole: new drafts are withdrawn, changed ones say again what they said, and what was worked on since is left and counted', async () => {
  const before = await stateOf('机井名录');
  const dry = await city.checked(await workbookOf([named('机井名录', { abstract: '又一摘要' }), named('闸门名录'), named('泵站名录')]));
  await city.applied(dry.id);
  await sql`UPDATE catalog.entry SET revision = revision + 1 WHERE name_folded = '泵站名录'`.execute(database.reader);
  expect((await city.fetch('trade', 'POST', `/catalog/imports/${dry.id}/undoing`)).statusCode).toBe(404);
  expect((await city.fetch('water', 'POST', `/catalog/imports/${dry.id}/undoing`)).statusCode).toBe(202);
  await city.work('undo', dry.id);

  expect(await city.view(dry.id)).toMatchObject({ state: 'undone', undone: { undone: 2, left: 1 } });
  expect(await stateOf('机井名录')).toMatchObject({ abstract: before?.abstract, state: 'unpublished' });
  expect(await stateOf('闸门名录')).toMatchObject({ state: 'withdrawn' });
  expect(await stateOf('泵站名录')).toMatchObject({ state: 'unpublished' });
  expect((await city.fetch('water', 'POST', `/catalog/imports/${dry.id}/undoing`)).statusCode).toBe(409);
  const evidence = await sql<{ action: string }>`SELECT action FROM audit.pending WHERE action LIKE 'catalog.undo-import%'`.execute(
    database.reader,
  );
  expect(evidence.rows.length).toBeGreaterThanOrEqual(4);
  const again = await city.checked(await workbookOf([named('闸门名录')]));
  expect(again).toMatchObject({ outcomes: { new: 1 } });
});

test('kill -9 in the middle of checking, applying or undoing loses and doubles nothing', { timeout: 120_000 }, async () => {
  const worker = fileURLToPath(new URL('../import/test-killed-worker.ts', import.meta.url));
  const contents = Array.from({ length: 130 }, (_, at) => named(`测站${at + 1}`, { items: [] }));
  const { id } = (await city.upload(await workbookOf(contents))).json<{ id: string }>();
  const killed = (point: string) => lostProcess(store, worker, [city.folder, id, point]);
  await killed('catalog.import.check-batch');
  await city.work('check', id);
  expect(await city.view(id)).toMatchObject({ state: 'checked', outcomes: { new: 130 } });
  await city.fetch('water', 'POST', `/catalog/imports/${id}/application`);
  await killed('catalog.import.batch-written#2');
  await city.work('apply', id);
  expect(await city.view(id)).toMatchObject({ state: 'applied', applied: { new: 130, error: 0 } });
  await city.fetch('water', 'POST', `/catalog/imports/${id}/undoing`);
  await killed('catalog.import.undo-batch-written#2');
  expect((await city.view(id)).undone).toEqual({ undone: 50, left: 0 });
  await city.work('undo', id);
  expect(await city.view(id)).toMatchObject({ state: 'undone', undone: { undone: 130, left: 0 } });
  const left = await sql<{
    count: number;
  }>`SELECT count(*) AS count FROM catalog.entry WHERE name_folded LIKE '测站%' AND state <> 'withdrawn'`.execute(database.reader);
  expect(left.rows[0]?.count).toBe(0);
});
