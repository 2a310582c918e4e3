import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRefusal } from '@karez/kit/refusal';
import pg from 'pg';
import { migrate } from '../server/src/platform/database-migrations.ts';
import { startPostgres } from '../tools/postgres/start-postgres.ts';
import { appendFor, plainInsertsFor } from './evidence/append-load.ts';
import { headLags } from './evidence/head-lag.ts';
import { leavesVerifiedPerCpuSecond } from './evidence/verify-load.ts';
import type { Measured } from './measured.ts';

const rounds = 7;
const secondsARun = 4;
const perSecondMin = 10_000;
const lagMsMax = 2000;
const verifyMin = 100_000;

type Round = {
  readonly recordsPerSecond: number;
  readonly plainPerSecond: number;
  readonly ratioToPlain: number;
  readonly lagP99Ms: number;
  readonly verifiedPerCpuSecond: number;
};

/**
 * Evidence as the gateway writes it: batches of 100 records, each one durable statement, from four connections, while the sealer's own process
 * seals. Beside it in each round the same rows into a table without a tree. Then the lag from a commit to a signed head, and offline verification.
 */
export async function measure(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-bench-evidence-'));
  const server = await startPostgres({ dataFolder: join(folder, 'postgres'), settings: { max_connections: 40 } });
  if (isRefusal(server)) throw new Error(server.code);
  const url = server.connectionString('postgres');
  const loadBefore = loadavg()[0] ?? 0;
  try {
    await migrate({ connectionString: url, folder: fileURLToPath(new URL('../server/migrations', import.meta.url)) });
    const results = await withSealer(url, async () => {
      await appendFor(url, 1);
      const found: Round[] = [];
      for (let round = 0; round < rounds; round += 1) found.push(await measureRound(url, round));
      return found;
    });
    return resultOf(results, loadBefore);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureRound(url: string, round: number): Promise<Round> {
  const ours = () => appendFor(url, secondsARun);
  const plain = () => plainInsertsFor(url, secondsARun);
  // Which comes first alternates, so that neither always meets a warmer cache.
  const first = round % 2 === 0 ? await ours() : await plain();
  const second = round % 2 === 0 ? await plain() : await ours();
  const [recordsPerSecond, plainPerSecond] = round % 2 === 0 ? [first, second] : [second, first];
  await untilSealed(url);
  const lags = await headLags(url, { probes: 60 });
  const verifiedPerCpuSecond = await leavesVerifiedPerCpuSecond(url, { leavesMax: 50_000 });
  return {
    recordsPerSecond,
    plainPerSecond,
    ratioToPlain: recordsPerSecond / plainPerSecond,
    lagP99Ms: percentile(lags, 0.99),
    verifiedPerCpuSecond,
  };
}

/** The sealer of the worker, in a process of its own; answers when it has begun the log. */
async function withSealer<T>(url: string, work: () => Promise<T>): Promise<T> {
  const sealer: ChildProcess = fork(fileURLToPath(new URL('./evidence/sealer.ts', import.meta.url)), {
    env: { ...process.env, DATABASE_URL: url },
  });
  try {
    await once(sealer, 'message');
    return await work();
  } finally {
    const ended = once(sealer, 'exit');
    sealer.kill('SIGTERM');
    await ended;
  }
}

async function untilSealed(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (;;) {
      const waiting = await client.query('SELECT 1 FROM audit.pending LIMIT 1');
      if (waiting.rowCount === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await client.end();
  }
}

function resultOf(results: readonly Round[], loadBefore: number): Measured {
  const of = (name: keyof Round) =>
    percentile(
      results.map((round) => round[name]),
      0.5,
    );
  const lagP99Ms = Math.max(...results.map((round) => round.lagP99Ms));
  const met = of('recordsPerSecond') >= perSecondMin && lagP99Ms <= lagMsMax && of('verifiedPerCpuSecond') >= verifyMin;
  return {
    rounds: results,
    ratio: of('ratioToPlain'),
    target: `>= ${perSecondMin} records/s group-committed, head lag p99 <= ${lagMsMax} ms, verify >= ${verifyMin} leaves/s a core; medians of ${rounds} rounds`,
    met,
    notes: [
      `medians: ${of('recordsPerSecond').toFixed(0)} records/s, ${of('ratioToPlain').toFixed(2)} x the same rows without a tree, worst lag p99 ${lagP99Ms.toFixed(0)} ms, ${of('verifiedPerCpuSecond').toFixed(0)} leaves verified per CPU second`,
      'fsync on, synchronous_commit on; batches of 100, four connections; writer, sealer and PostgreSQL on the same cores',
      `load average before the run ${loadBefore.toFixed(1)} on ${cpus().length} cores: well below 1 or the figures say little`,
    ],
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
