import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** A sealed record; `body` is null when it went by rule, and `erasedBy` then names the record that says so. */
export type StoredLeaf = {
  readonly log: number;
  readonly index: number;
  readonly recordId: string;
  readonly body: Buffer | null;
  readonly hash: Buffer;
  readonly erasedBy: string | null;
};

/** One line of the list of evidence: what can be searched for, and nothing personal. */
export type ActRow = {
  readonly log: number;
  readonly index: number;
  readonly recordId: string;
  readonly at: Date;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly orgId: string | null;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly grantId: string | null;
  readonly result: string;
};

export type ActFilter = {
  /** Organisations whose acts may be seen; null for all, the acts of no organisation included. */
  readonly organisations: readonly string[] | null;
  readonly action: string | null;
  readonly objectId: string | null;
  readonly grantId: string | null;
  readonly result: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
};

type LeafRow = { log: number; index: number; record_id: string; body: Buffer | null; hash: Buffer; erased_by: string | null };
const leafOf = (row: LeafRow): StoredLeaf => ({
  log: row.log,
  index: row.index,
  recordId: row.record_id,
  body: row.body,
  hash: row.hash,
  erasedBy: row.erased_by,
});

export async function leafOfRecord(reader: Reader, recordId: string): Promise<StoredLeaf | undefined> {
  const result =
    await sql<LeafRow>`SELECT log, index, record_id, body, hash, erased_by FROM audit.leaf WHERE record_id = ${recordId}`.execute(reader);
  return result.rows.map(leafOf)[0];
}

export async function isPending(reader: Reader, recordId: string): Promise<boolean> {
  const result = await sql`SELECT 1 FROM audit.pending WHERE record_id = ${recordId}`.execute(reader);
  return result.rows.length > 0;
}

/** Leaves `from` (inclusive) to `to` (exclusive), in order. */
export async function leavesBetween(reader: Reader, log: number, { from, to }: { from: number; to: number }): Promise<StoredLeaf[]> {
  const result = await sql<LeafRow>`
    SELECT log, index, record_id, body, hash, erased_by FROM audit.leaf WHERE log = ${log} AND index >= ${from} AND index < ${to} ORDER BY index`.execute(
    reader,
  );
  return result.rows.map(leafOf);
}

/** The records that say why bodies in a range are gone. */
export async function erasuresBetween(reader: Reader, log: number, { from, to }: { from: number; to: number }): Promise<string[]> {
  const result = await sql<{ erased_by: string }>`
    SELECT DISTINCT erased_by FROM audit.leaf WHERE log = ${log} AND index >= ${from} AND index < ${to} AND erased_by IS NOT NULL`.execute(
    reader,
  );
  return result.rows.map((row) => row.erased_by);
}

/** Takes the bodies and openings of a range away; their hashes stay. Returns how many went. */
export async function eraseRange(
  tx: Transaction,
  log: number,
  { from, to, by }: { from: number; to: number; by: string },
): Promise<number> {
  const result = await sql<{ record_id: string }>`
    WITH gone AS (
      UPDATE audit.leaf SET body = NULL, erased_by = ${by}
      WHERE log = ${log} AND index >= ${from} AND index < ${to} AND body IS NOT NULL RETURNING record_id
    ), opened AS (DELETE FROM audit.opening WHERE record_id IN (SELECT record_id FROM gone))
    SELECT record_id FROM gone`.execute(tx);
  return result.rows.length;
}

/** Puts the first leaf of a log in its place: no other record may come before it. */
export async function insertFirstLeaf(
  tx: Transaction,
  log: number,
  leaf: { recordId: string; body: Buffer; hash: Buffer; at: Date; action: string; actorId: string; logId: string },
): Promise<void> {
  await sql`
    INSERT INTO audit.leaf (log, index, record_id, body, hash, at, action, actor_kind, actor_id, object_kind, object_id, result)
    VALUES (${log}, 0, ${leaf.recordId}, ${leaf.body}, ${leaf.hash}, ${leaf.at}, ${leaf.action}, 'system', ${leaf.actorId}, 'log', ${leaf.logId}, 'done')`.execute(
    tx,
  );
}

