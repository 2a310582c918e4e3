import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { joinedTo, type Transaction } from '#platform/database';
import { startApplication } from '../start-application.ts';
import { requestableEntry } from '../requestable-entry.ts';
import type { RequestableItem } from '../requestable.ts';
import { cancelDemandClock } from './demand-clock.ts';
import { mayApply, mayDoDemand, maySeeDemand } from './demand-policy.ts';
import { lockDemand, saveDemandRecord, type DemandRecord } from './demand-store.ts';
import { lockedFor, moved, noteDemandStep, storeDemandStep, type DemandCommand, type DemandDone, type DemandNeeds } from './demand-step.ts';
import { fulfilFollowers, partFollowers } from './follow-demand.ts';
import { applicationFor } from './application-for.ts';
import { closeTodosOf } from '#modules/desk';
import { DEMAND_CASE } from './demand-clock.ts';

export type OnEntry = DemandCommand & { readonly entryId: string };

/** The provider links the entry that it has published for the demand; every requester is told and may apply with one press. */
export async function fulfilDemand(needs: DemandNeeds, command: OnEntry): Promise<DemandDone | Refusal> {
  const { actor, demandId, entryId, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'fulfil');
    if (isRefusal(demand)) return demand;
    const at = needs.clock.now();
    const entry = await requestableEntry(tx, { entryId, today: dayIn(needs.config.KAREZ_TIME_ZONE, at) });
    if (isRefusal(entry) || entry.provider.id !== demand.providerOrgId) return refuse('sharing.demand.entry-unfit');
    const next = moved(demand, 'fulfil');
    if (isRefusal(next)) return next;
    const fulfilled = { ...next, entryId, decidedAt: at };
    const step = { actor, action: 'sharing.fulfil-demand', role: 'PROVIDER_HANDLER', opinion: null, origin };
    await storeDemandStep(tx, needs, { ...step, word: 'fulfilled', demand: fulfilled, dueAt: null });
    await fulfilFollowers(tx, needs, { lead: fulfilled, step });
    return { demandId };
  });
}

export type WithdrawDemand = DemandCommand & { readonly reason: string };

/** The requester withdraws before a department has promised; what was merged into the demand stands on its own again. */
export async function withdrawDemand(needs: DemandNeeds, command: WithdrawDemand): Promise<DemandDone | Refusal> {
  const { actor, demandId, reason, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'withdraw');
    if (isRefusal(demand)) return demand;
    const next = moved(demand, 'withdraw');
    if (isRefusal(next)) return next;
    const at = needs.clock.now();
    const cancelled = await cancelDemandClock(tx, { demandId, at });
    if (isRefusal(cancelled)) return cancelled;
    const withdrawn = { ...next, decidedAt: at };
    const step = { actor, action: 'sharing.withdraw-demand', role: 'APPLICANT', opinion: reason, origin };
    await storeDemandStep(tx, needs, { ...step, word: 'withdrawn', demand: withdrawn, dueAt: null });
    await partFollowers(tx, needs, { lead: withdrawn, step });
    return { demandId };
  });
}

/**
 * The requester opens an application with purpose, basis, matter and items filled in: for the entry that fulfils the demand, or, while nobody
 * has promised yet, for one that serves it, which closes the demand.
 */
export async function applyFromDemand(needs: DemandNeeds, command: OnEntry): Promise<DemandDone | Refusal> {
  const { actor, demandId } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockDemand(tx, demandId);
    if (!demand || !maySeeDemand(actor, demand)) return refuse('sharing.demand.not-found');
    const isFulfilled = demand.state === 'fulfilled';
    const permitted = isFulfilled ? mayApply(actor, demand) : mayDoDemand(actor, 'serve', demand);
    if (isRefusal(permitted)) return permitted;
    if (isFulfilled && demand.entryId !== command.entryId) return refuse('sharing.demand.entry-unfit');
    const applied = await openFor(tx, needs, { command, demand });
    if (isRefusal(applied)) return applied;
    const done = isFulfilled
      ? await keepApplication(tx, needs, { command, demand: applied })
      : await closeAsServed(tx, needs, { command, demand: applied });
    return isRefusal(done) ? done : { demandId };
  });
}

type Applying = { readonly command: OnEntry; readonly demand: DemandRecord };

/** Opens the application and answers the demand that carries it. */
async function openFor(tx: Transaction, needs: DemandNeeds, { command, demand }: Applying): Promise<DemandRecord | Refusal> {
  const { actor, entryId, origin } = command;
  const content = (items: readonly RequestableItem[]) => applicationFor(demand.content, items);
  const opened = await startApplication({ ...needs, database: joinedTo(tx) }, { actor, entryId, origin, content });
  return isRefusal(opened) ? opened : { ...demand, entryId, applicationId: opened.applicationId };
}

const applying = { action: 'sharing.apply-from-demand', role: 'APPLICANT', opinion: null } as const;

async function keepApplication(tx: Transaction, { clock }: DemandNeeds, { command, demand }: Applying): Promise<true> {
  const { actor, origin } = command;
  const at = clock.now();
  const applied = { ...demand, revision: demand.revision + 1 };
  await saveDemandRecord(tx, applied);
  await noteDemandStep(tx, { ...applying, word: 'applied', demand: applied, actor, origin }, at);
  await closeTodosOf(tx, { kind: DEMAND_CASE, id: demand.id }, { by: actor.id, at });
  return true;
}

async function closeAsServed(tx: Transaction, needs: DemandNeeds, { command, demand }: Applying): Promise<true | Refusal> {
  const { actor, origin } = command;
  const next = moved(demand, 'serve');
  if (isRefusal(next)) return next;
  const at = needs.clock.now();
  const cancelled = await cancelDemandClock(tx, { demandId: demand.id, at });
  if (isRefusal(cancelled)) return cancelled;
  const served = { ...next, decidedAt: at };
  const step = { ...applying, actor, origin };
  await storeDemandStep(tx, needs, { ...step, word: 'served', demand: served, dueAt: null });
  await partFollowers(tx, needs, { lead: served, step });
  return true;
}
