import { randomBytes } from 'node:crypto';
import { systemClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { isRefusal } from '@karez/kit/refusal';
import { startEvidenceWork } from '../../server/src/modules/audit/evidence-work.ts';
import { openDatabase } from '../../server/src/platform/database.ts';
import { keysFrom } from '../../server/src/platform/keys.ts';

/** The sealer as the worker runs it. */
const database = openDatabase(process.env['DATABASE_URL'] ?? '', { connectionsMax: 4, applicationName: 'bench sealer' });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const work = await startEvidenceWork(
  { database, clock: systemClock, newId, keys: keysFrom(randomBytes(32)), log: silentLog },
  { signal: stop.signal },
);
if (isRefusal(work)) throw new Error(work.code);
process.send?.('ready');
await work.stopped;
await database[Symbol.asyncDispose]();
if (process.connected) process.disconnect();
