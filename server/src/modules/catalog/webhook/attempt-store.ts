import type { CatalogueChange } from '@karez/contract/catalog/change-feed';
import type { attemptKinds } from '@karez/contract/catalog/webhook';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Sent } from './send-message.ts';

/** One attempt to tell an endpoint. */
export type Attempt = Sent & {
  readonly id: string;
  readonly webhookId: string;
  readonly kind: (typeof attemptKinds)[number];
  readonly eventId: string;
  readonly position: number | null;
  readonly change: CatalogueChange | null;
  readonly entryId: string | null;
  readonly at: Date;
};

const columns = sql`id, webhook_id AS "webhookId", kind, event_id AS "eventId", position, change, entry_id AS "entryId", at, duration_ms AS "durationMs",
  outcome, status, answer_bytes AS "answerBytes"`;

/** Attempts that are kept of each endpoint. */
const attemptsKept = 500;

/** Stores an attempt and forgets those beyond the last 500; ids rise with time. */
export async function insertAttempt(tx: Transaction, attempt: Attempt): Promise<void> {
  const { id, webhookId, kind, eventId, position, change, entryId, at, durationMs, outcome, status, answerBytes } = attempt;
  await sql`
    INSERT INTO catalog.webhook_attempt (id, webhook_id, kind, event_id, position, change, entry_id, at, duration_ms, outcome, status, answer_bytes)
    VALUES (${id}, ${webhookId}, ${kind}, ${eventId}, ${position}, ${change}, ${entryId}, ${at}, ${durationMs}, ${outcome}, ${status}, ${answerBytes})`.execute(
    tx,
  );
  await sql`
    DELETE FROM catalog.webhook_attempt WHERE webhook_id = ${webhookId} AND id < (
      SELECT id FROM catalog.webhook_attempt WHERE webhook_id = ${webhookId} ORDER BY id DESC OFFSET ${attemptsKept - 1} LIMIT 1)`.execute(
    tx,
  );
}

export async function findAttempt(reader: Reader, { webhookId, id }: { webhookId: string; id: string }): Promise<Attempt | undefined> {
  const found = await sql<Attempt>`SELECT ${columns} FROM catalog.webhook_attempt WHERE webhook_id = ${webhookId} AND id = ${id}`.execute(
    reader,
  );
  return found.rows[0];
}

/** Attempts of an endpoint before one, latest first, and how many are kept. */
export async function attemptsOf(
  reader: Reader,
  { webhookId, before, limit }: { webhookId: string; before: string | null; limit: number },
): Promise<{ items: Attempt[]; total: number }> {
  const found = await sql<Attempt>`
    SELECT ${columns} FROM catalog.webhook_attempt WHERE webhook_id = ${webhookId} AND (${before}::uuid IS NULL OR id < ${before}::uuid)
    ORDER BY id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{
    total: number;
  }>`SELECT count(*) AS total FROM catalog.webhook_attempt WHERE webhook_id = ${webhookId}`.execute(reader);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}
