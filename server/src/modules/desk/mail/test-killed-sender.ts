import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { actorsOf } from '#modules/identity/jobs';
import { readConfig } from '#platform/config';
import { openDatabase } from '#platform/database';
import { armKillPoint } from '#platform/hooks';
import { keysFrom } from '#platform/keys';
import { mailSettings } from './mail-config.ts';
import { placeDigests } from './place-digests.job.ts';
import { placeMails } from './place-mails.job.ts';
import { openMailSender } from './send-mail.ts';
import { sendMails } from './send-mails.job.ts';

/** A worker of its own for a test to lose: places and sends mails until the named point kills the process. */
const [connectionString = '', killPoint = '', at = '', settingsText = '{}'] = process.argv.slice(2);
armKillPoint(killPoint);
await using database = openDatabase(connectionString);
const config = readConfig({ DATABASE_URL: connectionString, ...JSON.parse(settingsText) });
const needs = { database, clock: settableClock(at), newId, config, keys: keysFrom(Buffer.alloc(32, 7)), actorsOf };
const settings = mailSettings(config);
if (!settings) throw new Error('no mail server was named');
await placeMails(needs, { isConfigured: true });
await placeDigests(needs);
await sendMails({ ...needs, settings, send: openMailSender(settings), chance: () => 0.5, steadyMs: () => 0 });
