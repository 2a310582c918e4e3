import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { EntryId, Provider } from '../entry/entry.ts';
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

/** Departments that the authority has asked to claim an entry. */
export async function assigneesOf(reader: Reader, entryId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`SELECT organisation_id AS id FROM catalog.claim_assignment WHERE entry_id = ${entryId}`.execute(
    reader,
  );
  return found.rows.map(({ id }) => id);
}

export async function insertAssignment(
  tx: Transaction,
  assignment: { entryId: string; organisationId: string; by: string; at: Date },
): Promise<void> {
  await sql`
    INSERT INTO catalog.claim_assignment (entry_id, organisation_id, assigned_by, assigned_at)
    VALUES (${assignment.entryId}, ${assignment.organisationId}, ${assignment.by}, ${assignment.at}) ON CONFLICT DO NOTHING`.execute(tx);
}

/** The department that succeeds another may claim what was imported for it; answers how many entries. */
export async function assignToSuccessor(
  tx: Transaction,
  assignment: { formerId: string; organisationId: string; by: string; at: Date },
): Promise<number> {
  const assigned = await sql`
    INSERT INTO catalog.claim_assignment (entry_id, organisation_id, assigned_by, assigned_at)
    SELECT id, ${assignment.organisationId}, ${assignment.by}, ${assignment.at} FROM catalog.entry
    WHERE provider_org_id = ${assignment.formerId} AND state = 'legacy-incomplete' ON CONFLICT DO NOTHING`.execute(tx);
  return Number(assigned.numAffectedRows ?? 0n);
}
