import { runWitness } from '#modules/audit';
import { jsonLog } from '@karez/kit/logging/log';
import { systemClock } from '@karez/kit/clock';
import { witnessConfig } from './witness-config.ts';
import { untilStopped } from './open-needs.ts';

/** The process of a witness: of another organisation, with a folder of its own and no access to the database. */
const config = witnessConfig();
const { signal } = untilStopped();
const log = jsonLog({
  write: (line) => process.stderr.write(line),
  threshold: config.KAREZ_LOG_LEVEL,
  now: () => systemClock.now(),
  fields: { process: 'witness' },
});
await runWitness({ log }, { baseUrl: config.KAREZ_PUBLIC_URL, folder: config.KAREZ_WITNESS_FOLDER, signal });
