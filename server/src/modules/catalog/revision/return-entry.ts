import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { mayReturn, sees } from '../catalog-policy.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { answerFor, type StepNeeds } from './record-step.ts';
import type { RevisionState } from './revision.ts';
import { sendRevisionBack } from './send-back.ts';

const roleAt: Readonly<Partial<Record<RevisionState, string>>> = {
  'in-review': 'CATALOG_REVIEWER',
  'awaiting-signature': 'DEPT_LEADER',
  'at-authority': 'AUTHORITY_ADMIN',
  'awaiting-denial-verification': 'AUTHORITY_ADMIN',
};

/** Sends the revision back to its registrar with an opinion: from review, from signature, or from the authority. */
export async function returnEntry(
  needs: StepNeeds,
  command: EntryCommand & { readonly opinion: string },
): Promise<{ entry: EntryAnswer | null } | Refusal> {
  const { actor, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayReturn(actor, file);
    if (isRefusal(permitted)) return permitted;
    const role = (file.working && roleAt[file.working.state]) ?? '';
    const next = await sendRevisionBack(tx, needs, {
      file,
      actor,
      step: {
        origin: command.origin,
        action: 'catalog.return-entry',
        word: 'returned',
        role,
        opinion,
        facts: { from: file.working?.state ?? null },
      },
    });
    if (isRefusal(next)) return next;
    return { entry: sees(actor, next) ? await answerFor(tx, needs, { actor, file: next }) : null };
  });
}
