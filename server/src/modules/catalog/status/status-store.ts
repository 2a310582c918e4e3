import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Entry } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';
import type { StatusChange } from './status-change.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type StatusRow = Omit<StatusChange, 'begun' | 'ended'> & { begun: StoredAct; ended: StoredAct | null };

const actOf = ({ by, orgId, at, opinion }: StoredAct): Act => ({ by, orgId, at: new Date(at), opinion });

const changeOf = (row: StatusRow): StatusChange => ({ ...row, begun: actOf(row.begun), ended: row.ended && actOf(row.ended) });

const columns = sql`id, entry_id AS "entryId", kind, reason, due_on AS "dueOn", successor_id AS "successorId", begun,
  begun_by_name AS "begunByName", ended, outcome`;

/**
 * What closed each of some entries, or asks for it, last: an open one, else the last that took effect. Of a retired entry that is its retirement,
 * though an order of suspension stands that counts again when it comes back.
 */
export async function lastStatusChanges(
  reader: Reader,
  entries: readonly Pick<Entry, 'id' | 'state'>[],
): Promise<ReadonlyMap<string, StatusChange>> {
  if (entries.length === 0) return new Map();
  const entryIds = entries.map(({ id }) => id);
  const retired = entries.flatMap(({ id, state }) => (state === 'retired' ? [id] : []));
  const found = await sql<StatusRow>`
    SELECT DISTINCT ON (entry_id) ${columns} FROM catalog.status_change
    WHERE entry_id = ANY (${entryIds}::uuid[]) AND (outcome IS NULL OR outcome IN ('approved', 'ordered'))
    ORDER BY entry_id, (outcome IS NULL AND NOT entry_id = ANY (${retired}::uuid[])) DESC, id DESC`.execute(reader);
  return new Map(found.rows.map((row) => [row.entryId, changeOf(row)]));
}

/** The order of suspension that stands for an entry, also behind a request to retire it or to bring it back. */
export async function openSuspensionOf(reader: Reader, entryId: string): Promise<StatusChange | undefined> {
  const found = await sql<StatusRow>`
    SELECT ${columns} FROM catalog.status_change WHERE entry_id = ${entryId} AND kind = 'suspension' AND outcome IS NULL`.execute(reader);
  return found.rows.map(changeOf)[0];
}

/** Opens a request or order; a second open request, or a second order, of the same entry is a fault, for the entry's state excludes it. */
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
