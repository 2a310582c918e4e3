import { createHash } from 'node:crypto';
import { languages, type Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse } from '@karez/kit/refusal';
import { readCell, isCellRefusal } from '#platform/tables/cell-text';
import { headersOf, type TableHeader } from '#platform/tables/header';
import { tableLimits } from '#platform/tables/table-limits';

/** Columns of the workbook of translations, in their order; the last three say which text of which entry a row is. */
export const translationColumns = ['entry-name', 'provider', 'field-name', 'zh', 'text', 'state', 'entry', 'field', 'digest'] as const;
export type TranslationColumn = (typeof translationColumns)[number];

export function columnWord(words: Words, column: TranslationColumn): string {
  return words.text(`catalog.translation-workbook.column.${column}`);
}

/** A file is understood in whichever language of the portal it was taken out. */
export const translationHeader: TableHeader<TranslationColumn> = {
  fields: headersOf(
    translationColumns.map((column) => [column, languages.map((language) => columnWord(wordsIn(language), column))] as const),
  ),
  named: 'text',
  repeated: null,
  notFound: (rows) => refuse('catalog.translation-workbook.header-not-found', { rows }),
  noteOn: () => undefined,
};

/** Names a Chinese text so that it is known again when the row comes back; spaces at its ends and kinds of line ends are not told apart. */
export function digestOf(zh: string): string {
  return createHash('sha256').update(asCell(zh), 'utf8').digest('hex').slice(0, 16);
}

/** A text as it is read from a cell; one that no cell may hold stays as it is. */
export function asCell(text: string): string {
  const cell = readCell({ value: text, flaw: null }, tableLimits);
  return isCellRefusal(cell) ? text : cell.text;
}

/** What a field is called: `items/3/name` → 信息项 3 名称. */
export function fieldWord(words: Words, field: string): string {
  const [kind = '', no = '', part = ''] = field.split('/');
  const key = part === '' ? kind : `${kind}.${part}`;
  return words.text(`catalog.translation-workbook.field.${key}`, { no });
}
