import type { Transferable } from '@karez/contract/catalog/transfer';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import { heldStates, movableStates, type TransferHold } from './transfer.ts';

const heldBy = sql.join(
  Object.entries(heldStates).map(([state, hold]) => sql`WHEN entry.state = ${state} THEN ${hold}`),
  sql` `,
);
/** What holds an entry: the one rule that list, number and order are asked by. An adjustment is answered, or taken back, before its entry goes. */
const hold: RawBuilder<TransferHold | null> = sql`CASE
  WHEN EXISTS (SELECT 1 FROM catalog.transfer_line line WHERE line.entry_id = entry.id AND line.state IN ('orphaned', 'offered')) THEN 'moving'
  ${heldBy} WHEN working.state = 'under-adjustment' THEN 'adjustment' END`;

const caseOf: RawBuilder<string | null> = sql`CASE
  WHEN stands.hold = 'adjustment' THEN (SELECT max(adjustment.id::text) FROM catalog.adjustment
    WHERE adjustment.entry_id = stands.id AND adjustment.revision_no = stands.working_no)
  WHEN stands.hold = 'moving' THEN (SELECT line.transfer_id::text FROM catalog.transfer_line line
    WHERE line.entry_id = stands.id AND line.state IN ('orphaned', 'offered')) END`;

/** Retired for want of a department: what no duty goes with is not handed over any more. */
const leftForGood = sql<boolean>`entry.state = 'retired' AND EXISTS (
  SELECT 1 FROM catalog.transfer_line line WHERE line.entry_id = entry.id AND line.state = 'retired')`;

const standing = (fromOrgId: string): RawBuilder<unknown> => sql`(
  SELECT entry.id, entry.state, entry.resource_code, entry.working_no, ${hold} AS hold, document.name, document.audience = 'unit' AS unit_only
  FROM catalog.entry JOIN catalog.search_document document ON document.entry_id = entry.id
    LEFT JOIN catalog.revision working ON working.entry_id = entry.id AND working.no = entry.working_no
  WHERE entry.provider_org_id = ${fromOrgId} AND NOT (${leftForGood}) AND entry.state = ANY (${[...movableStates, ...Object.keys(heldStates)]}::text[])) AS stands`;

type Row = { id: string; state: Transferable['state']; hold: TransferHold | null; name: string; code: string; caseId: string | null };

/** Entries of a department that an order moves or that something holds, in order of id; without the drafts that only the department knows. */
export async function transferableOf(
  reader: Reader,
  { fromOrgId, after, limit }: { readonly fromOrgId: string; readonly after: string | null; readonly limit: number },
): Promise<Transferable[]> {
  const found = await sql<Row>`
    SELECT stands.id, stands.state, stands.hold, stands.name, coalesce(stands.resource_code, '') AS code, ${caseOf} AS "caseId"
    FROM ${standing(fromOrgId)} WHERE NOT stands.unit_only AND (${after}::uuid IS NULL OR stands.id > ${after}::uuid) ORDER BY stands.id LIMIT ${limit}`.execute(
    reader,
  );
  return found.rows.map((row) => ({
    entryId: row.id,
    name: row.name,
    resourceCode: row.code,
    state: row.state,
    hold: row.hold && { kind: row.hold, caseId: row.caseId },
  }));
}

/** Of everything of a department, or of some entries that others may know of, each with what holds it, in order of id: whoever locks several takes them in this order. */
export async function holdsOf(
  reader: Reader,
  { fromOrgId, ids, drafts }: { readonly fromOrgId: string; readonly ids: readonly string[] | null; readonly drafts: boolean },
): Promise<Map<string, TransferHold | null>> {
  const found = await sql<{ id: string; hold: TransferHold | null }>`
    SELECT id, hold FROM ${standing(fromOrgId)}
    WHERE (${ids}::uuid[] IS NULL OR id = ANY (${ids}::uuid[])) AND (${drafts} OR NOT unit_only) ORDER BY id`.execute(reader);
  return new Map(found.rows.map((row) => [row.id, row.hold]));
}

type Counts = { readonly total: number; readonly movable: number; readonly drafts: number; readonly held: number };

/**
 * How many entries of a department the list names, how many an order for all moves now, how many of these are drafts that only the department knows,
 * and how many could not be moved yet; those on their way are neither.
 */
export async function countTransferable(reader: Reader, fromOrgId: string): Promise<Counts> {
  const found = await sql<Counts>`
    SELECT (count(*) FILTER (WHERE NOT unit_only))::int AS total, (count(*) FILTER (WHERE hold IS NULL))::int AS movable,
      (count(*) FILTER (WHERE hold IS NULL AND unit_only))::int AS drafts,
      (count(*) FILTER (WHERE hold IS NOT NULL AND hold <> 'moving'))::int AS held
    FROM ${standing(fromOrgId)}`.execute(reader);
  return found.rows[0] ?? { total: 0, movable: 0, drafts: 0, held: 0 };
}
