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

/**
 * What is owed now is owed by another department, and its term runs on: the statutory one runs from the filing and does not begin anew with a redirect
 * (law.md 6.4). The clock of the department that had it ends, and tells how late it was.
 */
export async function passTermOn(
  tx: Transaction,
  { request, duty }: { readonly request: CorrectionRecord; readonly duty: Pick<Duty, 'dutyOrgId' | 'region'> },
  { at, newId }: Moment,
): Promise<Date | null> {
  const owed = await openClockOf(tx, request, at);
  if (!owed) throw new Error(`correction ${request.id} is passed on without a clock`);
  await endClock(tx, request, { at, how: 'cancelled' });
  const { ruleKey, startedAt, dueOn } = owed;
  const known = dueOn === null ? {} : { knownDueOn: dueOn };
  return start(tx, request, { ruleKey, ...duty, at: startedAt, newId, ...known });
}

type Duty = { readonly knownDueOn?: string; readonly ruleKey: string; readonly dutyOrgId: string; readonly region: string };

async function start(tx: Transaction, request: CorrectionRecord, { at, newId, ...duty }: Duty & Moment) {
  const ruleSet = request.ruleSetId === null ? {} : { ruleSetId: request.ruleSetId };
  return (await startClock(tx, { id: newId(), caseKind: CORRECTION_CASE, caseId: request.id, ...ruleSet, ...duty, startedAt: at })).dueAt;
}

/** The department has to verify, correct and feed back: its statutory term runs from the receipt (809-26). */
export async function askForFeedback(tx: Transaction, request: CorrectionRecord, moment: Moment): Promise<Date | null> {
  const { providerOrgId: dutyOrgId, providerRegionCode: region } = request;
  return start(tx, request, { ruleKey: 'correction.feedback', dutyOrgId, region, ...moment });
}

/** The requester, or the authority in its stead, has to confirm the answer or to dispute it. */
export async function askForConfirmation(tx: Transaction, request: CorrectionRecord, moment: Moment): Promise<Date | null> {
  const { requesterOrgId, requesterRegionCode: region } = request;
  const standIn = request.requesterEnded ? await memberFor(tx, request, 'sharing.coordinate') : null;
  const dutyOrgId = standIn === null || isRefusal(standIn) ? requesterOrgId : standIn;
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
