import type { TranslationCounts, TranslationLanguage } from '@karez/contract/catalog/translation';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { EntryId } from '../entry/entry.ts';
import { stateFrom, type FieldText, type Shown, type Stamp, type Translation } from './translation.ts';

type StoredStamp = Omit<Stamp, 'at'> & { readonly at: string };
type FieldRow = {
  field: string;
  state: FieldText['state'];
  text: string;
  sourceZh: string;
  authors: string[];
  written: StoredStamp;
  reviewed: (StoredStamp & { opinion: string }) | null;
  returned: (StoredStamp & { opinion: string }) | null;
  shown: Shown | null;
};

const stampOf = <T extends StoredStamp>(stored: T): Omit<T, 'at'> & { readonly at: Date } => ({ ...stored, at: new Date(stored.at) });

function fieldOf({ state, reviewed, returned, written, ...row }: FieldRow): FieldText {
  const common = { ...row, written: stampOf(written) };
  if (state === 'draft') return { ...common, state, returned: returned && stampOf(returned) };
  if (state !== 'reviewed') return { ...common, state };
  if (reviewed === null) throw new Error(`field ${row.field} is reviewed by nobody`);
  return { ...common, state, reviewed: stampOf(reviewed) };
}

/** An entry in one language; where nobody began, without any text. */
export async function findTranslation(reader: Reader, entryId: EntryId, language: TranslationLanguage): Promise<Translation> {
  return (await findTranslations(reader, [entryId], language))(entryId);
}

/** The same of some entries: as many questions for a thousand as for one. */
export async function findTranslations(
  reader: Reader,
  entryIds: readonly EntryId[],
  language: TranslationLanguage,
): Promise<(entryId: EntryId) => Translation> {
  const heads = await sql<{ entryId: string; revision: number }>`
    SELECT entry_id AS "entryId", revision FROM catalog.translation
    WHERE entry_id = ANY (${entryIds}::uuid[]) AND language = ${language}`.execute(reader);
  const found = await sql<FieldRow & { entryId: string }>`
    SELECT entry_id AS "entryId", field, state, text, source_zh AS "sourceZh", authors, written, reviewed, returned, shown
    FROM catalog.translated_field WHERE entry_id = ANY (${entryIds}::uuid[]) AND language = ${language}`.execute(reader);
  const revisions = new Map(heads.rows.map(({ entryId, revision }) => [entryId, revision]));
  const fields = Map.groupBy(found.rows, ({ entryId }) => entryId);
  return (entryId) => ({
    entryId,
    language,
    revision: revisions.get(entryId) ?? 0,
    texts: new Map((fields.get(entryId) ?? []).map(({ entryId: _entryId, ...row }) => [row.field, fieldOf(row)])),
  });
}

/** Stores a translation one revision further; the entry's row is locked, so nobody else writes it. */
export async function saveTranslation(
  tx: Transaction,
  { entryId, language, revision, texts }: Translation,
  counts: TranslationCounts,
): Promise<void> {
  const { missing, draft, translated, reviewed, stale } = counts;
  await sql`
    INSERT INTO catalog.translation (entry_id, language, revision, state, missing, draft, translated, reviewed, stale)
    VALUES (${entryId}, ${language}, ${revision}, ${stateFrom(counts)}, ${missing}, ${draft}, ${translated}, ${reviewed}, ${stale})
    ON CONFLICT (entry_id, language) DO UPDATE SET revision = EXCLUDED.revision, state = EXCLUDED.state, missing = EXCLUDED.missing,
      draft = EXCLUDED.draft, translated = EXCLUDED.translated, reviewed = EXCLUDED.reviewed, stale = EXCLUDED.stale`.execute(tx);
  const kept = [...texts.keys()];
  await sql`
    DELETE FROM catalog.translated_field
    WHERE entry_id = ${entryId} AND language = ${language} AND field <> ALL (${kept}::text[])`.execute(tx);
  const rows = JSON.stringify([...texts.values()]);
  await sql`
    INSERT INTO catalog.translated_field AS stored (entry_id, language, field, state, text, source_zh, authors, written, reviewed, returned, shown)
    SELECT ${entryId}::uuid, ${language}::text, field, state, text, "sourceZh", ARRAY(SELECT jsonb_array_elements_text(authors)), written,
      nullif(reviewed, 'null'::jsonb), nullif(returned, 'null'::jsonb), nullif(shown, 'null'::jsonb)
    FROM jsonb_to_recordset(${rows}::jsonb) AS field (field text, state text, text text, "sourceZh" text, authors jsonb, written jsonb, reviewed jsonb,
      returned jsonb, shown jsonb)
    ON CONFLICT (entry_id, language, field) DO UPDATE SET state = EXCLUDED.state, text = EXCLUDED.text, source_zh = EXCLUDED.source_zh,
      authors = EXCLUDED.authors, written = EXCLUDED.written, reviewed = EXCLUDED.reviewed, returned = EXCLUDED.returned, shown = EXCLUDED.shown
    WHERE stored IS DISTINCT FROM EXCLUDED`.execute(tx);
}

export type Suggestion = {
  readonly zh: string;
  readonly text: string;
  readonly reviewed: boolean;
  readonly uses: number;
  readonly entryId: string;
  readonly entryName: string;
};

/** How many suggestions are made for one Chinese text. */
const SUGGESTIONS_MAX = 3;

/**
 * How the same Chinese was put into the language in other entries that everyone finds: reviewed texts first, then the most used, each with one
 * entry that says it so. A denied entry tells of itself no more than its name.
 */
export async function suggestionsFor(
  reader: Reader,
  asked: { readonly language: TranslationLanguage; readonly chinese: readonly string[]; readonly except: string },
): Promise<Suggestion[]> {
  const found = await sql<Suggestion>`
    SELECT zh, text, reviewed, uses, "entryId", document.name AS "entryName"
    FROM (
      SELECT source_zh AS zh, text, bool_or(other.state = 'reviewed') AS reviewed, count(DISTINCT other.entry_id)::int AS uses,
        (array_agg(other.entry_id ORDER BY other.state = 'reviewed' DESC, other.entry_id))[1] AS "entryId",
        row_number() OVER (PARTITION BY source_zh ORDER BY bool_or(other.state = 'reviewed') DESC, count(DISTINCT other.entry_id) DESC, text) AS place
      FROM catalog.translated_field other JOIN catalog.search_document document USING (entry_id)
      WHERE source_zh = ANY (${asked.chinese}::text[]) AND language = ${asked.language} AND other.entry_id <> ${asked.except}
        AND other.state IN ('translated', 'reviewed') AND document.audience = 'everyone'
        AND (document.share_type IS DISTINCT FROM 'denied' OR other.field = 'name')
      GROUP BY source_zh, text
    ) said JOIN catalog.search_document document ON document.entry_id = "entryId"
    WHERE place <= ${SUGGESTIONS_MAX} ORDER BY zh, place`.execute(reader);
  return found.rows;
}
