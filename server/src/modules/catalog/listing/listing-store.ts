import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Listing, Promised } from './listing.ts';

type Row = {
  entryId: string;
  state: Listing['state'];
  listedOn: string;
  changedAt: Date;
  dueOn: string | null;
  mode: Promised['mode'] | null;
  responsible: string | null;
  promises: number;
  mountedAt: Date | null;
};

const columns = sql`entry_id AS "entryId", state, listed_on AS "listedOn", changed_at AS "changedAt", due_on AS "dueOn", mode, responsible, promises,
  mounted_at AS "mountedAt"`;

function listingOf(row: Row): Listing {
  const { entryId, listedOn, changedAt, promises, dueOn, mode, responsible, mountedAt } = row;
  const common = { entryId, listedOn, changedAt, promises };
  if (row.state === 'withdrawn') return { ...common, state: row.state };
  if (row.state === 'promised') {
    if (dueOn === null || mode === null || responsible === null) throw new Error(`listing ${entryId} promises nothing`);
    return { ...common, state: row.state, promise: { dueOn, mode, responsible } };
  }
  if (mountedAt === null) throw new Error(`listing ${entryId} is ${row.state} and was never mounted`);
  return { ...common, state: row.state, mountedAt };
}

/** The places of some entries in the 共享目录; what was never listed is left out. */
export async function findListings(reader: Reader, entryIds: readonly string[]): Promise<ReadonlyMap<string, Listing>> {
  const found = await sql<Row>`SELECT ${columns} FROM catalog.listing WHERE entry_id = ANY (${entryIds}::uuid[])`.execute(reader);
  return new Map(found.rows.map((row) => [row.entryId, listingOf(row)]));
}

/** Stores a listing, under the lock of its entry's row. A new promise has told nobody yet that it is broken. */
export async function saveListing(tx: Transaction, listing: Listing): Promise<void> {
  const promise = listing.state === 'promised' ? listing.promise : null;
  const mountedAt = 'mountedAt' in listing ? listing.mountedAt : null;
  await sql`
    INSERT INTO catalog.listing (entry_id, state, listed_on, changed_at, due_on, mode, responsible, promises, mounted_at)
    VALUES (${listing.entryId}, ${listing.state}, ${listing.listedOn}, ${listing.changedAt}, ${promise?.dueOn ?? null}, ${promise?.mode ?? null},
      ${promise?.responsible ?? null}, ${listing.promises}, ${mountedAt})
    ON CONFLICT (entry_id) DO UPDATE SET state = EXCLUDED.state, listed_on = EXCLUDED.listed_on, changed_at = EXCLUDED.changed_at,
      due_on = EXCLUDED.due_on, mode = EXCLUDED.mode, responsible = EXCLUDED.responsible, promises = EXCLUDED.promises,
      mounted_at = EXCLUDED.mounted_at, told_due_on = NULL, stale_told = listing.stale_told AND EXCLUDED.state IN ('mounted', 'interrupted')`.execute(
    tx,
  );
}

/**
 * Some broken promises of which nobody was told yet, locked behind their entries, as every step locks them: so a watcher and a publication never wait
 * for each other. What another holds is left to the next round.
 */
export async function lockBrokenPromises(tx: Transaction, { today, limit }: { today: string; limit: number }): Promise<Listing[]> {
  const found = await sql<Row>`
    WITH broken AS (
      SELECT entry_id FROM catalog.listing WHERE state = 'promised' AND told_due_on IS NULL AND due_on < ${today} ORDER BY due_on, entry_id LIMIT ${limit}),
    held AS (SELECT entry.id FROM catalog.entry JOIN broken ON broken.entry_id = entry.id ORDER BY entry.id FOR UPDATE OF entry SKIP LOCKED)
    SELECT ${columns} FROM catalog.listing
    WHERE entry_id IN (SELECT id FROM held) AND state = 'promised' AND told_due_on IS NULL AND due_on < ${today}
    ORDER BY due_on, entry_id FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows.map(listingOf);
}

/** Remembers that the breach of the current promise was told. */
export async function markBreachTold(tx: Transaction, entryId: string): Promise<void> {
  await sql`UPDATE catalog.listing SET told_due_on = due_on WHERE entry_id = ${entryId}`.execute(tx);
}
