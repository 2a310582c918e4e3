import type { importTranslations as contract } from '@karez/contract/catalog/translation-workbook';
import { TRANSLATED_ROWS_MAX, type TranslatedRow } from '@karez/contract/catalog/translation-workbook';
import { TRANSLATION_TEXT_MAX, type TranslationLanguage } from '@karez/contract/catalog/translation';
import type { AnswerOf } from '@karez/contract/route';
import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { UploadedFile } from '#platform/http/serve';
import { newReading, refusalAt, type Places } from '#platform/tables/row-reading';
import { openTable, type TableRow } from '#platform/tables/table-file';
import type { StepNeeds } from '../revision/record-step.ts';
import { changeTranslation, visibleSheet, type Sheet } from '../translation/change-translation.ts';
import { mayRewrite, mayTranslate } from '../translation/translation-policy.ts';
import { write, type FieldText } from '../translation/translation.ts';
import { asCell, digestOf, translationHeader, type TranslationColumn } from './translation-columns.ts';

type Answer = AnswerOf<typeof contract>;
type Asked = {
  readonly actor: Actor;
  readonly origin: string;
  readonly language: TranslationLanguage;
  readonly files: readonly UploadedFile[];
};
/** A row as it was read: which text of which entry it gives, to which Chinese. */
type Given = {
  readonly row: number;
  readonly entryId: string;
  readonly entryName: string;
  readonly field: string;
  readonly digest: string;
  readonly text: string;
  readonly refusals: readonly FieldRefusal[];
};
type Ask = Pick<Asked, 'actor' | 'origin' | 'language'> & { readonly places: Places<TranslationColumn> };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * Takes translations from a workbook as drafts, entry by entry, each in a transaction of its own, and tells of every row what became of it. A row
 * whose Chinese is another one by now is refused and says so; so is one that the caller may not write. Sent twice, the second finds nothing to change.
 */
export async function importTranslations(needs: StepNeeds, { actor, origin, language, files }: Asked): Promise<Answer | Refusal> {
  const [upload] = files;
  if (!upload || files.length > 1) return refuse('table.file-missing');
  const table = await openTable(upload.bytes, translationHeader);
  if (isRefusal(table)) return table;
  const places: Places<TranslationColumn> = new Map(table.columns.map((column) => [column.field, column]));
  const given: Given[] = [];
  for await (const row of table.rows()) {
    if (isRefusal(row)) return row;
    if (given.length >= TRANSLATED_ROWS_MAX) return refuse('catalog.translation-workbook.too-many-rows', { limit: TRANSLATED_ROWS_MAX });
    given.push(readGiven(row, places));
  }
  const items: TranslatedRow[] = [];
  for (const rows of Map.groupBy(given, ({ entryId }) => entryId).values()) {
    items.push(...(await takeEntry(needs, { actor, origin, language, places }, rows)));
  }
  const count = (outcome: TranslatedRow['outcome']) => items.filter((row) => row.outcome === outcome).length;
  return {
    counts: { draft: count('draft'), unchanged: count('unchanged'), error: count('error') },
    items: items.toSorted((one, other) => one.row - other.row),
  };
}

function readGiven(row: TableRow<TranslationColumn>, places: Places<TranslationColumn>): Given {
  const reading = newReading(row, places);
  const entryId = reading.text('entry').toLowerCase();
  if (!uuid.test(entryId)) reading.refuseField('entry', 'catalog.translation-workbook.entry-unknown');
  const text = reading.bounded('text', TRANSLATION_TEXT_MAX);
  const { refusals } = reading;
  return {
    row: row.row,
    entryId,
    entryName: reading.text('entry-name').slice(0, 128),
    field: reading.text('field').slice(0, 60),
    digest: reading.text('digest'),
    text,
    refusals,
  };
}

const told = ({ row, entryId, entryName, field }: Given, outcome: TranslatedRow['outcome'], refusals: readonly FieldRefusal[] = []) => ({
  row,
  entryId: uuid.test(entryId) ? entryId : null,
  entryName,
  field,
  outcome,
  refusals: refusals.map(({ path, code, params }) => ({ path, code, params: { ...params } })),
});

