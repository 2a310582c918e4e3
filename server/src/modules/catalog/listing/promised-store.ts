import type { Responsibility } from '@karez/contract/sharing/lists';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';

type Row = Omit<Responsibility, 'provider'> & { orgId: string; orgName: string };

/**
 * What departments owe the catalogue, open to whoever reads it: entries that are listed on a dated promise, and data of which a department was
 * designated the source (91-4.1, 91-4.3, 809-19). `today` is the day in the region.
 */
export async function owedToCatalogue(reader: Reader, today: string): Promise<Responsibility[]> {
  const found = await sql<Row>`
    SELECT 'listing' AS kind, document.entry_id AS id, document.name, document.provider_org_id AS "orgId", document.provider_names[1] AS "orgName",
      coalesce(listing.responsible, '') AS division, listing.due_on AS "dueOn",
      CASE WHEN listing.due_on < ${today} THEN 'overdue' ELSE 'open' END AS state
    FROM catalog.listing JOIN catalog.search_document document ON document.entry_id = listing.entry_id
    WHERE listing.state = 'promised' AND document.audience = 'everyone'
    UNION ALL
    SELECT 'source', element.id, element.name, designation.organisation_id, designation.organisation_name, '', NULL, 'open'
    FROM catalog.designation JOIN catalog.element ON element.id = designation.element_id WHERE designation.ended_on IS NULL`.execute(
    reader,
  );
  return found.rows.map(({ orgId, orgName, ...row }) => ({ ...row, provider: { id: orgId, name: orgName } }));
}
