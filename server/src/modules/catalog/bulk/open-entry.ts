import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { readEntry } from '../entry/read-entry.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { saveOpening } from './opening-store.ts';

/**
 * One entry as the actor may see it. Where it waits for their own publication, the platform keeps that they opened it as it is now: only then may
 * they publish it together with others.
 */
export async function openEntry(needs: StepNeeds, { actor, entryId }: { actor: Actor; entryId: string }): Promise<EntryAnswer | Refusal> {
  const answer = await readEntry({ ...needs, reader: needs.database.reader }, { actor, entryId });
  if (isRefusal(answer) || answer.allowed['publish']?.allowed !== true) return answer;
  const opening = { entryId, personId: actor.id, revision: answer.revision, at: needs.clock.now() };
  await needs.database.transaction((tx) => saveOpening(tx, opening));
  return answer;
}
