import { dayIn } from '@karez/kit/clock';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { tellBreach } from './demand-handing.ts';
import { lockBrokenDemandPromises, markDemandBreachTold } from './demand-store.ts';

/** Promises that one transaction tells of. */
const BATCH = 100;

/** Tells of every promised day that has passed, once for each promise: provider's head, authority and requester. Answers how many. */
export async function watchDemandPromises(needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>): Promise<number> {
  let told = 0;
  for (;;) {
    const at = needs.clock.now();
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
    const batch = await needs.database.transaction(async (tx) => {
      const broken = await lockBrokenDemandPromises(tx, { today, limit: BATCH });
      for (const demand of broken) {
        await markDemandBreachTold(tx, demand.id);
        await tellBreach(tx, demand, { at, newId: needs.newId });
      }
      await reached('sharing.watch-demand-promises.before-commit');
      return broken.length;
    });
    told += batch;
    if (batch < BATCH) return told;
  }
}
