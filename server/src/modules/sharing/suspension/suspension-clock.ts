import type { NewId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { cancelClock, clocksOf, meetClock, ruleSetInForce, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';

export const SUSPENSION_CASE = 'sharing.suspension';
/** The holder's term, which whoever suspends chooses; the rule set says how long it may be at most. */
export const RECTIFICATION_RULE = 'sharing.rectification';
/** The suspender's own term to look at a report. */
const RECHECK_RULE = 'sharing.rectification-recheck';

/** Most working days that a rectification may be given. @throws where the rule set in force knows no such term: law must have been seeded. */
export async function rectificationDaysMax(reader: Reader, at: Date): Promise<number> {
  const limit = (await ruleSetInForce(reader, at)).limits.get(RECTIFICATION_RULE);
  if (!limit) throw new Error(`the rule set in force has no ${RECTIFICATION_RULE}`);
  return limit.workingDays;
}

/** Every clock of some suspensions, oldest first. */
export async function suspensionClocks(reader: Reader, suspensionIds: readonly string[], at: Date): Promise<ClockView[]> {
  return clocksOf(reader, { caseKind: SUSPENSION_CASE, caseIds: suspensionIds, at });
}

/** The latest term of the holder; it stays to be read after it has ended. */
export function termOf(clocks: readonly ClockView[], suspensionId: string): ClockView | undefined {
  return clocks.findLast(({ caseId, ruleKey }) => caseId === suspensionId && ruleKey === RECTIFICATION_RULE);
}

/** The suspender's open term to look at a report. */
export function recheckTermOf(clocks: readonly ClockView[], suspensionId: string): ClockView | undefined {
  return clocks.findLast(({ caseId, ruleKey, endedAt }) => caseId === suspensionId && ruleKey === RECHECK_RULE && endedAt === null);
}

/** Whether the holder still owes what should have been put right by now. */
export const hasRunOut = (term: ClockView | undefined): boolean => term?.state === 'lapsed';

type Owing = {
  readonly suspensionId: string;
  readonly dutyOrgId: string;
  readonly region: string;
  readonly at: Date;
  readonly newId: NewId;
};

/** The holder has so many working days to put things right. Answers when they are over. */
export async function askForRectification(tx: Transaction, owing: Owing & { workingDays: number }): Promise<Date | null> {
  return startTerm(tx, RECTIFICATION_RULE, owing);
}

/** The suspender has to look at what was reported. Answers until when. */
export async function askForRecheck(tx: Transaction, owing: Owing): Promise<Date | null> {
  return startTerm(tx, RECHECK_RULE, owing);
}

async function startTerm(tx: Transaction, ruleKey: string, owing: Owing & { workingDays?: number }): Promise<Date | null> {
  const { suspensionId: caseId, at: startedAt, newId, ...duty } = owing;
  return (await startClock(tx, { id: newId(), caseKind: SUSPENSION_CASE, caseId, ruleKey, startedAt, ...duty })).dueAt;
}

/** What was owed is done (`meet`), or nobody owes it any more (`cancel`). */
export async function endTerms(tx: Transaction, suspensionId: string, { how, at }: { how: 'meet' | 'cancel'; at: Date }): Promise<void> {
  for (const open of await suspensionClocks(tx, [suspensionId], at)) {
    if (open.endedAt !== null) continue;
    const ended = await (how === 'meet' ? meetClock : cancelClock)(tx, open, at);
    if (isRefusal(ended)) throw new Error(`the term ${open.ruleKey} of suspension ${suspensionId} does not end: ${ended.code}`);
  }
}