async function takeEntry(needs: StepNeeds, ask: Ask, rows: readonly Given[]): Promise<TranslatedRow[]> {
  const { actor, language, origin } = ask;
  const entryId = rows[0]?.entryId ?? '';
  const sheet = uuid.test(entryId) ? await visibleSheet(needs.database.reader, { actor, entryId, language }) : undefined;
  // What the caller may not write is not told apart from what is not there.
  const open = sheet && !isRefusal(sheet) && mayTranslate(actor, sheet.file) === true ? sheet : undefined;
  const seen = new Set<string>();
  const judged = rows.map((given) => {
    const refusals = refusalsOf(given, { sheet: open, places: ask.places, isDoubled: seen.has(given.field), actor });
    seen.add(given.field);
    return { given, refusals };
  });
  const stands = (given: Given) => given.text === '' || given.text === asCell(open?.translation.texts.get(given.field)?.text ?? '');
  const written = new Map(
    judged.filter(({ given, refusals }) => refusals.length === 0 && !stands(given)).map((each) => [each.given.field, each.given]),
  );
  const failed =
    open && written.size > 0
      ? await writeDrafts(needs, { actor, origin, language, entryId, ifMatch: String(open.translation.revision) }, written)
      : undefined;
  return judged.map(({ given, refusals }) => {
    if (refusals.length > 0) return told(given, 'error', refusals);
    if (!written.has(given.field)) return told(given, 'unchanged');
    return failed
      ? told(given, 'error', [placed(given, 'text', { places: ask.places, code: 'catalog.translation-workbook.changed-meanwhile' })])
      : told(given, 'draft');
  });
}

type Place = { readonly places: Places<TranslationColumn>; readonly code: string; readonly params?: Readonly<Record<string, string>> };
const placed = ({ row }: Given, column: TranslationColumn, { places, code, params = {} }: Place): FieldRefusal =>
  refusalAt(row, column, { places, code, params });

type Judging = {
  readonly sheet: Sheet | undefined;
  readonly places: Places<TranslationColumn>;
  readonly isDoubled: boolean;
  readonly actor: Actor;
};

function refusalsOf(given: Given, judging: Judging): readonly FieldRefusal[] {
  if (given.refusals.length > 0) return given.refusals;
  const { sheet, places, isDoubled } = judging;
  if (!sheet) return [placed(given, 'entry', { places, code: 'catalog.translation-workbook.entry-unknown' })];
  const source = sheet.sources.find(({ field }) => field === given.field);
  if (!source || isDoubled) return [placed(given, 'field', { places, code: 'catalog.translation-workbook.field-unknown' })];
  const before = sheet.translation.texts.get(given.field);
  const refusal = given.text === '' ? undefined : refuseText(given, judging, { sheet, zh: source.zh, before });
  return refusal ? [refusal] : [];
}

/** A text to earlier Chinese is not taken, nor one over a reviewed text that is not the caller's to change. */
function refuseText(
  given: Given,
  { places, actor }: Judging,
  { sheet, zh, before }: { sheet: Sheet; zh: string; before: FieldText | undefined },
): FieldRefusal | undefined {
  if (given.digest !== digestOf(zh)) {
    const params = { now: zh.slice(0, 100) };
    return placed(given, 'zh', { places, code: 'catalog.translation-workbook.chinese-changed', params });
  }
  const isNew = given.text !== asCell(before?.text ?? '');
  return isNew && isRefusal(mayRewrite(actor, sheet.file, before))
    ? placed(given, 'text', { places, code: 'catalog.translation-workbook.reviewed' })
    : undefined;
}

/** Writes the drafts of one entry over the revision at which they were judged: what changed meanwhile is not written over. */
async function writeDrafts(
  needs: StepNeeds,
  command: { actor: Actor; origin: string; language: TranslationLanguage; entryId: string; ifMatch: string },
  written: ReadonlyMap<string, Given>,
): Promise<Refusal | undefined> {
  const changed = await changeTranslation(needs, command, {
    action: 'catalog.import-translations',
    fields: [...written.keys()],
    permitted: (who, { file }) => mayTranslate(who, file),
    change: (before, { source: { field, zh }, stamp }) => {
      const given = written.get(field);
      if (!given || given.digest !== digestOf(zh)) return refuse('catalog.translation.changed', { current: command.ifMatch });
      return write(before, { field, text: given.text, zh, stamp });
    },
  });
  return isRefusal(changed) ? changed : undefined;
}
