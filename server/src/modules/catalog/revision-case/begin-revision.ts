import type { RevisionCase as CaseAnswer } from '@karez/contract/catalog/revision-case';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { openRevision } from '../revision/open-change.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { actOf, caseAnswer, lockedCase, recordCaseStep, type CaseCommand, type CaseFile } from './case-step.ts';
import { findCase } from './revision-case-store.ts';
import { begin } from './revision-case.ts';

export type BeginRevision = CaseCommand & { readonly reason: string };

/**
 * 开始修订: opens the change that fills the case, with the event as its trigger, or takes the draft that is under way for it. Either runs under the case's
 * clock. A change that is past its draft has to come back or come into force first.
 */
export async function beginRevision(needs: StepNeeds, command: BeginRevision): Promise<CaseAnswer | Refusal> {
  return needs.database.transaction(async (tx) => {
    const found = await lockedCase(tx, command, 'begin');
    if (isRefusal(found)) return found;
    const begun =
      found.file.working === null ? await openFor(tx, needs, { command, found }) : await takeDraft(tx, needs, { command, found });
    if (isRefusal(begun)) return begun;
    const given = await findCase(tx, command.caseId);
    if (!given) throw new Error(`case ${command.caseId} was there a moment ago`);
    return caseAnswer(tx, needs, { actor: command.actor, given });
  });
}

type Beginning = { readonly command: BeginRevision; readonly found: CaseFile };

async function openFor(tx: Transaction, needs: StepNeeds, { command, found }: Beginning): Promise<true | Refusal> {
  const { triggerKind: kind, changedOn } = found.event;
  const next = await openRevision(tx, needs, {
    file: found.file,
    command: { ...command, trigger: { kind, changedOn, reason: command.reason } },
  });
  return isRefusal(next) ? next : true;
}

async function takeDraft(tx: Transaction, needs: StepNeeds, { command, found }: Beginning): Promise<true | Refusal> {
  const { file, given } = found;
  if (file.working?.state !== 'draft') return refuse('catalog.revision-case.revision-on-its-way');
  const next = begin(given, file.working.no);
  if (isRefusal(next)) return next;
  const act = actOf(command.actor, needs.clock.now(), command.reason);
  const step = { action: 'catalog.begin-revision', word: 'case-begun', role: 'CATALOG_REGISTRAR', opinion: act.opinion };
  await recordCaseStep(tx, needs, { command, file, next, step });
  return true;
}
