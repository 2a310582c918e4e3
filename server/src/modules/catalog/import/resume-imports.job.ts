import type { Needs } from '#platform/needs';

import { lockStalledImports, saveImport } from './import-job-store.ts';
import { enqueueImport } from './import-queue.ts';

/** A batch takes a second or two; an import that stood still this long has lost its worker. */
const stalledAfterMs = 30_000;

/**
 * Queues imports again whose worker was killed: the queue itself holds a dead worker's job back for hours. A worker that is
 * slow but alive is no harm: two on one import take turns and each finds what the other committed.
 */
export async function resumeImports({ database, clock }: Pick<Needs, 'database' | 'clock'>): Promise<number> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const stalled = await lockStalledImports(tx, new Date(now.getTime() - stalledAfterMs));
    for (const job of stalled) {
      await enqueueImport(tx, job);
      await saveImport(tx, job, now);
    }
    return stalled.length;
  });
}
