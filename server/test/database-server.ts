import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRefusal } from '@karez/kit/refusal';
import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, readMigrations } from '../src/platform/database-migrations.ts';
import { databaseUrl, emptyDatabase } from './database-url.ts';
import { testSettings } from './test-settings.ts';
import { discardFolder, startPostgres } from '../../tools/postgres/start-postgres.ts';
import { startSentence } from '../../tools/postgres/words.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server under test, the template that holds every migration, and what this run's databases are called. */
    databaseServer: { url: string; template: string; prefix: string };
  }
}

type TestServer = { url: string; stop(): Promise<void> };

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));
const folderPrefix = 'karez-test-';
const leftoverAgeMsMin = 60_000;
const templateLock = 728_191_702;

/**
 * Starts one database server for a run of tests (or uses the one of TEST_DATABASE_URL), and makes the template database
 * that every test file's own database is copied from.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? { url: given, stop: () => Promise.resolve() } : await startServer();
  const prefix = `karez_test_${randomBytes(4).toString('hex')}_`;
  try {
    project.provide('databaseServer', { url: server.url, template: await makeTemplate(server.url), prefix });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return async () => {
    await dropDatabases(server.url, prefix);
    await server.stop();
  };
}

async function startServer(): Promise<TestServer> {
  await discardLeftovers();
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  const server = await startPostgres({ dataFolder: folder, settings: testSettings });
  if (isRefusal(server)) throw new Error(startSentence(server).en);
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.connectionString('postgres'), stop };
}

/** Servers of runs that were killed. */
async function discardLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  // A folder of another user, or one that another run is removing now, is not ours to judge.
  await Promise.allSettled(names.map((name) => discardOld(join(tmpdir(), name))));
}

async function discardOld(folder: string): Promise<void> {
  const ageMs = Date.now() - (await stat(folder)).ctimeMs;
  // Another run may have made it a moment ago and not locked it yet.
  if (ageMs > leftoverAgeMsMin) await discardFolder(folder);
}

/** Made under another name and renamed as the last step: a template of that name is always whole. */
async function makeTemplate(url: string): Promise<string> {
  const texts = await readMigrations(migrations);
  const hash = createHash('sha256').update(texts.map((text) => `${text.name}:${text.sha256}`).join('\n'));
  const template = `karez_template_${hash.digest('hex').slice(0, 16)}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (known.rowCount === 0) await buildTemplate(client, url, template);
    return template;
  } finally {
    await client.end();
  }
}

async function buildTemplate(client: Client, url: string, template: string): Promise<void> {
  const building = `${template}_building`;
  await client.query(`DROP DATABASE IF EXISTS ${building}`);
  await client.query(`CREATE DATABASE ${building} ${emptyDatabase}`);
  const connectionString = databaseUrl(url, building);
  await migrate({ connectionString, folder: migrations });
  await runMigrations({ connectionString });
  await client.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix]);
    for (const { datname } of found.rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
