import type { RevisionCase as CaseAnswer } from '@karez/contract/catalog/revision-case';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { StepNeeds } from '../revision/record-step.ts';
import { actOf, caseAnswer, lockedCase, recordCaseStep, type CaseCommand } from './case-step.ts';
import { acceptCaseClock, caseClocks, endAnswerClock, startAnswerClock } from './revision-case-clock.ts';
import { askFor, doneWith, doneWithAll, tellDepartment } from './revision-case-handing.ts';
import { confirmUnchanged, declineUnchanged, reportUnchanged } from './revision-case.ts';

/**
 * 报告无需修订: the registrar reports with a reason that the entry needs no change (91-3.3). The authority has its term to answer; the department's goes on
 * until it has agreed, and then counts as met on the day of the report.
 */
export async function reportNothingToChange(
  needs: StepNeeds,
  command: CaseCommand & { readonly reason: string },
): Promise<CaseAnswer | Refusal> {
  const { actor, reason } = command;
  return needs.database.transaction(async (tx) => {
    const found = await lockedCase(tx, command, 'report-unchanged');
    if (isRefusal(found)) return found;
    const { given, event, file } = found;
    const next = reportUnchanged(given, actOf(actor, needs.clock.now(), reason));
    if (isRefusal(next)) return next;
    const dueAt = await startAnswerClock(tx, needs, { caseId: given.id, entry: file.entry });
    if (isRefusal(dueAt)) return dueAt;
    const about = { given: next, file, title: event.title };
    await doneWithAll(tx, needs, { about, by: actor.id });
    await askFor(tx, needs, { about, turn: 'report', dueAt });
    const step = { action: 'catalog.report-unchanged', word: 'case-unchanged-reported', role: 'CATALOG_REGISTRAR', opinion: reason };
    await recordCaseStep(tx, needs, { command, file, next, step });
    return caseAnswer(tx, needs, { actor, given: next });
  });
}

export type DecideUnchanged = CaseCommand & { readonly decision: 'confirm' | 'decline'; readonly opinion: string };

/** The authority agrees, and the case is closed; or it does not, and the case is open again under the term that ran all the while. */
export async function decideUnchanged(needs: StepNeeds, command: DecideUnchanged): Promise<CaseAnswer | Refusal> {
  const { actor, decision, opinion } = command;
  const deed = decision === 'confirm' ? 'confirm-unchanged' : 'decline-unchanged';
  return needs.database.transaction(async (tx) => {
    const found = await lockedCase(tx, command, deed);
    if (isRefusal(found)) return found;
    const { given, event, file } = found;
    const at = needs.clock.now();
    const act = actOf(actor, at, opinion);
    const next = decision === 'confirm' ? confirmUnchanged(given, act) : declineUnchanged(given, act);
    if (isRefusal(next)) return next;
    const about = { given: next, file, title: event.title };
    await endAnswerClock(tx, given.id, { outcome: 'met', at });
    await doneWith(tx, needs, { about, turn: 'report', by: actor.id });
    if (next.state === 'closed' && next.reported !== null) await acceptCaseClock(tx, given.id, { doneAt: next.reported.at, at });
    if (next.state === 'open') {
      const dueAt = (await caseClocks(tx, [given.id], at)).get(given.id)?.dueAt ?? null;
      await askFor(tx, needs, { about, turn: 'department', dueAt });
    }
    const word = decision === 'confirm' ? 'case-unchanged-confirmed' : 'case-unchanged-declined';
    await tellDepartment(tx, needs, { about, word: `revision-${word}` });
    await recordCaseStep(tx, needs, {
      command,
      file,
      next,
      step: { action: 'catalog.decide-unchanged', word, role: 'AUTHORITY_ADMIN', opinion },
    });
    return caseAnswer(tx, needs, { actor, given: next });
  });
}
