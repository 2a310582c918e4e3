import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseUrl } from '../../server/test/database-url.ts';
import { migrate } from '../../server/src/platform/database-migrations.ts';
import { combinedHash, migrationHashes } from '../laws/migration-hashes.ts';
import { withClient } from '../start/connection.ts';
import { hasOldestPostgres, oldestPostgres, onOldestPostgres } from '../test/debian-postgres.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const schemaFile = join(root, 'server/schema.sql');

export type SchemaOutcome = 'same' | 'written' | 'different' | 'not-installed';

/**
 * The schema that all migrations make, as the oldest PostgreSQL in use dumps it: `server/schema.sql` is reviewed like
 * code. Writes it, or with `check` only compares; needs that release's own pg_dump, which the embedded one has not.
 */
export async function generateSchema({ check }: { check: boolean }): Promise<SchemaOutcome> {
  if (!(await hasOldestPostgres())) return 'not-installed';
  const made = `-- Dumped by "npm run generate" from the migrations with this hash: ${combinedHash(migrationHashes())}\n${await onOldestPostgres(dumpMigrated)}`;
  const current = await readFile(schemaFile, 'utf8').catch(() => '');
  if (made === current) return 'same';
  if (check) return 'different';
  await writeFile(schemaFile, made);
  return 'written';
}

async function dumpMigrated(url: string): Promise<string> {
  await withClient(url, (client) =>
    client.query(`CREATE DATABASE migrated TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`),
  );
  const connectionString = databaseUrl(url, 'migrated');
  await migrate({ connectionString, folder: join(root, 'server/migrations') });
  return withoutChance(await dump(new URL(connectionString)));
}

function dump(url: URL): Promise<string> {
  const environment = {
    PGHOST: url.searchParams.get('host') ?? url.hostname,
    PGPORT: url.port,
    PGUSER: url.username,
    PGPASSWORD: decodeURIComponent(url.password),
  };
  const args = ['--schema-only', '--no-owner', '--no-privileges', '--dbname', url.pathname.slice(1)];
  return new Promise((resolve, reject) => {
    const child = spawn(join(oldestPostgres.programs, 'pg_dump'), args, {
      env: { ...environment, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`pg_dump ended with code ${code}: ${complaint.trim()}`)),
    );
  });
}

/** Without minor versions and the random words of \restrict, so that the same schema is the same text. */
function withoutChance(text: string): string {
  const lines = text.split('\n').filter((line) => !/^\\(?:un)?restrict /u.test(line) && !/^-- Dumped (?:from|by) /u.test(line));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()}\n`;
}

const sentences: Readonly<Record<SchemaOutcome, string>> = {
  same: 'server/schema.sql is what the migrations make.',
  written: 'wrote server/schema.sql',
  different: 'server/schema.sql is not what the migrations make: run "node tools/generate/schema.ts" and look at the difference.',
  'not-installed': `PostgreSQL ${oldestPostgres.major} is not installed here (Debian 12: apt-get install postgresql), so server/schema.sql was not compared.`,
};

if (import.meta.main) {
  const outcome = await generateSchema({ check: process.argv.includes('--check') });
  console.log(sentences[outcome]);
  if (outcome === 'different') process.exitCode = 1;
}
