import type { Language } from '@karez/contract/words';
import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SearchDocument } from './search-document.ts';
import { likeOf, tsqueryOf } from './search-text.ts';

/** Writes the documents of some entries, new or changed, in one statement. */
export async function saveSearchDocuments(tx: Transaction, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await sql`
    INSERT INTO catalog.search_document (entry_id, audience, stage_audience, state, stage, provider_org_id, region_code, authority_region, sample,
      categories, category, share_type, format_class, update_cycle, item_count, name, name_ug, abstract, abstract_ug, provider_names, items, code, version,
      published_on, name_folded, folded, tokens)
    SELECT "entryId", audience, "stageAudience", state, stage, "providerOrgId", "regionCode", "authorityRegion", sample,
      ARRAY(SELECT jsonb_array_elements_text(categories)), category, "shareType", "formatClass", "updateCycle", "itemCount", name, "nameUg", abstract,
      "abstractUg", ARRAY(SELECT jsonb_array_elements_text("providerNames")), ARRAY(SELECT jsonb_array_elements_text(items)), code, version,
      "publishedOn", "nameFolded", folded, array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(tokens)))
    FROM jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) AS document ("entryId" uuid, audience text, "stageAudience" text, state text, stage text,
      "providerOrgId" uuid, "regionCode" text, "authorityRegion" text, sample boolean, categories jsonb, category text, "shareType" text,
      "formatClass" text, "updateCycle" text, "itemCount" integer, name text, "nameUg" text, abstract text, "abstractUg" text, "providerNames" jsonb,
      items jsonb, code text, version text, "publishedOn" date, "nameFolded" text, folded text, tokens jsonb)
    ON CONFLICT (entry_id) DO UPDATE SET audience = EXCLUDED.audience, stage_audience = EXCLUDED.stage_audience, state = EXCLUDED.state,
      stage = EXCLUDED.stage, provider_org_id = EXCLUDED.provider_org_id, region_code = EXCLUDED.region_code,
      authority_region = EXCLUDED.authority_region, sample = EXCLUDED.sample, categories = EXCLUDED.categories, category = EXCLUDED.category,
      share_type = EXCLUDED.share_type, format_class = EXCLUDED.format_class, update_cycle = EXCLUDED.update_cycle, item_count = EXCLUDED.item_count,
      name = EXCLUDED.name, name_ug = EXCLUDED.name_ug, abstract = EXCLUDED.abstract, abstract_ug = EXCLUDED.abstract_ug,
      provider_names = EXCLUDED.provider_names, items = EXCLUDED.items, code = EXCLUDED.code, version = EXCLUDED.version,
      published_on = EXCLUDED.published_on, name_folded = EXCLUDED.name_folded, folded = EXCLUDED.folded, tokens = EXCLUDED.tokens`.execute(
    tx,
  );
}

/** Whose eyes search looks with: the unit, and the regions whose authority it is. */
export type Eyes = { readonly orgId: string | null; readonly authorityRegions: readonly string[] };

/**
 * What of the catalogue a question reaches: `seen`, all that the eyes see; `leaving`, what other platforms may be told, so nothing unpublished
 * and nothing denied (91-3.1); `open`, of that only what is open to the public (是否向社会开放).
 */
export type Reach = 'seen' | 'leaving' | 'open';

export const facetNames = ['shareType', 'provider', 'category', 'format', 'updateCycle', 'region', 'state'] as const;
export type FacetName = (typeof facetNames)[number];

export type Search = {
  readonly eyes: Eyes;
  readonly reach: Reach;
  /** Asks about one entry only; null asks about all. */
  readonly entryId: string | null;
  readonly words: readonly string[];
  /** The whole query, folded: an entry of exactly that name comes first. */
  readonly phrase: string;
  readonly filters: Readonly<Record<FacetName, readonly string[]>>;
  readonly onlyOwn: boolean;
  /** Language of the labels of classifications. */
  readonly language: Language;
  readonly after: { readonly rank: number; readonly id: string } | null;
  readonly limit: number;
};

export type FacetCount = { readonly facet: FacetName; readonly value: string; readonly label: string; readonly count: number };
export type SearchHits = {
  readonly total: number;
  readonly page: readonly { readonly id: string; readonly rank: number }[];
  readonly facets: readonly FacetCount[];
};

