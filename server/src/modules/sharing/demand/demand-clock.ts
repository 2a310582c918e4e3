import type { NewId } from '@karez/kit/id';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { PowerId } from '@karez/contract/identity/roles';
import { authorityFor } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { DemandRecord } from './demand-store.ts';

export const DEMAND_CASE = 'sharing.demand';

type Ending = { readonly demandId: string; readonly at: Date };

/** The clocks of what is owed to a demand now, running or lapsed. */
export async function demandClocks(reader: Reader, { demandId, at }: Ending): Promise<ClockView[]> {
  return (await clocksOf(reader, { caseKind: DEMAND_CASE, caseIds: [demandId], at })).filter((clock) => clock.endedAt === null);
}

async function openClockOf(tx: Transaction, ending: Ending): Promise<ClockView | undefined> {
  return (await demandClocks(tx, ending))[0];
}

async function end(tx: Transaction, ending: Ending, how: typeof meetClock): Promise<true | Refusal> {
  const open = await openClockOf(tx, ending);
  if (!open) return true;
  const ended = await how(tx, { caseKind: open.caseKind, caseId: open.caseId, ruleKey: open.ruleKey }, ending.at);
  return isRefusal(ended) ? ended : true;
}

/** When the running duty is due; null where none runs. */
export async function dueOfDemand(tx: Transaction, ending: Ending): Promise<Date | null> {
  return (await openClockOf(tx, ending))?.dueAt ?? null;
}

/** The duty that was owed is done. */
export async function meetDemandClock(tx: Transaction, ending: Ending): Promise<true | Refusal> {
  return end(tx, ending, meetClock);
}

/** Nobody owes anything any more. */
export async function cancelDemandClock(tx: Transaction, ending: Ending): Promise<true | Refusal> {
  return end(tx, ending, cancelClock);
}

type Duty = {
  readonly ruleKey: 'sharing.demand-assignment' | 'sharing.demand-answer' | 'sharing.refusal-verification';
  readonly startedAt: Date;
  readonly newId: NewId;
};

async function start(tx: Transaction, demand: DemandRecord, duty: Duty & { dutyOrgId: string; region: string }): Promise<Date | null> {
  const { newId, ...owed } = duty;
  const ruleSet = demand.ruleSetId === null ? {} : { ruleSetId: demand.ruleSetId };
  const clock = await startClock(tx, { id: newId(), caseKind: DEMAND_CASE, caseId: demand.id, ...ruleSet, ...owed });
  return clock.dueAt;
}

/** The member of the authority that owes a step: the lead, or the first that may do it and is no party. */
export async function memberFor(
  reader: Reader,
  { region, power, parties }: { region: string; power: PowerId; parties: readonly string[] },
): Promise<string | Refusal> {
  const authority = await authorityFor(reader, { regionCodes: [region], power, parties });
  const member = authority?.members.find(({ lead }) => lead) ?? authority?.members[0];
  return member?.orgId ?? refuse('sharing.demand.nobody-decides');
}

const assigner = ({ authorityRegionCode: region, requesterOrgId }: DemandRecord) =>
  ({ region, power: 'sharing.coordinate', parties: [requesterOrgId] }) as const;

/** Whether the authority has a member that may name a department. */
export async function hasAssigner(reader: Reader, demand: DemandRecord): Promise<boolean> {
  return !isRefusal(await memberFor(reader, assigner(demand)));
}

/** The authority has to name a department. Answers when; refuses where it has no member that may. */
export async function askForAssignment(
  tx: Transaction,
  demand: DemandRecord,
  at: { readonly startedAt: Date; readonly newId: NewId },
): Promise<Date | null | Refusal> {
  const region = demand.authorityRegionCode;
  const dutyOrgId = await memberFor(tx, assigner(demand));
  return isRefusal(dutyOrgId) ? dutyOrgId : start(tx, demand, { ruleKey: 'sharing.demand-assignment', dutyOrgId, region, ...at });
}

/** The department has to answer. Answers when. */
export async function askForAnswer(
  tx: Transaction,
  demand: DemandRecord,
  at: { readonly startedAt: Date; readonly newId: NewId },
): Promise<Date | null> {
  const { providerOrgId, providerRegionCode } = demand;
  if (providerOrgId === null || providerRegionCode === null) throw new Error(`demand ${demand.id} has nobody to answer it`);
  return start(tx, demand, { ruleKey: 'sharing.demand-answer', dutyOrgId: providerOrgId, region: providerRegionCode, ...at });
}

/** The authority has to decide after “not ours”. Answers when; refuses where every member is a party. */
export async function askForDecision(
  tx: Transaction,
  demand: DemandRecord,
  at: { readonly startedAt: Date; readonly newId: NewId },
): Promise<Date | null | Refusal> {
  const region = demand.authorityRegionCode;
  const parties = [demand.requesterOrgId, ...(demand.providerOrgId === null ? [] : [demand.providerOrgId])];
  const dutyOrgId = await memberFor(tx, { region, power: 'sharing.decide-dispute', parties });
  return isRefusal(dutyOrgId) ? dutyOrgId : start(tx, demand, { ruleKey: 'sharing.refusal-verification', dutyOrgId, region, ...at });
}
