import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { organisationById } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import { digestOf } from '../agreement.ts';
import { nextNumber } from '../application-store.ts';
import { askForAssignment } from './demand-clock.ts';
import type { DemandRecord } from './demand-store.ts';
import { confirmedFor, lockedFor, moved, storeDemandStep, type DemandCommand, type DemandDone, type SigningNeeds } from './demand-step.ts';
import { incompleteness } from './write-demand.ts';

export type Signing = { readonly decision: 'send' | 'sign'; readonly opinion: string; readonly code: string };
export type Returning = { readonly decision: 'return'; readonly opinion: string };
export type SendDemand = DemandCommand & { readonly decision: (Signing & { readonly decision: 'send' }) | Returning };
type Case = { readonly command: SendDemand; readonly demand: DemandRecord };

/**
 * The requester's office head signs the demand and sends it (809-20), or returns it to the clerk. With the signature it gets its number and
 * its rule set, and the authority's clock starts.
 */
export async function sendDemand(needs: SigningNeeds, command: SendDemand): Promise<DemandDone | Refusal> {
  const { demandId, decision } = command;
  if (decision.decision === 'send') {
    const confirmed = await confirmedFor(needs, command, { action: 'send', event: 'send', code: decision.code });
    if (isRefusal(confirmed)) return confirmed;
  }
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'send');
    if (isRefusal(demand)) return demand;
    const done = await (decision.decision === 'send' ? send : returnToClerk)(tx, needs, { command, demand });
    return isRefusal(done) ? done : { demandId };
  });
}

async function returnToClerk(tx: Transaction, needs: SigningNeeds, { command, demand }: Case): Promise<true | Refusal> {
  const { actor, decision, origin } = command;
  const back = moved(demand, 'return-to-clerk');
  if (isRefusal(back)) return back;
  const own = await organisationById(tx, demand.requesterOrgId);
  const returned = { at: needs.clock.now().toISOString(), opinion: decision.opinion, byOrganisation: own?.name ?? '' };
  const step = { action: 'sharing.send-demand', word: 'returned-to-clerk', role: 'OFFICE_HEAD', opinion: decision.opinion };
  await storeDemandStep(tx, needs, { ...step, demand: { ...back, returned }, actor, origin, dueAt: null });
  return true;
}

async function send(tx: Transaction, needs: SigningNeeds, { command, demand }: Case): Promise<true | Refusal> {
  const { actor, decision, origin } = command;
  const { clock, config, newId } = needs;
  // Days pass between a clerk's desk and the head's.
  const incomplete = await incompleteness(tx, needs, demand);
  if (incomplete) return incomplete;
  const next = moved(demand, 'send');
  if (isRefusal(next)) return next;
  const at = clock.now();
  const day = dayIn(config.KAREZ_TIME_ZONE, at);
  const sent = {
    ...next,
    no: demand.no ?? (await nextNumber(tx, `XQ-${demand.authorityRegionCode}`, day)),
    ruleSetId: demand.ruleSetId ?? (await ruleSetInForce(tx, at)).id,
    sentBy: actor.id,
    sentAt: demand.sentAt ?? at,
  };
  const dueAt = await askForAssignment(tx, sent, { startedAt: at, newId });
  if (isRefusal(dueAt)) return dueAt;
  const step = { action: 'sharing.send-demand', word: 'sent', role: 'OFFICE_HEAD', opinion: decision.opinion };
  await storeDemandStep(tx, needs, {
    ...step,
    demand: sent,
    actor,
    origin,
    dueAt,
    digest: digestOf({ no: sent.no, content: sent.content }),
  });
  return true;
}
