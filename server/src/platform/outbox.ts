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
 * so a crash delivers it again and a listener that has heard it does not hear it twice. An event whose listener fails holds back the later
 * events of its key only. Returns how many were delivered; throws the first failure at the end of the turn.
 */
export async function deliverEvents(
  transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  listeners: readonly Listener[],
  limit = 100,
): Promise<number> {
  const turn: Turn = { heldKeys: [], failure: null };
  let delivered = 0;
  while (delivered < limit && (await deliverNext(transaction, listeners, turn))) delivered += 1;
  if (turn.failure) throw turn.failure.error;
  return delivered;
}

type Turn = { readonly heldKeys: string[]; failure: { readonly error: unknown } | null };
type WaitingEvent = OutboxEvent & { readonly sequence: number };

async function deliverNext(
  transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  listeners: readonly Listener[],
  turn: Turn,
): Promise<boolean> {
  let event: WaitingEvent | undefined;
  try {
    return await transaction(async (tx) => {
      event = await lockNext(tx, turn.heldKeys);
      if (event) await deliver(tx, listeners, event);
      return event !== undefined;
    });
  } catch (error) {
    if (!event) throw error;
    turn.heldKeys.push(event.key);
    turn.failure ??= { error };
    return true;
  }
}

async function lockNext(tx: Transaction, heldKeys: readonly string[]): Promise<WaitingEvent | undefined> {
  const next = await sql<WaitingEvent>`
    SELECT sequence, id, name, key, body FROM platform.outbox WHERE key <> ALL (${[...heldKeys]}::text[])
    ORDER BY sequence LIMIT 1 FOR UPDATE`.execute(tx);
  return next.rows[0];
}

async function deliver(tx: Transaction, listeners: readonly Listener[], event: WaitingEvent): Promise<void> {
  for (const listener of listeners.filter((candidate) => candidate.event === event.name)) {
    const fresh =
      await sql`INSERT INTO platform.inbox (listener, event_id) VALUES (${listener.listener}, ${event.id}) ON CONFLICT DO NOTHING`.execute(
        tx,
      );
    if (fresh.numAffectedRows === 1n) await listener.hear(tx, event);
  }
  await sql`DELETE FROM platform.outbox WHERE sequence = ${event.sequence}`.execute(tx);
}
