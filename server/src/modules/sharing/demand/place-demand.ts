import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { askForAnswer, meetDemandClock } from './demand-clock.ts';
import { mayDoDemand, maySeeDemand } from './demand-policy.ts';
import { lockDemands, lockFollowers, saveDemandRecord, type DemandRecord } from './demand-store.ts';
import {
  confirmedFor,
  lockedFor,
  moved,
  noteDemandStep,
  storeDemandStep,
  type DemandCommand,
  type DemandDone,
  type DemandNeeds,
  type SigningNeeds,
} from './demand-step.ts';
import { fitProvider, unanswered } from './fit-provider.ts';
import { refuseFollowers } from './follow-demand.ts';
import type { DemandEvent } from './demand.ts';

/** The demand after an event that ends the running duty in time; or why not. */
async function movedInTime(
  tx: Transaction,
  demand: DemandRecord,
  { event, at }: { readonly event: DemandEvent; readonly at: Date },
): Promise<DemandRecord | Refusal> {
  const next = moved(demand, event);
  if (isRefusal(next)) return next;
  const met = await meetDemandClock(tx, { demandId: demand.id, at });
  return isRefusal(met) ? met : next;
}

export type AssignDemand = DemandCommand & { readonly organisationId: string; readonly opinion: string };

/** The authority names the department that has to answer; that one's clock starts (91-3.2.1). */
export async function assignDemand(needs: DemandNeeds, command: AssignDemand): Promise<DemandDone | Refusal> {
  const { actor, demandId, organisationId, opinion, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'assign');
    if (isRefusal(demand)) return demand;
    const provider = await fitProvider(tx, demand, organisationId);
    if (isRefusal(provider)) return provider;
    const at = needs.clock.now();
    const next = await movedInTime(tx, demand, { event: 'assign', at });
    if (isRefusal(next)) return next;
    const assigned = { ...unanswered(next), providerOrgId: provider.id, providerRegionCode: provider.regionCode };
    const dueAt = await askForAnswer(tx, assigned, { startedAt: at, newId: needs.newId });
    const step = { action: 'sharing.assign-demand', word: 'assigned', role: 'AUTHORITY_ADMIN', opinion };
    await storeDemandStep(tx, needs, { ...step, demand: assigned, actor, origin, dueAt });
    return { demandId };
  });
}

/** A step of the authority that says why. */
export type Said = DemandCommand & { readonly opinion: string };

/** The authority returns a demand to the requester for what it lacks; its number stays. */
export async function returnDemand(needs: DemandNeeds, command: Said): Promise<DemandDone | Refusal> {
  const { actor, demandId, opinion, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'return');
    if (isRefusal(demand)) return demand;
    const at = needs.clock.now();
    const next = await movedInTime(tx, demand, { event: 'return-for-more', at });
    if (isRefusal(next)) return next;
    const own = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
    const returned = { ...next, sentBy: null, returned: { at: at.toISOString(), opinion, byOrganisation: own?.name ?? '' } };
    const step = { action: 'sharing.return-demand', word: 'returned-for-more', role: 'AUTHORITY_ADMIN', opinion };
    await storeDemandStep(tx, needs, { ...step, demand: returned, actor, origin, dueAt: null });
    return { demandId };
  });
}

export type MergeDemand = Said & { readonly intoId: string };
const leads: readonly DemandRecord['state'][] = ['at-authority', 'at-provider', 'awaiting-signature', 'contested', 'promised'];

/** The authority merges a demand into another one that is under way: one department answers both, once. */
export async function mergeDemand(needs: DemandNeeds, command: MergeDemand): Promise<DemandDone | Refusal> {
  const { actor, demandId, intoId, opinion, origin } = command;
  return needs.database.transaction(async (tx) => {
    const locked = await lockDemands(tx, [demandId, intoId]);
    const demand = locked.get(demandId);
    if (!demand || !maySeeDemand(actor, demand)) return refuse('sharing.demand.not-found');
    const permitted = mayDoDemand(actor, 'merge', demand);
    if (isRefusal(permitted)) return permitted;
    const followers = await lockFollowers(tx, demandId);
    const lead = leadFor(actor, locked.get(intoId), [demand, ...followers]);
    if (isRefusal(lead)) return lead;
    const at = needs.clock.now();
    const merged = await movedInTime(tx, demand, { event: 'merge', at });
    if (isRefusal(merged)) return merged;
    const step = { actor, action: 'sharing.merge-demand', word: 'merged', role: 'AUTHORITY_ADMIN', opinion, origin };
    await storeDemandStep(tx, needs, { ...step, demand: { ...unanswered(merged), mergedInto: lead.id }, dueAt: null });
    // What shared its fate so far shares that of the other one now.
    for (const follower of followers) {
      const moving = { ...follower, mergedInto: lead.id, revision: follower.revision + 1 };
      await saveDemandRecord(tx, moving);
      await noteDemandStep(tx, { ...step, demand: moving }, at);
    }
    return { demandId };
  });
}

/**
 * A demand leads others of the same authority while it is under way. The department that asks for one of them does not answer it; it may ask
 * for both.
 */
function leadFor(actor: Actor, lead: DemandRecord | undefined, others: readonly DemandRecord[]): DemandRecord | Refusal {
  const isUnderWay = lead !== undefined && maySeeDemand(actor, lead) && leads.includes(lead.state);
  if (!isUnderWay) return refuse('sharing.demand.merger-unfit');
  const isFit = others.every(
    (other) =>
      other.id !== lead.id && other.authorityRegionCode === lead.authorityRegionCode && other.requesterOrgId !== lead.providerOrgId,
  );
  return isFit ? lead : refuse('sharing.demand.merger-unfit');
}

export type ConfirmDemandRefusal = Said & { readonly code: string };

/** The authority's leader decides finally that the data cannot be had; what was merged into the demand ends with it. */
export async function confirmDemandRefusal(needs: SigningNeeds, command: ConfirmDemandRefusal): Promise<DemandDone | Refusal> {
  const { actor, demandId, opinion, origin } = command;
  const confirmed = await confirmedFor(needs, command, { action: 'confirm-refusal', event: 'confirm-refusal', code: command.code });
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'confirm-refusal');
    if (isRefusal(demand)) return demand;
    const at = needs.clock.now();
    const next = await movedInTime(tx, demand, { event: 'confirm-refusal', at });
    if (isRefusal(next)) return next;
    const reply = demand.reply && { ...demand.reply, authorityOpinion: opinion };
    const refused = { ...next, reply, decidedAt: at };
    const step = { actor, action: 'sharing.confirm-demand-refusal', role: 'AUTHORITY_LEADER', opinion, origin };
    await storeDemandStep(tx, needs, { ...step, word: 'refusal-confirmed', demand: refused, dueAt: null });
    await refuseFollowers(tx, needs, { lead: refused, step });
    return { demandId };
  });
}
