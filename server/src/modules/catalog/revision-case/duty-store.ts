import type { dutyPlaces } from '@karez/contract/catalog/revision-case';
import { sql, type RawBuilder } from 'kysely';
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

/** What is compared of an item's name; nearly every name is in its plain form already, and to see that costs less than to make it. */
const foldedName = sql`lower(CASE WHEN name_zh IS NFKC NORMALIZED THEN name_zh ELSE normalize(name_zh, NFKC) END)`;

/**
 * Which entries have an item that holds which word. There are twenty items to an entry and more: of a few departments theirs are read, of a whole region
 * every name is compared once, however many items bear it.
 */
function itemsSaying(ofSomeDepartments: boolean): RawBuilder<unknown> {
  if (ofSomeDepartments) {
    return sql`
      SELECT item.id, word.position, word.word, 3
      FROM (SELECT entry.id, ${foldedName} AS folded FROM entry JOIN catalog.item ON item.entry_id = entry.id AND item.revision_no = entry.live_no OFFSET 0) AS item
        JOIN word ON strpos(item.folded, word.word) > 0`;
  }
  return sql`
    SELECT entry.id, said.position, said.word, 3
    FROM (SELECT name_zh, word.position, word.word
        FROM (SELECT name_zh, ${foldedName} AS folded FROM (SELECT DISTINCT name_zh FROM catalog.item) AS one OFFSET 0) AS named
          JOIN word ON strpos(named.folded, word.word) > 0) AS said
      JOIN catalog.item ON item.name_zh = said.name_zh
      JOIN entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no`;
}

/**
 * Entries in force that hold at least one word of a duty, those with most words first, and how many there are. Letter case and compatibility forms
 * become one, as in what was asked.
 */
export async function entriesOfDuty(
  reader: Reader,
  { regions, words, organisationIds, limit }: Asked,
): Promise<{ entries: DutyEntry[]; total: number }> {
  const found = await sql<DutyEntry & { total: number }>`
    WITH entry AS MATERIALIZED (
      SELECT entry.id, entry.live_no, document.name, document.abstract, entry.resource_code, entry.provider_org_id, entry.provider_name,
        (SELECT string_agg(matter, E'\n') FROM jsonb_array_elements_text(coalesce(revision.fields -> 'relatedMatters', '[]')) AS matter) AS matters,
        concat_ws(E'\n', revision.fields #>> '{collection,basis,title}', revision.fields #>> '{collection,form,name}') AS collection,
        concat_ws(E'\n', revision.fields ->> 'providerSubUnit', revision.fields #>> '{collection,subUnit}') AS division
      FROM catalog.entry JOIN catalog.search_document document ON document.entry_id = entry.id
        JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
      WHERE entry.state = ANY (${[...statesInForce]}::text[]) AND document.authority_region = ANY (${[...regions]}::text[]) AND NOT entry.sample
        AND (cardinality(${[...organisationIds]}::uuid[]) = 0 OR entry.provider_org_id = ANY (${[...organisationIds]}::uuid[]))),
    text AS (
      SELECT entry.id, place, lower(normalize(coalesce(said, ''), NFKC)) AS folded
      FROM entry CROSS JOIN unnest(ARRAY[entry.name, entry.abstract, NULL, entry.matters, entry.collection, entry.division]) WITH ORDINALITY AS text (said, place)
      WHERE said <> '' OFFSET 0),
    word AS (SELECT word, position FROM unnest(${[...words]}::text[]) WITH ORDINALITY AS word (word, position)),
    said AS (
      SELECT text.id, word.position, word.word, text.place FROM text JOIN word ON strpos(text.folded, word.word) > 0
      UNION ${itemsSaying(organisationIds.length > 0)}),
    held AS (
      SELECT id, position, word,
        array_agg((ARRAY['name', 'abstract', 'item', 'matter', 'collection', 'division'])[place] ORDER BY place) AS places
      FROM said GROUP BY id, position, word),
    matched AS (
      SELECT id, count(*) AS words, jsonb_agg(jsonb_build_object('word', word, 'places', places) ORDER BY position) AS matched FROM held GROUP BY id)
    SELECT entry.id, entry.name, entry.resource_code AS "resourceCode", entry.provider_org_id AS "organisationId",
      entry.provider_name AS "organisationName", coalesce(matched.matched, '[]') AS matched, (count(*) OVER ())::int AS total
    FROM entry LEFT JOIN matched ON matched.id = entry.id
    WHERE cardinality(${[...words]}::text[]) = 0 OR matched.id IS NOT NULL
    ORDER BY coalesce(matched.words, 0) DESC, entry.provider_name, entry.name, entry.id LIMIT ${limit}`.execute(reader);
  return { entries: found.rows.map(({ total: _total, ...entry }) => entry), total: found.rows[0]?.total ?? 0 };
}
