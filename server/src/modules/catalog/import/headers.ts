import { refuse, type Refusal } from '@karez/kit/refusal';

import { nameKey } from './cell-text.ts';
import synonyms from './header-synonyms.json' with { type: 'json' };
import { columnLetters } from './sheet-facts.ts';

/** A field that a column can carry. */
export type ColumnField = keyof (typeof synonyms)['headers'];

/**
 * Declarations that an imported catalogue cannot make for a department: how data is shared, graded, classified and kept
 * secret is declared anew when the entry is claimed (809-13). Such columns are recognised, said to be left out, and kept
 * in the row's original text only.
 */
export const declaredAnew: readonly ColumnField[] = [
  'shareType',
  'shareConditions',
  'shareModeClass',
  'shareModeType',
  'dataGrade',
  'secrecy',
  'providerUscc',
];

/** A column of the sheet; `column` counts from 1, `field` is `null` where the header is not known. */
export type Column = { readonly column: number; readonly header: string; readonly field: ColumnField | null };

const fieldOfHeader: ReadonlyMap<string, ColumnField> = new Map(
  Object.entries(synonyms.headers).flatMap(([field, spellings]) =>
    isField(field) ? spellings.map((spelling) => [headerKey(spelling), field] as const) : [],
  ),
);

function isField(name: string): name is ColumnField {
  return name in synonyms.headers;
}

/** Headers are compared without width, case, spaces, stars and "(required)" remarks. */
function headerKey(header: string): string {
  return nameKey(header)
    .replaceAll(/[*::]/gu, '')
    .replaceAll(/\((?:必填|选填|可选|非必填|自动生成)[^)]*\)/gu, '');
}

/** The field that a header means, if it is one of the known spellings. */
export function fieldOf(header: string): ColumnField | null {
  return fieldOfHeader.get(headerKey(header)) ?? null;
}

/** How sure it is that a row is the header: known headers in it, none without one that names the entry. */
export function headerScore(texts: readonly string[]): number {
  const fields = new Set(texts.map(fieldOf).filter((field) => field !== null));
  return fields.has('name') ? fields.size : 0;
}

/** Reads the header row; two columns of one header, or of one meaning, are refused, for either could be the right one. */
export function readHeader(texts: readonly string[], row: number): readonly Column[] | Refusal {
  const columns = texts
    .map((header, at): Column => ({ column: at + 1, header, field: fieldOf(header) }))
    .filter(({ header }) => header !== '');
  const first = new Map<string, Column>();
  for (const each of columns) {
    const meaning = each.field ?? `header:${headerKey(each.header)}`;
    const earlier = first.get(meaning);
    if (earlier && each.field !== 'categoryDetail') return refuseDoubled(row, earlier, each);
    first.set(meaning, each);
  }
  return columns;
}

function refuseDoubled(row: number, earlier: Column, later: Column): Refusal {
  const code = 'catalog.import.header-doubled';
  const params = {
    row,
    first: columnLetters(earlier.column),
    firstHeader: earlier.header.slice(0, 60),
    second: columnLetters(later.column),
    secondHeader: later.header.slice(0, 60),
  };
  return refuse(code, params, [{ path: `${row}/${columnLetters(later.column)}`, code, params }]);
}
