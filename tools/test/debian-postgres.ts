import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal } from '@karez/kit/refusal';
import { testSettings } from '../../server/test/test-settings.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { startSentence } from '../postgres/words.ts';

/** The oldest PostgreSQL that production may use, as Debian 12 installs it. */
export const oldestPostgres = { major: 15, programs: '/usr/lib/postgresql/15/bin' };

export async function hasOldestPostgres(): Promise<boolean> {
  return access(join(oldestPostgres.programs, 'initdb')).then(
    () => true,
    () => false,
  );
}

/** Runs `work` against a private, throw-away server of that release, whatever the user and the machine's own clusters. */
export async function onOldestPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'karez-oldest-'));
  try {
    const server = await startPostgres({ dataFolder, binFolder: oldestPostgres.programs, settings: testSettings });
    if (isRefusal(server)) throw new Error(startSentence(server).en);
    try {
      return await work(server.connectionString('postgres'));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
