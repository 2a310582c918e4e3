import { setImmediate as others } from 'node:timers/promises';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { lockUnread, saveReadings } from './reading-store.ts';
import { readingOf, READINGS_VERSION } from './reading.ts';

const BATCH = 200;

/**
 * Reads the entries that were stored before readings were, or under an earlier version, batch by batch. Each batch commits with its version
 * number, so an interrupted run goes on where it stopped; answers how many were read.
 */
export async function readEntriesAloud({ database }: Pick<Needs, 'database'>): Promise<number> {
  for (let done = 0; ;) {
    const count = await database.transaction(async (tx) => {
      const unread = await lockUnread(tx, { version: READINGS_VERSION, limit: BATCH });
      const read = unread.map(({ entryId, name, providerNames, items }) => ({
        entryId,
        readings: [name, ...providerNames, ...items].map(readingOf),
      }));
      if (read.length > 0) await saveReadings(tx, READINGS_VERSION, read);
      return read.length;
    });
    await reached('catalog.read-aloud.batch-committed');
    done += count;
    if (count < BATCH) return done;
    await others();
  }
}
