import { parseArgs } from 'node:util';
import { isRefusal } from '@karez/kit/refusal';
import { restartLog } from '#modules/audit';
import { openNeeds } from './open-needs.ts';

/**
 * After a lawful restore of an old backup: closes the log and begins a new one whose first leaf names the old log, the last head that the witness
 * holds of it, the reason and who ordered it. Ends by itself.
 */
const { values } = parseArgs({ options: { reason: { type: 'string' }, 'ordered-by': { type: 'string' } } });
const { reason, 'ordered-by': orderedBy } = values;
if (!reason || !orderedBy) throw new Error('say why and who ordered it: --reason "…" --ordered-by "…"');
const needs = await openNeeds('begin-log', { connectionsMax: 2 });
const folder = needs.config.KAREZ_WITNESS_FOLDER;
const begun = await restartLog(needs, { reason, orderedBy, witnessFolder: folder === '' ? null : folder });
await needs.database[Symbol.asyncDispose]();
if (isRefusal(begun)) throw new Error(`${begun.code} ${JSON.stringify(begun.params)}`);
needs.log.info('a new log has begun', { log: begun.logId });
