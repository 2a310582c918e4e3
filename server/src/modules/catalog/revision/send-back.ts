import { organisationById, type Actor } from '#modules/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { endAuthorityClock, handOn } from './handing-on.ts';
import { recordStep, risen, type Step, type StepNeeds } from './record-step.ts';
import { reopenCases } from '../revision-case/follow-revision.ts';
import { keepReturnedText } from '../returned/returned-store.ts';
import { saveRevision } from './revision-store.ts';
import { sendBack, signedByLeader } from './revision.ts';
import type { EntryFile } from '../search/search-document.ts';

/** Makes the revision a draft again with the opinion of who sent it back; the authority owes nothing until it is signed anew. */
export async function sendRevisionBack(
  tx: Transaction,
  needs: StepNeeds,
  { file, actor, step }: { file: EntryFile; actor: Actor; step: Omit<Step, 'changes' | 'actor'> & { opinion: string } },
): Promise<EntryFile | Refusal> {
  if (file.working === null || actor.orgId === null) return refuse('catalog.entry.not-found');
  const organisation = await organisationById(tx, actor.orgId);
  const returned = sendBack(file.working, {
    by: actor.id,
    orgId: actor.orgId,
    at: needs.clock.now(),
    opinion: step.opinion,
    organisationName: organisation?.name ?? '',
  });
  if (isRefusal(returned)) return returned;
  const next = { ...file, entry: risen(file.entry), working: returned };
  await saveRevision(tx, returned);
  await keepReturnedText(tx, {
    entryId: file.entry.id,
    revisionNo: returned.no,
    byAuthority: signedByLeader(file.working.state),
    stage: file.working.state,
    organisationName: organisation?.name ?? '',
    opinion: step.opinion,
    returnedAt: needs.clock.now(),
    content: file.working.content,
  });
  await endAuthorityClock(tx, needs, { file, outcome: 'cancelled' });
  await reopenCases(tx, needs, next);
  await recordStep(tx, needs, { file: next, step: { ...step, actor, changes: [] } });
  await handOn(tx, needs, { file: next, by: actor.id, dueAt: null });
  return next;
}
