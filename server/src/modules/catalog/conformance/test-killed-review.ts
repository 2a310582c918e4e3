import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { armKillPoint } from '#platform/hooks';
import { checkConformance } from './check-conformance.job.ts';

/** A worker of its own for a test to lose: works on one review until the named point kills the process. */
const [connectionString = '', runId = '', killPoint = ''] = process.argv.slice(2);
armKillPoint(killPoint);
await using database = openDatabase(connectionString);
await checkConformance({ database, clock: systemClock, newId, config: readConfig({ DATABASE_URL: connectionString }) }, runId);
