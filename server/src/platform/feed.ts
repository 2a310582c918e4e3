import { sql } from 'kysely';
import type { Reader, Transaction } from './database.ts';

/**
 * A feed of deltas in commit order. The position is a one-row counter bumped as the last statement of a short transaction:
 * its row lock makes position order equal commit order, so a reader that has seen position n has missed nothing before n.
 */
export type FeedDelta = { readonly kind: string; readonly key: string; readonly body: unknown };
export type FeedRow = FeedDelta & { readonly position: number };

type FeedTables = {
  'platform.feed': { topic: string; position: number; kind: string; key: string; body: string | null };
  'platform.feed_position': { topic: string; position: number };
};

/** Appends deltas to a topic and returns the position of the last. `body: null` withdraws the key. Must be the last statement of its transaction. */
export async function appendFeed(tx: Transaction, topic: string, deltas: readonly FeedDelta[]): Promise<number> {
  if (deltas.length === 0) return feedPosition(tx, topic);
  const counted = await sql<{ position: number }>`
    INSERT INTO platform.feed_position AS counter (topic, position) VALUES (${topic}, ${deltas.length})
    ON CONFLICT (topic) DO UPDATE SET position = counter.position + ${deltas.length} RETURNING position`.execute(tx);
  const last = counted.rows[0]?.position ?? 0;
  const rows = deltas.map((delta, index) => ({
    topic,
    position: last - deltas.length + 1 + index,
    kind: delta.kind,
    key: delta.key,
    body: delta.body === null ? null : JSON.stringify(delta.body),
  }));
  await tx.withTables<FeedTables>().insertInto('platform.feed').values(rows).execute();
  return last;
}

/** The newest committed position of a topic; 0 where nothing was ever written. */
export async function feedPosition(reader: Reader, topic: string): Promise<number> {
  const row = await reader
    .withTables<FeedTables>()
    .selectFrom('platform.feed_position')
    .select('position')
    .where('topic', '=', topic)
    .executeTakeFirst();
  return row?.position ?? 0;
}

/** Deltas after a position, at most `limit`, oldest first. */
export async function feedAfter(
  reader: Reader,
  topic: string,
  { position, limit }: { position: number; limit: number },
): Promise<FeedRow[]> {
  const rows = await sql<FeedRow>`
    SELECT position, kind, key, body FROM platform.feed WHERE topic = ${topic} AND position > ${position} ORDER BY position LIMIT ${limit}`.execute(
    reader,
  );
  return rows.rows;
}

/** The latest delta of every key of a topic up to now, with the position it is true for: where a new reader begins. */
export async function feedSnapshot(reader: Reader, topic: string): Promise<{ position: number; rows: FeedRow[] }> {
  const result = await sql<FeedRow>`
    SELECT DISTINCT ON (kind, key) position, kind, key, body FROM platform.feed WHERE topic = ${topic} ORDER BY kind, key, position DESC`.execute(
    reader,
  );
  const position = result.rows.reduce((newest, row) => Math.max(newest, row.position), 0);
  return { position, rows: result.rows.filter((row) => row.body !== null) };
}
