import type { EntryContent } from '@karez/contract/catalog/content';
import fc from 'fast-check';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { gb18030Of } from '#platform/tables/gb18030-fixture';
import { createTestDatabase } from '#test/test-database';
import { fold } from '../search/search-text.ts';
import { contentWith, itemWith } from '../test-content.ts';
import { corrected, markedIn } from '#platform/tables/correction-fixture';
import { departmentsIn, workbookOf } from './test-department.ts';

const { database } = await createTestDatabase();
const city = await departmentsIn(database);
await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
for (const [id, uscc, name] of [
  [city.orgs.water, '11650400MB0000001Y', '市水利局'],
  [city.orgs.trade, '11650400MB0000003U', '市商务局'],
])
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${id}, ${uscc}, ${name}, ${name}, 'government', '650400', now())`.execute(database.reader);

const named = (name: string, some: Partial<EntryContent> = {}): EntryContent => contentWith({ name, ...some });
const items = (...names: string[]) => names.map((nameZh, at) => itemWith({ no: at + 1, nameZh }));
const itemsOf = async (name: string): Promise<string[]> => {
  const found = await sql<{ name: string }>`
    SELECT item.name_zh AS name FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id
    WHERE entry.name_folded = ${fold(name)} AND entry.state <> 'withdrawn' ORDER BY position`.execute(database.reader);
  return found.rows.map((row) => row.name);
};

/** A workbook as it is uploaded, with some of its cells written over. */
async function damaged(contents: readonly EntryContent[], damages: readonly (readonly [at: string, text: string])[]): Promise<Buffer> {
  const [sheet] = (await readXlsx(await workbookOf(contents))).sheets;
  if (!sheet) throw new Error('a workbook has a sheet');
  const rows = sheet.rows.map((row) => [...row]);
  for (const [at, text] of damages) {
    const [, letter = 'A', row = '1'] = /^([A-Z])(\d+)$/u.exec(at) ?? [];
    const cells = rows[Number(row) - 1];
    if (cells) cells[letter.charCodeAt(0) - 65] = text;
  }
  return Buffer.from(await writeXlsx({ sheets: [{ name: sheet.name, rows, merges: sheet.merges ?? [] }] }));
}

test('91-3.1: what a workbook was refused for comes back coloured at its cells, and corrected there it is taken as it is, all items with it', async () => {
  const contents = [named('机井名录', { items: items('井号', '井深', '水位') }), named('灌区名录'), named('泉水名录')];
  // P3 is the data type of the wells’ second item, D2 the 目 of the wells as a whole, H7 the name of the springs.
  const first = await city.checked(
    await damaged(contents, [
      ['P3', '很热的'],
      ['D2', '没有的目'],
      ['H7', ''],
    ]),
  );
  expect(first).toMatchObject({ outcomes: { new: 1, error: 2 } });
  await city.applied(first.id);
  expect(await itemsOf('机井名录')).toEqual([]);

  const file = await city.refused(first.id);
  const marked = await markedIn(file);
  expect(marked.map(({ at, header, text }) => [at, header, text])).toEqual([
    ['D2', '目分类', '没有的目'],
    ['P3', '数据类型', '很热的'],
    ['H5', '信息资源名称', ''],
  ]);
  expect(marked[1]?.note).toBe('第 3 行 P 列“数据类型”：没有“很热的”这个值，请从模板的列表中选择');

  const right: Readonly<Record<string, string>> = { 目分类: '', 数据类型: '字符型', 信息资源名称: '泉水名录' };
  const second = await city.checked(await corrected(file, ({ header }) => right[header] ?? ''));
  expect(second).toMatchObject({ outcomes: { new: 2, error: 0 } });
  expect(second.notes.map(({ code }) => code)).not.toContain('table.note-column-unknown');
  await city.applied(second.id);
  expect(await itemsOf('机井名录')).toEqual(['井号', '井深', '水位']);
});

test.each([
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['GB18030', gb18030Of],
])('a CSV file in %s gets a workbook back too: one cell for what an entry says in all its rows', async (encoding, bytesOf) => {
  const name = `渠道名录${encoding.replace('-', '')}`;
  const csv = [
    '信息资源名称,信息资源摘要,信息项名称,数据类型,更新周期',
    `${name},摘要,渠号,字符型,每年`,
    `${name},摘要,渠长,热的,每年`,
    `${'长'.repeat(129)}${name},摘要,渠首,字符型,每年`,
    `${'长'.repeat(129)}${name},摘要,渠尾,字符型,每年`,
  ].join('\n');
  const first = await city.checked(bytesOf(csv));
  expect(first).toMatchObject({ outcomes: { error: 2 } });

  const file = await city.refused(first.id);
  expect((await markedIn(file)).map(({ at }) => at)).toEqual(['D3', 'A4']);
  const right = { 数据类型: '数值型', 信息资源名称: `${name}二` } as const;
  const second = await city.checked(await corrected(file, ({ header }) => (header === '数据类型' ? right.数据类型 : right.信息资源名称)));
  expect(second).toMatchObject({ outcomes: { new: 2, error: 0 } });
  await city.applied(second.id);
  expect(await itemsOf(name)).toEqual(['渠号', '渠长']);
  expect(await itemsOf(`${name}二`)).toEqual(['渠首', '渠尾']);
});

test('what a row says of its whole entry otherwise than the first one is refused at its cell, and stays to be corrected', async () => {
  const csv = [
    '信息资源名称,信息资源摘要,信息项名称,更新周期,共享方式分类',
    '涝坝名录,摘要,坝号,每年,共享平台',
    '涝坝名录,另一个摘要,坝长,每月,',
    '涝坝名录,,坝高,每年,邮件',
  ].join('\n');
  const first = await city.checked(Buffer.from(csv));
  expect(first).toMatchObject({ outcomes: { new: 0, error: 1 } });

  const file = await city.refused(first.id);
  const marked = await markedIn(file);
  expect(marked.map(({ at, text }) => [at, text])).toEqual([
    ['B3', '另一个摘要'],
    ['E4', '邮件'],
  ]);
  expect(marked[0]?.note).toBe('第 3 行 B 列“信息资源摘要”：与同一目录的第 2 行不一致；这一列对整个目录只填一个值');
  const second = await city.checked(await corrected(file, ({ header }) => (header === '信息资源摘要' ? '摘要' : '')));
  expect(second).toMatchObject({ outcomes: { new: 1, error: 0 } });
  await city.applied(second.id);
  expect(await itemsOf('涝坝名录')).toEqual(['坝号', '坝长', '坝高']);
});

test('a published catalogue that is brought over gets its refused rows back the same way, in the reader’s language', async () => {
  const csv = [
    '数据目录名称,提供单位,摘要,更新周期,发布日期',
    '坎儿井名录,市水利局,甲,每年,2024-05-06',
    '水闸名录,市交通局,乙,每年,1850-01-01',
  ].join('\n');
  const first = await city.checked(Buffer.from(csv), 'water', 'own-department');
  expect(first).toMatchObject({ outcomes: { new: 1, error: 1 } });

  const file = await city.refused(first.id);
  expect((await markedIn(file)).map(({ at, text }) => [at, text])).toEqual([
    ['B2', '市交通局'],
    ['E2', '1850-01-01'],
  ]);
  const second = await city.checked(
    await corrected(file, ({ header }) => (header === '提供单位' ? '市水利局' : '2024-05-07')),
    'water',
    'own-department',
  );
  expect(second).toMatchObject({ outcomes: { new: 1, error: 0 } });

  const english = await city.fetch('water', 'GET', `/catalog/imports/${first.id}/refused-rows`, { 'accept-language': 'en' });
  expect((await markedIn(english.rawPayload))[0]?.note).toMatch(/^Row 3/u);
  expect((await city.fetch('trade', 'GET', `/catalog/imports/${first.id}/refused-rows`)).statusCode).toBe(404);
});

test(
  'whatever cells of whatever entries are damaged, correcting the marked ones brings what the sound workbook would have brought',
  { timeout: 120_000 },
  async () => {
    let run = 0;
    const damageSchema = fc.record({
      entries: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      hits: fc.array(fc.record({ row: fc.nat(11), column: fc.constantFrom('P', 'Q', 'R', 'T', 'V', 'X') }), { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(damageSchema, async ({ entries, hits }) => {
        run += 1;
        const contents = entries.map((count, at) =>
          named(`站点${run}之${at}`, { items: items(...Array.from({ length: count }, (_, no) => `项${no}`)) }),
        );
        const rowsOfSheet = entries.reduce((sum, count) => sum + count, 0);
        const sound = await workbookOf(contents);
        // Column T is the entry's, merged over the rows of its items: only its first row is seen and read.
        const firstRows = entries.flatMap((count, at) =>
          Array<number>(count).fill(entries.slice(0, at).reduce((sum, one) => sum + one, 0)),
        );
        const rowOf = (column: string, row: number) => 2 + (column === 'T' ? (firstRows[row % rowsOfSheet] ?? 0) : row % rowsOfSheet);
        const places = hits.map(({ row, column }) => [`${column}${rowOf(column, row)}`, '不是值'] as const);
        const first = await city.checked(await damaged(contents, places));
        expect(first.outcomes.error).toBeGreaterThan(0);
        const file = await city.refused(first.id);
        const words: Readonly<Record<string, string>> = {
          数据类型: '字符型',
          数据长度: '20',
          共享类型: '无条件共享',
          共享方式分类: '',
          是否向社会开放: '否',
          更新周期: '每年',
        };
        const second = await city.checked(await corrected(file, ({ header }) => words[header] ?? ''));
        expect(second.outcomes).toMatchObject({ error: 0, new: first.outcomes.error });
        await city.applied(first.id);
        await city.applied(second.id);
        const again = await city.checked(sound);
        expect(again.outcomes).toMatchObject({ new: 0, error: 0 });
        for (const [at, count] of entries.entries()) expect((await itemsOf(`站点${run}之${at}`)).length).toBe(count);
      }),
      { numRuns: 8 },
    );
  },
);
