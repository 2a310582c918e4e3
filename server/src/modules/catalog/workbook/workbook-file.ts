import { writeXlsx } from 'hucre/xlsx';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { columnLetters } from '#platform/tables/sheet-facts';
import { tableLimits } from '#platform/tables/table-limits';
import type { Download } from '@karez/contract/route';
import type { Category } from '../entry/category-store.ts';
import {
  guideWords,
  headerOf,
  itemColumns,
  listedValues,
  wordOf,
  workbookColumns,
  type ListedColumn,
  type WorkbookColumn,
} from './column-words.ts';
import { categoryWord, dependentLists } from './dependent-lists.ts';
import type { WorkbookContent, WorkbookLine } from './workbook-content.ts';

/** One entry as the workbook shows it. */
export type WorkbookEntry = { readonly code: string; readonly publishedOn: string; readonly content: WorkbookContent };

const widths: Readonly<Partial<Record<WorkbookColumn, number>>> = {
  name: 28,
  abstract: 40,
  terms: 48,
  'resource-code': 22,
  'item-name': 20,
  'category-item': 26,
};
const headerStyle = { font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF4' } } } as const;
/** Rows below the header that the lists of the template reach. */
const templateRows = 10_000;

type CategoryNames = ReadonlyMap<string, Category>;

function entryCell(column: WorkbookColumn, { code, publishedOn, content }: WorkbookEntry, categories: CategoryNames): string {
  const { category } = content;
  const named = (length: number): string => {
    const part = category?.slice(0, length) ?? '';
    const known = categories.get(part);
    return known ? categoryWord(known) : part;
  };
  const cells: Readonly<Partial<Record<WorkbookColumn, string>>> = {
    'category-class': named(1),
    'category-item': named(3),
    'category-topic': named(6),
    'related-matters': content.relatedMatters.join('\n'),
    name: content.name,
    'resource-code': code,
    'sub-unit': content.providerSubUnit ?? '',
    abstract: content.abstract,
    'format-class': wordOf('format-class', content.formatClass),
    'format-type': content.formatType ?? '',
    'format-other': content.formatOther ?? '',
    terms: content.terms,
    'share-mode-class': wordOf('share-mode-class', content.shareModeClass),
    'share-mode-type': wordOf('share-mode-type', content.shareModeType),
    'open-conditions': content.openConditions,
    'published-on': publishedOn,
  };
  return cells[column] ?? '';
}

function itemCell(column: WorkbookColumn, line: WorkbookLine, sequence: number): string {
  const cells: Readonly<Partial<Record<WorkbookColumn, string>>> = {
    sequence: String(sequence),
    'item-name': line.itemName,
    'item-type': wordOf('item-type', line.dataType),
    'item-length': line.lengthBytes === null ? '' : String(line.lengthBytes),
    'share-type': wordOf('share-type', line.shareType),
    'open-to-public': wordOf('open-to-public', line.openToPublic),
    'update-cycle': wordOf('update-cycle', line.updateCycle),
  };
  return cells[column] ?? '';
}

type Merge = { startRow: number; startCol: number; endRow: number; endCol: number };

/** Rows of the entries with the ranges that are merged over the rows of one entry; every cell is text, so nothing becomes a formula. */
function rowsOf(entries: readonly WorkbookEntry[], categories: CategoryNames): { rows: string[][]; merges: Merge[] } {
  const rows: string[][] = [];
  const merges: Merge[] = [];
  for (const entry of entries) {
    const top = rows.length + 1;
    for (const line of entry.content.lines) {
      const isTop = rows.length + 1 === top;
      const sequence = rows.length + 1;
      rows.push(
        workbookColumns.map((column) => {
          if (itemColumns.includes(column)) return itemCell(column, line, sequence);
          return isTop ? entryCell(column, entry, categories) : '';
        }),
      );
    }
    const bottom = rows.length;
    if (bottom === top) continue;
    workbookColumns.forEach((column, at) => {
      if (!itemColumns.includes(column)) merges.push({ startRow: top, startCol: at, endRow: bottom, endCol: at });
    });
  }
  return { rows, merges };
}

function isListed(column: WorkbookColumn): column is ListedColumn {
  return Object.hasOwn(listedValues, column);
}

/** The sheet of explanations: what each column takes, and below it the values of the lists, which the drop-downs of the first sheet name. */
function valuesSheet() {
  const rows: string[][] = [[guideWords.text('catalog.workbook.note.column'), guideWords.text('catalog.workbook.note.takes')]];
  for (const column of workbookColumns) rows.push([headerOf(column), guideWords.text(`catalog.workbook.takes.${column}`)]);
  rows.push(['', guideWords.text('catalog.workbook.takes.rows', { limit: tableLimits.rowsMax })], []);
  const ranges = new Map<ListedColumn, string>();
  for (const column of workbookColumns.filter(isListed)) {
    const from = rows.length + 1;
    for (const word of listedValues[column].values()) rows.push([headerOf(column), word]);
    ranges.set(column, `$B$${from}:$B$${rows.length}`);
  }
  return { sheet: { name: guideWords.text('catalog.workbook.values-sheet'), columns: [{ width: 24 }, { width: 90 }], rows }, ranges };
}

/** The workbook with some entries, or none: then it is the template. Every column with a list offers it as a drop-down, some as the value of another column asks. */
export async function guideWorkbook(entries: readonly WorkbookEntry[], categories: readonly Category[]): Promise<Download> {
  const { rows, merges } = rowsOf(entries, new Map(categories.map((category) => [category.code, category])));
  const { sheet, ranges } = valuesSheet();
  const lists = dependentLists(categories);
  const plain = [...ranges].map(([column, range]) => [column, `'${sheet.name}'!${range}`] as const);
  const formulas = new Map<WorkbookColumn, string>([...plain, ...lists.formulas]);
  const first = {
    name: guideWords.text('catalog.workbook.sheet'),
    columns: workbookColumns.map((column) => ({ width: widths[column] ?? 14 })),
    rows: [workbookColumns.map(headerOf), ...rows],
    cells: new Map(workbookColumns.map((_column, at) => [`0,${at}`, { style: headerStyle }] as const)),
    merges,
    freezePane: { rows: 1 },
    dataValidations: [...formulas].map(([column, formula1]) => {
      const letters = columnLetters(workbookColumns.indexOf(column) + 1);
      const last = Math.max(rows.length, templateRows) + 1;
      return { type: 'list' as const, formula1, allowBlank: true, range: `${letters}2:${letters}${last}` };
    }),
  };
  return {
    fileName: guideWords.text(entries.length === 0 ? 'catalog.workbook.template-file' : 'catalog.workbook.file'),
    contentType: workbookMediaType,
    content: await writeXlsx({ sheets: [first, sheet, lists.sheet] }),
  };
}
