import { sql } from 'kysely';
import { run, type Runner, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Transaction } from './database.ts';

/** One kind of background work: `id` names it, `run` does it and must be repeatable (a crash runs it again). */
export type Job = { readonly id: string; run(payload: unknown): Promise<void> };

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
