import type { PowerId } from '@karez/contract/identity/roles';
import type { NewId } from '@karez/kit/id';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { DisputeRecord } from './dispute.ts';

export const DISPUTE_CASE = 'sharing.dispute';
type Moment = { readonly at: Date; readonly newId: NewId };

/** The clock of what is owed now, running or lapsed. */
export async function openDisputeClock(reader: Reader, disputeId: string, at: Date): Promise<ClockView | undefined> {
  const clocks = await clocksOf(reader, { caseKind: DISPUTE_CASE, caseIds: [disputeId], at });
  return clocks.find(({ endedAt }) => endedAt === null);
}

/** The other side has to answer and both to come to terms, or the provider to carry out what was ordered. Answers until when. */
export async function askProvider(
  tx: Transaction,
  dispute: DisputeRecord,
  { duty, ...moment }: Moment & { duty: 'negotiation' | 'execution' },
) {
  const { providerOrgId: dutyOrgId, providerRegionCode: region } = dispute;
  return start(tx, dispute, { ruleKey: `sharing.dispute-${duty}`, dutyOrgId, region, ...moment });
}

/** The authority has to coordinate and decide, or to bring in the decision of those above. Refuses where it has no member that may. */
export async function askAuthority(
  tx: Transaction,
  dispute: DisputeRecord,
  { duty, ...moment }: Moment & { duty: 'coordination' | 'above' },
): Promise<Date | null | Refusal> {
  const power: PowerId = duty === 'coordination' ? 'sharing.decide-dispute' : 'sharing.coordinate';
  const dutyOrgId = await memberFor(tx, dispute, power);
  if (isRefusal(dutyOrgId)) return dutyOrgId;
  return start(tx, dispute, { ruleKey: `sharing.dispute-${duty}`, dutyOrgId, region: dispute.authorityRegionCode, ...moment });
}

/** The member of the authority that owes a step: the lead, or the first that may do it and is no party. */
async function memberFor(
  reader: Reader,
  { authorityRegionCode, requesterOrgId, providerOrgId }: DisputeRecord,
  power: PowerId,
): Promise<string | Refusal> {
  const authority = await authorityFor(reader, { regionCodes: [authorityRegionCode], power, parties: [requesterOrgId, providerOrgId] });
  const member = authority?.members.find(({ lead }) => lead) ?? authority?.members[0];
  return member?.orgId ?? refuse('sharing.dispute.nobody-decides');
}

type Owing = Moment & { readonly ruleKey: string; readonly dutyOrgId: string; readonly region: string };

async function start(
  tx: Transaction,
  { id: caseId, ruleSetId }: DisputeRecord,
  { at: startedAt, newId, ...owed }: Owing,
): Promise<Date | null> {
  return (await startClock(tx, { id: newId(), caseKind: DISPUTE_CASE, caseId, ruleSetId, startedAt, ...owed })).dueAt;
}

/** What was owed is done, or nobody owes it any more. */
export async function endDisputeClock(
  tx: Transaction,
  disputeId: string,
  { how, at }: { how: 'meet' | 'cancel'; at: Date },
): Promise<void> {
  const open = await openDisputeClock(tx, disputeId, at);
  if (!open) return;
  const ended = await (how === 'meet' ? meetClock : cancelClock)(tx, open, at);
  if (isRefusal(ended)) throw new Error(`the clock ${open.ruleKey} of dispute ${disputeId} does not end: ${ended.code}`);
}
