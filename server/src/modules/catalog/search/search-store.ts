import type { TranslationLanguage } from '@karez/contract/catalog/translation';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SearchDocument } from './search-document.ts';
import type { TranslatedTexts, Translations } from './translated-texts.ts';
import { listingOfDocument, type ListingFacet } from './listed-store.ts';
import { READINGS_VERSION } from './reading.ts';

/** Writes the documents of some entries, new or changed, in one statement. */
export async function saveSearchDocuments(tx: Transaction, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await sql`
    INSERT INTO catalog.search_document (entry_id, audience, stage_audience, state, stage, provider_org_id, region_code, authority_region, sample,
      categories, category, share_type, format_class, update_cycle, item_count, name, name_ug, abstract, abstract_ug, provider_names, items, code, version,
      published_on, readings, readings_version, name_folded, folded, tokens)
    SELECT "entryId", audience, "stageAudience", state, stage, "providerOrgId", "regionCode", "authorityRegion", sample,
      ARRAY(SELECT jsonb_array_elements_text(categories)), category, "shareType", "formatClass", "updateCycle", "itemCount", name, "nameUg", abstract,
      "abstractUg", ARRAY(SELECT jsonb_array_elements_text("providerNames")), ARRAY(SELECT jsonb_array_elements_text(items)), code, version,
      "publishedOn", ARRAY(SELECT jsonb_array_elements_text(readings)), ${READINGS_VERSION}, "nameFolded", folded, array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(tokens)))
    FROM jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) AS document ("entryId" uuid, audience text, "stageAudience" text, state text, stage text,
      "providerOrgId" uuid, "regionCode" text, "authorityRegion" text, sample boolean, categories jsonb, category text, "shareType" text,
      "formatClass" text, "updateCycle" text, "itemCount" integer, name text, "nameUg" text, abstract text, "abstractUg" text, "providerNames" jsonb,
      items jsonb, code text, version text, "publishedOn" date, readings jsonb, "nameFolded" text, folded text, tokens jsonb)
    ON CONFLICT (entry_id) DO UPDATE SET audience = EXCLUDED.audience, stage_audience = EXCLUDED.stage_audience, state = EXCLUDED.state,
      stage = EXCLUDED.stage, provider_org_id = EXCLUDED.provider_org_id, region_code = EXCLUDED.region_code,
      authority_region = EXCLUDED.authority_region, sample = EXCLUDED.sample, categories = EXCLUDED.categories, category = EXCLUDED.category,
      share_type = EXCLUDED.share_type, format_class = EXCLUDED.format_class, update_cycle = EXCLUDED.update_cycle, item_count = EXCLUDED.item_count,
      name = EXCLUDED.name, name_ug = EXCLUDED.name_ug, abstract = EXCLUDED.abstract, abstract_ug = EXCLUDED.abstract_ug,
      provider_names = EXCLUDED.provider_names, items = EXCLUDED.items, code = EXCLUDED.code, version = EXCLUDED.version,
      published_on = EXCLUDED.published_on, readings = EXCLUDED.readings, readings_version = EXCLUDED.readings_version, name_folded = EXCLUDED.name_folded, folded = EXCLUDED.folded, tokens = EXCLUDED.tokens`.execute(
    tx,
  );
}

/** Has the index read an entry again of which only what stands beside the document has changed. */
export async function touchSearchDocument(tx: Transaction, entryId: string): Promise<void> {
  await sql`UPDATE catalog.search_document SET state = state WHERE entry_id = ${entryId}`.execute(tx);
}

export type StoredDocument = Omit<SearchDocument, 'nameFolded' | 'folded' | 'tokens'> & {
  readonly providerUscc: string | null;
  readonly consentUntil: string | null;
  readonly translations: Translations;
  readonly listing: ListingFacet;
  /** Last day of the promise, where nothing is mounted yet. */
  readonly promisedOn: string | null;
};

/**
 * The documents of some entries, in no order, with the last day of a standing consent for the version in force. Arrays travel as JSON; the readings,
 * which are as long as all else together, only where they are asked for.
 */
export async function searchDocuments(
  reader: Reader,
  ids: readonly string[],
  { readings }: { readings: boolean },
): Promise<Map<string, StoredDocument>> {
  const found = await sql<StoredDocument>`
    SELECT search_document.entry_id AS "entryId", audience, stage_audience AS "stageAudience", search_document.state, stage, search_document.provider_org_id AS "providerOrgId",
      search_document.region_code AS "regionCode", authority_region AS "authorityRegion", search_document.sample, to_json(categories) AS categories, category,
      share_type AS "shareType", format_class AS "formatClass", update_cycle AS "updateCycle", item_count AS "itemCount", name, name_ug AS "nameUg", abstract,
      abstract_ug AS "abstractUg", to_json(provider_names) AS "providerNames", to_json(items) AS items, ${readings ? sql`to_json(readings)` : sql`'[]'::json`} AS readings, translations, code, version, search_document.published_on AS "publishedOn",
      entry.provider_uscc AS "providerUscc",
      (SELECT valid_until FROM catalog.standing_consent consent
        WHERE consent.entry_id = search_document.entry_id AND ended_on IS NULL AND consent.revision_no = entry.live_no) AS "consentUntil",
      ${listingOfDocument} AS listing,
      (SELECT due_on FROM catalog.listing WHERE listing.entry_id = search_document.entry_id) AS "promisedOn"
    FROM catalog.search_document JOIN catalog.entry ON entry.id = search_document.entry_id WHERE search_document.entry_id = ANY (${ids}::uuid[])`.execute(
    reader,
  );
  return new Map(found.rows.map((row) => [row.entryId, row]));
}

/** What readers may read of an entry in one language from now on; the other languages stay. */
export async function saveTranslatedTexts(
  tx: Transaction,
  { entryId, language, texts }: { entryId: string; language: TranslationLanguage; texts: TranslatedTexts },
): Promise<void> {
  await sql`
    UPDATE catalog.search_document SET translations = translations || jsonb_build_object(${language}::text, ${JSON.stringify(texts)}::jsonb)
    WHERE entry_id = ${entryId}`.execute(tx);
}
