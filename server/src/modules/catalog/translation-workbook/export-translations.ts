import type { exportTranslations as contract } from '@karez/contract/catalog/translation-workbook';
import { TRANSLATED_ENTRIES_MAX, TRANSLATED_ROWS_MAX } from '@karez/contract/catalog/translation-workbook';
import type { Download, QueryOf } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { writeXlsx } from 'hucre/xlsx';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { actedBy } from '#platform/caller';
import { visibleSheets, type Sheet } from '../translation/change-translation.ts';
import { tasksBehind } from '../translation/board-store.ts';
import { mayReadDrafts, translationScope } from '../translation/translation-policy.ts';
import { stateOf } from '../translation/translation.ts';
import { columnWord, digestOf, fieldWord, translationColumns, type TranslationColumn } from './translation-columns.ts';

const widths: Readonly<Record<TranslationColumn, number>> = {
  'entry-name': 28,
  provider: 20,
  'field-name': 16,
  zh: 40,
  text: 40,
  state: 12,
  entry: 38,
  field: 16,
  digest: 20,
};
const headerStyle = { font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF4' } } } as const;

type Asked = { readonly actor: Actor; readonly origin: string; readonly language: Language; readonly query: QueryOf<typeof contract> };

/** The entries that the board's question finds, as far as the caller works on their translations. Taking it is evidence before it leaves. */
export async function exportTranslations(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, origin, language, query }: Asked,
): Promise<Download | Refusal> {
  const { reader } = database;
  const question = {
    language: query.language,
    state: query.state ?? null,
    provider: query.provider ?? null,
    scope: translationScope(actor),
  };
  const tasks = await tasksBehind(reader, question, { after: null, limit: TRANSLATED_ENTRIES_MAX });
  if (tasks.length > TRANSLATED_ENTRIES_MAX) return refuse('catalog.translation-workbook.too-many', { max: TRANSLATED_ENTRIES_MAX });
  const words = wordsIn(language);
  const sheets = await visibleSheets(reader, { actor, entryIds: tasks.map(({ entryId }) => entryId), language: query.language });
  const rows = sheets.filter(({ file }) => mayReadDrafts(actor, file) === true).flatMap((sheet) => rowsOf(sheet, words));
  // What could not come back in one file does not leave in one.
  if (rows.length > TRANSLATED_ROWS_MAX)
    return refuse('catalog.translation-workbook.too-many-texts', { count: rows.length, limit: TRANSLATED_ROWS_MAX });
  const bytes = await writeXlsx({
    sheets: [
      {
        name: words.text('catalog.translation-workbook.sheet'),
        columns: translationColumns.map((column) => ({ width: widths[column] })),
        rows: [translationColumns.map((column) => columnWord(words, column)), ...rows],
        cells: new Map(translationColumns.map((_column, at) => [`0,${at}`, { style: headerStyle }] as const)),
        freezePane: { rows: 1 },
      },
    ],
  });
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: actedBy(actor),
      origin,
      action: 'catalog.export-translations',
      outcome: { result: 'done' },
      object: { kind: 'catalog', id: `translations/${query.language}` },
      payload: bytes,
      sizes: { out: bytes.length, rows: rows.length },
    }),
  );
  return {
    fileName: words.text('catalog.translation-workbook.file', { language: query.language }),
    contentType: workbookMediaType,
    content: bytes,
  };
}

/** One row for each Chinese text; every cell is text, so nothing in it becomes a formula. */
function rowsOf({ file, sources, translation }: Sheet, words: Words): string[][] {
  const name = file.live?.content.name ?? '';
  return sources.map(({ field, zh }) => {
    const text = translation.texts.get(field);
    const cells: Readonly<Record<TranslationColumn, string>> = {
      'entry-name': name,
      provider: file.entry.provider.name,
      'field-name': fieldWord(words, field),
      zh,
      text: text?.text ?? '',
      state: words.text(`catalog.translation.state.${stateOf(text)}`),
      entry: file.entry.id,
      field,
      digest: digestOf(zh),
    };
    return translationColumns.map((column) => cells[column]);
  });
}
