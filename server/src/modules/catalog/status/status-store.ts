import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Act } from '../revision/revision.ts';
import type { StatusChange } from './status-change.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type StatusRow = Omit<StatusChange, 'begun' | 'ended'> & { begun: StoredAct; ended: StoredAct | null };

const actOf = ({ by, orgId, at, opinion }: StoredAct): Act => ({ by, orgId, at: new Date(at), opinion });

const columns = sql`id, entry_id AS "entryId", kind, reason, due_on AS "dueOn", successor_id AS "successorId", begun,
  begun_by_name AS "begunByName", ended, outcome`;

/** What closed each of some entries, or asks for it, last: an open one, else the last that took effect. */
export async function lastStatusChanges(reader: Reader, entryIds: readonly string[]): Promise<ReadonlyMap<string, StatusChange>> {
  if (entryIds.length === 0) return new Map();
  const found = await sql<StatusRow>`
    SELECT DISTINCT ON (entry_id) ${columns} FROM catalog.status_change
    WHERE entry_id = ANY (${entryIds}::uuid[]) AND (outcome IS NULL OR outcome = 'approved')
    ORDER BY entry_id, (outcome IS NULL) DESC, id DESC`.execute(reader);
  return new Map(found.rows.map((row) => [row.entryId, { ...row, begun: actOf(row.begun), ended: row.ended && actOf(row.ended) }]));
}

/** Opens a request or order; a second open one of the same entry is a fault, for the entry's state excludes it. */
export async function insertStatusChange(tx: Transaction, change: StatusChange): Promise<void> {
  await sql`
    INSERT INTO catalog.status_change (id, entry_id, kind, reason, due_on, successor_id, begun, begun_by_name)
    VALUES (${change.id}, ${change.entryId}, ${change.kind}, ${change.reason}, ${change.dueOn}, ${change.successorId},
      ${JSON.stringify(change.begun)}::jsonb, ${change.begunByName})`.execute(tx);
}

export async function endStatusChange(tx: Transaction, change: StatusChange): Promise<void> {
  await sql`
    UPDATE catalog.status_change SET ended = ${JSON.stringify(change.ended)}::jsonb, outcome = ${change.outcome}
    WHERE id = ${change.id} AND outcome IS NULL`.execute(tx);
}
