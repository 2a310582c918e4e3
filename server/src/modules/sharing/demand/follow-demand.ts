import { isRefusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { askForAssignment } from './demand-clock.ts';
import { lockFollowers, type DemandRecord } from './demand-store.ts';
import { moved, storeDemandStep, type DemandNeeds } from './demand-step.ts';
import type { DemandEvent } from './demand.ts';

/** What happened to the demand that others were merged into, as their histories tell it. */
type Lead = {
  readonly lead: DemandRecord;
  readonly step: {
    readonly actor: Actor;
    readonly action: string;
    readonly role: string;
    readonly origin: string;
    readonly opinion: string | null;
  };
};

type How = { readonly event: DemandEvent; readonly word: string; readonly change: (follower: DemandRecord) => DemandRecord };

async function follow(tx: Transaction, needs: DemandNeeds, { lead, step, event, word, change }: Lead & How): Promise<void> {
  for (const follower of await lockFollowers(tx, lead.id)) {
    const next = moved(follower, event);
    if (isRefusal(next)) throw new Error(`demand ${follower.id} cannot follow ${lead.id}: ${next.code}`);
    await storeDemandStep(tx, needs, { ...step, word, demand: change(next), dueAt: null });
  }
}

/** The entry that fulfils a demand fulfils every demand that was merged into it. */
export async function fulfilFollowers(tx: Transaction, needs: DemandNeeds, of: Lead): Promise<void> {
  const decidedAt = needs.clock.now();
  const { entryId, providerOrgId, providerRegionCode } = of.lead;
  const change = (follower: DemandRecord) => ({ ...follower, entryId, providerOrgId, providerRegionCode, decidedAt });
  await follow(tx, needs, { ...of, event: 'fulfil', word: 'fulfilled', change });
}

/** A refusal holds for every demand that was merged into the refused one, with its ground. */
export async function refuseFollowers(tx: Transaction, needs: DemandNeeds, of: Lead): Promise<void> {
  const decidedAt = needs.clock.now();
  const { reply, providerOrgId, providerRegionCode } = of.lead;
  const change = (follower: DemandRecord) => ({ ...follower, reply, providerOrgId, providerRegionCode, decidedAt });
  await follow(tx, needs, { ...of, event: 'follow-refusal', word: 'refused-with-lead', change });
}

/** The demand that they were merged into is wanted no longer: each stands on its own again and waits for the authority. */
export async function partFollowers(tx: Transaction, needs: DemandNeeds, { lead, step }: Lead): Promise<void> {
  const startedAt = needs.clock.now();
  for (const follower of await lockFollowers(tx, lead.id)) {
    const next = moved(follower, 'part');
    if (isRefusal(next)) throw new Error(`demand ${follower.id} cannot part from ${lead.id}: ${next.code}`);
    const alone = { ...next, mergedInto: null };
    const dueAt = await askForAssignment(tx, alone, { startedAt, newId: needs.newId });
    if (isRefusal(dueAt)) throw new Error(`demand ${follower.id} has no authority any more: ${dueAt.code}`);
    // Which department gave up, and why, is that department's own.
    await storeDemandStep(tx, needs, { ...step, word: 'parted', opinion: null, unnamed: true, demand: alone, dueAt });
  }
}
