import type { Responsibility, responsibilityKinds, responsibilityStates } from '@karez/contract/sharing/lists';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';

export type OwedFilters = {
  readonly kind?: (typeof responsibilityKinds)[number] | undefined;
  readonly state?: (typeof responsibilityStates)[number] | undefined;
  readonly provider?: string | undefined;
};
/** How much one department owes of one kind in one state. */
export type OwedCount = Pick<Responsibility, 'kind' | 'state' | 'provider'> & { readonly count: number };
type Question = OwedFilters & { readonly today: string; readonly limit: number };
type Row = Omit<Responsibility, 'provider'> & { orgId: string; orgName: string };

const owed = (today: string) => sql`(
    SELECT 'listing' AS kind, document.entry_id AS id, document.name, document.provider_org_id AS "orgId", document.provider_names[1] AS "orgName",
      coalesce(listing.responsible, '') AS division, listing.due_on AS "dueOn",
      CASE WHEN listing.due_on < ${today} THEN 'overdue' ELSE 'open' END AS state
    FROM catalog.listing JOIN catalog.search_document document ON document.entry_id = listing.entry_id
    WHERE listing.state = 'promised' AND document.audience = 'everyone'
    UNION ALL
    SELECT 'source', element.id, element.name, designation.organisation_id, designation.organisation_name, '', NULL, 'open'
    FROM catalog.designation JOIN catalog.element ON element.id = designation.element_id WHERE designation.ended_on IS NULL) AS owed`;

/**
 * What departments owe the catalogue, open to whoever reads it: entries that are listed on a dated promise, and data of which a department was
 * designated the source (91-4.1, 91-4.3, 809-19). The first rows under the filters, the earliest day before all and what has none last, and how many
 * there are of everything. `today` is the day in the region.
 */
export async function owedToCatalogue(
  reader: Reader,
  { kind, state, provider, today, limit }: Question,
): Promise<{ rows: Responsibility[]; counts: OwedCount[] }> {
  const found = await sql<Row>`
    SELECT * FROM ${owed(today)}
    WHERE (${kind ?? null}::text IS NULL OR kind = ${kind ?? null}) AND (${state ?? null}::text IS NULL OR state = ${state ?? null})
      AND (${provider ?? null}::uuid IS NULL OR "orgId" = ${provider ?? null}::uuid)
    ORDER BY "dueOn" NULLS LAST, kind, id LIMIT ${limit}`.execute(reader);
  const counted = await sql<Pick<Row, 'kind' | 'state' | 'orgId' | 'orgName'> & { count: number }>`
    SELECT kind, state, "orgId", max("orgName") AS "orgName", count(*)::int AS count FROM ${owed(today)} GROUP BY kind, state, "orgId"`.execute(
    reader,
  );
  return {
    rows: found.rows.map(({ orgId, orgName, ...row }) => ({ ...row, provider: { id: orgId, name: orgName } })),
    counts: counted.rows.map(({ orgId, orgName, ...row }) => ({ ...row, provider: { id: orgId, name: orgName } })),
  };
}
