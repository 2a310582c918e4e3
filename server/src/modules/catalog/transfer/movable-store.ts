import type { Transferable } from '@karez/contract/catalog/transfer';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import { heldStates, movableStates, type TransferHold } from './transfer.ts';

const heldBy = sql.join(
  Object.entries(heldStates).map(([state, hold]) => sql`WHEN entry.state = ${state} THEN ${hold}`),
  sql` `,
);
/** What holds an entry: the one rule that list, number and order are asked by. An adjustment is answered, or taken back, before its entry goes. */
const hold: RawBuilder<TransferHold | null> = sql`CASE ${heldBy} WHEN working.state = 'under-adjustment' THEN 'adjustment' END`;

const caseOf: RawBuilder<string | null> = sql`CASE
  WHEN stands.hold = 'adjustment' THEN (SELECT max(adjustment.id::text) FROM catalog.adjustment
    WHERE adjustment.entry_id = stands.id AND adjustment.revision_no = stands.working_no)
  WHEN stands.hold = 'moving' THEN (SELECT line.transfer_id::text FROM catalog.transfer_line line
    WHERE line.entry_id = stands.id AND line.state <> 'accepted') END`;

const standing = (fromOrgId: string): RawBuilder<unknown> => sql`(
  SELECT entry.id, entry.state, entry.resource_code, entry.working_no, ${hold} AS hold
  FROM catalog.entry LEFT JOIN catalog.revision working ON working.entry_id = entry.id AND working.no = entry.working_no
  WHERE entry.provider_org_id = ${fromOrgId} AND entry.state = ANY (${[...movableStates, ...Object.keys(heldStates)]}::text[])) AS stands`;

type Row = { id: string; state: Transferable['state']; hold: TransferHold | null; name: string; code: string; caseId: string | null };

/** Entries of a department that an order moves or that something holds, in order of id. */
export async function transferableOf(
  reader: Reader,
  { fromOrgId, after, limit }: { readonly fromOrgId: string; readonly after: string | null; readonly limit: number },
): Promise<Transferable[]> {
  const found = await sql<Row>`
    SELECT stands.id, stands.state, stands.hold, document.name, coalesce(stands.resource_code, '') AS code, ${caseOf} AS "caseId"
    FROM ${standing(fromOrgId)} JOIN catalog.search_document document ON document.entry_id = stands.id
    WHERE ${after}::uuid IS NULL OR stands.id > ${after}::uuid ORDER BY stands.id LIMIT ${limit}`.execute(reader);
  return found.rows.map((row) => ({
    entryId: row.id,
    name: row.name,
    resourceCode: row.code,
    state: row.state,
    hold: row.hold && { kind: row.hold, caseId: row.caseId },
  }));
}

/** Of a department's entries, or of some, each with what holds it, in order of id: whoever locks several takes them in this order. */
export async function holdsOf(
  reader: Reader,
  { fromOrgId, ids }: { readonly fromOrgId: string; readonly ids: readonly string[] | null },
): Promise<Map<string, TransferHold | null>> {
  const found = await sql<{ id: string; hold: TransferHold | null }>`
    SELECT id, hold FROM ${standing(fromOrgId)} WHERE ${ids}::uuid[] IS NULL OR id = ANY (${ids}::uuid[]) ORDER BY id`.execute(reader);
  return new Map(found.rows.map((row) => [row.id, row.hold]));
}

/** How many entries of a department an order moves now, and how many it could not move yet; those on their way are neither. */
export async function countTransferable(reader: Reader, fromOrgId: string): Promise<{ total: number; movable: number; held: number }> {
  const found = await sql<{ total: number; movable: number; held: number }>`
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE hold IS NULL))::int AS movable,
      (count(*) FILTER (WHERE hold IS NOT NULL AND hold <> 'moving'))::int AS held
    FROM ${standing(fromOrgId)}`.execute(reader);
  return found.rows[0] ?? { total: 0, movable: 0, held: 0 };
}
