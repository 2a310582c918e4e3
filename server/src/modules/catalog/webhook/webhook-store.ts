import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Webhook } from './webhook.ts';

const columns = sql`id, org_id AS "orgId", revision, name, url, state, sealed_secret AS "sealedSecret", former_secret AS "formerSecret",
  former_until AS "formerUntil", former_told AS "formerTold", position, failures,
  next_attempt_at AS "nextAttemptAt", registered_by AS "registeredBy", registered_at AS "registeredAt"`;

export async function insertWebhook(tx: Transaction, webhook: Webhook): Promise<void> {
  const { id, orgId, revision, name, url, state, sealedSecret, position, nextAttemptAt, registeredBy, registeredAt } = webhook;
  await sql`
    INSERT INTO catalog.webhook (id, org_id, revision, name, url, state, sealed_secret, position, next_attempt_at, registered_by, registered_at)
    VALUES (${id}, ${orgId}, ${revision}, ${name}, ${url}, ${state}, ${sealedSecret}, ${position}, ${nextAttemptAt}, ${registeredBy}, ${registeredAt})`.execute(
    tx,
  );
}

/** Stores what a verb changed; what a worker holds is the worker's. */
export async function saveWebhook(tx: Transaction, webhook: Webhook): Promise<void> {
  const { id, revision, name, url, state, sealedSecret, formerSecret, formerUntil, formerTold, position, failures, nextAttemptAt } =
    webhook;
  await sql`
    UPDATE catalog.webhook SET revision = ${revision}, name = ${name}, url = ${url}, state = ${state}, sealed_secret = ${sealedSecret},
      former_secret = ${formerSecret}, former_until = ${formerUntil}, former_told = ${formerTold},
      position = ${position}, failures = ${failures}, next_attempt_at = ${nextAttemptAt} WHERE id = ${id}`.execute(tx);
}

export async function findWebhook(reader: Reader, id: string): Promise<Webhook | undefined> {
  const found = await sql<Webhook>`SELECT ${columns} FROM catalog.webhook WHERE id = ${id}`.execute(reader);
  return found.rows[0];
}

export async function lockWebhook(tx: Transaction, id: string): Promise<Webhook | undefined> {
  const found = await sql<Webhook>`SELECT ${columns} FROM catalog.webhook WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** Endpoints with a former secret that ends before an instant, locked. */
export async function lockEndingSecrets(tx: Transaction, before: Date): Promise<Webhook[]> {
  const found = await sql<Webhook>`SELECT ${columns} FROM catalog.webhook WHERE former_until <= ${before} ORDER BY id FOR UPDATE`.execute(
    tx,
  );
  return found.rows;
}

/** Endpoints of a department that are not removed, in the order in which they were registered. */
export async function webhooksOf(reader: Reader, orgId: string): Promise<Webhook[]> {
  const found = await sql<Webhook>`
    SELECT ${columns} FROM catalog.webhook WHERE org_id = ${orgId} AND state <> 'removed' ORDER BY id`.execute(reader);
  return found.rows;
}

/** Lets the registrations of a department take turns, so that together they keep to their limit; held until the transaction ends. */
export async function lockRegistrations(tx: Transaction, orgId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.webhook ${orgId}`}, 0))`.execute(tx);
}

type Hold = { readonly now: Date; readonly until: Date };

/** Takes hold of an enabled endpoint that is due and has something to be told, and that no live worker holds. */
export async function holdNextDue(tx: Transaction, { now, until, newest }: Hold & { newest: number }): Promise<Webhook | undefined> {
  const held = await sql<Webhook>`
    UPDATE catalog.webhook SET held_until = ${until} WHERE id = (
      SELECT id FROM catalog.webhook WHERE state = 'enabled' AND next_attempt_at <= ${now} AND position < ${newest}
        AND (held_until IS NULL OR held_until <= ${now}) ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING ${columns}`.execute(tx);
  return held.rows[0];
}

/** What a worker holds an endpoint by: the instant until which it does. One that stood still for longer may find that another holds it by now. */
export type Held = { readonly own: Date; readonly until: Date };

/** Holds on for the next message, where the endpoint still is as the worker knows it, and is held by this very worker. */
export async function holdOn(tx: Transaction, { id, url, position }: Webhook, { own, until }: Held): Promise<boolean> {
  const held = await sql`
    UPDATE catalog.webhook SET held_until = ${until} WHERE id = ${id} AND state = 'enabled' AND url = ${url} AND position = ${position}
      AND held_until = ${own}`.execute(tx);
  return held.numAffectedRows === 1n;
}

/** Lets an endpoint go that is still held by this very worker. */
export async function letGo(tx: Transaction, id: string, own: Date): Promise<void> {
  await sql`UPDATE catalog.webhook SET held_until = NULL WHERE id = ${id} AND held_until = ${own}`.execute(tx);
}
