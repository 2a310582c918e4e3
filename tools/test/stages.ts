import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSchema } from '../generate/schema.ts';
import { hasOldestPostgres, oldestPostgres, onOldestPostgres } from './debian-postgres.ts';
import { runProgram } from './run-program.ts';
import { stageReport, tallyOfVitest, type Tally } from './tally.ts';

/** Where a stage runs and leaves its report. */
export type Place = { readonly root: string; readonly reports: string };
export type Stage = { readonly name: string; run(place: Place): Promise<Tally> };

const notInstalled = `PostgreSQL ${oldestPostgres.major} is not installed here (Debian 12: apt-get install postgresql)`;

/** Every stage in order: quick ones first, so that a mistake is told early. */
export const stages: readonly Stage[] = [
  { name: 'unit', run: (place) => vitest(place, { name: 'unit', projects: ['unit'] }) },
  { name: 'laws', run: (place) => vitest(place, { name: 'laws', projects: ['laws'] }) },
  { name: 'database', run: (place) => vitest(place, { name: 'database', projects: ['db', 'api'] }) },
  { name: 'database-oldest', run: onOldest },
  { name: 'schema', run: schema },
  { name: 'browser', run: (place) => program(place, { name: 'browser', path: 'e2e/run.ts' }) },
  { name: 'chaos', run: (place) => program(place, { name: 'chaos', path: 'tools/chaos/run.ts' }) },
];

type VitestStage = { name: string; projects: readonly string[]; environment?: Readonly<Record<string, string>>; filter?: string };

async function vitest({ root, reports }: Place, { name, projects, environment = {}, filter }: VitestStage): Promise<Tally> {
  const report = join(reports, `${name}.json`);
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...(filter ? [filter] : []),
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const exitCode = await runProgram({ args, cwd: root, environment });
  return tallyOfVitest(await readReport(report), exitCode);
}

/** A runner that could not even write its report ran no test. */
async function readReport(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => '{"testResults":[]}');
  return JSON.parse(text);
}

/** `server/schema.sql`, which reviewers read, against what the migrations make. */
async function schema(): Promise<Tally> {
  const outcome = await generateSchema({ check: true });
  if (outcome === 'not-installed') return { passed: 0, failures: [], skipped: [{ name: 'server/schema.sql', why: notInstalled }] };
  return outcome === 'same'
    ? { passed: 1, failures: [], skipped: [] }
    : { passed: 0, failures: ['server/schema.sql is not what the migrations make'], skipped: [] };
}

/** The same database tests on the oldest PostgreSQL that production may use; the embedded one is newer. */
async function onOldest(place: Place): Promise<Tally> {
  const name = `database tests on PostgreSQL ${oldestPostgres.major}`;
  if (!(await hasOldestPostgres())) {
    return {
      passed: 0,
      failures: [],
      skipped: [{ name, why: notInstalled }],
    };
  }
  return onOldestPostgres((url) =>
    vitest(place, {
      name: 'database-oldest',
      projects: ['db', 'api'],
      environment: { TEST_DATABASE_URL: url },
      filter: 'server/',
    }),
  );
}

/** A stage that has its own runner: `node PATH --report FILE` writes a {@link stageReport}. */
async function program({ root, reports }: Place, { name, path }: { name: string; path: string }): Promise<Tally> {
  const report = join(reports, `${name}.json`);
  if (!existsSync(join(root, path))) return { passed: 0, failures: [`${path} is missing`], skipped: [] };
  const exitCode = await runProgram({ args: [path, '--report', report], cwd: root });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failures: [`${path} ended with code ${exitCode} and no report`], skipped: [] };
  const tally = stageReport.parse(JSON.parse(text));
  const isSilent = exitCode !== 0 && tally.failures.length === 0;
  return isSilent ? { ...tally, failures: [`${path} ended with code ${exitCode} although it reports no failure`] } : tally;
}
