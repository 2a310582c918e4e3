import { sql } from 'kysely';
import type { Reader } from '#platform/database';

export type QuotaPeriod = { readonly grantId: string; readonly period: string; readonly limit: number };

/**
 * Reserves up to `count` uses of a period for this process, in one statement of its own; answers how many it got, 0 when the
 * limit is reached. Durable before it answers, so that two processes and a crash never exceed the limit.
 */
export async function reserveUses(reader: Reader, { grantId, period, limit }: QuotaPeriod, count: number): Promise<number> {
  await sql`INSERT INTO gateway.quota_use (grant_id, period, used) VALUES (${grantId}, ${period}, 0) ON CONFLICT DO NOTHING`.execute(
    reader,
  );
  const { rows } = await sql<{ reserved: number }>`
    WITH before AS (SELECT used FROM gateway.quota_use WHERE grant_id = ${grantId} AND period = ${period} FOR UPDATE)
    UPDATE gateway.quota_use AS q SET used = greatest(before.used, least(before.used + ${count}, ${limit}))
    FROM before WHERE q.grant_id = ${grantId} AND q.period = ${period}
    RETURNING greatest(0, q.used - before.used) AS reserved`.execute(reader);
  return rows[0]?.reserved ?? 0;
}

/** Gives back uses that were reserved and not needed, when a process stops. */
export async function returnUses(reader: Reader, { grantId, period }: QuotaPeriod, count: number): Promise<void> {
  await sql`UPDATE gateway.quota_use SET used = greatest(0, used - ${count}) WHERE grant_id = ${grantId} AND period = ${period}`.execute(
    reader,
  );
}

/** How much of a grant's quota has been reserved by all processes: today and in total. */
export async function usesOf(reader: Reader, grantId: string, day: string): Promise<{ day: number; total: number }> {
  const { rows } = await sql<{ period: string; used: number }>`
    SELECT period, used FROM gateway.quota_use WHERE grant_id = ${grantId} AND period IN (${day}, 'total')`.execute(reader);
  const usedIn = (period: string) => rows.find((row) => row.period === period)?.used ?? 0;
  return { day: usedIn(day), total: usedIn('total') };
}
