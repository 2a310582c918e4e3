import type { NewId } from '@karez/kit/id';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import type { ApplicationRecord } from './application-store.ts';

export const APPLICATION_CASE = 'sharing.application';
/** The requester's own term for a supplement; it runs beside the stopped clock of the reply. */
export const SUPPLEMENT_RULE = 'supplement.requester';

async function openClocks(reader: Reader, applicationId: string, at: Date): Promise<ClockView[]> {
  const clocks = await clocksOf(reader, { caseKind: APPLICATION_CASE, caseIds: [applicationId], at });
  return clocks.filter((clock) => clock.endedAt === null);
}

/** The clock of the answer that is owed to an application, running or stopped; there is at most one. */
export async function openClock(reader: Reader, applicationId: string, at: Date): Promise<ClockView | undefined> {
  return (await openClocks(reader, applicationId, at)).find(({ ruleKey }) => ruleKey !== SUPPLEMENT_RULE);
}

/** For how many working days the present provider has owed an answer to an application, by all the clocks that it ever had for it. */
export async function workingDaysHad(reader: Reader, { id, providerOrgId }: ApplicationRecord, at: Date): Promise<number> {
  const clocks = await clocksOf(reader, { caseKind: APPLICATION_CASE, caseIds: [id], at });
  const own = clocks.filter(({ dutyOrgId, ruleKey }) => dutyOrgId === providerOrgId && ruleKey !== SUPPLEMENT_RULE);
  return own.reduce((sum, clock) => sum + clock.workingDaysTotal, 0);
}

/** The clock of the supplement that the requester owes. */
export async function supplementClock(reader: Reader, applicationId: string, at: Date): Promise<ClockView | undefined> {
  return (await openClocks(reader, applicationId, at)).find(({ ruleKey }) => ruleKey === SUPPLEMENT_RULE);
}

/** The answer that was owed is given. */
export async function meetOpenClock(tx: Transaction, applicationId: string, at: Date): Promise<true | Refusal> {
  return endOpenClock(tx, { applicationId, at }, meetClock);
}

/** That answer is owed no more. */
export async function cancelOpenClock(tx: Transaction, applicationId: string, at: Date): Promise<true | Refusal> {
  return endOpenClock(tx, { applicationId, at }, cancelClock);
}

/** The case has ended: neither side owes anything any more. */
export async function cancelEveryClock(tx: Transaction, applicationId: string, at: Date): Promise<true | Refusal> {
  for (const { caseKind, caseId, ruleKey } of await openClocks(tx, applicationId, at)) {
    const ended = await cancelClock(tx, { caseKind, caseId, ruleKey }, at);
    if (isRefusal(ended)) return ended;
  }
  return true;
}

async function endOpenClock(
  tx: Transaction,
  { applicationId, at }: { applicationId: string; at: Date },
  end: typeof meetClock,
): Promise<true | Refusal> {
  const open = await openClock(tx, applicationId, at);
  if (!open) return true;
  const ended = await end(tx, { caseKind: open.caseKind, caseId: open.caseId, ruleKey: open.ruleKey }, at);
  return isRefusal(ended) ? ended : true;
}

/** Starts the clock of one duty of an application under the rule set that the case froze. Answers when it is due. */
export async function startCaseClock(
  tx: Transaction,
  application: ApplicationRecord,
  duty: { readonly ruleKey: string; readonly dutyOrgId: string; readonly region: string; readonly startedAt: Date; readonly newId: NewId },
): Promise<Date | null> {
  const { newId, ...owed } = duty;
  const ruleSet = application.ruleSetId === null ? {} : { ruleSetId: application.ruleSetId };
  const clock = await startClock(tx, { id: newId(), caseKind: APPLICATION_CASE, caseId: application.id, ...ruleSet, ...owed });
  return clock.dueAt;
}
