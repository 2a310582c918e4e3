import { fork, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRefusal } from '@karez/kit/refusal';
import { sampleGrant } from '@karez/policy/grant/grant-samples';
import { Client } from 'pg';
import { migrate } from '../server/src/platform/database-migrations.ts';
import { openDatabase, type DatabaseConnection } from '../server/src/platform/database.ts';
import { appendFeed } from '../server/src/platform/feed.ts';
import { startPostgres } from '../tools/postgres/start-postgres.ts';
import { cpuSeconds } from './gateway/cpu-time.ts';
import { load, type Load, type Target } from './gateway/load.ts';
import type { Measured } from './measured.ts';

const rounds = 7;
const seconds = 5;
const warmUpSeconds = 6;
const connections = 64;
const ratioMin = 1;

/**
 * 1 KB answers over 64 connections: the gateway with every check, cut, mask, quota and durable evidence, against @fastify/http-proxy that
 * only proxies, and against our own bare node:http + undici. Interleaved; the ratio is the median of each round's own ratio.
 */
export async function measure(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-bench-postgres-'));
  const postgres = await startPostgres({ dataFolder: folder, settings: { fsync: 'on', synchronous_commit: 'on' } });
  if (isRefusal(postgres)) throw new Error(postgres.code);
  const children: ChildProcess[] = [];
  try {
    const url = await migrated(postgres.connectionString('postgres'), (name) => postgres.connectionString(name));
    await using database = openDatabase(url);
    const upstream = await started(children, 'upstream.ts', {});
    const address = `http://127.0.0.1:${upstream.port}`;
    const token = await publishAll(database, address);
    const karez = await started(children, 'karez.ts', { DATABASE_URL: url });
    const peer = await started(children, 'peer-proxy.ts', { UPSTREAM: address });
    const bare = await started(children, 'bare-proxy.ts', { UPSTREAM: address });
    return await compared({ database, postgresPid: postgres.pid, karez, peer, bare, upstream, token });
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Started = { readonly port: number; readonly pid: number };
type Field = {
  readonly database: DatabaseConnection;
  readonly postgresPid: number;
  readonly karez: Started;
  readonly peer: Started;
  readonly bare: Started;
  readonly upstream: Started;
  readonly token: string;
};
type Round = Record<
  | 'karezPerSecond'
  | 'peerPerSecond'
  | 'barePerSecond'
  | 'karezP99Ms'
  | 'peerP99Ms'
  | 'karezCpuMicroseconds'
  | 'peerCpuMicroseconds'
  | 'ratio'
  | 'ratioToBare'
  | 'recordsMissing'
  | 'failed',
  number
>;

async function compared(field: Field): Promise<Measured> {
  const targets = targetsOf(field);
  const loadBefore = loadavg()[0] ?? 0;
  // Warm-up of everything: code, connections, the first quota block.
  for (const target of Object.values(targets)) await load(target, { connections, seconds: warmUpSeconds });
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await measureRound(field, targets, round));
  const ratio = median(results.map((round) => round.ratio));
  const missing = results.reduce((sum, round) => sum + round.recordsMissing + round.failed, 0);
  return {
    rounds: results,
    ratio,
    target: `>= ${ratioMin} x @fastify/http-proxy, ${connections} connections, 1 KB, median of ${rounds} rounds; every answer has its record`,
    met: ratio >= ratioMin && missing === 0,
    notes: [
      `fsync on, synchronous_commit on; one process each; wrk, one thread, ${seconds} s a run; upstream, PostgreSQL and wrk on the same cores`,
      `to bare node:http + undici: ${median(results.map((round) => round.ratioToBare)).toFixed(3)}`,
      `CPU a call over gateway, PostgreSQL and upstream: ${median(results.map((round) => round.karezCpuMicroseconds)).toFixed(0)} us; peer with upstream: ${median(results.map((round) => round.peerCpuMicroseconds)).toFixed(0)} us`,
      `load average before the run ${loadBefore.toFixed(1)} on ${cpus().length} cores: well below 1 or the figures say little`,
      'the sealer of the evidence tree is not running: records are committed to audit.pending',
    ],
  };
}

function targetsOf({ karez, peer, bare, token }: Field): Record<'karez' | 'peer' | 'bare', Target> {
  const headers = { authorization: `Bearer ${token}`, 'karez-matter': 'SW-2026-17', 'karez-operator': 'window-3' };
  return {
    karez: { url: `http://127.0.0.1:${karez.port}/services/companies/companies/91650402MA7XXXXX10`, headers },
    peer: { url: `http://127.0.0.1:${peer.port}/companies/91650402MA7XXXXX10`, headers },
    bare: { url: `http://127.0.0.1:${bare.port}/companies/91650402MA7XXXXX10`, headers },
  };
}

async function measureRound(field: Field, targets: ReturnType<typeof targetsOf>, round: number): Promise<Round> {
  const names = (['karez', 'peer', 'bare'] as const).map((_name, at, all) => all[(at + round) % all.length] ?? 'karez');
  const found = new Map<string, Load & { cpuMicroseconds: number; records: number }>();
  for (const name of names) {
    const [cpuBefore, recordsBefore] = [await cpuOf(field, name), await recordsIn(field.database)];
    const measured = await load(targets[name], { connections, seconds });
    const cpuMicroseconds = (((await cpuOf(field, name)) - cpuBefore) * 1e6) / Math.max(1, measured.requests);
    found.set(name, { ...measured, cpuMicroseconds, records: (await recordsIn(field.database)) - recordsBefore });
  }
  const nothing = { perSecond: Number.NaN, requests: 0, failed: 1, p99Ms: Number.NaN, cpuMicroseconds: Number.NaN, records: 0 };
  const [karez, peer, bare] = [found.get('karez') ?? nothing, found.get('peer') ?? nothing, found.get('bare') ?? nothing];
  return {
    karezPerSecond: karez.perSecond,
    peerPerSecond: peer.perSecond,
    barePerSecond: bare.perSecond,
    karezP99Ms: karez.p99Ms,
    peerP99Ms: peer.p99Ms,
    karezCpuMicroseconds: Math.round(karez.cpuMicroseconds),
    peerCpuMicroseconds: Math.round(peer.cpuMicroseconds),
    ratio: Number((karez.perSecond / peer.perSecond).toFixed(3)),
    ratioToBare: Number((karez.perSecond / bare.perSecond).toFixed(3)),
    // Calls that wrk broke off at the end have their record too, so there may be more records than answers, never fewer.
    recordsMissing: Math.max(0, karez.requests - karez.failed - karez.records),
    failed: karez.failed + peer.failed + bare.failed,
  };
}

async function cpuOf(field: Field, name: 'karez' | 'peer' | 'bare'): Promise<number> {
  const own = await cpuSeconds(field[name].pid, { withChildren: false });
  const upstream = await cpuSeconds(field.upstream.pid, { withChildren: false });
  return own + upstream + (name === 'karez' ? await cpuSeconds(field.postgresPid, { withChildren: true }) : 0);
}

async function recordsIn(database: DatabaseConnection): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>("SELECT count(*) AS count FROM audit.pending WHERE result = 'done'");
  return rows[0]?.count ?? 0;
}

