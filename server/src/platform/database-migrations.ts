import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';

/** Key of the advisory lock that keeps two migrating processes apart. */
const MIGRATION_LOCK = 728_191_701;
const LOCK_TIMEOUT = '2s';
/** Pause between two tries for the lock. */
const LOCK_AGAIN_MS = 250;

const quiet = new Logger(() => () => undefined);

type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

/** A migration that was applied has another text now; migrations are never edited after they landed. */
export class EditedMigration extends Error {
  override readonly name = 'EditedMigration';
}

/** Reads `NNNN_name.sql` files of a folder in order of their numbers. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings a database to the newest schema: plain SQL, forward only, one transaction a file, under an advisory lock.
 * A file that contains CONCURRENTLY runs outside a transaction.
 */
export async function migrate({ connectionString, folder }: { connectionString: string; folder: string }): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString, application_name: 'karez migrate' });
  await client.connect();
  try {
    await takeLock(client);
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const known = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM public.migration');
    const hashes = new Map(known.rows.map((row) => [row.name, row.sha256]));
    const applied: string[] = [];
    for (const migration of migrations) {
      const hash = hashes.get(migration.name);
      if (hash === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (hash !== migration.sha256) {
        throw new EditedMigration(`${migration.name} was applied with another text; write a new migration instead of editing it`);
      }
    }
    // The job queue keeps its tables in a schema of its own and migrates them itself.
    await runMigrations({ connectionString, preset: { worker: { schema: 'graphile_worker' } }, logger: quiet });
    return { applied };
  } finally {
    await client.end();
  }
}

/** Waits without a question that goes on: an index that is made beside the others would wait for its snapshot, and this process for the index. */
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [MIGRATION_LOCK]);
    if (rows[0]?.got === true) return;
    await pause(LOCK_AGAIN_MS);
  }
}

/** An index that was being made when its process ended is left behind unusable, and would be in the way of the next try. */
async function dropUnfinished(client: pg.Client, { sql }: Migration): Promise<void> {
  const name = /\bCREATE (?:UNIQUE )?INDEX CONCURRENTLY (\w+) ON\b/.exec(sql)?.[1];
  if (name === undefined) return;
  const found = await client.query<{ index: string }>(
    'SELECT indexrelid::regclass::text AS index FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE NOT indisvalid AND relname = $1',
    [name],
  );
  for (const { index } of found.rows) await client.query(`DROP INDEX CONCURRENTLY ${index}`);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const transactional = !/\bCONCURRENTLY\b/.test(migration.sql);
  // What runs beside the others holds nobody up, and waits for them as long as it takes.
  await client.query(`SET lock_timeout = '${transactional ? LOCK_TIMEOUT : '0'}'`);
  if (!transactional) await dropUnfinished(client, migration);
  if (transactional) await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO public.migration (name, sha256) VALUES ($1, $2)', [migration.name, migration.sha256]);
    if (transactional) await client.query('COMMIT');
  } catch (error) {
    if (transactional) await client.query('ROLLBACK');
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
