import type { SignedHead } from '@karez/policy/evidence/head';
import type { Tile, TilePlace } from '@karez/policy/evidence/tiles';
import type { TreeHash } from '@karez/policy/evidence/tree';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** A log as it is stored: `log` is its short number here, `logId` its name everywhere else. */
export type StoredTree = {
  readonly log: number;
  readonly logId: string;
  readonly hash: TreeHash;
  readonly size: number;
  readonly open: boolean;
};
export type StoredHead = SignedHead & { readonly number: number; readonly size: number; readonly at: Date };

/** One sealer at a time where that can be had for nothing; the compare-and-swap in {@link advanceTree} is what keeps the log from forking. */
const SEALING_LOCK = 728_191_703;

type TreeRow = { log: number; log_id: string; hash: TreeHash; size: number; open: boolean };
const treeOf = (row: TreeRow): StoredTree => ({ log: row.log, logId: row.log_id, hash: row.hash, size: row.size, open: row.open });

/** The log that is open; undefined before the first one was begun. */
export async function openTree(reader: Reader): Promise<StoredTree | undefined> {
  const result = await sql<TreeRow>`SELECT log, log_id, hash, size, open FROM audit.tree WHERE open`.execute(reader);
  return result.rows.map(treeOf)[0];
}

export async function allTrees(reader: Reader): Promise<StoredTree[]> {
  const result = await sql<TreeRow>`SELECT log, log_id, hash, size, open FROM audit.tree ORDER BY log`.execute(reader);
  return result.rows.map(treeOf);
}

/**
 * Whether this transaction is the only one that seals now. A sealer whose machine has vanished would hold the lock until the network
 * notices: the database ends its session after half a minute of silence.
 */
export async function trySealingLock(tx: Transaction): Promise<boolean> {
  const result = await sql<{ mine: boolean }>`
    SELECT set_config('idle_in_transaction_session_timeout', '30s', true), pg_try_advisory_xact_lock(${SEALING_LOCK}::bigint) AS mine`.execute(
    tx,
  );
  return result.rows[0]?.mine === true;
}

export async function waitForSealingLock(tx: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${SEALING_LOCK}::bigint)`.execute(tx);
}

export async function insertTree(tx: Transaction, tree: { logId: string; hash: TreeHash; begunAt: Date }): Promise<StoredTree> {
  const result = await sql<TreeRow>`
    INSERT INTO audit.tree (log_id, hash, begun_at) VALUES (${tree.logId}, ${tree.hash}, ${tree.begunAt}) RETURNING log, log_id, hash, size, open`.execute(
    tx,
  );
  const [made] = result.rows.map(treeOf);
  if (!made) throw new Error('a log was not stored');
  return made;
}

export async function closeTree(tx: Transaction, log: number): Promise<void> {
  await sql`UPDATE audit.tree SET open = false WHERE log = ${log}`.execute(tx);
}

/** Moves the log on if nobody else has: false when its size is no longer `from`. */
export async function advanceTree(tx: Transaction, { log, from, to }: { log: number; from: number; to: number }): Promise<boolean> {
  const result = await sql`UPDATE audit.tree SET size = ${to} WHERE log = ${log} AND size = ${from} AND open`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Moves what is visible in `audit.pending`, at most `limit` records, behind the last leaf; answers their leaf hashes in order, joined. */
export async function movePending(tx: Transaction, tree: StoredTree, limit: number): Promise<Buffer> {
  const result = await sql<{ hashes: Buffer | null }>`
    WITH taken AS (
      DELETE FROM audit.pending WHERE sequence IN (SELECT sequence FROM audit.pending ORDER BY sequence LIMIT ${limit}) RETURNING *
    ),
    numbered AS MATERIALIZED (
      SELECT *, ${tree.size}::bigint + row_number() OVER (ORDER BY sequence) - 1 AS index,
        CASE WHEN ${tree.hash} = 'sha256' THEN sha256('\\x00'::bytea || body) ELSE hash END AS leaf_hash
      FROM taken
    ),
    moved AS (
      INSERT INTO audit.leaf (log, index, record_id, body, hash, at, action, actor_kind, actor_id, org_id, object_kind, object_id, grant_id, result)
      SELECT ${tree.log}::smallint, index, record_id, body, leaf_hash, at, action, actor_kind, actor_id, org_id, object_kind, object_id, grant_id, result FROM numbered
    )
    SELECT string_agg(leaf_hash, ''::bytea ORDER BY index) AS hashes FROM numbered`.execute(tx);
  return result.rows[0]?.hashes ?? Buffer.alloc(0);
}

/** Tiles of a log by place; absent ones are left out. */
export async function tilesAt(reader: Reader, log: number, places: readonly TilePlace[]): Promise<Tile[]> {
  if (places.length === 0) return [];
  const result = await sql<Tile>`
    SELECT t.level, t.index, t.hashes FROM audit.tile t
    JOIN unnest(${places.map(({ level }) => level)}::smallint[], ${places.map(({ index }) => index)}::bigint[]) AS wanted (level, index)
      ON t.level = wanted.level AND t.index = wanted.index
    WHERE t.log = ${log}`.execute(reader);
  return result.rows;
}

export async function saveTiles(tx: Transaction, log: number, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return;
  await sql`
    INSERT INTO audit.tile (log, level, index, hashes)
    SELECT ${log}::smallint, * FROM unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[], ${tiles.map(({ hashes }) => hashes)}::bytea[])
    ON CONFLICT (log, level, index) DO UPDATE SET hashes = EXCLUDED.hashes`.execute(tx);
}

type HeadRow = { number: number; size: number; at: Date; body: string; signature: Buffer };
const headOf = (row: HeadRow): StoredHead => ({
  number: row.number,
  size: row.size,
  at: row.at,
  body: row.body,
  signature: row.signature.toString('hex'),
});

export async function saveHead(tx: Transaction, log: number, head: StoredHead): Promise<void> {
  await sql`
    INSERT INTO audit.head (log, number, size, at, body, signature)
    VALUES (${log}, ${head.number}, ${head.size}, ${head.at}, ${head.body}, ${Buffer.from(head.signature, 'hex')})`.execute(tx);
}

/** The newest head of a log. */
export async function lastHead(reader: Reader, log: number): Promise<StoredHead | undefined> {
  const result =
    await sql<HeadRow>`SELECT number, size, at, body, signature FROM audit.head WHERE log = ${log} ORDER BY number DESC LIMIT 1`.execute(
      reader,
    );
  return result.rows.map(headOf)[0];
}

/** Heads with a number of at least `from`, in order. */
export async function headsFrom(reader: Reader, log: number, { from, limit }: { from: number; limit: number }): Promise<StoredHead[]> {
  const result = await sql<HeadRow>`
    SELECT number, size, at, body, signature FROM audit.head WHERE log = ${log} AND number >= ${from} ORDER BY number LIMIT ${limit}`.execute(
    reader,
  );
  return result.rows.map(headOf);
}

/** Number of the first head that covers a leaf; undefined while it has none. */
export async function firstHeadOver(reader: Reader, log: number, index: number): Promise<number | undefined> {
  const result = await sql<{
    number: number;
  }>`SELECT number FROM audit.head WHERE log = ${log} AND size > ${index} ORDER BY size, number LIMIT 1`.execute(reader);
  return result.rows[0]?.number;
}
