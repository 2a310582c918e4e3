import type { City } from '#test/city';
import { findStop, watchStoppage } from './stoppage-step.ts';
import { lockOpenStoppage } from './stoppage-store.ts';

/** Test support: a service of running grants of an entry that stopped, as the platform finds it when the term is over. */
export async function foundStoppage({ needs }: City, entryId: string): Promise<string> {
  const moment = { at: needs.clock.now(), newId: needs.newId };
  return needs.database.transaction(async (tx) => {
    await watchStoppage(tx, { entryId, cause: 'offline', since: moment.at, lastFailedAt: null }, moment);
    const watched = await lockOpenStoppage(tx, entryId);
    if (!watched) throw new Error(`nothing is watched of entry ${entryId}`);
    await findStop(tx, watched, moment);
    return watched.id;
  });
}
