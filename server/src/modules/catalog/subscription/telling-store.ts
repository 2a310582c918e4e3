import type { SavedQuery } from '@karez/contract/catalog/subscription';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** How far subscribers were told, locked until the transaction ends: one worker tells at a time. */
export async function lockTold(tx: Transaction): Promise<number> {
  const found = await sql<{ position: string }>`SELECT position FROM catalog.subscribers_told FOR UPDATE`.execute(tx);
  return Number(found.rows[0]?.position ?? 0);
}

/** How far subscribers were told, without a lock, so that waiting costs one question. */
export async function toldPosition(reader: Reader): Promise<number> {
  const found = await sql<{ position: string }>`SELECT position FROM catalog.subscribers_told`.execute(reader);
  return Number(found.rows[0]?.position ?? 0);
}

export async function saveTold(tx: Transaction, position: number): Promise<void> {
  await sql`UPDATE catalog.subscribers_told SET position = ${position}`.execute(tx);
}

export type Subscribed = { readonly id: string; readonly personId: string; readonly name: string; readonly query: SavedQuery };

/** The next subscribed searches in the order of their ids. */
export async function subscribedBehind(reader: Reader, last: string | null, limit: number): Promise<Subscribed[]> {
  const behind = last === null ? sql`` : sql`AND id > ${last}::uuid`;
  const found = await sql<Subscribed>`
    SELECT id, person_id AS "personId", name, query FROM catalog.saved_search WHERE is_subscribed ${behind} ORDER BY id LIMIT ${limit}`.execute(
    reader,
  );
  return found.rows;
}

/** Notes what a search found; answers how many of it are new. */
export async function insertHits(tx: Transaction, searchId: string, entryIds: readonly string[]): Promise<number> {
  const found = await sql`
    INSERT INTO catalog.saved_search_hit (search_id, entry_id) SELECT ${searchId}::uuid, unnest(${[...entryIds]}::uuid[])
    ON CONFLICT DO NOTHING`.execute(tx);
  return Number(found.numAffectedRows ?? 0);
}

/** Who watches which of some entries. */
export async function watchersOf(reader: Reader, entryIds: readonly string[]): Promise<{ entryId: string; personId: string }[]> {
  const found = await sql<{ entryId: string; personId: string }>`
    SELECT entry_id AS "entryId", person_id AS "personId" FROM catalog.watched_entry WHERE entry_id = ANY (${[...entryIds]}::uuid[])`.execute(
    reader,
  );
  return found.rows;
}
