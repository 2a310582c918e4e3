import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { runMigrations } from 'graphile-worker';
import { runLogged } from './run-logged.ts';

type Migration = { url: string; root: string; log: string; environment: Readonly<Record<string, string>>; signal: AbortSignal };

/** Brings the database to this release; every file is one transaction, so a refused one leaves what was there. */
export async function migrateHouse({ url, root, log, environment, signal }: Migration): Promise<Refusal | undefined> {
  const migrated = await runLogged({ args: [join(root, 'server/src/processes/migrate.ts')], cwd: root, log, environment, signal });
  if (!migrated) return refuse('start.migration.failed', { reason: await reasonIn(log), log });
  // Also when the worker has not come up yet, the portal may queue work for it.
  await runMigrations({ connectionString: url });
  return undefined;
}

async function reasonIn(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n');
  return (
    lines
      .findLast((line) => /error:/iu.test(line))
      ?.replace(/^.*?error:\s*/iu, '')
      .trim() ?? ''
  );
}
