import type { ListingCounts } from '@karez/contract/catalog/listing';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { freshnessOfDocument, listingOfDocument } from '../search/listed-store.ts';

export type DepartmentCounts = ListingCounts & { readonly organisationId: string; readonly name: string };

/** Of each department of an authority's region: how many entries are due to be listed, and how they stand; by the same rule as search. */
export async function listingCounts(reader: Reader, regionCode: string): Promise<DepartmentCounts[]> {
  const found = await sql<DepartmentCounts>`
    SELECT provider_org_id AS "organisationId", max(provider_name) AS name, count(*)::int AS due,
      count(*) FILTER (WHERE listing <> 'unlisted')::int AS listed, count(*) FILTER (WHERE listing = 'mounted')::int AS mounted,
      count(*) FILTER (WHERE listing = 'promised')::int AS promised, count(*) FILTER (WHERE listing = 'promise-overdue')::int AS "promiseOverdue",
      count(*) FILTER (WHERE listing = 'interrupted')::int AS interrupted, count(*) FILTER (WHERE listing = 'unlisted')::int AS unlisted,
      count(*) FILTER (WHERE freshness IN ('overdue', 'in-time'))::int AS timed, count(*) FILTER (WHERE freshness = 'overdue')::int AS stale
    FROM (SELECT provider_org_id, provider_names[1] AS provider_name, ${listingOfDocument} AS listing,
        ${freshnessOfDocument} AS freshness FROM catalog.search_document
      WHERE authority_region = ${regionCode} AND audience = 'everyone') AS stood
    WHERE listing <> 'not-shared' GROUP BY provider_org_id ORDER BY count(*) DESC, max(provider_name)`.execute(reader);
  return found.rows;
}
