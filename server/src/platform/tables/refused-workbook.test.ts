import { buffer } from 'node:stream/consumers';

import { readXlsx } from 'hucre/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { languages } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { isRefusal } from '@karez/kit/refusal';

import { listHeader } from './header-fixture.ts';
import { refusedWords, refusedWorkbook, type RefusedGroup, type RefusedRow } from './refused-workbook.ts';
import { columnLetters } from './sheet-facts.ts';
import { openTable, type TableRow } from './table-file.ts';

const columns = [
  { column: 1, header: '标题' },
  { column: 2, header: '提供单位' },
  { column: 4, header: '更新周期' },
];
const words = refusedWords(wordsIn('zh'));

const wrongAt = (row: number, column: string, characters = 3) => ({
  path: `${row}/${column}`,
  code: 'table.text-too-long',
  params: { row, column, header: '提供单位', characters, limit: 2 },
});
const rowOf = (row: number, texts: readonly string[], refusals: RefusedRow['refusals'] = []): RefusedRow => ({
  row,
  texts: new Map(columns.map(({ column }, at) => [column, texts[at] ?? ''])),
  refusals,
});
const written = (groups: readonly RefusedGroup[], named: number | undefined = 1) =>
  buffer(refusedWorkbook({ columns, named, groups: () => groups, words }));

async function readBack(bytes: Buffer): Promise<TableRow[]> {
  const table = await openTable(bytes, listHeader);
  if (isRefusal(table)) throw new Error(table.code);
  expect(table.notes.filter(({ code }) => code === 'table.note-column-unknown')).toEqual([]);
  const rows: TableRow[] = [];
  for await (const row of table.rows()) if (!isRefusal(row)) rows.push(row);
  return rows;
}

/** Cells of the first sheet as a reader of whole workbooks sees them: their fills and notes. */
async function marksIn(bytes: Buffer): Promise<Map<string, { red: boolean; note: string | undefined }>> {
  const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
  return new Map(
    [...(sheet?.cells ?? [])].map(([at, { style, comment }]) => {
      const [row = 0, column = 0] = at.split(',').map(Number);
      const fill = style?.fill?.type === 'pattern' ? style.fill.fgColor?.rgb : undefined;
      return [`${columnLetters(column + 1)}${row + 1}`, { red: fill?.endsWith('FFC7CE') ?? false, note: comment?.text }];
    }),
  );
}

test('a refused row comes back at the places of the file’s own columns, its wrong cell coloured with a note, its reasons behind', async () => {
  const bytes = await written([{ rows: [rowOf(7, ['=1+1', '超长的', '每年'], [wrongAt(7, 'B')])], once: new Set() }]);

  const reason = '第 7 行 B 列“提供单位”：有 3 个字，超过 2 个';
  const marks = await marksIn(bytes);
  expect([...marks].filter(([, { red }]) => red)).toEqual([['B2', { red: true, note: reason }]]);
  const [sheet] = (await readXlsx(bytes)).sheets;
  expect(sheet?.rows).toEqual([
    ['标题', '提供单位', null, '更新周期', '未导入原因', '原行号'],
    ['=1+1', '超长的', null, '每年', reason, '7'],
  ]);
  const [row] = await readBack(bytes);
  expect(row).toMatchObject({ raw: { 标题: '=1+1', 提供单位: '超长的', 更新周期: '每年' }, refusals: [] });
});

test('what is wrong with a row as a whole marks its name, and its reasons where there is no such column', async () => {
  const whole = { ...wrongAt(3, ''), path: '3/' };
  const group = { rows: [rowOf(3, ['甲', '乙', ''], [whole])], once: new Set<number>() };
  const redIn = async (bytes: Buffer) => [...(await marksIn(bytes))].filter(([, { red }]) => red).map(([at]) => at);

  expect(await redIn(await written([group]))).toEqual(['A2']);
  expect(await redIn(await buffer(refusedWorkbook({ columns, named: undefined, groups: () => [group], words })))).toEqual(['E2']);
});

