import path from 'node:path';
import { systemClock, type Clock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { jsonLog } from '@karez/kit/logging/log';
import { readConfig, type Config } from '#platform/config';
import { openDatabase, type DatabaseConnection } from '#platform/database';
import { folderFiles } from '#platform/files';
import { armKillPoint } from '#platform/hooks';
import { openKeys } from '#platform/keys';
import type { Needs } from '#platform/needs';

/** What a process holds from start to end. */
export type OpenNeeds = Needs & { readonly database: DatabaseConnection };

/** Opens everything that a process lends its modules; throws with every problem of the configuration at once. */
export async function openNeeds(
  name: string,
  { connectionsMax, clock = systemClock }: { connectionsMax: number; clock?: Clock },
): Promise<OpenNeeds> {
  const config = readConfig(process.env);
  armKillPoint(config.KAREZ_KILL_AT);
  return needsFrom(config, { name, connectionsMax, clock });
}

/** The same from a configuration that was read already. */
export async function needsFrom(
  config: Config,
  { name, connectionsMax, clock }: { name: string; connectionsMax: number; clock: Clock },
): Promise<OpenNeeds> {
  return {
    config,
    clock,
    newId,
    chance: Math.random,
    database: openDatabase(config.DATABASE_URL, { connectionsMax, applicationName: `karez ${name}` }),
    files: folderFiles(path.join(config.KAREZ_DATA_FOLDER, 'files')),
    keys: await openKeys(config.KAREZ_KEY_FILE),
    log: jsonLog({
      write: (line) => process.stderr.write(line),
      threshold: config.KAREZ_LOG_LEVEL,
      now: () => clock.now(),
      fields: { process: name },
    }),
  };
}

/** Resolves when the process is asked to stop (SIGINT, SIGTERM), and aborts the signal then. */
export function untilStopped(): { readonly signal: AbortSignal; readonly stopped: Promise<void> } {
  const controller = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        controller.abort();
        resolve();
      });
    }
  });
  return { signal: controller.signal, stopped };
}
