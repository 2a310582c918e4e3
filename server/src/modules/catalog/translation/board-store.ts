import type { TranslationCounts, TranslationLanguage, TranslationState } from '@karez/contract/catalog/translation';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';

/** Whose entries: those of divisions that begin with one of the codes, and of the own department. */
export type Scope = { readonly regionPrefixes: readonly string[]; readonly orgId: string | null };

/** Entries in force; imported and retired ones are not translated. */
const inForce = sql`entry.state = ANY (${[...statesInForce]}::text[])`;

function within({ regionPrefixes, orgId }: Scope) {
  const patterns = regionPrefixes.map((prefix) => `${prefix}%`);
  return sql`(entry.region_code LIKE ANY (${patterns}::text[]) OR entry.provider_org_id = ${orgId}::uuid)`;
}

export type BoardCell = {
  readonly organisationId: string;
  readonly organisation: string;
  readonly state: TranslationState;
  readonly count: number;
};

/** How many entries of each department are in which state; one without a translation is missing. */
export async function boardCells(reader: Reader, language: TranslationLanguage, scope: Scope): Promise<BoardCell[]> {
  const found = await sql<BoardCell>`
    SELECT entry.provider_org_id AS "organisationId", max(entry.provider_name) AS organisation, coalesce(translation.state, 'missing') AS state,
      count(*)::int AS count
    FROM catalog.entry LEFT JOIN catalog.translation ON translation.entry_id = entry.id AND translation.language = ${language}
    WHERE ${inForce} AND ${within(scope)}
    GROUP BY 1, 3 ORDER BY 2, 1`.execute(reader);
  return found.rows;
}

export type TaskQuestion = {
  readonly language: TranslationLanguage;
  readonly state: TranslationState | null;
  readonly provider: string | null;
  readonly scope: Scope;
};
/** Place in the list: how much the entry is used, then its id. */
export type TaskPosition = { readonly uses: number; readonly id: string };

export type Task = {
  readonly entryId: string;
  readonly name: string;
  readonly resourceCode: string | null;
  readonly provider: string;
  readonly state: TranslationState;
  readonly counts: TranslationCounts | null;
  readonly translatedName: string;
  readonly uses: number;
};

function asked({ language, state, provider, scope }: TaskQuestion) {
  return sql`
    FROM catalog.entry
    LEFT JOIN catalog.translation ON translation.entry_id = entry.id AND translation.language = ${language}
    WHERE ${inForce} AND ${within(scope)}
      AND (${state}::text IS NULL OR coalesce(translation.state, 'missing') = ${state})
      AND (${provider}::uuid IS NULL OR entry.provider_org_id = ${provider}::uuid)`;
}

/** A page of entries, the most used first; one more than `limit` when there are more. */
export async function tasksBehind(
  reader: Reader,
  question: TaskQuestion,
  { after, limit }: { after: TaskPosition | null; limit: number },
): Promise<Task[]> {
  const behind = after === null ? sql`true` : sql`(uses, "entryId") < (${after.uses}::int, ${after.id}::uuid)`;
  const found = await sql<Task>`
    SELECT task."entryId", document.name, "resourceCode", provider, task.state, counts, coalesce(translated.text, '') AS "translatedName", uses
    FROM (
      SELECT entry.id AS "entryId", entry.resource_code AS "resourceCode", entry.provider_name AS provider,
        coalesce(translation.state, 'missing') AS state,
        CASE WHEN translation.state IS NOT NULL THEN jsonb_build_object('missing', missing, 'draft', draft, 'translated', translated,
          'reviewed', reviewed, 'stale', stale) END AS counts,
        (SELECT count(DISTINCT organisation_id)::int FROM catalog.used_by WHERE used_by.entry_id = entry.id) AS uses
      ${asked(question)}
    ) task
    JOIN catalog.search_document document ON document.entry_id = task."entryId"
    LEFT JOIN catalog.translated_field translated ON translated.entry_id = task."entryId" AND translated.language = ${question.language}
      AND translated.field = 'name'
    WHERE ${behind}
    ORDER BY uses DESC, task."entryId" DESC LIMIT ${limit + 1}`.execute(reader);
  return found.rows;
}

/** How many entries the question finds. */
export async function countTasks(reader: Reader, question: TaskQuestion): Promise<number> {
  const found = await sql<{ count: number }>`SELECT count(*)::int AS count ${asked(question)}`.execute(reader);
  return found.rows[0]?.count ?? 0;
}
