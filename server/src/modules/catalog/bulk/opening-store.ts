import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

type Opening = { readonly entryId: string; readonly personId: string; readonly revision: number; readonly at: Date };

/** Keeps that a person has opened the entry as it is now. */
export async function saveOpening(tx: Transaction, { entryId, personId, revision, at }: Opening): Promise<void> {
  await sql`
    INSERT INTO catalog.entry_opening (entry_id, person_id, revision, opened_at) VALUES (${entryId}, ${personId}, ${revision}, ${at})
    ON CONFLICT (entry_id, person_id) DO UPDATE SET revision = EXCLUDED.revision, opened_at = EXCLUDED.opened_at
      WHERE catalog.entry_opening.revision < EXCLUDED.revision`.execute(tx);
}

/** Whether the person opened the entry at this very revision number, so after its last change. */
export async function hasOpened(reader: Reader, { entryId, personId, revision }: Omit<Opening, 'at'>): Promise<boolean> {
  const found = await sql`
    SELECT 1 FROM catalog.entry_opening WHERE entry_id = ${entryId} AND person_id = ${personId} AND revision = ${revision}`.execute(reader);
  return found.rows.length > 0;
}
