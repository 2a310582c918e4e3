import { sql } from 'kysely';
import type { Database } from '#platform/database';

type Recorded = { readonly action: string; readonly actorId: string; readonly body: string };

/** Tells what some work leaves in the evidence. */
export function recorderOf(database: Database): (work: () => Promise<unknown>) => Promise<Recorded[]> {
  return async (work) => {
    const last = await sql<{ n: number }>`SELECT coalesce(max(sequence), 0) AS n FROM audit.pending`.execute(database.reader);
    await work();
    const found = await sql<Recorded>`
      SELECT action, actor_id AS "actorId", convert_from(body, 'UTF8') AS body FROM audit.pending
      WHERE sequence > ${last.rows[0]?.n ?? 0} ORDER BY sequence`.execute(database.reader);
    return found.rows;
  };
}