/** The value by which each facet filters and counts; `none` where the entry does not say. An entry may stand in several categories. */
const facetValue: Readonly<Record<FacetName, RawBuilder<unknown>>> = {
  shareType: sql`coalesce(share_type, 'none')`,
  provider: sql`provider_org_id`,
  category: sql`unnest(CASE WHEN cardinality(categories) = 0 THEN ARRAY['none'] ELSE categories END)`,
  format: sql`coalesce(format_class, 'none')`,
  updateCycle: sql`coalesce(update_cycle, 'none')`,
  region: sql`region_code`,
  state: sql`state`,
};
/** What stands beside a value: the names of departments and classifications; other values are words of the contract. */
function facetLabel(name: FacetName, language: Language): RawBuilder<unknown> {
  if (name === 'provider') return sql`(SELECT provider_names[1] FROM catalog.search_document WHERE provider_org_id = value LIMIT 1)`;
  const column = language === 'zh' ? sql`name_zh` : sql`name_en`;
  return name === 'category' ? sql`coalesce((SELECT ${column} FROM catalog.category WHERE code = value), value)` : sql`value`;
}

/** Values of one facet that are listed, the commonest first. */
const FACET_VALUES_MAX = 100;

function visibleTo({ orgId, authorityRegions }: Eyes): RawBuilder<unknown> {
  return sql`(audience = 'everyone' OR provider_org_id = ${orgId}::uuid OR (audience = 'signed' AND authority_region = ANY (${authorityRegions}::text[])))`;
}

function reaches(reach: Reach): RawBuilder<unknown> {
  if (reach === 'seen') return sql`true`;
  const leaving = sql`audience = 'everyone' AND share_type IS DISTINCT FROM 'denied'`;
  if (reach === 'leaving') return leaving;
  return sql`${leaving} AND EXISTS (SELECT 1 FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
    WHERE entry.id = search_document.entry_id AND revision.fields -> 'openToPublic' = 'true'::jsonb)`;
}

function holdsWords(words: readonly string[]): RawBuilder<unknown> {
  const query = tsqueryOf(words);
  if (query === null) return sql`true`;
  return sql`(tokens @@ ${query}::tsquery AND folded LIKE ALL (${words.map(likeOf)}::text[]))`;
}

function rankOf({ words, phrase }: Search): RawBuilder<unknown> {
  if (words.length === 0) return sql`0`;
  return sql`CASE WHEN name_folded = ${phrase} THEN 0 WHEN starts_with(name_folded, ${phrase}) THEN 1
    WHEN name_folded LIKE ALL (${words.map(likeOf)}::text[]) THEN 2 ELSE 3 END`;
}

/** Whether a document passes one filter. */
function passes(name: FacetName, chosen: readonly string[]): RawBuilder<unknown> {
  if (name === 'category')
    return sql`(categories && ${chosen}::text[] OR (cardinality(categories) = 0 AND 'none' = ANY (${chosen}::text[])))`;
  return sql`(${facetValue[name]})::text = ANY (${chosen}::text[])`;
}

/** One bit for each filter that a document fails: 0 passes all, exactly one bit still counts in that facet. */
function missedBits({ filters }: Search): RawBuilder<unknown> {
  const bits = facetNames.flatMap((name, index) => {
    const chosen = filters[name];
    return chosen.length === 0 ? [] : [sql`CASE WHEN ${passes(name, chosen)} THEN 0 ELSE ${sql.lit(2 ** index)} END`];
  });
  return bits.length === 0 ? sql`0` : sql.join(bits, sql` + `);
}

function countsOf(language: Language, name: FacetName, index: number): RawBuilder<unknown> {
  const listed = name === 'category' ? sql`WHERE length(value) = 3 OR value = 'none'` : sql``;
  return sql`(SELECT ${sql.lit(name)} AS facet, value::text, ${facetLabel(name, language)} AS label, count
    FROM (SELECT ${facetValue[name]} AS value, count(*) AS count FROM hit WHERE missed IN (0, ${sql.lit(2 ** index)}) GROUP BY 1) AS counted ${listed}
    ORDER BY count DESC, value LIMIT ${sql.lit(FACET_VALUES_MAX)})`;
}

