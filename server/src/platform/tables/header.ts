import { languages } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse, type Refusal } from '@karez/kit/refusal';

import { nameKey } from './cell-text.ts';
import type { TableNote } from './raw-table.ts';
import { columnLetters } from './sheet-facts.ts';

/** A column of the sheet; `column` counts from 1, `field` is `null` where the header is not known. */
export type Column<F extends string = string> = { readonly column: number; readonly header: string; readonly field: F | null };

/** How the header of one kind of table is understood. */
export type TableHeader<F extends string> = {
  /** Fields by the keys of their headers; {@link headersOf} makes them from spellings. */
  readonly fields: ReadonlyMap<string, F>;
  /** A row without a column of this field is no header. */
  readonly named: F;
  /** A field that more than one column may state. */
  readonly repeated: F | null;
  /** What is said of a file without a header, from the number of rows that were searched. */
  readonly notFound: (rows: number) => Refusal;
  /** What is told of a column that is understood and yet not taken. */
  readonly noteOn: (field: F) => string | undefined;
  /** What is told of a column that no field takes, where it is not kept beside the rest: `table.note-column-unknown` says that it is. */
  readonly unknownNote?: string;
};

/** Headers are compared without width, case, spaces, stars and "(required)" remarks. */
export function headerKey(header: string): string {
  return nameKey(header)
    .replaceAll(/[*::]/gu, '')
    .replaceAll(/\((?:必填|选填|可选|非必填|自动生成)[^)]*\)/gu, '');
}

/** What a workbook of refused rows tells beside the file's own columns, in every language: it comes back with these, and they are not read. */
const toldHeaders: ReadonlySet<string> = new Set(
  languages.flatMap((language) => ['table.error-reasons', 'table.error-row'].map((key) => headerKey(wordsIn(language).text(key)))),
);

/** Fields by the keys of their spellings. */
export function headersOf<F extends string>(spellings: readonly (readonly [F, readonly string[]])[]): ReadonlyMap<string, F> {
  return new Map(spellings.flatMap(([field, words]) => words.map((word) => [headerKey(word), field] as const)));
}

/** How sure it is that a row is the header: known headers in it, none without one that names the row's thing. */
export function headerScore<F extends string>(texts: readonly string[], { fields, named }: TableHeader<F>): number {
  const known = new Set(texts.map((text) => fields.get(headerKey(text))).filter((field) => field !== undefined));
  return known.has(named) ? known.size : 0;
}

/** Reads the header row; two columns of one header, or of one meaning, are refused, for either could be the right one. */
export function readHeader<F extends string>(
  texts: readonly string[],
  row: number,
  header: TableHeader<F>,
): readonly Column<F>[] | Refusal {
  const columns = texts
    .map((text, at): Column<F> => ({ column: at + 1, header: text, field: header.fields.get(headerKey(text)) ?? null }))
    .filter(({ header: text }) => text !== '' && !toldHeaders.has(headerKey(text)));
  const first = new Map<string, Column<F>>();
  for (const each of columns) {
    const meaning = each.field ?? `header:${headerKey(each.header)}`;
    const earlier = first.get(meaning);
    if (earlier && (each.field === null || each.field !== header.repeated)) return refuseDoubled(row, earlier, each);
    first.set(meaning, each);
  }
  return columns;
}

function refuseDoubled(row: number, earlier: Column, later: Column): Refusal {
  const code = 'table.header-doubled';
  const params = {
    row,
    first: columnLetters(earlier.column),
    firstHeader: earlier.header.slice(0, 60),
    second: columnLetters(later.column),
    secondHeader: later.header.slice(0, 60),
  };
  return refuse(code, params, [{ path: `${row}/${columnLetters(later.column)}`, code, params }]);
}

/** What the reader tells of its columns: those that no field takes, and those that are understood and left out. */
export function columnNotes<F extends string>(
  columns: readonly Column<F>[],
  { noteOn, unknownNote = 'table.note-column-unknown' }: TableHeader<F>,
): readonly TableNote[] {
  const noteAbout = ({ column, header }: Column<F>, code: string) => ({ code, params: { column: columnLetters(column), header } });
  const unknown = columns.filter(({ field }) => field === null);
  return [
    ...unknown.map((column) => noteAbout(column, unknownNote)),
    ...columns.flatMap((column) => {
      const code = column.field === null ? undefined : noteOn(column.field);
      return code === undefined ? [] : noteAbout(column, code);
    }),
  ];
}
