import type { FormatClass, ShareType, UpdateCycle } from '@karez/contract/catalog/content';
import type { TranslationLanguage } from '@karez/contract/catalog/translation';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { documentReaches } from '../search/reach-store.ts';
import type { Reach } from '../search/search.ts';

/** What of an entry's version in force may leave: these fields and no others. Systems, 科室, persons, items and conditions are not read at all. */
export type LeavingEntry = {
  readonly id: string;
  readonly resourceCode: string | null;
  readonly version: string | null;
  /** The day on which the version in force was published. */
  readonly publishedOn: string | null;
  readonly provider: { readonly organisationId: string; readonly name: string; readonly uscc: string | null };
  readonly name: string;
  readonly nameUg: string | null;
  readonly abstract: string;
  readonly abstractUg: string | null;
  readonly nameEn: string | null;
  readonly abstractEn: string | null;
  readonly category: string | null;
  readonly otherCategories: readonly string[];
  readonly shareType: ShareType | null;
  readonly formatClass: FormatClass | null;
  readonly formatType: string | null;
  readonly openToPublic: boolean | null;
  readonly openConditions: string;
  readonly updateCycle: UpdateCycle | null;
  readonly coverageRegion: string | null;
  readonly coveragePeriod: string;
  /** Days that an imported row states for its data. */
  readonly source: { readonly publishedOn: string | null; readonly updatedOn: string | null };
};

/** What goes out of the portal: to readers that are known, or to everybody. */
export type Leaving = Exclude<Reach, 'seen'>;

/** A translation that was reviewed; what nobody reviewed does not leave (91-7.1.1). */
function reviewed(language: TranslationLanguage, field: 'name' | 'abstract') {
  const path = sql`told.translations -> ${language}::text -> ${field}::text`;
  return sql`CASE WHEN ${path} ->> 'mark' = 'reviewed' THEN ${path} ->> 'text' END`;
}

/**
 * Of the entries of some ids those that may leave, in the order of the ids. Whoever chose the ids, whether an entry leaves is decided in the
 * statement that reads its fields: what was retired or denied since the search is not told.
 */
export async function leavingEntries(reader: Reader, reach: Leaving, ids: readonly string[]): Promise<LeavingEntry[]> {
  const found = await sql<LeavingEntry>`
    SELECT entry.id, resource_code AS "resourceCode", revision.version, published_on AS "publishedOn",
      json_build_object('organisationId', provider_org_id, 'name', provider_name, 'uscc', provider_uscc) AS provider,
      fields ->> 'name' AS name, fields ->> 'abstract' AS abstract,
      ${reviewed('ug', 'name')} AS "nameUg", ${reviewed('ug', 'abstract')} AS "abstractUg",
      ${reviewed('en', 'name')} AS "nameEn", ${reviewed('en', 'abstract')} AS "abstractEn",
      fields ->> 'category' AS category, fields -> 'otherCategories' AS "otherCategories", fields ->> 'shareType' AS "shareType",
      fields ->> 'formatClass' AS "formatClass", fields ->> 'formatType' AS "formatType", (fields ->> 'openToPublic')::boolean AS "openToPublic",
      fields ->> 'openConditions' AS "openConditions", fields ->> 'updateCycle' AS "updateCycle", fields ->> 'coverageRegion' AS "coverageRegion",
      fields ->> 'coveragePeriod' AS "coveragePeriod",
      json_build_object('publishedOn', source_published_on, 'updatedOn', source_updated_on) AS source
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS asked (id, position)
    JOIN catalog.entry ON entry.id = asked.id
    JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
    JOIN (SELECT entry_id, translations FROM catalog.search_document) told ON told.entry_id = entry.id
    WHERE EXISTS (SELECT 1 FROM catalog.search_document WHERE search_document.entry_id = entry.id AND ${documentReaches(reach)})
    ORDER BY asked.position`.execute(reader);
  return found.rows;
}

/** Regions of the departments whose entries everyone finds; sample places, which are of other cities, apart. */
export async function regionsPublished(reader: Reader): Promise<string[]> {
  const found = await sql<{ region: string }>`
    SELECT DISTINCT region_code AS region FROM catalog.search_document WHERE audience = 'everyone' AND NOT sample ORDER BY 1`.execute(
    reader,
  );
  return found.rows.map(({ region }) => region);
}
