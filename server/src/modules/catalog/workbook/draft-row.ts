import { shareModeClassSchema, shareModeTypeSchema, shareTypeSchema } from '@karez/contract/catalog/content';
import type { FieldRefusal } from '@karez/kit/refusal';
import { foldWidth, nameKey } from '#platform/tables/cell-text';
import { newReading, refusalAt, type Places, type Reading } from '#platform/tables/row-reading';
import { bySpelling, lookUp, type Normalised } from '#platform/tables/spelling';
import { cellOf, type TableRow } from '#platform/tables/table-file';
import { nameCharactersMax, readFormat, readMatters } from '../import/entry-content.ts';
import type { ColumnField } from '../import/headers.ts';
import type { ImportedEntry } from '../import/imported-entry.ts';
import { readOwnProvider } from '../import/imported-entry.ts';
import { normaliseCount, normaliseItemType, normaliseOpenFlag, normaliseUpdateCycle } from '../import/values.ts';
import { listedValues, type ListedColumn } from './column-words.ts';
import type { WorkbookContent, WorkbookLine } from './workbook-content.ts';

/** One entry of a department's own workbook: what the file states, and where it is wrong. */
export type DraftRow = Omit<ImportedEntry, 'content'> & { readonly content: WorkbookContent; readonly code: string };

/** What reading needs to know: the department's names, and the classification. */
export type DraftReading = {
  readonly places: Places<ColumnField>;
  readonly ownNames: readonly string[];
  /** Codes of 目 by code and by name. */
  readonly categories: ReadonlyMap<string, string>;
};

/** What a draft takes from the columns of its entry; the rows of its items repeat it, or leave it empty. */
const entryFields: ReadonlySet<ColumnField> = new Set([
  'name',
  'resourceCode',
  'provider',
  'providerSubUnit',
  'abstract',
  'categoryTopic',
  'categoryItem',
  'format',
  'formatClass',
  'formatOther',
  'open',
  'relatedMatters',
  'shareModeClass',
  'shareModeType',
  'shareConditions',
]);

const spelledIn = <T>(column: ListedColumn, parse: (value: string) => T): ((raw: string) => Normalised<T>) => {
  const table = bySpelling(Object.fromEntries([...listedValues[column]].map(([value, word]) => [value, [value, word]])), parse);
  return (raw) => lookUp(table, nameKey(raw), raw);
};
const normaliseShareType = spelledIn('share-type', (value) => shareTypeSchema.parse(value));
const normaliseModeClass = spelledIn('share-mode-class', (value) => shareModeClassSchema.parse(value));
const normaliseModeType = spelledIn('share-mode-type', (value) => shareModeTypeSchema.parse(value));

/** Reads the rows of one entry. In a department's own workbook a value that is no value is refused at its cell, never left out in silence. */
export function readDraft(group: readonly TableRow<ColumnField>[], about: DraftReading): DraftRow {
  const [first] = group;
  if (!first) throw new Error('an entry needs a row');
  const readings = group.map((row) => newReading(row, about.places));
  const [reading = newReading(first, about.places)] = readings;
  readOwnProvider(reading, about.ownNames);
  const content = readEntryCells(reading, about, readings.map(readLine));
  const code = foldWidth(reading.text('resourceCode'));
  return {
    row: first.row,
    rows: group.length,
    key: JSON.stringify(code === '' ? ['name', nameKey(content.name)] : ['code', code]),
    provider: about.ownNames[0] ?? '',
    code,
    content,
    raw: first.raw,
    unknown: [],
    refusals: readings.flatMap((each, at) => [
      ...each.refusals,
      ...unknownValues(each, { row: group[at]?.row ?? first.row, places: about.places }),
      ...contradictions(each, { first, row: group[at] ?? first, places: about.places }),
    ]),
  };
}

function unknownValues({ unknown }: Reading<ColumnField>, { row, places }: { row: number; places: Places<ColumnField> }): FieldRefusal[] {
  return unknown.map(({ field, raw }) =>
    refusalAt(row, field, { places, code: 'catalog.import.value-unknown', params: { value: raw.slice(0, 100) } }),
  );
}

/** What the entry's columns say in a row below otherwise than in its first row: it cannot both be, and none is dropped in silence. */
function contradictions(
  { isRefused }: Reading<ColumnField>,
  { first, row, places }: { first: TableRow<ColumnField>; row: TableRow<ColumnField>; places: Places<ColumnField> },
): FieldRefusal[] {
  return [...row.cells].flatMap(([field, { text }]) => {
    if (!entryFields.has(field) || text === '' || isRefused(field)) return [];
    if (nameKey(text) === nameKey(cellOf(first, field).text)) return [];
    return refusalAt(row.row, field, { places, code: 'catalog.import.value-differs', params: { firstRow: first.row } });
  });
}

function readEntryCells(reading: Reading<ColumnField>, about: DraftReading, lines: readonly WorkbookLine[]): WorkbookContent {
  if (reading.text('name') === '' && !reading.isRefused('name')) reading.refuseField('name', 'catalog.import.value-missing');
  const items = lines.filter(({ itemName }) => itemName !== '');
  if (items.length > 500) reading.refuseField('itemName', 'catalog.import.too-many-items', { limit: 500 });
  return {
    name: foldWidth(reading.bounded('name', nameCharactersMax)),
    abstract: reading.bounded('abstract', 2000),
    category: readCategory(reading, about.categories),
    providerSubUnit: reading.bounded('providerSubUnit', 64) || null,
    relatedMatters: readMatters(reading),
    ...readFormat(reading),
    shareModeClass: reading.stated('shareModeClass', normaliseModeClass),
    shareModeType: reading.stated('shareModeType', normaliseModeType),
    openConditions: reading.bounded('open', 1000),
    terms: reading.text('shareConditions'),
    lines: items.length > 0 ? items : lines.slice(0, 1),
  };
}

function readLine(reading: Reading<ColumnField>): WorkbookLine {
  const bytes = reading.stated('itemLength', normaliseCount);
  if (bytes !== null && (bytes < 1 || bytes > 2_000_000_000)) reading.unknown.push({ field: 'itemLength', raw: String(bytes) });
  return {
    itemName: foldWidth(reading.bounded('itemName', nameCharactersMax)),
    dataType: reading.stated('itemType', normaliseItemType),
    lengthBytes: bytes,
    shareType: reading.stated('shareType', normaliseShareType),
    openToPublic: reading.stated('openToPublic', normaliseOpenFlag),
    updateCycle: reading.stated('updateCycle', normaliseUpdateCycle),
  };
}

/** The 目, by code or name; where only the 项 is stated, the part of it that is not divided further. */
function readCategory(reading: Reading<ColumnField>, categories: DraftReading['categories']): string | null {
  const field = (['categoryTopic', 'categoryItem'] as const).find((each) => reading.text(each) !== '');
  if (field === undefined) return null;
  const raw = reading.text(field);
  const stated = /^\d+/u.exec(raw)?.[0] ?? nameKey(raw);
  const found = categories.get(/^\d{3}$/u.test(stated) ? `${stated}000` : stated);
  if (found === undefined) reading.unknown.push({ field, raw });
  return found ?? null;
}
