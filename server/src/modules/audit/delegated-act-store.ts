import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** One deed that was done under a delegation, as its record of evidence names it. */
export type DelegatedActRow = {
  readonly recordId: string;
  readonly at: Date;
  readonly action: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly result: string;
};

/** The newest deeds under a delegation, and how many there are. */
export async function delegatedActs(
  reader: Reader,
  delegationId: string,
  limit: number,
): Promise<{ items: DelegatedActRow[]; total: number }> {
  const { rows: items } = await sql<DelegatedActRow>`
    SELECT record_id AS "recordId", at, action, object_kind AS "objectKind", object_id AS "objectId", result
    FROM audit.delegated_act WHERE delegation_id = ${delegationId} ORDER BY at DESC, record_id DESC LIMIT ${limit}`.execute(reader);
  const { rows } = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM audit.delegated_act WHERE delegation_id = ${delegationId}`.execute(reader);
  return { items, total: rows[0]?.total ?? 0 };
}
