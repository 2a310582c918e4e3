import type { NewId } from '@karez/kit/id';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { cancelClock, clocksOf, meetClock, startClock, type ClockView } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { ApplicationRecord } from './application-store.ts';

const CASE = 'sharing.application';

/** The clock of an application that is running or stopped; there is at most one. */
export async function openClock(tx: Transaction, applicationId: string, at: Date): Promise<ClockView | undefined> {
  return (await clocksOf(tx, { caseKind: CASE, caseIds: [applicationId], at })).find((clock) => clock.endedAt === null);
}

/** The duty that was owed is done. */
export async function meetOpenClock(tx: Transaction, applicationId: string, at: Date): Promise<true | Refusal> {
  return endOpenClock(tx, { applicationId, at }, meetClock);
}

/** Nobody owes an answer any more. */
export async function cancelOpenClock(tx: Transaction, applicationId: string, at: Date): Promise<true | Refusal> {
  return endOpenClock(tx, { applicationId, at }, cancelClock);
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
  const clock = await startClock(tx, { id: newId(), caseKind: CASE, caseId: application.id, ...ruleSet, ...owed });
  return clock.dueAt;
}
