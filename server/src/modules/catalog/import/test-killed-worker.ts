import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';

import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { folderFiles } from '#platform/files';
import { keysFrom } from '#platform/keys';
import { armKillPoint } from '#platform/hooks';

import { applyImportRows } from './apply-import.job.ts';
import { checkImport } from './check-import.job.ts';
import { undoImportRows } from './undo-import.job.ts';

/** A worker of its own for a test to lose: works on one import until the named point kills the process. */
const [connectionString = '', folder = '', importId = '', killPoint = ''] = process.argv.slice(2);
armKillPoint(killPoint);
await using database = openDatabase(connectionString);
const needs = {
  database,
  clock: systemClock,
  newId,
  files: folderFiles(folder),
  keys: keysFrom(Buffer.alloc(32, 7)),
  config: readConfig({ DATABASE_URL: connectionString }),
};
await checkImport(needs, importId);
await applyImportRows(needs, importId);
await undoImportRows(needs, importId);