const matching = (filter: ActFilter) => sql`
  WHERE (${filter.organisations === null} OR org_id = ANY (${filter.organisations ?? []}::text[]))
    AND (${filter.action}::text IS NULL OR action = ${filter.action})
    AND (${filter.objectId}::text IS NULL OR object_id = ${filter.objectId})
    AND (${filter.grantId}::text IS NULL OR grant_id = ${filter.grantId})
    AND (${filter.result}::text IS NULL OR result = ${filter.result})
    AND (${filter.from}::timestamptz IS NULL OR at >= ${filter.from})
    AND (${filter.until}::timestamptz IS NULL OR at < ${filter.until})`;

/** Sealed acts, newest first, before a place; `total` counts by the same conditions. */
export async function actsMatching(
  reader: Reader,
  filter: ActFilter,
  page: { before: { log: number; index: number } | null; limit: number },
): Promise<{ rows: ActRow[]; total: number }> {
  const before = page.before;
  const rows = await sql<ActRow>`
    SELECT log, index, record_id AS "recordId", at, action, actor_kind AS "actorKind", actor_id AS "actorId", org_id AS "orgId",
      object_kind AS "objectKind", object_id AS "objectId", grant_id AS "grantId", result
    FROM audit.leaf ${matching(filter)}
      AND (${before === null} OR (log, index) < (${before?.log ?? 0}, ${before?.index ?? 0}))
    ORDER BY log DESC, index DESC LIMIT ${page.limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM audit.leaf ${matching(filter)}`.execute(reader);
  return { rows: rows.rows, total: counted.rows[0]?.total ?? 0 };
}

export type StoredOpening = {
  readonly salts: Buffer;
  readonly matter: string | null;
  readonly operator: string | null;
  readonly origin: string | null;
};

/** What opens a record's commitments; undefined once it was erased. */
export async function openingOf(reader: Reader, recordId: string): Promise<StoredOpening | undefined> {
  const result = await sql<StoredOpening>`SELECT salts, matter, operator, origin FROM audit.opening WHERE record_id = ${recordId}`.execute(
    reader,
  );
  return result.rows[0];
}

export type UnendedRow = {
  readonly recordId: string;
  readonly action: string;
  readonly actorKind: 'person' | 'client' | 'system' | 'anonymous';
  readonly actorId: string;
  readonly orgId: string | null;
};

/** Answers that began before `before` and have not ended, locked so that only one process closes them. */
export async function lockUnended(tx: Transaction, before: Date, limit: number): Promise<UnendedRow[]> {
  const result = await sql<UnendedRow>`
    SELECT record_id AS "recordId", action, actor_kind AS "actorKind", actor_id AS "actorId", org_id AS "orgId"
    FROM audit.unended WHERE at < ${before} ORDER BY at LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return result.rows;
}

/**
 * Records that touched a person, by marks (one for each yearly key). A batch holds only the first 8 bytes of a mark: it may name a record
 * of others once in 2⁶⁴ comparisons.
 */
export async function recordsWithMarks(reader: Reader, marks: readonly Uint8Array[]): Promise<string[]> {
  const wanted = marks.map((mark) => Buffer.from(mark));
  const result = await sql<{ record_id: string }>`
    SELECT record_id FROM audit.person_mark WHERE mark = ANY (${wanted}::bytea[])
    UNION
    SELECT record_id FROM audit.person_batch b WHERE EXISTS (SELECT 1 FROM unnest(${wanted}::bytea[]) AS m (mark) WHERE audit.batch_holds(b.marks, m.mark))
    ORDER BY record_id`.execute(reader);
  return result.rows.map((row) => row.record_id);
}