test('an empty cell that must not be is coloured and noted too', async () => {
  const bytes = await written([{ rows: [rowOf(3, ['甲', '', ''], [wrongAt(3, 'B')])], once: new Set() }]);

  expect((await marksIn(bytes)).get('B2')).toMatchObject({ red: true, note: expect.stringContaining('第 3 行 B 列') });
});

test('what stands once for some rows is merged over them, marked once, and read down again', async () => {
  const rows = [rowOf(3, ['甲', '丙', '一'], [wrongAt(3, 'B')]), rowOf(4, ['甲', '丙', '二'], [wrongAt(4, 'B')])];
  const bytes = await written([{ rows, once: new Set([1, 2]) }]);

  expect([...(await marksIn(bytes))].filter(([, { red }]) => red).map(([at]) => at)).toEqual(['B2']);
  expect((await readBack(bytes)).map(({ raw, mergedFrom }) => [raw, mergedFrom])).toEqual([
    [{ 标题: '甲', 提供单位: '丙', 更新周期: '一' }, 2],
    [{ 标题: '甲', 提供单位: '丙', 更新周期: '二' }, 2],
  ]);
});

test.each(languages)('the columns that are told in %s are not taken for columns of the file', async (language) => {
  const told = refusedWords(wordsIn(language));
  const groups = [{ rows: [rowOf(2, ['甲', '乙', '每年'], [wrongAt(2, 'B')])], once: new Set<number>() }];

  const rows = await readBack(await buffer(refusedWorkbook({ columns, named: 1, groups: () => groups, words: told })));

  expect(rows.map(({ raw }) => raw)).toEqual([{ 标题: '甲', 提供单位: '乙', 更新周期: '每年' }]);
});

test('whatever the texts are, they come back letter by letter, and every wrong cell is told', { timeout: 60_000 }, async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('=1+1', '_x000A_', '<b>&amp;</b>', '"引号"', '多\n行', '_x005F_x0041_', '@cmd', 'ئۇيغۇرچە'),
  );
  // What a cell holds once it was read: no control characters, no marks that reorder, no spaces at its ends.
  const clean = text.map((each) => each.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\uFFFD-\uFFFF]/gu, (sign) => (sign === '\n' ? sign : '')).trim());
  const row = fc.record({ texts: fc.tuple(clean, clean, clean), wrong: fc.subarray(['A', 'B', 'D']) });
  const isSeen = ({ texts }: { texts: readonly string[] }) => texts.some((each) => each !== '');

  await fc.assert(
    fc.asyncProperty(fc.array(row.filter(isSeen), { minLength: 1, maxLength: 8 }), async (given) => {
      const groups = given.map(({ texts, wrong }, at) => ({
        rows: [
          rowOf(
            at + 2,
            texts,
            wrong.map((column) => wrongAt(at + 2, column)),
          ),
        ],
        once: new Set<number>(),
      }));
      const bytes = await written(groups);

      const read = await readBack(bytes);
      expect(read.map(({ texts }) => columns.map(({ column }) => texts.get(column) ?? ''))).toEqual(given.map(({ texts }) => texts));
      const red = [...(await marksIn(bytes))].filter(([, { red: isRed, note }]) => isRed && note !== undefined).map(([at]) => at);
      const expected = given.flatMap(({ wrong }, at) => wrong.map((column) => `${column}${at + 2}`));
      expect(red.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 40 },
  );
});

test(
  'what is held does not grow with the rows: a workbook of 20,000 refused rows leaves as it is written',
  { timeout: 60_000 },
  async () => {
    const asked: number[] = [];
    function* groups(): Generator<RefusedGroup> {
      for (let row = 2; row < 20_002; row += 1) {
        asked.push(row);
        yield { rows: [rowOf(row, ['甲'.repeat(200), `单位${row}`, ''], [wrongAt(row, 'B')])], once: new Set() };
      }
    }
    const bytes = refusedWorkbook({ columns, named: 1, groups, words });
    let size = 0;
    let atFirstByteOfTheSheet = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (asked.length > 0 && atFirstByteOfTheSheet === 0) atFirstByteOfTheSheet = asked.length;
    }

    expect(asked.length).toBe(20_000);
    expect(atFirstByteOfTheSheet).toBeLessThan(5_000);
    expect(size).toBeLessThan(4 * 1024 * 1024);
  },
);
