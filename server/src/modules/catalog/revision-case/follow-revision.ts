import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import type { Act, Effective, Trigger } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { changeEventsByIds } from './change-event-store.ts';
import { caseClocks, cancelCaseClock, dueAgain, endAnswerClock, meetCaseClock } from './revision-case-clock.ts';
import { askFor, doneWithAll, tellDepartment } from './revision-case-handing.ts';
import { abandonChange, begin, comeIntoForce, retireEntry, sendBack, sign, type RevisionCase } from './revision-case.ts';
import { lockOpenCases, saveCase } from './revision-case-store.ts';

/**
 * The cases of an entry follow its revision: begun with the change, reported by the head's signature, back in hand when the authority returns it, closed
 * by the version in force. The caller has locked the entry.
 */
async function casesOf(
  tx: Transaction,
  file: EntryFile,
): Promise<{ given: RevisionCase; title: string; triggerKind: string; changedOn: string }[]> {
  const cases = await lockOpenCases(tx, file.entry.id);
  const events = await changeEventsByIds(
    tx,
    cases.map(({ eventId }) => eventId),
  );
  return cases.map((given) => {
    const event = events.get(given.eventId);
    if (!event) throw new Error(`case ${given.id} names an event that is not there`);
    return { given, title: event.title, triggerKind: event.triggerKind, changedOn: event.changedOn };
  });
}

async function moved<T extends RevisionCase>(tx: Transaction, next: T | Refusal): Promise<T> {
  if (isRefusal(next)) throw new Error(`a case did not follow its entry's revision: ${next.code} ${JSON.stringify(next.params)}`);
  await saveCase(tx, next);
  return next;
}

/**
 * Every open case for the same kind of change is in hand from here on. Answers when the first of them is due; null where there is none, and then the
 * change has a clock of its own.
 */
export async function beginCasesOf(
  tx: Transaction,
  needs: StepNeeds,
  { file, trigger }: { file: EntryFile; trigger: Trigger },
): Promise<Date | null> {
  if (file.working === null) return null;
  const begun: string[] = [];
  for (const { given, triggerKind } of await casesOf(tx, file)) {
    if (given.state !== 'open' || triggerKind !== trigger.kind) continue;
    begun.push((await moved(tx, begin(given, file.working.no))).id);
  }
  const clocks = await caseClocks(tx, begun, needs.clock.now());
  const due = [...clocks.values()].flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  return earliest(due);
}

/** The head has signed: every case that the revision fills is reported to the authority, and the department's term is met. */
export async function reportCases(tx: Transaction, needs: StepNeeds, { file, signed }: { file: EntryFile; signed: Act }): Promise<void> {
  for (const { given, title } of await casesOf(tx, file)) {
    if (given.state !== 'in-hand' || given.revisionNo !== file.working?.no) continue;
    const reported = await moved(tx, sign(given, signed));
    await meetCaseClock(tx, reported.id, signed.at);
    await doneWithAll(tx, needs, { about: { given: reported, file, title }, by: signed.by });
  }
}

/** The authority has returned the revision: the department has it in hand again. */
export async function reopenCases(tx: Transaction, needs: StepNeeds, file: EntryFile): Promise<void> {
  for (const { given, title } of await casesOf(tx, file)) {
    if (given.state !== 'reported' || given.revisionNo !== file.working?.no) continue;
    const inHand = await moved(tx, sendBack(given));
    await askFor(tx, needs, { about: { given: inHand, file, title }, turn: 'department', dueAt: null });
  }
}

/**
 * The department has taken its change back, or given it up: what it owed it owes again, from the day of the change (809-17). Answers when the first of
 * its cases is due; null where the change filled none.
 */
export async function owedAgain(
  tx: Transaction,
  needs: StepNeeds,
  { file, revisionNo, step }: { file: EntryFile; revisionNo: number; step: 'withdrawn' | 'abandoned' },
): Promise<Date | null> {
  const due: Date[] = [];
  for (const { given, title, changedOn } of await casesOf(tx, file)) {
    if (!('revisionNo' in given) || given.revisionNo !== revisionNo) continue;
    const next = step === 'abandoned' ? await moved(tx, abandonChange(given)) : await backInHand(tx, given);
    const dueAt = await dueAgain(tx, needs, { given: next, changedOn, entry: file.entry });
    if (dueAt !== null) due.push(dueAt);
    await askFor(tx, needs, { about: { given: next, file, title }, turn: 'department', dueAt });
  }
  return earliest(due);
}

/** A change that was taken back before its signature is in hand as it was. */
async function backInHand(tx: Transaction, given: RevisionCase): Promise<RevisionCase> {
  return given.state === 'reported' ? moved(tx, sendBack(given)) : given;
}

function earliest(due: readonly Date[]): Date | null {
  return due.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

/** The entry leaves its department: what that owed ends, and what it had signed is in hand again for the one that takes the entry over. */
export async function orphanCases(tx: Transaction, needs: StepNeeds, { file, by }: { file: EntryFile; by: string }): Promise<void> {
  for (const { given, title } of await casesOf(tx, file)) {
    // A report that nothing changes waits for the authority, whoever made it.
    if (given.state === 'unchanged-reported') continue;
    const next = await backInHand(tx, given);
    await cancelCaseClock(tx, next.id, needs.clock.now());
    await doneWithAll(tx, needs, { about: { given: next, file, title }, by });
  }
}

/** A department has taken the entry over, and with it what is owed for it, from the day of each change. */
export async function adoptCases(tx: Transaction, needs: StepNeeds, file: EntryFile): Promise<void> {
  for (const { given, title, changedOn } of await casesOf(tx, file)) {
    if (given.state !== 'open' && given.state !== 'in-hand') continue;
    const dueAt = await dueAgain(tx, needs, { given, changedOn, entry: file.entry });
    const about = { given, file, title };
    await askFor(tx, needs, { about, turn: 'department', dueAt });
    await tellDepartment(tx, needs, { about, word: 'revision-case-opened' });
  }
}

/** Whether a case has the revision on its way in hand: then the change has no clock of its own. */
export async function isCaseInHand(tx: Transaction, file: EntryFile): Promise<boolean> {
  const cases = await lockOpenCases(tx, file.entry.id);
  return cases.some((given) => given.state === 'in-hand' && given.revisionNo === file.working?.no);
}

/** A version is in force: the cases that it fills are closed (91-3.3: 及时动态调整). */
export async function closeFilledCases(
  tx: Transaction,
  needs: StepNeeds,
  { file, effective }: { file: EntryFile; effective: Effective },
): Promise<void> {
  for (const { given, title } of await casesOf(tx, file)) {
    if (given.state !== 'reported' || given.revisionNo !== effective.no) continue;
    const closed = await moved(tx, comeIntoForce(given, effective.decided));
    await tellDepartment(tx, needs, { about: { given: closed, file, title }, word: 'revision-case-revised' });
  }
}

/** The entry left the catalogue: its cases end with it. */
export async function closeRetiredCases(
  tx: Transaction,
  needs: StepNeeds,
  { file, ended }: { file: EntryFile; ended: Act },
): Promise<void> {
  const { at } = ended;
  for (const { given, title } of await casesOf(tx, file)) {
    const closed = await moved(tx, retireEntry(given, ended));
    await cancelCaseClock(tx, closed.id, at);
    await endAnswerClock(tx, closed.id, { outcome: 'cancelled', at });
    await doneWithAll(tx, needs, { about: { given: closed, file, title }, by: ended.by });
  }
}
