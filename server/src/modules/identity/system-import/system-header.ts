import { systemFields, type SystemField } from '@karez/contract/identity/system-import';
import { languages } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse } from '@karez/kit/refusal';
import { headersOf, type TableHeader } from '#platform/tables/header';
import { tableLimits, type TableLimits } from '#platform/tables/table-limits';
import spellings from './spellings.json' with { type: 'json' };

/** The words of a field in every language: what the template of any reader has in its header. */
function wordsOf(field: SystemField): string[] {
  return languages.map((language) => wordsIn(language).text(`identity.system-field.${field}`));
}

/** The header of a table of business systems. */
export const systemHeader: TableHeader<SystemField> = {
  fields: headersOf(systemFields.map((field) => [field, [...wordsOf(field), ...spellings.headers[field]]] as const)),
  named: 'name',
  repeated: null,
  notFound: (rows) => refuse('identity.system-import.header-not-found', { rows }),
  noteOn: () => undefined,
  unknownNote: 'identity.system-import.note-column-unknown',
};

/** A register of systems is small: smaller bounds than those of a catalogue's import. */
export const systemTableLimits: TableLimits = {
  ...tableLimits,
  fileBytesMax: 8 * 1024 * 1024,
  zipUnpackedBytesMax: 64 * 1024 * 1024,
  /** Rows of the sheet, empty and title rows among them. */
  rowsMax: 5_000,
  /** The template has nine columns; an office adds some of its own. */
  columnsMax: 40,
  mergesMax: 5_000,
  flawedCellsMax: 5_000,
};
