import { fileURLToPath } from 'node:url';
import { seedLaw } from '#modules/law/jobs';
import { migrate } from '#platform/database-migrations';
import { openNeeds } from './open-needs.ts';

/** Brings the database to this release: schema first, then the law that ships with it. Ends by itself. */
const needs = await openNeeds('migrate', { connectionsMax: 2 });
const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
const { applied } = await migrate({ connectionString: needs.config.DATABASE_URL, folder });
await needs.database.transaction((tx) => seedLaw(tx, needs.clock.now()));
needs.log.info('the database is ready', { applied: applied.length });
await needs.database[Symbol.asyncDispose]();
