import { sql } from 'kysely';
import { run, type Runner, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Transaction } from './database.ts';

/** How often work is done that nobody asks for: the pause after each turn, and how many turns go on side by side (1 unless it says otherwise). */
export type Rhythm = { readonly everyMs: number; readonly lanes?: number };

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;

/**
 * One kind of background work: `id` names it, `run` does it and must be repeatable (a crash runs it again). `when` says whether a verb asks for it
 * (`enqueueJob`) or the worker does it again and again: work without either would be forgotten.
 */
export type Job = { readonly id: string; readonly when: 'asked' | Rhythm; run(payload: unknown): Promise<void> };

/** A job to be done: `key` makes jobs of one key replace each other while they wait. */
export type JobRequest = { readonly id: string; readonly payload: Readonly<Record<string, unknown>>; readonly key?: string };

/** Queues a job in the transaction of what asks for it. */
export async function enqueueJob(tx: Transaction, { id, payload, key }: JobRequest): Promise<void> {
  const text = JSON.stringify(payload);
  await sql`SELECT graphile_worker.add_job(${id}, ${text}::json, job_key => ${key ?? null}, max_attempts => 5)`.execute(tx);
}

/** Starts working on queued jobs until the runner is stopped. */
export async function runJobs(pool: pg.Pool, jobs: readonly Job[], concurrency = 2): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(jobs.map((job) => [job.id, (payload: unknown) => job.run(payload)]));
  return run({ pgPool: pool, taskList, concurrency, pollInterval: 1000, noHandleSignals: true });
}
