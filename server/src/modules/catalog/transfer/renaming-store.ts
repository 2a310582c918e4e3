import { sql } from 'kysely';
import type { Transaction } from '#platform/database';

type Renaming = { readonly organisationId: string; readonly at: Date };

/** Remembers that a department's entries are to carry its new name; asked again while that is under way, it is asked once. */
export async function beginRenaming(tx: Transaction, { organisationId, at }: Renaming): Promise<void> {
  await sql`
    INSERT INTO catalog.renaming (organisation_id, progressed_at) VALUES (${organisationId}, ${at})
    ON CONFLICT (organisation_id) DO UPDATE SET progressed_at = EXCLUDED.progressed_at`.execute(tx);
}

/** Whether a department's entries are to be renamed, with that locked: two workers on one department take turns. */
export async function lockRenaming(tx: Transaction, organisationId: string): Promise<boolean> {
  const found = await sql`SELECT 1 FROM catalog.renaming WHERE organisation_id = ${organisationId} FOR UPDATE`.execute(tx);
  return found.rows.length > 0;
}

export async function endRenaming(tx: Transaction, organisationId: string): Promise<void> {
  await sql`DELETE FROM catalog.renaming WHERE organisation_id = ${organisationId}`.execute(tx);
}

/** Departments whose renaming has not got further since an instant, locked; those that a worker is busy with now are left out. */
export async function lockStalledRenamings(tx: Transaction, since: Date): Promise<string[]> {
  const found = await sql<{ organisationId: string }>`
    SELECT organisation_id AS "organisationId" FROM catalog.renaming WHERE progressed_at < ${since}
    ORDER BY organisation_id FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows.map(({ organisationId }) => organisationId);
}
