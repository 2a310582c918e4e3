import type { ParallelTexts } from '@karez/contract/catalog/edition';
import type { TranslationLanguage } from '@karez/contract/catalog/translation';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Legible } from '../translation/translation.ts';
import type { EditionTexts, EntryTexts } from './parallel-texts.ts';

/** An edition in one language, as it stands with the edition. */
export type EditionLanguage = {
  readonly language: TranslationLanguage;
  readonly digest: string;
  readonly begunCount: number;
  readonly wholeCount: number;
};

/** What somebody reviewed of the texts that an edition prints, of every entry that stands in the region's catalogue. */
export async function reviewedTexts(
  reader: Reader,
  entryIds: readonly string[],
): Promise<(language: TranslationLanguage, entryId: string) => EntryTexts> {
  const found = await sql<Legible & { entryId: string; language: TranslationLanguage; field: string }>`
    SELECT entry_id AS "entryId", language, field, state, text, source_zh AS "sourceZh", shown FROM catalog.translated_field
    WHERE entry_id = ANY (${[...entryIds]}::uuid[]) AND (state = 'reviewed' OR (shown ->> 'reviewed')::boolean)
      AND (field IN ('name', 'useConditions', 'denialReason') OR field LIKE 'conditions/%' OR field LIKE 'items/%/name' OR field LIKE 'items/%/denial')`.execute(
    reader,
  );
  const entries = Map.groupBy(found.rows, ({ language, entryId }) => `${language} ${entryId}`);
  const none: EntryTexts = new Map();
  return (language, entryId) => {
    const fields = entries.get(`${language} ${entryId}`);
    return fields === undefined ? none : new Map(fields.map(({ field, ...text }) => [field, text]));
  };
}

/** Stores an edition in its other languages, beside its lines. */
export async function insertTexts(
  tx: Transaction,
  editionId: string,
  languages: readonly (EditionTexts & { readonly digest: string })[],
): Promise<void> {
  for (const { language, digest, lines, wholeCount } of languages) {
    await sql`
      INSERT INTO catalog.edition_language (edition_id, language, digest, begun_count, whole_count)
      VALUES (${editionId}, ${language}, ${digest}, ${lines.length}, ${wholeCount})`.execute(tx);
    await sql`
      INSERT INTO catalog.edition_text (edition_id, language, position, texts)
      SELECT line.edition_id, ${language}, line.position, row.texts
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS row ("entryId" uuid, texts jsonb)
      JOIN catalog.edition_line line ON line.edition_id = ${editionId} AND line.entry_id = row."entryId"`.execute(tx);
  }
}

/** The languages of an edition beside Chinese. */
export async function languagesOf(reader: Reader, editionId: string): Promise<EditionLanguage[]> {
  const found = await sql<EditionLanguage>`
    SELECT language, digest, begun_count AS "begunCount", whole_count AS "wholeCount" FROM catalog.edition_language
    WHERE edition_id = ${editionId} ORDER BY language DESC`.execute(reader);
  return found.rows;
}

/** The texts of an edition as they were frozen, to compare the next one with. */
export async function frozenTexts(reader: Reader, editionId: string): Promise<EditionTexts[]> {
  const found = await sql<{ language: TranslationLanguage; entryId: string; texts: ParallelTexts }>`
    SELECT language, entry_id AS "entryId", texts FROM catalog.edition_text JOIN catalog.edition_line USING (edition_id, position)
    WHERE edition_id = ${editionId} ORDER BY position`.execute(reader);
  return [...Map.groupBy(found.rows, ({ language }) => language)].map(([language, rows]) => ({
    language,
    wholeCount: 0,
    lines: rows.map(({ entryId, texts }) => ({ entryId, texts })),
  }));
}
