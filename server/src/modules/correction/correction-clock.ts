import type { PowerId } from '@karez/contract/identity/roles';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { NewId } from '@karez/kit/id';
import { authorityFor } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import { partiesOf } from './correction-policy.ts';
import type { CorrectionRecord } from './correction-store.ts';

export const CORRECTION_CASE = 'correction.request';

type Moment = { readonly at: Date; readonly newId: NewId };

/** The clock of what is owed now, running or lapsed. */
export async function openClockOf(reader: Reader, request: Pick<CorrectionRecord, 'id'>, at: Date): Promise<ClockView | undefined> {
  const clocks = await clocksOf(reader, { caseKind: CORRECTION_CASE, caseIds: [request.id], at });
  return clocks.find((clock) => clock.endedAt === null);
}

/** Ends what was owed: met by who did it, or cancelled where nobody owes it any more. */
export async function endClock(
  tx: Transaction,
  request: Pick<CorrectionRecord, 'id'>,
  { at, how }: { readonly at: Date; readonly how: 'met' | 'cancelled' },
): Promise<void> {
  const open = await openClockOf(tx, request, at);
  if (!open) return;
  const { caseKind, caseId, ruleKey } = open;
  const ended = await (how === 'met' ? meetClock : cancelClock)(tx, { caseKind, caseId, ruleKey }, at);
  if (isRefusal(ended)) throw new Error(`the clock ${ruleKey} of correction ${caseId} does not end: ${ended.code}`);
}

type Duty = { readonly ruleKey: string; readonly dutyOrgId: string; readonly region: string };

async function start(tx: Transaction, request: CorrectionRecord, { ruleKey, dutyOrgId, region, at, newId }: Duty & Moment) {
  const ruleSet = request.ruleSetId === null ? {} : { ruleSetId: request.ruleSetId };
  const owed = { ruleKey, dutyOrgId, region, startedAt: at };
  return (await startClock(tx, { id: newId(), caseKind: CORRECTION_CASE, caseId: request.id, ...ruleSet, ...owed })).dueAt;
}

/** The department has to verify, correct and feed back: its statutory term runs from the receipt (809-26). */
export async function askForFeedback(tx: Transaction, request: CorrectionRecord, moment: Moment): Promise<Date | null> {
  const { providerOrgId: dutyOrgId, providerRegionCode: region } = request;
  return start(tx, request, { ruleKey: 'correction.feedback', dutyOrgId, region, ...moment });
}

/** The requester has to confirm the answer or to dispute it. */
export async function askForConfirmation(tx: Transaction, request: CorrectionRecord, moment: Moment): Promise<Date | null> {
  const { requesterOrgId: dutyOrgId, requesterRegionCode: region } = request;
  return start(tx, request, { ruleKey: 'correction.confirmation', dutyOrgId, region, ...moment });
}

/** The member of the authority that owes a step: the lead, or the first that may do it and is no party. */
export async function memberFor(reader: Reader, request: CorrectionRecord, power: PowerId): Promise<string | Refusal> {
  const authority = await authorityFor(reader, { regionCodes: [request.authorityRegionCode], power, parties: partiesOf(request) });
  const member = authority?.members.find(({ lead }) => lead) ?? authority?.members[0];
  return member?.orgId ?? refuse('correction.nobody-decides');
}

/** The authority has to decide a dispute or to name a department. Refuses where it has no member that may. */
export async function askForDecision(
  tx: Transaction,
  request: CorrectionRecord,
  { power, ...moment }: Moment & { readonly power: PowerId },
): Promise<Date | null | Refusal> {
  const dutyOrgId = await memberFor(tx, request, power);
  if (isRefusal(dutyOrgId)) return dutyOrgId;
  return start(tx, request, { ruleKey: 'correction.decision', dutyOrgId, region: request.authorityRegionCode, ...moment });
}
