import type { dutyPlaces } from '@karez/contract/catalog/revision-case';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';

export type DutyPlace = (typeof dutyPlaces)[number];

/** An entry that may be touched by a change of duties, and which words it holds where. */
export type DutyEntry = {
  readonly id: string;
  readonly name: string;
  readonly resourceCode: string | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly matched: readonly { readonly word: string; readonly places: readonly DutyPlace[] }[];
};

type Asked = {
  /** Regions whose authority asks. */
  readonly regions: readonly string[];
  /** Folded; none for all. */
  readonly words: readonly string[];
  /** None for all. */
  readonly organisationIds: readonly string[];
  readonly limit: number;
};

/**
 * Entries in force that hold at least one word of a duty, those with most words first, and how many there are. Letter case and compatibility forms
 * become one, as in what was asked.
 */
export async function entriesOfDuty(
  reader: Reader,
  { regions, words, organisationIds, limit }: Asked,
): Promise<{ entries: DutyEntry[]; total: number }> {
  const found = await sql<DutyEntry & { total: number }>`
    WITH entry AS (
      SELECT entry.id, document.name, entry.resource_code, entry.provider_org_id, entry.provider_name,
        ARRAY[document.name, document.abstract,
          (SELECT string_agg(item.name_zh, E'\n') FROM catalog.item WHERE item.entry_id = entry.id AND item.revision_no = entry.live_no),
          (SELECT string_agg(matter, E'\n') FROM jsonb_array_elements_text(coalesce(revision.fields -> 'relatedMatters', '[]')) AS matter),
          concat_ws(E'\n', revision.fields #>> '{collection,basis,title}', revision.fields #>> '{collection,form,name}'),
          concat_ws(E'\n', revision.fields ->> 'providerSubUnit', revision.fields #>> '{collection,subUnit}')] AS texts
      FROM catalog.entry JOIN catalog.search_document document ON document.entry_id = entry.id
        JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
      WHERE entry.state = ANY (${[...statesInForce]}::text[]) AND document.authority_region = ANY (${[...regions]}::text[]) AND NOT entry.sample
        AND (cardinality(${[...organisationIds]}::uuid[]) = 0 OR entry.provider_org_id = ANY (${[...organisationIds]}::uuid[]))),
    held AS (
      SELECT text.id, word.position, word.word,
        array_agg((ARRAY['name', 'abstract', 'item', 'matter', 'collection', 'division'])[text.place] ORDER BY text.place) AS places
      FROM (SELECT entry.id, place, lower(normalize(coalesce(said, ''), NFKC)) AS folded
          FROM entry CROSS JOIN unnest(entry.texts) WITH ORDINALITY AS text (said, place) OFFSET 0) AS text
        JOIN unnest(${[...words]}::text[]) WITH ORDINALITY AS word (word, position) ON strpos(text.folded, word.word) > 0
      GROUP BY text.id, word.position, word.word),
    matched AS (
      SELECT id, count(*) AS words, jsonb_agg(jsonb_build_object('word', word, 'places', places) ORDER BY position) AS matched FROM held GROUP BY id)
    SELECT entry.id, entry.name, entry.resource_code AS "resourceCode", entry.provider_org_id AS "organisationId",
      entry.provider_name AS "organisationName", coalesce(matched.matched, '[]') AS matched, (count(*) OVER ())::int AS total
    FROM entry LEFT JOIN matched ON matched.id = entry.id
    WHERE cardinality(${[...words]}::text[]) = 0 OR matched.id IS NOT NULL
    ORDER BY coalesce(matched.words, 0) DESC, entry.provider_name, entry.name, entry.id LIMIT ${limit}`.execute(reader);
  return { entries: found.rows.map(({ total: _total, ...entry }) => entry), total: found.rows[0]?.total ?? 0 };
}
