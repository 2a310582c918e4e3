import { sql } from 'kysely';
import type { Reader, Transaction } from './database.ts';

/** How long a process may serve on what it knows, in milliseconds. */
export const LEASE_MILLISECONDS = 1000;

/**
 * Renews a process's lease with the feed position that it has applied. The database's clock counts, so processes with
 * skewed clocks agree. Answers the number of milliseconds that the lease holds from the moment the statement began.
 */
export async function renewLease(reader: Reader, lease: { processId: string; topic: string; position: number }): Promise<number> {
  await sql`
    INSERT INTO platform.lease (process_id, topic, position, expires_at)
    VALUES (${lease.processId}, ${lease.topic}, ${lease.position}, clock_timestamp() + ${`${LEASE_MILLISECONDS} milliseconds`}::interval)
    ON CONFLICT (process_id) DO UPDATE SET topic = EXCLUDED.topic, position = EXCLUDED.position, expires_at = EXCLUDED.expires_at`.execute(
    reader,
  );
  return LEASE_MILLISECONDS;
}

/** Gives a lease back, so that nobody waits for a process that has stopped. */
export async function endLease(reader: Reader, processId: string): Promise<void> {
  await sql`DELETE FROM platform.lease WHERE process_id = ${processId}`.execute(reader);
}

/** Processes whose lease is alive and that have not yet applied `position`. */
export async function leasesBehind(reader: Reader, topic: string, position: number): Promise<number> {
  const result = await sql<{ behind: number }>`
    SELECT count(*) AS behind FROM platform.lease WHERE topic = ${topic} AND position < ${position} AND expires_at > clock_timestamp()`.execute(
    reader,
  );
  return result.rows[0]?.behind ?? 0;
}

/** Forgets leases that ran out long ago. */
export async function sweepLeases(tx: Transaction): Promise<void> {
  await sql`DELETE FROM platform.lease WHERE expires_at < clock_timestamp() - interval '1 hour'`.execute(tx);
}

/**
 * Waits until every live process has applied `position` or has lost its lease. Returns true then, false when `waitMilliseconds` are over first.
 * `pause` is injected so that tests need not wait.
 */
export async function everyoneHasApplied(
  reader: Reader,
  { topic, position, waitMilliseconds = 3000 }: { topic: string; position: number; waitMilliseconds?: number },
  pause: (milliseconds: number) => Promise<void> = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
): Promise<boolean> {
  const step = 10;
  for (let waited = 0; waited <= waitMilliseconds; waited += step) {
    if ((await leasesBehind(reader, topic, position)) === 0) return true;
    await pause(step);
  }
  return false;
}
