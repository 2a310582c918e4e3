import type { SavedQuery, SavedSearch, WatchedEntry } from '@karez/contract/catalog/subscription';
import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

type SearchRow = Omit<SavedSearch, 'savedAt'> & { readonly savedAt: Date };

async function searches(reader: Reader, which: RawBuilder<unknown>): Promise<SavedSearch[]> {
  const found = await sql<SearchRow>`
    SELECT id, name, query, is_subscribed AS "isSubscribed", saved_at AS "savedAt",
      (SELECT count(*)::int FROM catalog.saved_search_hit WHERE search_id = saved_search.id) AS "newCount"
    FROM catalog.saved_search WHERE ${which} ORDER BY saved_at DESC, id DESC`.execute(reader);
  return found.rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }));
}

/** A person's saved searches, the newest first. */
export function searchesOf(reader: Reader, personId: string): Promise<SavedSearch[]> {
  return searches(reader, sql`person_id = ${personId}::uuid`);
}

/** One of a person's own; another person's is not found. */
export async function searchOf(
  reader: Reader,
  { personId, searchId }: { personId: string; searchId: string },
): Promise<SavedSearch | undefined> {
  return (await searches(reader, sql`person_id = ${personId}::uuid AND id = ${searchId}::uuid`))[0];
}

/** Keeps others who save for the same person waiting, so that counting and adding is one. */
export async function lockKeeping(tx: Transaction, personId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('catalog.subscription:' || ${personId}, 0))`.execute(tx);
}

type NewSearch = {
  readonly id: string;
  readonly name: string;
  readonly query: SavedQuery;
  readonly isSubscribed: boolean;
  readonly savedAt: Date;
};

export async function insertSearch(tx: Transaction, personId: string, saved: NewSearch): Promise<void> {
  await sql`
    INSERT INTO catalog.saved_search (id, person_id, name, query, is_subscribed, saved_at)
    VALUES (${saved.id}, ${personId}, ${saved.name}, ${JSON.stringify(saved.query)}::jsonb, ${saved.isSubscribed}, ${saved.savedAt})`.execute(
    tx,
  );
}

/** Subscribes or ends it; what was found by a subscription that ends is forgotten. */
export async function saveSubscribed(tx: Transaction, searchId: string, isSubscribed: boolean): Promise<void> {
  await sql`UPDATE catalog.saved_search SET is_subscribed = ${isSubscribed} WHERE id = ${searchId}::uuid`.execute(tx);
  if (!isSubscribed) await forgetHits(tx, searchId);
}

/** Nothing that it found is new any more. */
export async function forgetHits(tx: Transaction, searchId: string): Promise<void> {
  await sql`DELETE FROM catalog.saved_search_hit WHERE search_id = ${searchId}::uuid`.execute(tx);
}

export async function deleteSearch(tx: Transaction, searchId: string): Promise<void> {
  await sql`DELETE FROM catalog.saved_search WHERE id = ${searchId}::uuid`.execute(tx);
}

/** The entries that a person watches, the newest first. */
export async function entriesWatchedBy(reader: Reader, personId: string): Promise<WatchedEntry[]> {
  const found = await sql<Omit<WatchedEntry, 'since'> & { since: Date }>`
    SELECT watched_entry.entry_id AS "entryId", search_document.name, search_document.state, watched_entry.since
    FROM catalog.watched_entry JOIN catalog.search_document ON search_document.entry_id = watched_entry.entry_id
    WHERE watched_entry.person_id = ${personId}::uuid ORDER BY watched_entry.since DESC, watched_entry.entry_id`.execute(reader);
  return found.rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

export async function insertWatched(tx: Transaction, watched: { personId: string; entryId: string; since: Date }): Promise<void> {
  await sql`
    INSERT INTO catalog.watched_entry (person_id, entry_id, since) VALUES (${watched.personId}, ${watched.entryId}, ${watched.since})
    ON CONFLICT DO NOTHING`.execute(tx);
}

export async function deleteWatched(tx: Transaction, { personId, entryId }: { personId: string; entryId: string }): Promise<void> {
  await sql`DELETE FROM catalog.watched_entry WHERE person_id = ${personId}::uuid AND entry_id = ${entryId}::uuid`.execute(tx);
}
