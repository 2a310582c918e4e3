import { formatClasses, formatTypesOf } from '@karez/contract/catalog/content';
import { isRefusal } from '@karez/kit/refusal';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { placeOf } from '#platform/tables/sheet-facts';
import { tableLimits } from '#platform/tables/table-limits';
import { attributeOf, tagsOf } from '#platform/tables/xml-tags';
import { inspectZip } from '#platform/tables/zip-directory';
import { readPart } from '#platform/tables/zip-part';
import { listedValues, wordOf, workbookColumns, type WorkbookColumn } from './column-words.ts';
import { guideWorkbook } from './workbook-file.ts';

const categories = [
  ['1', null, '基础信息资源'],
  ['102', '1', '法人单位'],
  ['102000', '102', '法人单位'],
  ['3', null, '部门信息资源'],
  ['307', '3', '省级及以下政务部门'],
  ['307650', '307', '市水利局'],
  ['307651', '307', '市商务局'],
].map(([code, parent, nameZh]) => ({ code: code ?? '', parent: parent ?? null, nameZh: nameZh ?? '', nameUg: '', nameEn: '' }));

async function template(): Promise<Buffer> {
  const { content } = await guideWorkbook([], categories);
  if (!(content instanceof Uint8Array)) throw new Error('the workbook is written at once');
  return Buffer.from(content);
}

/** The drop-downs of the first sheet as they stand in its XML, read without the library that wrote them. */
async function dropDowns(bytes: Buffer): Promise<Map<string, { formula: string; from: string }>> {
  const parts = inspectZip(bytes, tableLimits);
  const part = isRefusal(parts) ? undefined : parts.find(({ name }) => name === 'xl/worksheets/sheet1.xml');
  const xml = part && (await readPart(bytes, part));
  if (typeof xml !== 'string') throw new Error('the sheet can be read');
  const unescaped = (text: string) => text.replaceAll('&apos;', "'").replaceAll('&amp;', '&');
  return new Map(
    [...xml.matchAll(/<dataValidation (?<attributes>[^>]*)>(?<inner>.*?)<\/dataValidation>/gsu)].map(({ groups }) => {
      const [tag] = tagsOf(`<dataValidation ${groups?.['attributes'] ?? ''}>`);
      const range = tag ? (attributeOf(tag, 'sqref') ?? '') : '';
      const formula = /<formula1>(.*?)<\/formula1>/su.exec(groups?.['inner'] ?? '')?.[1] ?? '';
      return [range.replace(/\d.*$/u, ''), { formula: unescaped(formula), from: range }];
    }),
  );
}

type Sheets = Awaited<ReturnType<typeof readXlsx>>['sheets'];

const address = String.raw`\$[A-Z]+\$\d+`;
const plainRange = new RegExp(`^'(?<sheet>[^']+)'!(?<from>${address}):(?<to>${address})$`, 'u');
const dependentRange = new RegExp(
  String.raw`^OFFSET\('(?<sheet>[^']+)'!(?<value>\$[A-Z]+)\$1,MATCH\(\$(?<chosen>[A-Z]+)2,'\k<sheet>'!(?<from>${address}):(?<to>${address}),0\),0,` +
    String.raw`COUNTIF\('\k<sheet>'!\k<from>:\k<to>,\$\k<chosen>(?:2)\),1\)$`,
  'u',
);

function columnIn(sheets: Sheets, { sheet: asked = '', from = '', to = '' }: Readonly<Record<string, string>>): string[] {
  const sheet = sheets.find(({ name }) => name === asked);
  const [start, end] = [placeOf(from), placeOf(to)];
  if (!sheet || !start || !end) throw new Error(`a range of no sheet: ${asked} ${from} ${to}`);
  return sheet.rows.slice(start.row - 1, end.row).map((cells) => String(cells[start.column - 1] ?? ''));
}

/** What a drop-down offers when the cells of its row say what `row` says: a plain range, or the stretch that goes with another cell. */
function offered(formula: string, sheets: Sheets, row: ReadonlyMap<string, string>): string[] {
  const plain = plainRange.exec(formula)?.groups;
  if (plain) return columnIn(sheets, plain);
  const parts = dependentRange.exec(formula)?.groups;
  if (!parts) throw new Error(`a formula that no spreadsheet would understand: ${formula}`);
  return goingWith(parts, sheets, row);
}

function goingWith(parts: Readonly<Record<string, string>>, sheets: Sheets, row: ReadonlyMap<string, string>): string[] {
  const chosen = row.get(parts['chosen'] ?? '');
  const keys = columnIn(sheets, parts);
  const values = columnIn(sheets, { ...parts, from: `${parts['value']}$2`, to: `${parts['value']}$${keys.length + 1}` });
  const first = keys.findIndex((key) => key === chosen);
  return first === -1 ? [] : values.slice(first, first + keys.filter((key) => key === chosen).length);
}

const lettersOf = (column: WorkbookColumn): string => String.fromCharCode(65 + workbookColumns.indexOf(column));

async function opened() {
  const bytes = await template();
  const { sheets } = await readXlsx(bytes);
  const lists = await dropDowns(bytes);
  return (column: WorkbookColumn, row: Partial<Record<WorkbookColumn, string>> = {}): string[] => {
    const cells = new Map(workbookColumns.flatMap((each) => (row[each] === undefined ? [] : [[lettersOf(each), row[each]] as const])));
    return offered(lists.get(lettersOf(column))?.formula ?? '', sheets, cells);
  };
}

test('91-1.2.2: every coded column of the template offers exactly the words that an import takes', async () => {
  const offers = await opened();

  for (const column of ['format-class', 'item-type', 'share-type', 'share-mode-class', 'open-to-public', 'update-cycle'] as const) {
    expect(offers(column)).toEqual([...listedValues[column].values()]);
  }
});

test('a format type is offered for its class only', async () => {
  const offers = await opened();

  for (const formatClass of formatClasses) {
    expect(offers('format-type', { 'format-class': wordOf('format-class', formatClass) })).toEqual([...formatTypesOf[formatClass]]);
  }
  expect(offers('format-type')).toEqual([]);
});

test('类, 项 and 目 are offered step by step, and a type of sharing only where it is over the platform', async () => {
  const offers = await opened();

  expect(offers('category-class')).toEqual(['1 基础信息资源', '3 部门信息资源']);
  expect(offers('category-item', { 'category-class': '3 部门信息资源' })).toEqual(['307 省级及以下政务部门']);
  expect(offers('category-topic', { 'category-item': '307 省级及以下政务部门' })).toEqual(['307650 市水利局', '307651 市商务局']);
  expect(offers('share-mode-type', { 'share-mode-class': wordOf('share-mode-class', 'platform') })).toEqual([
    ...listedValues['share-mode-type'].values(),
  ]);
  expect(offers('share-mode-type', { 'share-mode-class': wordOf('share-mode-class', 'mail') })).toEqual([]);
});

test('the lists stand on a hidden sheet, and reach ten thousand rows', async () => {
  const bytes = await template();

  const parts = inspectZip(bytes, tableLimits);
  const part = isRefusal(parts) ? undefined : parts.find(({ name }) => name === 'xl/workbook.xml');
  const xml = part && (await readPart(bytes, part));
  expect(
    typeof xml === 'string' &&
      tagsOf(xml)
        .filter((tag) => attributeOf(tag, 'state') === 'hidden')
        .map((tag) => attributeOf(tag, 'name')),
  ).toEqual(['选项']);
  for (const { from } of (await dropDowns(bytes)).values()) expect(from).toMatch(/^[A-Z]2:[A-Z]10001$/u);
});
