import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { askForAnswer, askForAssignment, cancelDemandClock, hasAssigner } from './demand-clock.ts';
import { tellRecalled } from './demand-handing.ts';
import { moved, storeDemandStep } from './demand-step.ts';
import { demandsGivenTo, lockDemands, type DemandRecord } from './demand-store.ts';
import type { DemandEvent } from './demand.ts';
import { fitProvider, unanswered } from './fit-provider.ts';

type EndNeeds = Pick<Needs, 'clock' | 'newId'>;
type Receiver = { readonly id: string; readonly regionCode: string };

const said = z.object({ orgId: z.uuid() });
const byPlatform = systemActor('sharing.organisation-dissolved');
const system = { actor: byPlatform, action: 'sharing.hand-over-demand', role: 'SYSTEM', opinion: null, origin: null } as const;

/** What demands listen to: departments that were dissolved or merged. */
export function demandOrganisationListeners(needs: EndNeeds): readonly Listener[] {
  return [
    {
      listener: 'sharing.demand-provider-ended',
      event: 'identity.organisation-dissolved',
      hear: (tx, event) => hearEnd(tx, event, needs),
    },
  ];
}

/** What a department has to answer, or has promised, goes to its successor; without one that fits, back to the authority. */
async function hearEnd(tx: Transaction, event: OutboxEvent, needs: EndNeeds): Promise<void> {
  const { orgId } = said.parse(event.body);
  const former = await organisationById(tx, orgId);
  if (!former?.dissolved) return;
  for (const demand of (await lockDemands(tx, await demandsGivenTo(tx, orgId))).values()) {
    // Answered or taken back while the locks were awaited.
    if (demand.providerOrgId === orgId && !isRefusal(moved(demand, 'hand-over')))
      await handOver(tx, needs, { demand, successorId: former.dissolved.successorId });
  }
}

async function handOver(
  tx: Transaction,
  needs: EndNeeds,
  { demand, successorId }: { readonly demand: DemandRecord; readonly successorId: string | null },
): Promise<void> {
  const receiver = successorId === null ? null : await fitProvider(tx, demand, successorId);
  if (receiver === null || isRefusal(receiver)) await giveBack(tx, needs, demand);
  else await (demand.state === 'promised' ? handPromise : handQuestion)(tx, needs, { demand, receiver });
}

function after(demand: DemandRecord, event: DemandEvent): DemandRecord {
  const next = moved(demand, event);
  if (isRefusal(next)) throw new Error(`demand ${demand.id} was locked and cannot ${event}: ${next.code}`);
  return next;
}

async function endClock(tx: Transaction, { id: demandId }: DemandRecord, at: Date): Promise<void> {
  const cancelled = await cancelDemandClock(tx, { demandId, at });
  if (isRefusal(cancelled)) throw new Error(`the clock of demand ${demandId} does not end: ${cancelled.code}`);
}

type Handing = { readonly demand: DemandRecord; readonly receiver: Receiver };
const under = (demand: DemandRecord, { id, regionCode }: Receiver) => ({ ...demand, providerOrgId: id, providerRegionCode: regionCode });

/** What was signed binds the successor: the promise keeps its day. */
async function handPromise(tx: Transaction, needs: EndNeeds, { demand, receiver }: Handing): Promise<void> {
  const handed = under(after(demand, 'hand-over'), receiver);
  await storeDemandStep(tx, needs, { ...system, word: 'handed-over', demand: handed, dueAt: null });
}

/** What was only proposed is void; the successor has the whole term. */
async function handQuestion(tx: Transaction, needs: EndNeeds, { demand, receiver }: Handing): Promise<void> {
  const startedAt = needs.clock.now();
  const handed = under(unanswered(after(demand, 'hand-over')), receiver);
  await endClock(tx, demand, startedAt);
  const dueAt = await askForAnswer(tx, handed, { startedAt, newId: needs.newId });
  await storeDemandStep(tx, needs, { ...system, word: 'handed-over', demand: handed, dueAt });
}

/** Nobody takes over: the authority names another department. */
async function giveBack(tx: Transaction, needs: EndNeeds, demand: DemandRecord): Promise<void> {
  // Where no member of the authority may assign it, it stays until there is one, who takes it back; or its requester withdraws.
  if (!(await hasAssigner(tx, demand))) return;
  const at = needs.clock.now();
  const given = unanswered(after(demand, 'recall'));
  await endClock(tx, demand, at);
  const dueAt = await askForAssignment(tx, given, { startedAt: at, newId: needs.newId });
  if (isRefusal(dueAt)) throw new Error(`demand ${demand.id} has no authority any more: ${dueAt.code}`);
  await storeDemandStep(tx, needs, { ...system, word: 'provider-ended', demand: given, dueAt });
  await tellRecalled(tx, { before: demand, after: given }, { at, newId: needs.newId });
}
