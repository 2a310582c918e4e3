import { buffer } from 'node:stream/consumers';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { ledgerWorkbook, type Ledger } from './ledger-workbook.ts';

const ledger = (rows: Ledger['rows'], language: Ledger['language'] = 'zh'): Ledger => ({
  language,
  sheet: '统一目录/2026',
  title: '2026 年第 1 期',
  facts: [['编制单位', '市政府办公室']],
  columns: [
    { header: '序号', width: 6 },
    { header: '名称', width: 34 },
  ],
  rows,
});

test('a ledger says its title, its facts, its columns and every row; a number counts, and no text becomes a formula', async () => {
  const many = Array.from({ length: 250 }, (_row, at) => [at + 1, at === 0 ? '=1+1' : `名录 <${at}> & "${at}"\n_x000D_`]);

  const book = await readXlsx(await buffer(ledgerWorkbook(ledger(many))));

  const [sheet] = book.sheets;
  expect(sheet?.name).toBe('统一目录 2026');
  expect(sheet?.rows.slice(0, 2)).toEqual([
    ['2026 年第 1 期', null],
    ['编制单位', '市政府办公室'],
  ]);
  expect(sheet?.rows.slice(3)).toEqual([['序号', '名称'], ...many]);
  expect(sheet?.cells?.get('4,1')?.formula).toBeUndefined();
});

test('91-7.1.1: in Uyghur a ledger reads from right to left, and every name and code in it keeps a direction of its own; words of the sheet do not need to', async () => {
  const rows = [
    [1, '102000650400001/000001'],
    [2, ''],
  ] as const;
  const ug = ledger(rows, 'ug');

  const book = await readXlsx(await buffer(ledgerWorkbook(ug)));

  const [sheet] = book.sheets;
  expect(sheet?.view?.rightToLeft).toBe(true);
  expect(sheet?.rows[1]).toEqual(['编制单位', '\u2068市政府办公室\u2069']);
  expect(sheet?.rows.slice(3)).toEqual([
    ['序号', '名称'],
    [1, '\u2068102000650400001/000001\u2069'],
    [2, null],
  ]);
});

test('a ledger leaves while its rows are still read: a list without an end gives bytes as long as somebody takes them', async () => {
  let taken = 0;
  function* endless(): Generator<[number, string]> {
    for (;;) yield [(taken += 1), crypto.randomUUID()];
  }

  let bytes = 0;
  for await (const chunk of ledgerWorkbook(ledger(endless()))) {
    bytes += chunk.length;
    if (bytes > 1_000_000) break;
  }

  // No more was read than what was taken and a few buffers: a row packs to some thirty bytes.
  expect(taken).toBeLessThan(100_000);
});

test('a ledger that fails while it is read fails for its taker: nobody takes half of one for the whole', async () => {
  async function* broken(): AsyncGenerator<[number, string]> {
    yield [1, '机井名录'];
    throw new Error('the database is gone');
  }

  await expect(buffer(ledgerWorkbook(ledger(broken())))).rejects.toThrow('the database is gone');
});

test('a ledger prints on A4: every column on the width of a page, the names of the columns on each page', async () => {
  const book = await readXlsx(await buffer(ledgerWorkbook(ledger([[1, '名录']]))));

  expect(book.sheets[0]?.pageSetup).toMatchObject({
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
  });
  expect(book.sheets[0]?.pageSetup?.printTitlesRow).toBe('$4:$4');
});