/** Publishes key, client, service and grant as the modules do, and answers a token that holds for the whole run. */
async function publishAll(database: DatabaseConnection, address: string): Promise<string> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const fields = [
    { no: 1, path: 'uscc' },
    { no: 2, path: 'name' },
    { no: 3, path: 'phone' },
  ];
  const operation = {
    id: 'byCode',
    method: 'GET',
    path: '/companies/{uscc}',
    parameters: [{ name: 'uscc', place: 'path', required: true }],
    takesBody: false,
    recordsAt: '',
    envelope: [],
    fields,
  };
  const service = {
    format: 1,
    serviceId: 'service-1',
    code: 'companies',
    version: 1,
    online: true,
    entryId: 'entry-1',
    providerOrgId: 'org-market',
    baseUrl: address,
    timeoutMs: 10_000,
    operations: [operation],
  };
  const grant = sampleGrant({
    quota: { perSecond: 10_000, perDay: 1_000_000_000, total: null },
    validFrom: '2020-01-01T00:00:00Z',
    validTo: '2090-01-01T00:00:00Z',
  });
  await database.transaction((tx) =>
    appendFeed(tx, 'gateway', [
      { kind: 'token-key', key: 'key-1', body: { jwk: pair.publicKey.export({ format: 'jwk' }) } },
      { kind: 'client', key: 'client-1', body: { orgId: 'org-water' } },
      { kind: 'service', key: 'service-1', body: service },
      { kind: 'grant', key: grant.grantId, body: grant },
    ]),
  );
  const now = Math.floor(Date.now() / 1000);
  const signed = [
    { alg: 'ES256', typ: 'at+jwt', kid: 'key-1' },
    { iss: 'http://portal.bench', aud: 'http://gateway.bench', sub: 'client-1', iat: now, exp: now + 3600 },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

async function migrated(adminUrl: string, urlOf: (name: string) => string): Promise<string> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("CREATE DATABASE bench TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'");
  await admin.end();
  const url = urlOf('bench');
  await migrate({ connectionString: url, folder: fileURLToPath(new URL('../server/migrations', import.meta.url)) });
  return url;
}

async function started(children: ChildProcess[], file: string, environment: Record<string, string>): Promise<Started> {
  const child = fork(fileURLToPath(new URL(`./gateway/${file}`, import.meta.url)), {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { port, pid: child.pid ?? 0 };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