/** Every document that the search meets, with its rank and the filters that it fails. */
function hitsOf(search: Search): RawBuilder<unknown> {
  const { onlyOwn, eyes, reach, entryId } = search;
  const own = onlyOwn ? sql`AND provider_org_id = ${eyes.orgId}::uuid` : sql``;
  const one = entryId === null ? sql`` : sql`AND entry_id = ${entryId}::uuid`;
  return sql`hit AS MATERIALIZED (
      SELECT entry_id, share_type, provider_org_id, categories, format_class, update_cycle, region_code, state,
        ${rankOf(search)} AS rank, ${missedBits(search)} AS missed
      FROM catalog.search_document WHERE ${visibleTo(eyes)} AND ${reaches(reach)} ${own} ${one} AND ${holdsWords(search.words)}
    )`;
}

function totalAndPage({ after, limit }: Search): RawBuilder<unknown> {
  const beyond = after === null ? sql`` : sql`AND (rank > ${after.rank} OR (rank = ${after.rank} AND entry_id < ${after.id}::uuid))`;
  return sql`(SELECT count(*) FROM hit WHERE missed = 0) AS total,
      (SELECT json_agg(json_build_object('id', entry_id, 'rank', rank) ORDER BY rank, entry_id DESC) FROM
        (SELECT entry_id, rank FROM hit WHERE missed = 0 ${beyond} ORDER BY rank, entry_id DESC LIMIT ${limit + 1}) AS page) AS page`;
}

/** Finds what the reader may see: one page of ids by rank and age and one more, the total, and each facet's counts with its own filter left out. */
export async function searchEntries(reader: Reader, search: Search): Promise<SearchHits> {
  const found = await sql<{ total: number; page: SearchHits['page'] | null; facets: SearchHits['facets'] | null }>`
    WITH ${hitsOf(search)}
    SELECT ${totalAndPage(search)},
      (SELECT json_agg(counted) FROM (${sql.join(
        facetNames.map((name, index) => countsOf(search.language, name, index)),
        sql` UNION ALL `,
      )}) AS counted) AS facets`.execute(reader);
  const row = found.rows[0];
  return { total: row?.total ?? 0, page: row?.page ?? [], facets: row?.facets ?? [] };
}

/** The same without counts of facets, for those who want every page. */
export async function searchPage(reader: Reader, search: Search): Promise<Omit<SearchHits, 'facets'>> {
  const found = await sql<{ total: number; page: SearchHits['page'] | null }>`
    WITH ${hitsOf(search)} SELECT ${totalAndPage(search)}`.execute(reader);
  const row = found.rows[0];
  return { total: row?.total ?? 0, page: row?.page ?? [] };
}

export type StoredDocument = Omit<SearchDocument, 'nameFolded' | 'folded' | 'tokens'> & {
  readonly providerUscc: string | null;
  readonly consentUntil: string | null;
};

/** The documents of some entries, in no order, with the last day of a standing consent for the version in force. */
export async function searchDocuments(reader: Reader, ids: readonly string[]): Promise<Map<string, StoredDocument>> {
  const found = await sql<StoredDocument>`
    SELECT document.entry_id AS "entryId", audience, stage_audience AS "stageAudience", document.state, stage, document.provider_org_id AS "providerOrgId",
      document.region_code AS "regionCode", authority_region AS "authorityRegion", document.sample, categories, category,
      share_type AS "shareType", format_class AS "formatClass", update_cycle AS "updateCycle", item_count AS "itemCount", name, name_ug AS "nameUg", abstract,
      abstract_ug AS "abstractUg", provider_names AS "providerNames", items, code, version, document.published_on AS "publishedOn",
      entry.provider_uscc AS "providerUscc",
      (SELECT valid_until FROM catalog.standing_consent consent
        WHERE consent.entry_id = document.entry_id AND ended_on IS NULL AND consent.revision_no = entry.live_no) AS "consentUntil"
    FROM catalog.search_document document JOIN catalog.entry ON entry.id = document.entry_id WHERE document.entry_id = ANY (${ids}::uuid[])`.execute(
    reader,
  );
  return new Map(found.rows.map((row) => [row.entryId, row]));
}
