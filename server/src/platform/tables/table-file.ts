import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

import { emptyCell, isCellRefusal, readCell, shownText, type Cell } from './cell-text.ts';
import { columnNotes, headerScore, readHeader, type Column, type TableHeader } from './header.ts';
import type { RawRow, RawTable, TableNote } from './raw-table.ts';
import { columnLetters } from './sheet-facts.ts';
import { tableLimits, type TableLimits } from './table-limits.ts';
import { openText } from './text-file.ts';
import { openWorkbook } from './workbook-file.ts';

/** One row below the header. `raw` has every cell as text under its header, also those that no field takes. */
export type TableRow<F extends string = string> = {
  readonly row: number;
  readonly mergedFrom: number | null;
  readonly cells: ReadonlyMap<F, Cell>;
  readonly raw: Readonly<Record<string, string>>;
  /** The same by column, counted from 1. */
  readonly texts: ReadonlyMap<number, string>;
  readonly refusals: readonly FieldRefusal[];
};

/** An opened table whose header is understood; a refusal among the rows ends them. */
export type Table<F extends string = string> = {
  readonly kind: 'xlsx' | 'csv';
  readonly headerRow: number;
  readonly columns: readonly Column<F>[];
  readonly notes: readonly TableNote[];
  readonly rows: () => AsyncIterable<TableRow<F> | Refusal>;
};

const headerCharactersMax = 100;

/** Opens an uploaded XLSX or delimited text file as a table of rows, or says why it is none; nothing is executed or fetched. */
export async function openTable<F extends string>(
  bytes: Buffer,
  looksFor: TableHeader<F>,
  limits: TableLimits = tableLimits,
): Promise<Table<F> | Refusal> {
  if (bytes.length === 0) return refuse('table.file-empty');
  if (bytes.length > limits.fileBytesMax) return refuse('table.file-too-large', { limitMib: limits.fileBytesMax / 1024 / 1024 });
  const raw = await openRaw(bytes, limits);
  if (isRefusal(raw)) return raw;
  const header = await findHeader(raw, looksFor, limits);
  if (isRefusal(header)) return header;
  const notes = [...raw.notes, ...columnNotes(header.columns, looksFor)];
  return { kind: raw.kind, headerRow: header.row, columns: header.columns, notes, rows: () => rowsBelow(raw, header, limits) };
}

async function openRaw(bytes: Buffer, limits: TableLimits): Promise<RawTable | Refusal> {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return openWorkbook(bytes, limits);
  if (bytes.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) return refuse(compoundFileCode(bytes));
  // Other binary files (pictures, PDF, old archives) are no text in any encoding that offices use.
  if (/^(?:%PDF|\x89PNG|GIF8|\xff\xd8\xff|Rar!|7z\xbc|PK)/u.test(bytes.toString('latin1', 0, 8))) return refuse('table.not-a-workbook');
  return openText(bytes, limits);
}

/** Password-locked XLSX files and workbooks of Excel 97–2003 share one container; a stream's name tells them apart. */
function compoundFileCode(bytes: Buffer): string {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'table.password-locked' : 'table.legacy-xls';
}

type Header<F extends string> = { readonly row: number; readonly columns: readonly Column<F>[] };

type Candidate = { readonly row: number; readonly texts: readonly string[]; readonly score: number };

async function findHeader<F extends string>(
  raw: RawTable,
  looksFor: TableHeader<F>,
  { headerRowsSearched }: TableLimits,
): Promise<Header<F> | Refusal> {
  const candidates = await firstRows(raw, headerRowsSearched, (texts) => headerScore(texts, looksFor));
  if (isRefusal(candidates)) return candidates;
  if (candidates.length === 0) return refuse('table.file-empty');
  const best = candidates.reduce((first, next) => (next.score > first.score ? next : first));
  if (best.score < 2) return looksFor.notFound(headerRowsSearched);
  const columns = readHeader(best.texts, best.row, looksFor);
  return isRefusal(columns) ? columns : { row: best.row, columns };
}

async function firstRows(raw: RawTable, rowsMax: number, scoreOf: (texts: readonly string[]) => number): Promise<Candidate[] | Refusal> {
  const candidates: Candidate[] = [];
  for await (const row of raw.rows()) {
    if (isRefusal(row)) return row;
    const texts = row.cells.map((cell) => (typeof cell.value === 'string' ? headerText(cell.value) : ''));
    candidates.push({ row: row.row, texts, score: scoreOf(texts) });
    if (row.row >= rowsMax) break;
  }
  return candidates;
}

function headerText(value: string): string {
  return shownText(
    value
      .slice(0, 4 * headerCharactersMax)
      .replaceAll(/\s+/gu, ' ')
      .trim(),
    headerCharactersMax,
  );
}

async function* rowsBelow<F extends string>(raw: RawTable, header: Header<F>, limits: TableLimits): AsyncGenerator<TableRow<F> | Refusal> {
  for await (const row of raw.rows()) {
    if (isRefusal(row)) {
      yield row;
      return;
    }
    const read = row.row > header.row ? readRow(row, header.columns, limits) : undefined;
    if (read) yield read;
  }
}

/** Reads one row; `undefined` for a row without any text. */
function readRow<F extends string>(row: RawRow, columns: readonly Column<F>[], limits: TableLimits): TableRow<F> | undefined {
  const read = columns.flatMap((column) => readColumn(row, column, limits) ?? []);
  if (read.length === 0) return undefined;
  const cells = new Map(read.flatMap(({ field, cell }) => (field && cell ? [[field, cell] as const] : [])));
  // From pairs: a header may be called `__proto__`.
  const raw = Object.fromEntries(read.map(({ header, text }) => [header, text]));
  const texts = new Map(read.map(({ column, text }) => [column, text]));
  return { row: row.row, mergedFrom: row.mergedFrom, cells, raw, texts, refusals: read.flatMap(({ refusal }) => refusal ?? []) };
}

type ReadColumn<F extends string> = {
  readonly column: number;
  readonly header: string;
  readonly field: F | null;
  readonly text: string;
  readonly cell?: Cell;
  readonly refusal?: FieldRefusal;
};

/** Reads one cell; `undefined` where it is empty. */
function readColumn<F extends string>(row: RawRow, { column, header, field }: Column<F>, limits: TableLimits): ReadColumn<F> | undefined {
  const source = row.cells[column - 1];
  if (!source) return undefined;
  const cell = readCell(source, limits);
  if (!isCellRefusal(cell)) return cell.text === '' ? undefined : { column, header, field, text: cell.text, cell };
  const place = { row: row.row, column: columnLetters(column), header: header.slice(0, 60) };
  const refusal = { path: `${place.row}/${place.column}`, code: cell.code, params: { ...place, ...cell.params } };
  return { column, header, field, text: shownText(source.value instanceof Date ? '' : String(source.value ?? '')), refusal };
}

/** The text of a field in a row; empty where the column or the value is missing. */
export function cellOf<F extends string>(row: TableRow<F>, field: F): Cell {
  return row.cells.get(field) ?? emptyCell;
}
