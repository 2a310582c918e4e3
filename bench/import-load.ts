import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import type { Actor } from '../server/src/modules/identity/actor.ts';
import { findImport } from '../server/src/modules/catalog/import/import-job-store.ts';
import { importView } from '../server/src/modules/catalog/import/import-view.ts';
import { startImport } from '../server/src/modules/catalog/import/start-import.ts';
import { findEntries } from '../server/src/modules/catalog/search/find-entries.ts';
import { liveIndex, type LiveIndex } from '../server/src/modules/catalog/search/live-index.ts';
import { readConfig } from '../server/src/platform/config.ts';
import { migrate } from '../server/src/platform/database-migrations.ts';
import { openDatabase, type Database } from '../server/src/platform/database.ts';
import { folderFiles } from '../server/src/platform/files.ts';
import { keysFrom } from '../server/src/platform/keys.ts';
import { startPostgres } from '../tools/postgres/start-postgres.ts';
import type { Measured } from './measured.ts';
import { documentsOf, storeCatalogue } from './search/catalogue.ts';
import { questionsOf, type Question } from './search/questions.ts';
import { roles } from './search/roles.ts';

const entriesBefore = 20_000;
const rowsImported = 10_000;
const people = 50;
/** What a person does between two questions. */
const thinkMs = 1000;
const quietMs = 20_000;
const p95MsMax = 300;
const seed = 20_261_122;
const orgId = '0199eeee-0000-7000-8000-000000000001';
const actor: Actor = {
  kind: 'person',
  id: '0199eeee-0000-7000-8000-000000000002',
  orgId,
  regionCode: '650400',
  powers: ['catalog.import', 'catalog.register'].map((power) => ({ power, orgId, regionCode: null })),
};

/** A department's published list of 10,000 entries. */
function catalogueFile(): Buffer {
  const lines = Array.from(
    { length: rowsImported },
    (_, at) => `第${at}号渠系建筑物巡查名录,市水利局,渠系建筑物的位置与巡查记录，编号${at},每月,建筑物编号,字符型`,
  );
  return Buffer.from(['数据目录名称,提供单位,摘要,更新周期,信息项名称,数据类型', ...lines].join('\n'), 'utf8');
}

type Bench = { readonly database: Database; readonly index: LiveIndex; readonly questions: readonly Question[] };

/** Fifty people who ask, read and ask again until they are told to go; answers how long each answer took, in milliseconds. */
async function searching({ database, index, questions }: Bench, gone: AbortSignal): Promise<number[]> {
  const needs = { reader: database.reader, index, clock: systemClock, config: readConfig({ DATABASE_URL: 'postgres://unused' }) };
  const times: number[] = [];
  const person = async (serial: number): Promise<void> => {
    await pause((thinkMs / people) * serial);
    for (let at = serial; !gone.aborted; at += people) {
      const question = questions[at % questions.length];
      const role = roles[serial % roles.length];
      if (!question || !role) throw new Error('there is nothing to ask');
      const started = performance.now();
      const answer = await findEntries(needs, {
        actor: role.actor,
        language: 'zh',
        query: { q: question.q, shareType: question.shareType, limit: 20, scope: 'all' },
      });
      if (isRefusal(answer)) throw new Error(answer.code);
      times.push(performance.now() - started);
      await pause(thinkMs);
    }
  };
  await Promise.all(Array.from({ length: people }, (_, serial) => person(serial)));
  return times;
}

async function prepare(database: Database): Promise<Bench> {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city') ON CONFLICT DO NOTHING`.execute(
    database.reader,
  );
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${orgId}, '11650400MB0000001Y', '市水利局', '市水利局', 'government', '650400', now())`.execute(database.reader);
  const documents = [...documentsOf({ count: entriesBefore, seed })];
  await storeCatalogue(database, documents);
  const index = liveIndex(database.reader);
  await index.current();
  return { database, index, questions: questionsOf(documents, { count: 3000, seed }) };
}

/** Lets another process import the list, and people search until it is done. */
async function importing(bench: Bench, { url, folder }: { url: string; folder: string }) {
  const { database } = bench;
  const needs = { database, clock: systemClock, newId, files: folderFiles(folder), keys: keysFrom(Buffer.alloc(32, 7)) };
  const upload = [{ field: 'file', fileName: 'catalogue.csv', contentType: '', bytes: catalogueFile() }];
  const asked = { actor, secrecyDeclaration: 'not-secret', target: 'own-department', place: null, files: upload, origin: '' } as const;
  const job = await startImport(needs, asked);
  if (isRefusal(job)) throw new Error(job.code);
  const started = performance.now();
  const script = fileURLToPath(new URL('./import-load/import-worker.ts', import.meta.url));
  const worker = spawn(process.execPath, [script, url, folder, job.id, orgId], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new AbortController();
  const exit = once(worker, 'exit').then(([code]: unknown[]) => {
    ended.abort();
    return { code, seconds: (performance.now() - started) / 1000 };
  });
  const times = await searching(bench, ended.signal);
  const { code, seconds } = await exit;
  const finished = await findImport(database.reader, job.id);
  const applied = finished && (await importView({ reader: database.reader, config: readConfig({ DATABASE_URL: url }) }, finished)).applied;
  if (code !== 0 || applied?.new !== rowsImported)
    throw new Error(`the import ended with ${String(code)} and did ${JSON.stringify(applied)}`);
  return { times, seconds };
}

/** Search of fifty people before and while another process imports 10,000 entries into the same catalogue. */
export async function measure(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-bench-load-'));
  const server = await startPostgres({ dataFolder: join(folder, 'postgres'), settings: { max_connections: 30 } });
  if (isRefusal(server)) throw new Error(server.code);
  const loadBefore = loadavg()[0] ?? 0;
  try {
    const url = server.connectionString('postgres');
    await migrate({ connectionString: url, folder: fileURLToPath(new URL('../server/migrations', import.meta.url)) });
    await using database = openDatabase(url, { connectionsMax: 8, applicationName: 'bench' });
    const bench = await prepare(database);
    const warm = await searching(bench, AbortSignal.timeout(5000));
    const quiet = figures(await searching(bench, AbortSignal.timeout(quietMs)));
    const { times, seconds } = await importing(bench, { url, folder });
    const loaded = figures(times);
    return {
      rounds: [
        { importing: 0, ...quiet },
        { importing: 1, ...loaded, importSeconds: Math.round(seconds * 10) / 10 },
      ],
      ratio: loaded.p95Ms / p95MsMax,
      target: `p95 of search ≤ ${p95MsMax} ms for ${people} people while ${rowsImported} entries are imported (ratio ≤ 1)`,
      met: loaded.p95Ms <= p95MsMax,
      notes: [
        `search p50/p95 before ${quiet.p50Ms}/${quiet.p95Ms} ms, during ${loaded.p50Ms}/${loaded.p95Ms} ms; dry run and application of ${rowsImported} entries into ${entriesBefore} took ${seconds.toFixed(1)} s; ${warm.length} answers of warming up not counted`,
        `${people} people with ${thinkMs} ms between answer and next question; searching and importing in two processes; PostgreSQL with fsync on`,
        `${cpus().length} × ${cpus()[0]?.model ?? '?'}, load before ${loadBefore.toFixed(2)}; node ${process.version}`,
      ],
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function figures(times: readonly number[]) {
  return { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), p99Ms: percentile(times, 0.99), answers: times.length };
}

function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 100) / 100;
}
