import { confirmSecondFactor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { canonicalJson } from '@karez/kit/canonical-json';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { maySign } from '../catalog-policy.ts';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { refuseUnanswered } from '../finding/unanswered.ts';
import { handOn, meetUpdateClock, startAuthorityClock } from './handing-on.ts';
import { answerFor, recordStep, risen, type StepNeeds } from './record-step.ts';
import { reportCases } from '../revision-case/follow-revision.ts';
import { saveRevision } from './revision-store.ts';
import { sign } from './revision.ts';
import { denies } from '../entry/share-type.ts';

export type SignEntry = EntryCommand & { readonly opinion: string; readonly secondFactor: string };

/**
 * The head of the department signs (809-13), with the second factor asked again. The entry is in the department's 资源目录 from here
 * on and goes to the authority; a denial goes to the verification of its legal basis (91-3.1). The evidence commits to the content.
 */
export async function signEntry(needs: StepNeeds & Pick<Needs, 'keys'>, command: SignEntry): Promise<EntryAnswer | Refusal> {
  const { actor, opinion } = command;
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : maySign(actor, seen);
  if (isRefusal(possible)) return possible;
  const unanswered = isRefusal(seen) ? seen : await refuseUnanswered(needs.database.reader, seen);
  if (unanswered) return unanswered;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = maySign(actor, file);
    if (isRefusal(permitted)) return permitted;
    if (file.working === null || actor.orgId === null) return refuse('catalog.entry.not-found');
    const left = await refuseUnanswered(tx, file);
    if (left) return left;

    const { content } = file.working;
    const act = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion };
    const signed = sign(file.working, act, { denies: denies(content) });
    if (isRefusal(signed)) return signed;
    const next = { ...file, entry: risen(file.entry), working: signed };
    await saveRevision(tx, signed);
    const dueAt = await startAuthorityClock(tx, needs, { file: next, signed });
    if (isRefusal(dueAt)) return dueAt;
    await meetUpdateClock(tx, needs, next);
    await reportCases(tx, needs, { file: next, signed: act });
    const payload = Buffer.from(canonicalJson(content), 'utf8');
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.sign-entry',
        word: 'signed',
        role: 'DEPT_LEADER',
        opinion,
        changes: [],
        payload,
      },
    });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt });
    return answerFor(tx, needs, { actor, file: next });
  });
}
