import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayReview } from '../catalog-policy.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { handOn } from './handing-on.ts';
import { answerFor, recordStep, risen, type StepNeeds } from './record-step.ts';
import { saveRevision } from './revision-store.ts';
import { passReview } from './revision.ts';

/** The unit's reviewer, who did not write it, passes the revision on to the head for signature (91-3.2). */
export async function reviewEntry(needs: StepNeeds, command: EntryCommand & { readonly opinion: string }): Promise<EntryAnswer | Refusal> {
  const { actor, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayReview(actor, file);
    if (isRefusal(permitted)) return permitted;
    if (file.working === null || actor.orgId === null) return refuse('catalog.entry.not-found');

    const reviewed = passReview(file.working, { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion });
    if (isRefusal(reviewed)) return reviewed;
    const next = { ...file, entry: risen(file.entry), working: reviewed };
    await saveRevision(tx, reviewed);
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.review-entry',
        word: 'reviewed',
        role: 'CATALOG_REVIEWER',
        opinion,
        changes: [],
      },
    });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt: null });
    return answerFor(tx, needs, { actor, file: next });
  });
}
