import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { EntryId, Provider } from '../entry/entry.ts';
import type { Assignment } from './assignment.ts';
import type { Claim } from './claim.ts';

type ClaimRow = {
  id: string;
  entry_id: EntryId;
  organisation_id: string;
  former: Provider;
  imported_no: number;
  claimed_by: string;
  claimed_at: Date;
};

/** The claim under which an entry stands; undefined for one that nobody has claimed, or whose claim was given back. */
export async function openClaimOf(reader: Reader, entryId: string): Promise<Claim | undefined> {
  const found = await sql<ClaimRow>`SELECT * FROM catalog.claim WHERE entry_id = ${entryId} AND released_at IS NULL`.execute(reader);
  const row = found.rows[0];
  return (
    row && {
      id: row.id,
      entryId: row.entry_id,
      organisationId: row.organisation_id,
      former: row.former,
      importedNo: row.imported_no,
      claimedBy: row.claimed_by,
      claimedAt: row.claimed_at,
    }
  );
}

export async function insertClaim(tx: Transaction, claim: Claim): Promise<void> {
  await sql`
    INSERT INTO catalog.claim (id, entry_id, organisation_id, former, imported_no, claimed_by, claimed_at)
    VALUES (${claim.id}, ${claim.entryId}, ${claim.organisationId}, ${JSON.stringify(claim.former)}::jsonb, ${claim.importedNo}, ${claim.claimedBy},
      ${claim.claimedAt})`.execute(tx);
}

export async function endClaim(tx: Transaction, claimId: string, released: { by: string; at: Date }): Promise<void> {
  await sql`UPDATE catalog.claim SET released_by = ${released.by}, released_at = ${released.at} WHERE id = ${claimId}`.execute(tx);
}

const assignmentColumns = sql`id, entry_id AS "entryId", organisation_id AS "organisationId", assigned_by AS "assignedBy", assigned_at AS "assignedAt", reason,
  state, ended_at AS "endedAt", ended_by AS "endedBy", ended_reason AS "endedReason"`;
type AssignmentRow = Omit<Assignment, 'ended'> & { endedAt: Date | null; endedBy: string | null; endedReason: string };

function assignmentOf({ endedAt, endedBy, endedReason, ...row }: AssignmentRow): Assignment {
  return { ...row, ended: endedAt === null || endedBy === null ? null : { at: endedAt, by: endedBy, reason: endedReason } };
}

/** Everyone who was ever asked to claim an entry, the latest first. */
export async function assignmentsOf(reader: Reader, entryId: string): Promise<Assignment[]> {
  const found = await sql<AssignmentRow>`
    SELECT ${assignmentColumns} FROM catalog.claim_assignment WHERE entry_id = ${entryId} ORDER BY assigned_at DESC, id DESC`.execute(
    reader,
  );
  return found.rows.map(assignmentOf);
}

/** What a department was asked to claim and has not answered. */
export async function openAssignmentsTo(reader: Reader, organisationId: string): Promise<Assignment[]> {
  const found = await sql<AssignmentRow>`
    SELECT ${assignmentColumns} FROM catalog.claim_assignment WHERE organisation_id = ${organisationId} AND state = 'open' ORDER BY entry_id`.execute(
    reader,
  );
  return found.rows.map(assignmentOf);
}

export async function insertAssignment(
  tx: Transaction,
  { id, entryId, organisationId, assignedBy, assignedAt, reason }: Assignment,
): Promise<void> {
  await sql`
    INSERT INTO catalog.claim_assignment (id, entry_id, organisation_id, assigned_by, assigned_at, reason)
    VALUES (${id}, ${entryId}, ${organisationId}, ${assignedBy}, ${assignedAt}, ${reason})`.execute(tx);
}

/** Stores how an assignment ended. */
export async function saveAssignment(tx: Transaction, { id, state, ended }: Assignment): Promise<void> {
  await sql`
    UPDATE catalog.claim_assignment SET state = ${state}, ended_at = ${ended?.at ?? null}, ended_by = ${ended?.by ?? null},
      ended_reason = ${ended?.reason ?? ''} WHERE id = ${id}`.execute(tx);
}

/** The department that succeeds another may claim what was imported for it, and what it was asked to claim; answers how many entries. */
export async function assignToSuccessor(
  tx: Transaction,
  assignment: { formerId: string; organisationId: string; by: string; at: Date },
): Promise<number> {
  const assigned = await sql`
    INSERT INTO catalog.claim_assignment (entry_id, organisation_id, assigned_by, assigned_at, reason)
    SELECT entry.id, ${assignment.organisationId}, ${assignment.by}, ${assignment.at}, coalesce(asked.reason, '') FROM catalog.entry
      LEFT JOIN catalog.claim_assignment asked ON asked.entry_id = entry.id AND asked.organisation_id = ${assignment.formerId} AND asked.state = 'open'
    WHERE (provider_org_id = ${assignment.formerId} OR asked.id IS NOT NULL) AND entry.state = 'legacy-incomplete'
    ON CONFLICT (entry_id, organisation_id) WHERE state = 'open' DO NOTHING`.execute(tx);
  return Number(assigned.numAffectedRows ?? 0n);
}
