import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { addRegions, nameRegions } from './region-store.ts';
import { shippedRegions } from './region.ts';

/** Loads the shipped divisions that are not known yet; loading twice changes nothing. Answers how many were new. */
export async function loadRegions({ database, clock }: Pick<Needs, 'database' | 'clock'>, actor: Actor): Promise<number> {
  return database.transaction(async (tx) => {
    const added = await addRegions(tx, shippedRegions(), { sample: false });
    await nameRegions(tx, shippedRegions());
    if (added > 0)
      await recordAct(tx, {
        actor,
        at: clock.now(),
        action: 'identity.load-regions',
        object: { kind: 'region', id: '650400' },
        facts: { added },
      });
    return added;
  });
}
