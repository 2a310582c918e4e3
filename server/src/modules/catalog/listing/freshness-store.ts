import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { DataReport } from './freshness.ts';
import thresholds from './freshness-thresholds.json' with { type: 'json' };

/** Stores what the steward reported; an earlier breach is forgotten with it. */
export async function saveReport(tx: Transaction, entryId: string, { dataOn, dataAt, at }: DataReport & { at: Date }): Promise<void> {
  await sql`
    UPDATE catalog.listing SET data_on = ${dataOn}, data_at = ${dataAt}, reported_at = ${at}, stale_told = false WHERE entry_id = ${entryId}`.execute(
    tx,
  );
}

/**
 * Some mounted entries whose data is overdue and nobody was told of it, locked as every step locks them, the entry first; the same rule as `freshness.ts`,
 * asked of all at once.
 */
export async function lockStale(tx: Transaction, { now, zone, limit }: { now: Date; zone: string; limit: number }): Promise<string[]> {
  const found = await sql<{ entryId: string }>`
    WITH stale AS (
    SELECT listing.entry_id FROM catalog.listing
    JOIN catalog.search_document document ON document.entry_id = listing.entry_id
    JOIN jsonb_to_recordset(${JSON.stringify(thresholds)}::jsonb) AS threshold (cycle text, hours integer, days integer)
      ON threshold.cycle = document.update_cycle
    WHERE listing.state IN ('mounted', 'interrupted') AND NOT stale_told AND CASE
      WHEN hours IS NOT NULL THEN coalesce(data_at, mounted_at) + make_interval(hours => hours) < ${now}
      ELSE coalesce(data_on, (mounted_at AT TIME ZONE ${zone})::date) + days < (${now}::timestamptz AT TIME ZONE ${zone})::date END
    ORDER BY listing.entry_id LIMIT ${limit}),
    held AS (SELECT entry.id FROM catalog.entry JOIN stale ON stale.entry_id = entry.id ORDER BY entry.id FOR UPDATE OF entry SKIP LOCKED)
    SELECT entry_id AS "entryId" FROM catalog.listing
    WHERE entry_id IN (SELECT id FROM held) AND state IN ('mounted', 'interrupted') AND NOT stale_told ORDER BY entry_id FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  return found.rows.map(({ entryId }) => entryId);
}

/** Whoever answers for the data from now on is told anew. */
export async function forgetStaleTold(tx: Transaction, entryId: string): Promise<void> {
  await sql`UPDATE catalog.listing SET stale_told = false WHERE entry_id = ${entryId} AND stale_told`.execute(tx);
}

export async function markStaleTold(tx: Transaction, entryId: string): Promise<void> {
  await sql`UPDATE catalog.listing SET stale_told = true WHERE entry_id = ${entryId}`.execute(tx);
}

/** What the steward of a listed entry reported last. */
export async function findReport(reader: Reader, entryId: string): Promise<DataReport | null> {
  const found = await sql<DataReport>`
    SELECT data_on AS "dataOn", data_at AS "dataAt" FROM catalog.listing WHERE entry_id = ${entryId} AND data_on IS NOT NULL`.execute(
    reader,
  );
  return found.rows[0] ?? null;
}
