import { sql } from 'kysely';
import type { Transaction } from './database.ts';

/** What a lower module tells a higher one: stored with the change it speaks of, delivered at least once, in order per key. */
export type OutboxEvent = {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
};
export type Listener = { readonly listener: string; readonly event: string; hear(tx: Transaction, event: OutboxEvent): Promise<void> };

/** Stores an event in the transaction of the change it tells of. */
export async function publish(tx: Transaction, event: OutboxEvent): Promise<void> {
  await sql`INSERT INTO platform.outbox (id, name, key, body) VALUES (${event.id}, ${event.name}, ${event.key}, ${JSON.stringify(event.body)})`.execute(
    tx,
  );
}

/**
 * Delivers waiting events to their listeners, each event in one transaction with the listeners' own writes and their inbox row,
 * so a crash delivers it again and a listener that has heard it does not hear it twice. Returns how many were delivered.
 */
export async function deliverEvents(
  transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  listeners: readonly Listener[],
  limit = 100,
): Promise<number> {
  for (let delivered = 0; delivered < limit; delivered += 1) {
    const found = await transaction((tx) => deliverNext(tx, listeners));
    if (!found) return delivered;
  }
  return limit;
}

async function deliverNext(tx: Transaction, listeners: readonly Listener[]): Promise<boolean> {
  const next = await sql<OutboxEvent & { sequence: number }>`
    SELECT sequence, id, name, key, body FROM platform.outbox ORDER BY sequence LIMIT 1 FOR UPDATE`.execute(tx);
  const event = next.rows[0];
  if (!event) return false;
  for (const listener of listeners.filter((candidate) => candidate.event === event.name)) {
    const fresh =
      await sql`INSERT INTO platform.inbox (listener, event_id) VALUES (${listener.listener}, ${event.id}) ON CONFLICT DO NOTHING`.execute(
        tx,
      );
    if (fresh.numAffectedRows === 1n) await listener.hear(tx, event);
  }
  await sql`DELETE FROM platform.outbox WHERE sequence = ${event.sequence}`.execute(tx);
  return true;
}
