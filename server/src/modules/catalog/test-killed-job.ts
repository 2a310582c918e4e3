import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { armKillPoint } from '#platform/hooks';
import { placeChanges } from './change-feed/place-changes.ts';
import { folderFiles } from '#platform/files';
import { eraseImportedFiles } from './import/erase-files.job.ts';
import { watchFreshness } from './listing/watch-freshness.job.ts';
import { watchPromises } from './listing/watch-promises.job.ts';
import { readEntriesAloud } from './search/read-aloud.job.ts';
import { tellSubscribers } from './subscription/tell-subscribers.job.ts';
import { renameProvider } from './transfer/rename-provider.job.ts';

/** A process of its own for a test to lose: runs one job at an instant until the named point kills it. */
const [connectionString = '', now = '', job = '', killPoint = '', about = ''] = process.argv.slice(2);
armKillPoint(killPoint);
await using database = openDatabase(connectionString);
const needs = {
  database,
  clock: settableClock(now),
  newId,
  config: readConfig({ DATABASE_URL: connectionString, KAREZ_DEMO: '1' }),
};
const jobs: Readonly<Record<string, () => Promise<unknown>>> = {
  'place-changes': () => placeChanges(needs, { batches: 20 }),
  'tell-subscribers': () => tellSubscribers(needs),
  'watch-promises': () => watchPromises(needs),
  'watch-freshness': () => watchFreshness(needs),
  'read-aloud': () => readEntriesAloud(needs),
  'erase-files': () => eraseImportedFiles({ ...needs, files: folderFiles(about) }),
  'rename-provider': () => renameProvider(needs, about),
};
await jobs[job]?.();
