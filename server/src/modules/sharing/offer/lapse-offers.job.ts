import type { Needs } from '#platform/needs';
import { endOfItself } from './offer-step.ts';
import { lockRunOutOffer } from './offer-store.ts';

/** Ends every offer that nobody has answered in its term; answers how many. Nobody owed an answer, so nobody is reminded of one. */
export async function lapseOffers({ database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>): Promise<number> {
  let lapsed = 0;
  const lapseNext = () =>
    database.transaction(async (tx) => {
      const at = clock.now();
      const offer = await lockRunOutOffer(tx, at);
      if (offer) await endOfItself(tx, offer, { event: 'lapse', at, newId });
      return offer !== undefined;
    });
  while (await lapseNext()) lapsed += 1;
  return lapsed;
}
