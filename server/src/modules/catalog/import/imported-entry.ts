import { isRefusal, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

import { foldWidth, nameKey } from '#platform/tables/cell-text';
import { newReading, refusalAt, type Places, type Reading, type UnknownValue } from '#platform/tables/row-reading';
import { cellOf, type Table, type TableRow } from '#platform/tables/table-file';

import { nameCharactersMax, readContent, readItem, type ImportedContent } from './entry-content.ts';
import type { ColumnField } from './headers.ts';

/** One catalogue entry of a file: `row` is its first row, `rows` how many it takes (one for each item in the guide's workbook). */
export type ImportedEntry = {
  readonly row: number;
  readonly rows: number;
  /** Same key, same entry: the old catalogue's code, else department and name without differences of spelling. */
  readonly key: string;
  readonly provider: string;
  readonly content: ImportedContent;
  readonly raw: Readonly<Record<string, string>>;
  readonly unknown: readonly UnknownValue<ColumnField>[];
  readonly refusals: readonly FieldRefusal[];
};

/** `ownNames`: the present, short and former names of the one department whose catalogue this is; empty for a whole place. */
export type ReadingOf = { readonly ownNames: readonly string[] };

/** The rows of each entry of a table, in order; a refusal among them ends the file. */
export async function* groupedRows(table: Table<ColumnField>): AsyncGenerator<readonly TableRow<ColumnField>[] | Refusal> {
  let group: TableRow<ColumnField>[] = [];
  for await (const row of table.rows()) {
    if (isRefusal(row)) {
      yield row;
      return;
    }
    if (group.length > 0 && !continues(group, row)) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}

/** Reads the entries of a table in order, grouping the rows of one entry; a refusal among them ends the file. */
export async function* readEntries(table: Table<ColumnField>, of: ReadingOf = { ownNames: [] }): AsyncGenerator<ImportedEntry | Refusal> {
  const firstRows = new Map<string, number>();
  const file: FileReading = { places: new Map(table.columns.map((column) => [column.field, column])), ownNames: of.ownNames };
  for await (const group of groupedRows(table)) yield isRefusal(group) ? group : refuseDoubled(readEntry(group, file), firstRows, file);
}

type FileReading = { readonly places: Places<ColumnField>; readonly ownNames: readonly string[] };
/** Whether a row states another item of the entry above it: it names an item, and the entry's columns are merged or the same. */
function continues(group: readonly TableRow<ColumnField>[], row: TableRow<ColumnField>): boolean {
  const [first] = group;
  if (!first || cellOf(row, 'itemName').text === '' || cellOf(first, 'itemName').text === '') return false;
  if (row.mergedFrom !== null) return row.mergedFrom === first.mergedFrom && keyOf(row) === keyOf(first);
  return keyOf(row) === keyOf(first);
}

/** What makes two rows the same entry: the code of the old catalogue, else department and name. */
function keyOf(row: TableRow<ColumnField>): string {
  const code = nameKey(cellOf(row, 'resourceCode').text);
  return code === '' ? nameKeyOf(row) : JSON.stringify(['code', code]);
}

function nameKeyOf(row: TableRow<ColumnField>): string {
  return JSON.stringify(['name', nameKey(providerIn(row)), nameKey(cellOf(row, 'name').text)]);
}

/** One department's catalogue needs no department in its keys, however it writes its own name. */
function ownKeyOf(row: TableRow<ColumnField>): string {
  const code = nameKey(cellOf(row, 'resourceCode').text);
  return JSON.stringify(code === '' ? ['name', nameKey(cellOf(row, 'name').text)] : ['code', code]);
}

/** The department as the row names it; where the list has districts, departments of one name are told apart by theirs. */
function providerIn(row: TableRow<ColumnField>): string {
  const provider = foldWidth(cellOf(row, 'provider').text);
  const district = foldWidth(cellOf(row, 'district').text);
  return provider === '' || district === '' || provider.includes(district) ? provider : `${provider}(${district})`;
}

/** Two rows of one code, or of one name in one department, cannot both be the entry: the later one is refused, naming the earlier. */
function refuseDoubled(read: ReadEntry, firstRows: Map<string, number>, { places }: FileReading): ImportedEntry {
  const { entry, nameKeyInFile } = read;
  const keys = [...new Set([entry.key, nameKeyInFile])];
  const earlier = keys.map((key) => firstRows.get(key)).find((row) => row !== undefined);
  for (const key of keys) if (!firstRows.has(key)) firstRows.set(key, entry.row);
  if (earlier === undefined || entry.content.name === '') return entry;
  const refusal = refusalAt(entry.row, 'name', { places, code: 'catalog.import.row-doubled', params: { firstRow: earlier } });
  return { ...entry, refusals: [...entry.refusals, refusal] };
}

type ReadEntry = { readonly entry: ImportedEntry; readonly nameKeyInFile: string };

function readEntry(group: readonly TableRow<ColumnField>[], file: FileReading): ReadEntry {
  const [first] = group;
  if (!first) throw new Error('an entry needs a row');
  const isOwn = file.ownNames.length > 0;
  const reading = newReading(first, file.places);
  const provider = isOwn ? readOwnProvider(reading, file.ownNames) : readProvider(reading, first);
  const others = group.slice(1).map((row) => newReading(row, file.places));
  const items = [reading, ...others].flatMap(readItem);
  const content = readContent(reading, items);
  const entry = {
    row: first.row,
    rows: group.length,
    key: isOwn ? ownKeyOf(first) : keyOf(first),
    provider,
    content,
    raw: first.raw,
    unknown: [reading, ...others].flatMap(({ unknown }) => unknown),
    refusals: [reading, ...others].flatMap(({ refusals }) => refusals),
  };
  return { entry, nameKeyInFile: nameKeyOf(first) };
}

/** In a place's catalogue each row names its department. */
function readProvider(reading: Reading<ColumnField>, row: TableRow<ColumnField>): string {
  const provider = providerIn(row);
  if (provider === '' && !reading.isRefused('provider')) reading.refuseField('provider', 'catalog.import.value-missing');
  if (provider.length > nameCharactersMax) {
    reading.refuseField('provider', 'table.text-too-long', { characters: provider.length, limit: nameCharactersMax });
  }
  return provider;
}

/** One department's own catalogue may leave it out, but not name another. */
export function readOwnProvider(reading: Reading<ColumnField>, ownNames: readonly string[]): string {
  const stated = foldWidth(reading.text('provider'));
  const isOwn = stated === '' || ownNames.some((name) => nameKey(name) === nameKey(stated));
  if (!isOwn) reading.refuseField('provider', 'catalog.import.provider-other');
  return isOwn ? (ownNames[0] ?? '') : stated;
}
