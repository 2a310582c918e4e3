import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { applyImportRows } from '../../server/src/modules/catalog/import/apply-import.job.ts';
import { applyImport } from '../../server/src/modules/catalog/import/apply-import.ts';
import { checkImport } from '../../server/src/modules/catalog/import/check-import.job.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { openDatabase } from '../../server/src/platform/database.ts';
import { folderFiles } from '../../server/src/platform/files.ts';
import { keysFrom } from '../../server/src/platform/keys.ts';

/** A worker process that does one import from dry run to end, beside the process that people search in. */
const [connectionString = '', folder = '', importId = '', orgId = ''] = process.argv.slice(2);
await using database = openDatabase(connectionString, { connectionsMax: 2, applicationName: 'bench-worker' });
const needs = {
  database,
  clock: systemClock,
  newId,
  files: folderFiles(folder),
  keys: keysFrom(Buffer.alloc(32, 7)),
  config: readConfig({ DATABASE_URL: connectionString }),
};
await checkImport(needs, importId);
await applyImport(needs, { actor: { kind: 'person', id: newId(), orgId, regionCode: null, powers: [] }, importId, origin: '' });
await applyImportRows(needs, importId);
