import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { askForAssignment, cancelDemandClock } from './demand-clock.ts';
import { tellRecalled } from './demand-handing.ts';
import { mayRecall } from './demand-policy.ts';
import { lockedFor, moved, storeDemandStep, type DemandDone, type DemandNeeds } from './demand-step.ts';
import type { Neglect } from './demand.ts';
import { unanswered } from './fit-provider.ts';
import { neglectOf } from './neglect.ts';
import type { Said } from './place-demand.ts';

const words: Readonly<Record<Neglect, string>> = {
  'promise-broken': 'recalled',
  unanswered: 'recalled-unanswered',
  'provider-ended': 'recalled-ended',
};

/** The authority takes back a demand that is not answered in time, whose promise is broken, or whose department is no more; it is assigned anew. */
export async function recallDemand(needs: DemandNeeds, command: Said): Promise<DemandDone | Refusal> {
  const { actor, demandId, opinion, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'recall');
    if (isRefusal(demand)) return demand;
    const at = needs.clock.now();
    const neglect = await neglectOf(tx, demand, { at, today: dayIn(needs.config.KAREZ_TIME_ZONE, at) });
    const permitted = mayRecall(actor, demand, neglect);
    if (isRefusal(permitted)) return permitted;
    const next = moved(demand, 'recall');
    if (isRefusal(next)) return next;
    const cancelled = await cancelDemandClock(tx, { demandId, at });
    if (isRefusal(cancelled)) return cancelled;
    const recalled = unanswered(next);
    const dueAt = await askForAssignment(tx, recalled, { startedAt: at, newId: needs.newId });
    if (isRefusal(dueAt)) return dueAt;
    const word = words[neglect ?? 'promise-broken'];
    const step = { action: 'sharing.recall-demand', word, role: 'AUTHORITY_ADMIN', opinion };
    await storeDemandStep(tx, needs, { ...step, demand: recalled, actor, origin, dueAt });
    await tellRecalled(tx, { before: demand, after: recalled }, { at, newId: needs.newId });
    return { demandId };
  });
}
