import { leftBehindSchema, type LeftBehind } from '@karez/contract/sharing/reuse-schemas';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

export type Reuse = { readonly applicationId: string; readonly fromId: string; readonly leftBehind: LeftBehind };

export async function insertReuse(tx: Transaction, { applicationId, fromId, leftBehind }: Reuse): Promise<void> {
  await sql`
    INSERT INTO sharing.reuse (application_id, from_id, left_behind)
    VALUES (${applicationId}, ${fromId}, ${JSON.stringify(leftBehind)}::jsonb)`.execute(tx);
}

/** What an application was taken from; undefined where it was written from nothing. */
export async function reuseOf(reader: Reader, applicationId: string): Promise<Reuse | undefined> {
  const found = await sql<{ from_id: string; left_behind: unknown }>`
    SELECT from_id, left_behind FROM sharing.reuse WHERE application_id = ${applicationId}`.execute(reader);
  return found.rows.map((row) => ({ applicationId, fromId: row.from_id, leftBehind: leftBehindSchema.parse(row.left_behind) }))[0];
}
