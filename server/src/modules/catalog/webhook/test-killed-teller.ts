import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { armKillPoint } from '#platform/hooks';
import { keysFrom } from '#platform/keys';
import { placeChanges } from '../change-feed/place-changes.ts';
import { openSender } from './send-message.ts';
import { tellWebhooks } from './tell-webhooks.job.ts';

/** A worker of its own for a test to lose: tells endpoints until the named point kills the process. */
const [connectionString = '', killPoint = ''] = process.argv.slice(2);
armKillPoint(killPoint);
await using database = openDatabase(connectionString);
const config = readConfig({
  DATABASE_URL: connectionString,
  KAREZ_WEBHOOK_ADDRESSES: '127.0.0.0/8',
  KAREZ_WEBHOOK_HTTP_HOSTS: '127.0.0.1',
});
const needs = { database, clock: systemClock, newId, config, keys: keysFrom(Buffer.alloc(32, 7)) };
await placeChanges(needs, { batches: 5 });
await tellWebhooks({ ...needs, send: openSender(config), chance: () => 0.5 });
