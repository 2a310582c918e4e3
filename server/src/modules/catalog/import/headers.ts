import { refuse } from '@karez/kit/refusal';

import { headerKey, headersOf, type TableHeader } from '#platform/tables/header';

import synonyms from './header-synonyms.json' with { type: 'json' };

/** A field that a column can carry. */
export type ColumnField = keyof (typeof synonyms)['headers'];

/**
 * Declarations that an imported catalogue cannot make for a department: how data is shared, graded, classified and kept
 * secret is declared anew when the entry is claimed (809-13). Such columns are recognised, said to be left out, and kept
 * in the row's original text only.
 */
const declaredAnew: readonly ColumnField[] = [
  'shareType',
  'shareConditions',
  'shareModeClass',
  'shareModeType',
  'dataGrade',
  'secrecy',
  'providerUscc',
];

function isField(name: string): name is ColumnField {
  return name in synonyms.headers;
}

const spellings = Object.entries(synonyms.headers).flatMap(([field, words]) => (isField(field) ? [[field, words] as const] : []));

/** The header of a published catalogue. */
export const catalogueHeader: TableHeader<ColumnField> = {
  fields: headersOf(spellings),
  named: 'name',
  repeated: 'categoryDetail',
  notFound: (rows) => refuse('catalog.import.header-not-found', { rows }),
  noteOn: (field) => (declaredAnew.includes(field) ? 'catalog.import.note-column-declared-anew' : undefined),
};

/** The field that a column of this header carries, or null. */
export function fieldOfHeader(header: string): ColumnField | null {
  return catalogueHeader.fields.get(headerKey(header)) ?? null;
}
