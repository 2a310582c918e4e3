import type { CatalogueChange } from '@karez/contract/catalog/change-feed';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import { documentReaches } from '../search/reach-store.ts';
import { changeKind, changeTopic } from './change.ts';

export type NotedChange = { readonly entryId: string; readonly change: CatalogueChange };

/** Whether committed changes wait for their positions. */
export async function hasNotedChanges(reader: Reader): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`SELECT EXISTS (SELECT 1 FROM catalog.noted_change) AS waits`.execute(reader);
  return found.rows[0]?.waits ?? false;
}

/** Lets those who give positions take turns until the transaction ends; what the one before committed is seen by the next. */
export async function lockPositions(tx: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${changeTopic}, 0))`.execute(tx);
}

/** Takes the oldest committed changes away, in the order in which they were noted; per entry that is the order of commits. */
export async function takeNotedChanges(tx: Transaction, limit: number): Promise<NotedChange[]> {
  const taken = await sql<NotedChange>`
    WITH taken AS (DELETE FROM catalog.noted_change WHERE sequence IN (SELECT sequence FROM catalog.noted_change ORDER BY sequence LIMIT ${limit})
      RETURNING sequence, entry_id, change)
    SELECT entry_id AS "entryId", change FROM taken ORDER BY sequence`.execute(tx);
  return taken.rows;
}

/** Of some entries those that may leave the portal now, and those of which the last told change left them readable. */
export async function standingOf(reader: Reader, ids: readonly string[]): Promise<{ leaving: Set<string>; known: Set<string> }> {
  const leaving = await sql<{ id: string }>`
    SELECT search_document.entry_id AS id FROM catalog.search_document
    WHERE search_document.entry_id = ANY (${[...ids]}::uuid[]) AND ${documentReaches('leaving')}`.execute(reader);
  const known = await sql<{ id: string }>`
    SELECT asked.id FROM unnest(${[...ids]}::text[]) AS asked (id), LATERAL (SELECT body FROM platform.feed
      WHERE topic = ${changeTopic} AND kind = ${changeKind} AND key = asked.id ORDER BY position DESC LIMIT 1) AS last
    WHERE (last.body ->> 'leaves')::boolean`.execute(reader);
  return { leaving: new Set(leaving.rows.map(({ id }) => id)), known: new Set(known.rows.map(({ id }) => id)) };
}
