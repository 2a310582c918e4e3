import { createHash } from 'node:crypto';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import type { Transaction } from '../database.ts';

/** Hours after which a remembered answer is forgotten. */
export const REMEMBERED_HOURS = 24;

export type CallKey = { readonly caller: string; readonly route: string; readonly key: string };
export type Remembered = { readonly status: number; readonly answer: unknown; readonly etag: string | null };

/** Hash of a call's input: the same key with another input is a mistake of the caller. */
export function inputHash(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('hex');
}

/**
 * Reserves a key inside the transaction of the call. A second call with the key waits here for the first, then gets the first one's
 * answer; with another input it is refused. Answers `null` when the caller is the first.
 */
export async function reserveCall(tx: Transaction, call: CallKey, bodyHash: string): Promise<Remembered | Refusal | null> {
  const mine = await sql`
    INSERT INTO platform.idempotent_call (caller, route, key, body_hash) VALUES (${call.caller}, ${call.route}, ${call.key}, ${bodyHash})
    ON CONFLICT DO NOTHING`.execute(tx);
  if (mine.numAffectedRows === 1n) return null;
  const known = await sql<{ body_hash: string; status: number; answer: unknown; etag: string | null }>`
    SELECT body_hash, status, answer, etag FROM platform.idempotent_call
    WHERE caller = ${call.caller} AND route = ${call.route} AND key = ${call.key}`.execute(tx);
  const first = known.rows[0];
  if (!first) throw new Error('an idempotency key vanished between two statements');
  if (first.body_hash !== bodyHash) return refuse('request.key-reused');
  return { status: first.status, answer: first.answer, etag: first.etag };
}

/** Keeps the answer of the call that reserved the key; commits with the call's own work. */
export async function rememberAnswer(tx: Transaction, call: CallKey, answer: Remembered): Promise<void> {
  await sql`
    UPDATE platform.idempotent_call SET status = ${answer.status}, answer = ${JSON.stringify(answer.answer)}::json, etag = ${answer.etag}
    WHERE caller = ${call.caller} AND route = ${call.route} AND key = ${call.key}`.execute(tx);
}

/** Forgets answers older than {@link REMEMBERED_HOURS}; `now` is the injected clock's. */
export async function forgetOldAnswers(tx: Transaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - REMEMBERED_HOURS * 3_600_000);
  await sql`DELETE FROM platform.idempotent_call WHERE made_at < ${before}`.execute(tx);
}
