import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import path from 'node:path';
import { sharingJobs } from '#modules/sharing/jobs';
import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { folderFiles } from '#platform/files';
import { armKillPoint } from '#platform/hooks';
import { keysFrom } from '#platform/keys';
import { portalApp } from '../src/processes/portal-app.ts';

/** A process of its own for a test to lose: the whole portal with one request, or the worker with one job, until the named point kills it. */
const [connectionString = '', folder = '', now = '', killPoint = '', step = ''] = process.argv.slice(2);
armKillPoint(killPoint);
const needs = {
  database: openDatabase(connectionString),
  clock: settableClock(now),
  newId,
  chance: () => 0.999,
  config: readConfig({
    DATABASE_URL: connectionString,
    KAREZ_DEMO: '1',
    KAREZ_DATA_FOLDER: folder,
    // Nothing seals here, as in the city of the test: on a slow machine it would find the city shut.
    KAREZ_EVIDENCE_STALL_SECONDS_MAX: '86400',
  }),
  keys: keysFrom(Buffer.alloc(32, 7)),
  log: silentLog,
  files: folderFiles(path.join(folder, 'files')),
};
const asked: unknown = JSON.parse(step);
if (typeof asked === 'string')
  await sharingJobs(needs)
    .find(({ id }) => id === asked)
    ?.run({});
else if (typeof asked === 'object' && asked !== null) {
  const answer = await (await portalApp(needs)).inject(asked);
  process.stdout.write(`${answer.statusCode} ${answer.body}`);
}
// Nobody killed it: the test is told so by the way it ends.
process.exit(1);
