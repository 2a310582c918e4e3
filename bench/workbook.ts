import { undeclaredContent } from '@karez/contract/catalog/empty-content';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EntryContent } from '@karez/contract/catalog/content';
import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import type { Actor } from '../server/src/modules/identity/actor.ts';
import { applyImportRows } from '../server/src/modules/catalog/import/apply-import.job.ts';
import { applyImport } from '../server/src/modules/catalog/import/apply-import.ts';
import { checkImport } from '../server/src/modules/catalog/import/check-import.job.ts';
import { findImport } from '../server/src/modules/catalog/import/import-job-store.ts';
import { importView } from '../server/src/modules/catalog/import/import-view.ts';
import { startImport } from '../server/src/modules/catalog/import/start-import.ts';
import { workbookContentOf } from '../server/src/modules/catalog/workbook/workbook-content.ts';
import { guideWorkbook } from '../server/src/modules/catalog/workbook/workbook-file.ts';
import { migrate } from '../server/src/platform/database-migrations.ts';
import { openDatabase, type Database } from '../server/src/platform/database.ts';
import type { Needs } from '../server/src/platform/needs.ts';
import { readConfig } from '../server/src/platform/config.ts';
import { folderFiles } from '../server/src/platform/files.ts';
import { keysFrom } from '../server/src/platform/keys.ts';
import { startPostgres } from '../tools/postgres/start-postgres.ts';
import type { Measured } from './measured.ts';

const entries = 1000;
const itemsEach = 10;
const rounds = 5;
const secondsMax = 10;
const orgId = '0199eeee-0000-7000-8000-000000000001';
const actor: Actor = {
  kind: 'person',
  id: '0199eeee-0000-7000-8000-000000000002',
  orgId,
  regionCode: '650400',
  powers: ['catalog.import', 'catalog.register'].map((power) => ({ power, orgId, regionCode: null })),
};

/** The entries of a department; every second one differs from round to round in its summary and in one item. */
function contentsOf(round: number): EntryContent[] {
  return Array.from({ length: entries }, (_, serial): EntryContent => {
    const mark = serial % 2 === 0 ? 0 : round;
    return {
      ...undeclaredContent(''),
      name: `灌区取水口监测名录第${serial}批`,
      abstract: `灌区取水口的位置、口径与许可水量，第${mark}次核对。`,
      category: '307000',
      formatClass: 'database',
      formatType: 'postgresql',
      shareType: 'conditional',
      conditions: [{ kind: 'purpose', text: '仅用于取水许可核验', monthsMax: 12, basis: null }],
      openToPublic: false,
      updateCycle: 'monthly',
      items: Array.from({ length: itemsEach }, (_item, at) => ({
        ...item,
        no: at + 1,
        nameZh: `取水口指标${at + 1}`,
        lengthBytes: 20 + (at === 3 ? mark : 0),
      })),
    };
  });
}

const item = {
  fieldName: null,
  meaning: '',
  dataType: 'C',
  shareType: null,
  denial: null,
  updateCycle: null,
  openToPublic: null,
  sensitivity: null,
  codeSet: null,
  dataElement: null,
  isKey: false,
  isTimestamp: false,
  nullable: true,
  isBaseItem: false,
  maskingRule: 'none',
} as const;

type Bench = Pick<Needs, 'database' | 'clock' | 'newId' | 'files' | 'keys' | 'config'>;

/** One department; its jobs are done here by hand. */
async function prepare(database: Database): Promise<void> {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${orgId}, '11650400MB0000001Y', '市水利局', '市水利局', 'government', '650400', now())`.execute(database.reader);
}

/** Uploads the workbook of a round and does its dry run: only that is timed. */
async function dryRun(needs: Bench, round: number) {
  const shown = contentsOf(round).map((content) => ({ code: '', publishedOn: '', content: workbookContentOf(content) }));
  const { content } = await guideWorkbook(shown, []);
  if (!(content instanceof Uint8Array)) throw new Error('the workbook is written at once');
  const files = [{ field: 'file', fileName: 'workbook.xlsx', contentType: '', bytes: Buffer.from(content) }];
  const job = await startImport(needs, { actor, secrecyDeclaration: 'not-secret', target: 'own-drafts', place: null, files, origin: '' });
  if (isRefusal(job)) throw new Error(job.code);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await checkImport(needs, job.id);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const checked = await findImport(needs.database.reader, job.id);
  if (!checked) throw new Error('the import is gone');
  const view = await importView({ reader: needs.database.reader, config: needs.config }, checked);
  return { id: job.id, seconds, cpuSeconds: (user + system) / 1_000_000, bytes: content.length, view };
}

async function measureRounds(needs: Bench) {
  const first = await dryRun(needs, 0);
  const applying = await applyImport(needs, { actor, importId: first.id, origin: '' });
  if (isRefusal(applying)) throw new Error(applying.code);
  const started = performance.now();
  await applyImportRows(needs, first.id);
  const applySeconds = (performance.now() - started) / 1000;
  const measured = [];
  for (let round = 1; round <= rounds; round += 1) {
    const { seconds, cpuSeconds, bytes, view } = await dryRun(needs, round);
    const { changed, unchanged } = view.outcomes;
    if (changed !== entries / 2 || unchanged !== entries / 2) throw new Error(`the dry run found ${JSON.stringify(view.outcomes)}`);
    measured.push({
      seconds: rounded(seconds),
      cpuSeconds: rounded(cpuSeconds),
      changed,
      unchanged,
      fileKilobytes: Math.round(bytes / 1024),
    });
  }
  return { measured, firstSeconds: first.seconds, applySeconds };
}

/** The dry run of the guide's workbook with 10,000 rows: read, grouped, compared with the department's drafts field by field, stored batch by batch. */
export async function measure(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-bench-workbook-'));
  const server = await startPostgres({ dataFolder: join(folder, 'postgres'), settings: { max_connections: 20 } });
  if (isRefusal(server)) throw new Error(server.code);
  const loadBefore = loadavg()[0] ?? 0;
  try {
    const url = server.connectionString('postgres');
    await migrate({ connectionString: url, folder: fileURLToPath(new URL('../server/migrations', import.meta.url)) });
    await using database = openDatabase(url, { connectionsMax: 8, applicationName: 'bench' });
    await prepare(database);
    const { measured, firstSeconds, applySeconds } = await measureRounds({
      database,
      clock: systemClock,
      newId,
      files: folderFiles(folder),
      keys: keysFrom(Buffer.alloc(32, 7)),
      config: readConfig({ DATABASE_URL: 'postgres://unused' }),
    });
    const median = measured.map(({ seconds }) => seconds).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    return {
      rounds: measured,
      ratio: median / secondsMax,
      target: `dry run of ${entries * itemsEach} rows with per-field diff ≤ ${secondsMax} s (ratio ≤ 1)`,
      met: median <= secondsMax,
      notes: [
        `median ${rounded(median)} s for ${entries} entries of ${itemsEach} items, half of them changed; first dry run, all new: ${rounded(firstSeconds)} s; applying it as drafts with history and evidence: ${rounded(applySeconds)} s`,
        `PostgreSQL with fsync and synchronous_commit on; ${cpus().length} × ${cpus()[0]?.model ?? '?'}, load before ${loadBefore.toFixed(2)}; node ${process.version}`,
      ],
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
