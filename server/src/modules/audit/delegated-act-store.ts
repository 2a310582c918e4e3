import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** One deed that was done under a delegation, as its record of evidence names it. */
export type DelegatedActRow = {
  readonly recordId: string;
  readonly at: Date;
  readonly action: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly result: string;
};

/** Tells the log of a delegation: from now on deeds are written under it. */
export async function lendHand(tx: Transaction, delegationId: string): Promise<void> {
  await sql`INSERT INTO audit.lent_hand (delegation_id) VALUES (${delegationId})`.execute(tx);
}

/** Tells the log that a delegation has ended. Waits for the deeds that are under way; every later one is undone. */
export async function endLentHand(tx: Transaction, delegationId: string, at: Date): Promise<void> {
  await sql`UPDATE audit.lent_hand SET ended_at = ${at} WHERE delegation_id = ${delegationId}`.execute(tx);
}

/** A page of the deeds under a delegation, newest first, and how many there are. */
export async function delegatedActs(
  reader: Reader,
  delegationId: string,
  { after, limit }: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<{ items: DelegatedActRow[]; total: number }> {
  const beyond = after === null ? sql`true` : sql`(at, record_id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows: items } = await sql<DelegatedActRow>`
    SELECT record_id AS "recordId", at, action, object_kind AS "objectKind", object_id AS "objectId", result
    FROM audit.delegated_act WHERE delegation_id = ${delegationId} AND ${beyond} ORDER BY at DESC, record_id DESC LIMIT ${limit}`.execute(
    reader,
  );
  const { rows } = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM audit.delegated_act WHERE delegation_id = ${delegationId}`.execute(reader);
  return { items, total: rows[0]?.total ?? 0 };
}
