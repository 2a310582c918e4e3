import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** The newest head of the open log: which it is, and how long ago the database stored it by its own clock (null where that is not known). */
export type NewestHead = { readonly head: string; readonly ageMs: number | null };

/** One statement, no lock; undefined before the first log was begun. */
export async function newestHead(reader: Reader): Promise<NewestHead | undefined> {
  const result = await sql<{ head: string; age_ms: number | null }>`
    SELECT t.log_id || '/' || h.number AS head, (extract(epoch FROM clock_timestamp() - h.stored_at) * 1000)::double precision AS age_ms
    FROM audit.tree t
    JOIN LATERAL (SELECT number, stored_at FROM audit.head WHERE log = t.log ORDER BY number DESC LIMIT 1) h ON true
    WHERE t.open`.execute(reader);
  return result.rows.map((row) => ({ head: row.head, ageMs: row.age_ms }))[0];
}
