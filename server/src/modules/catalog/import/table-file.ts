import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

import { emptyCell, isCellRefusal, readCell, shownText, type Cell } from './cell-text.ts';
import { declaredAnew, headerScore, readHeader, type Column, type ColumnField } from './headers.ts';
import { importLimits, type ImportLimits } from './import-limits.ts';
import type { RawRow, RawTable, TableNote } from './raw-table.ts';
import { columnLetters } from './sheet-facts.ts';
import { openText } from './text-file.ts';
import { openWorkbook } from './workbook-file.ts';

/** One row below the header. `raw` has every cell as text under its header, also those that no field takes. */
export type TableRow = {
  readonly row: number;
  readonly mergedFrom: number | null;
  readonly cells: ReadonlyMap<ColumnField, Cell>;
  readonly raw: Readonly<Record<string, string>>;
  readonly refusals: readonly FieldRefusal[];
};

/** An opened table whose header is understood; a refusal among the rows ends them. */
export type Table = {
  readonly kind: 'xlsx' | 'csv';
  readonly headerRow: number;
  readonly columns: readonly Column[];
  readonly notes: readonly TableNote[];
  readonly rows: () => AsyncIterable<TableRow | Refusal>;
};

const headerCharactersMax = 100;

/** Opens an uploaded XLSX or delimited text file as a table of rows, or says why it is none; nothing is executed or fetched. */
export async function openTable(bytes: Buffer, limits: ImportLimits = importLimits): Promise<Table | Refusal> {
  if (bytes.length === 0) return refuse('catalog.import.file-empty');
  if (bytes.length > limits.fileBytesMax) return refuse('catalog.import.file-too-large', { limitMib: limits.fileBytesMax / 1024 / 1024 });
  const raw = await openRaw(bytes, limits);
  if (isRefusal(raw)) return raw;
  const header = await findHeader(raw, limits);
  if (isRefusal(header)) return header;
  const notes = [...raw.notes, ...columnNotes(header.columns)];
  return { kind: raw.kind, headerRow: header.row, columns: header.columns, notes, rows: () => rowsBelow(raw, header, limits) };
}

async function openRaw(bytes: Buffer, limits: ImportLimits): Promise<RawTable | Refusal> {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return openWorkbook(bytes, limits);
  if (bytes.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) return refuse(compoundFileCode(bytes));
  // Other binary files (pictures, PDF, old archives) are no text in any encoding that offices use.
  if (/^(?:%PDF|\x89PNG|GIF8|\xff\xd8\xff|Rar!|7z\xbc|PK)/u.test(bytes.toString('latin1', 0, 8)))
    return refuse('catalog.import.not-a-workbook');
  return openText(bytes, limits);
}

/** Password-locked XLSX files and workbooks of Excel 97–2003 share one container; a stream's name tells them apart. */
function compoundFileCode(bytes: Buffer): string {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'catalog.import.password-locked' : 'catalog.import.legacy-xls';
}

type Header = { readonly row: number; readonly columns: readonly Column[] };

type Candidate = { readonly row: number; readonly texts: readonly string[]; readonly score: number };

async function findHeader(raw: RawTable, limits: ImportLimits): Promise<Header | Refusal> {
  const candidates = await firstRows(raw, limits.headerRowsSearched);
  if (isRefusal(candidates)) return candidates;
  if (candidates.length === 0) return refuse('catalog.import.file-empty');
  const best = candidates.reduce((first, next) => (next.score > first.score ? next : first));
  if (best.score < 2) return refuse('catalog.import.header-not-found', { rows: limits.headerRowsSearched });
  const columns = readHeader(best.texts, best.row);
  return isRefusal(columns) ? columns : { row: best.row, columns };
}

async function firstRows(raw: RawTable, rowsMax: number): Promise<Candidate[] | Refusal> {
  const candidates: Candidate[] = [];
  for await (const row of raw.rows()) {
    if (isRefusal(row)) return row;
    const texts = row.cells.map((cell) => (typeof cell.value === 'string' ? headerText(cell.value) : ''));
    candidates.push({ row: row.row, texts, score: headerScore(texts) });
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

function columnNotes(columns: readonly Column[]): readonly TableNote[] {
  const unknown = columns.filter(({ field }) => field === null);
  const left = columns.filter(({ field }) => field !== null && declaredAnew.includes(field));
  return [
    ...unknown.map(({ column, header }) => ({
      code: 'catalog.import.note-column-unknown',
      params: { column: columnLetters(column), header },
    })),
    ...left.map(({ column, header }) => ({
      code: 'catalog.import.note-column-declared-anew',
      params: { column: columnLetters(column), header },
    })),
  ];
}

async function* rowsBelow(raw: RawTable, header: Header, limits: ImportLimits): AsyncGenerator<TableRow | Refusal> {
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
function readRow(row: RawRow, columns: readonly Column[], limits: ImportLimits): TableRow | undefined {
  const read = columns.flatMap((column) => readColumn(row, column, limits) ?? []);
  if (read.length === 0) return undefined;
  const cells = new Map(read.flatMap(({ field, cell }) => (field && cell ? [[field, cell] as const] : [])));
  // From pairs: a header may be called `__proto__`.
  const raw = Object.fromEntries(read.map(({ header, text }) => [header, text]));
  return { row: row.row, mergedFrom: row.mergedFrom, cells, raw, refusals: read.flatMap(({ refusal }) => refusal ?? []) };
}

type ReadColumn = {
  readonly header: string;
  readonly field: ColumnField | null;
  readonly text: string;
  readonly cell?: Cell;
  readonly refusal?: FieldRefusal;
};

/** Reads one cell; `undefined` where it is empty. */
function readColumn(row: RawRow, { column, header, field }: Column, limits: ImportLimits): ReadColumn | undefined {
  const source = row.cells[column - 1];
  if (!source) return undefined;
  const cell = readCell(source, limits);
  if (!isCellRefusal(cell)) return cell.text === '' ? undefined : { header, field, text: cell.text, cell };
  const place = { row: row.row, column: columnLetters(column), header: header.slice(0, 60) };
  const refusal = { path: `${place.row}/${place.column}`, code: cell.code, params: { ...place, ...cell.params } };
  return { header, field, text: shownText(source.value instanceof Date ? '' : String(source.value ?? '')), refusal };
}

/** The text of a field in a row; empty where the column or the value is missing. */
export function cellOf(row: TableRow, field: ColumnField): Cell {
  return row.cells.get(field) ?? emptyCell;
}
