import type { RevisionCase as CaseAnswer } from '@karez/contract/catalog/revision-case';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import { actOf, caseAnswer, lockedCase, recordCaseStep, type CaseCommand, type CaseFile } from './case-step.ts';
import { caseClocks, extendCaseClock } from './revision-case-clock.ts';
import { askFor, doneWith, tellDepartment } from './revision-case-handing.ts';
import { askExtension, decideExtension } from './revision-case.ts';

export type AskExtension = CaseCommand & { readonly workingDays: number; readonly reason: string };

/** 申请延期: once, before the term has run out, by no more than the rule set of the term allows (809-17). */
export async function askForExtension(needs: StepNeeds, command: AskExtension): Promise<CaseAnswer | Refusal> {
  const { actor, workingDays, reason } = command;
  return needs.database.transaction(async (tx) => {
    const found = await lockedCase(tx, command, 'ask-extension');
    if (isRefusal(found)) return found;
    const { given, event, file } = found;
    const at = needs.clock.now();
    const dueAt = await extensible(tx, { caseId: given.id, workingDays, at });
    if (isRefusal(dueAt)) return dueAt;
    const next = askExtension(given, { workingDays, asked: actOf(actor, at, reason) });
    if (isRefusal(next)) return next;
    await askFor(tx, needs, { about: { given: next, file, title: event.title }, turn: 'extension', dueAt });
    const step = { action: 'catalog.ask-extension', word: 'case-extension-asked', role: 'CATALOG_REGISTRAR', opinion: reason };
    await recordCaseStep(tx, needs, { command, file, next, step });
    return caseAnswer(tx, needs, { actor, given: next });
  });
}

/** When the term is due, where law would still let it be extended so far: asking for what cannot be granted is refused at once. */
async function extensible(tx: Transaction, asked: { caseId: string; workingDays: number; at: Date }): Promise<Date | null | Refusal> {
  const clock = (await caseClocks(tx, [asked.caseId], asked.at)).get(asked.caseId);
  if (!clock) return refuse('law.clock.not-found', { rule: 'catalog.update' });
  if (clock.state === 'lapsed') return refuse('law.clock.lapsed', { dueOn: clock.dueOn });
  if (clock.state !== 'running') return refuse('law.clock.not-running', { state: clock.state });
  const max = clock.extensionWorkingDaysMax;
  if (max === null) return refuse('law.clock.never-extended', { rule: clock.ruleKey });
  if (asked.workingDays > max) return refuse('law.clock.extension-too-long', { workingDays: asked.workingDays, workingDaysMax: max });
  return clock.dueAt;
}

export type DecideExtension = CaseCommand & { readonly decision: 'grant' | 'refuse'; readonly opinion: string };

/** The authority agrees, and the term itself moves; or it refuses, and the term stays. */
export async function decideOnExtension(needs: StepNeeds, command: DecideExtension): Promise<CaseAnswer | Refusal> {
  const { actor, decision, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const found = await lockedCase(tx, command, 'decide-extension');
    if (isRefusal(found)) return found;
    const granted = decision === 'grant';
    const next = decideExtension(found.given, { granted, decided: actOf(actor, needs.clock.now(), opinion) });
    if (isRefusal(next)) return next;
    const about = { given: next, file: found.file, title: found.event.title };
    const moved = granted ? await extendTerm(tx, needs, { found, about }) : true;
    if (isRefusal(moved)) return moved;
    await doneWith(tx, needs, { about, turn: 'extension', by: actor.id });
    const word = granted ? 'case-extension-granted' : 'case-extension-refused';
    await tellDepartment(tx, needs, { about, word: `revision-${word}` });
    const step = { action: 'catalog.decide-extension', word, role: 'AUTHORITY_ADMIN', opinion };
    await recordCaseStep(tx, needs, { command, file: found.file, next, step });
    return caseAnswer(tx, needs, { actor, given: next });
  });
}

type Extending = { readonly found: CaseFile; readonly about: Parameters<typeof askFor>[2]['about'] };

async function extendTerm(tx: Transaction, needs: StepNeeds, { found, about }: Extending): Promise<true | Refusal> {
  const workingDays = found.given.extension?.workingDays ?? 0;
  const dueAt = await extendCaseClock(tx, found.given.id, { workingDays, at: needs.clock.now() });
  if (isRefusal(dueAt)) return dueAt;
  await askFor(tx, needs, { about, turn: 'department', dueAt });
  return true;
}
