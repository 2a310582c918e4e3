import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { systemActor } from '#modules/identity';
import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { armKillPoint } from '#platform/hooks';
import { issueFrozen } from './issue-edition.ts';

/** A process of its own for a test to lose: issues an edition until the named point kills it. */
const [connectionString = '', killPoint = ''] = process.argv.slice(2);
armKillPoint(killPoint);
await using database = openDatabase(connectionString);
const needs = {
  database,
  clock: settableClock('2026-11-23T02:00:00Z'),
  newId,
  config: readConfig({ DATABASE_URL: connectionString, KAREZ_DEMO: '1' }),
};
await issueFrozen(needs, { actor: systemActor('test'), origin: 'test', regionCode: '650400', opinion: '同意发布' });
