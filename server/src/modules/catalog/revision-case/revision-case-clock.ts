import { authorityFor } from '#modules/identity';
import { acceptClock, cancelClock, clocksOf, meetClock, moveTerm, startClock, type ClockReference, type ClockView } from '#modules/law';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Entry } from '../entry/entry.ts';
import type { ChangeEvent } from './change-event.ts';
import { AUTHORITY_RULE, DEPARTMENT_RULE, REVISION_CASE } from './revision-case-term.ts';
import type { RevisionCase } from './revision-case.ts';

type ClockNeeds = Pick<Needs, 'clock' | 'newId'>;
const reference = (caseId: string, ruleKey: string): ClockReference => ({ caseKind: REVISION_CASE, caseId, ruleKey });

/** Starts the department's clock from the day of the change, under the rule set that was in force on it (809-17; 91-3.3 before). */
export async function startCaseClock(
  tx: Transaction,
  { newId }: Pick<Needs, 'newId'>,
  { caseId, event, entry }: { caseId: string; event: Pick<ChangeEvent, 'changedOn'>; entry: Entry },
): Promise<Date> {
  const started = await startClock(tx, {
    ...reference(caseId, DEPARTMENT_RULE),
    id: newId(),
    dutyOrgId: entry.provider.organisationId,
    region: entry.provider.regionCode,
    // Noon in UTC lies on that calendar day in every zone that a Chinese region uses.
    startedAt: new Date(`${event.changedOn}T12:00:00Z`),
  });
  return started.dueAt;
}

/**
 * The department owes its duty again: the clock that runs, or a new one from the day of the change where the former was met, with the days that the
 * authority had granted. Answers when it is due.
 */
export async function dueAgain(
  tx: Transaction,
  needs: ClockNeeds,
  { given, changedOn, entry }: { given: RevisionCase; changedOn: string; entry: Entry },
): Promise<Date | null> {
  const at = needs.clock.now();
  const known = (await caseClocks(tx, [given.id], at)).get(given.id);
  if (known && known.endedAt === null) return known.dueAt;
  const dueAt = await startCaseClock(tx, needs, { caseId: given.id, event: { changedOn }, entry });
  if (given.extension?.granted !== true) return dueAt;
  const extended = await extendCaseClock(tx, given.id, { workingDays: given.extension.workingDays, at });
  return isRefusal(extended) ? dueAt : extended;
}

/** The department has done its duty; nothing happens where it had done it before. */
export async function meetCaseClock(tx: Transaction, caseId: string, at: Date): Promise<void> {
  tolerateEnded(await meetClock(tx, reference(caseId, DEPARTMENT_RULE), at), caseId);
}

/** The authority agrees with a report: the duty was done on the day of the report. */
export async function acceptCaseClock(tx: Transaction, caseId: string, done: { doneAt: Date; at: Date }): Promise<void> {
  tolerateEnded(await acceptClock(tx, reference(caseId, DEPARTMENT_RULE), done), caseId);
}

export async function cancelCaseClock(tx: Transaction, caseId: string, at: Date): Promise<void> {
  tolerateEnded(await cancelClock(tx, reference(caseId, DEPARTMENT_RULE), at), caseId);
}

function tolerateEnded(moved: unknown, caseId: string): void {
  if (isRefusal(moved) && moved.code !== 'law.clock.not-found') throw new Error(`the clock of case ${caseId} refused: ${moved.code}`);
}

/** Extends the term; what the rule set does not allow is refused by law. */
export async function extendCaseClock(
  tx: Transaction,
  caseId: string,
  granted: { workingDays: number; at: Date },
): Promise<Date | Refusal> {
  const extended = await moveTerm(tx, reference(caseId, DEPARTMENT_RULE), { kind: 'extend', ...granted });
  return isRefusal(extended) ? extended : extended.dueAt;
}

/** Starts the authority's term to answer a report (809-17: two working days). Answers when it is due. */
export async function startAnswerClock(
  tx: Transaction,
  { clock, newId }: ClockNeeds,
  { caseId, entry }: { caseId: string; entry: Entry },
): Promise<Date | Refusal> {
  const { organisationId, regionCode } = entry.provider;
  const authority = await authorityFor(tx, { regionCodes: [regionCode], power: 'catalog.publish', parties: [organisationId] });
  const duty = authority?.members[0];
  if (!authority || !duty) return refuse('catalog.authority.none', { region: regionCode });
  const started = await startClock(tx, {
    ...reference(caseId, AUTHORITY_RULE),
    id: newId(),
    dutyOrgId: duty.orgId,
    region: authority.regionCode,
    startedAt: clock.now(),
  });
  return started.dueAt;
}

export async function endAnswerClock(
  tx: Transaction,
  caseId: string,
  { outcome, at }: { outcome: 'met' | 'cancelled'; at: Date },
): Promise<void> {
  const of = reference(caseId, AUTHORITY_RULE);
  tolerateEnded(await (outcome === 'met' ? meetClock(tx, of, at) : cancelClock(tx, of, at)), caseId);
}

/** The department's clock of each case, as it stands. */
export async function caseClocks(reader: Reader, caseIds: readonly string[], at: Date): Promise<Map<string, ClockView>> {
  const clocks = await clocksOf(reader, { caseKind: REVISION_CASE, caseIds, at });
  return new Map(clocks.filter(({ ruleKey }) => ruleKey === DEPARTMENT_RULE).map((clock) => [clock.caseId, clock]));
}
