import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@karez/kit/logging/log';
import { witnessedPlatform } from './http-witness.ts';
import { keepHeads, keepKeys, readWitnessFolder } from './witness-folder.ts';
import { witnessRound, type Witnessed } from './witness.ts';

/** Pause between two rounds of a witness. */
export const WITNESS_EVERY_MS = 10_000;

/**
 * The loop of a witness: a process of another organisation that keeps a platform's heads in its own folder. A history that is not the one it saw
 * is an alarm each round, and is never kept. Resolves when `signal` aborts.
 */
export async function runWitness(
  { log }: { log: Log },
  { baseUrl, folder, signal }: { baseUrl: string; folder: string; signal: AbortSignal },
): Promise<void> {
  const platform = witnessedPlatform(baseUrl);
  const store = {
    read: () => readWitnessFolder(folder),
    keepHeads: (name: string, heads: Parameters<typeof keepHeads>[2]) => keepHeads(folder, name, heads),
    keepKeys: (keys: Parameters<typeof keepKeys>[1]) => keepKeys(folder, keys),
  };
  while (!signal.aborted) {
    await roundOrWarn(log, () => witnessRound(platform, store));
    // An abort ends the pause early; that is its purpose, not a failure.
    await pause(WITNESS_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function roundOrWarn(log: Log, round: () => Promise<Witnessed[]>): Promise<void> {
  try {
    for (const { log: name, refused } of await round()) {
      if (refused) log.error('the log shows another history than the one that was witnessed', { log: name, reason: refused });
    }
  } catch (error) {
    log.warn('the platform could not be witnessed this time', { error: error instanceof Error ? error.message : String(error) });
  }
}
