import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { competentRegion, fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { answerFor, tellStep, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { nextAssignmentState, type Assignment, type AssignmentEvent } from './assignment.ts';
import { closeAssignment, tellDeclined, tellWithdrawn } from './assignment-handing.ts';
import { assignmentsOf } from './claim-store.ts';
import { mayAnswerAssignment, mayAssign } from './claim-policy.ts';

type About = { readonly actor: Actor; readonly origin: string; readonly entryId: string; readonly reason: string };

/** The entry under lock, as everyone sees it while nobody has claimed it. */
async function lockedImport(tx: Transaction, entryId: string): Promise<EntryFile | Refusal> {
  const entry = await lockEntry(tx, entryId);
  const file = entry && (await fileOf(tx, entry));
  return file && file.live !== null ? file : refuse('catalog.entry.not-found');
}

/** What a department was asked last about an entry, if the event is still possible; who was never asked learns nothing of the others. */
async function askedOf(
  tx: Transaction,
  { entryId, organisationId, event }: { entryId: string; organisationId: string; event: AssignmentEvent },
): Promise<Assignment | Refusal> {
  const asked = (await assignmentsOf(tx, entryId)).find((one) => one.organisationId === organisationId);
  if (!asked) return refuse('catalog.claim.not-asked');
  const next = nextAssignmentState(asked.state, event);
  return isRefusal(next) ? next : asked;
}

/** A department that was asked to claim an entry declines, with the reason that the authority reads (91-3.2). */
export async function declineClaim(needs: StepNeeds, command: About): Promise<EntryAnswer | Refusal> {
  const { actor, entryId, reason, origin } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedImport(tx, entryId);
    if (isRefusal(file)) return file;
    const permitted = mayAnswerAssignment(actor);
    if (isRefusal(permitted)) return permitted;
    const own = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
    if (!own) return refuse('catalog.claim.not-asked');
    const asked = await askedOf(tx, { entryId, organisationId: own.id, event: 'decline' });
    if (isRefusal(asked)) return asked;
    await closeAssignment(tx, { asked, event: 'decline', by: actor.id, at: needs.clock.now(), reason });
    await tellStep(tx, needs, {
      file,
      step: {
        actor,
        origin,
        action: 'catalog.decline-claim',
        word: 'claim-declined',
        role: 'CATALOG_REGISTRAR',
        opinion: reason,
        changes: [],
        facts: { assignmentId: asked.id },
      },
    });
    const regionCode = await competentRegion(tx, own.regionCode);
    const name = file.live?.content.name ?? '';
    if (regionCode !== null) await tellDeclined(tx, needs, { asked, name, organisation: own.name, regionCode });
    return answerFor(tx, needs, { actor, file });
  });
}

/** The authority takes back what it asked a department to claim; the department is told why. */
export async function withdrawAssignment(
  needs: StepNeeds,
  command: About & { readonly organisationId: string },
): Promise<EntryAnswer | Refusal> {
  const { actor, entryId, organisationId, reason, origin } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedImport(tx, entryId);
    if (isRefusal(file)) return file;
    const department = await organisationById(tx, organisationId);
    if (!department) return refuse('catalog.claim.department-unfit');
    const regionCode = await competentRegion(tx, department.regionCode);
    if (regionCode === null) return refuse('catalog.claim.department-unfit');
    const permitted = mayAssign(actor, file, regionCode);
    if (isRefusal(permitted)) return permitted;
    const asked = await askedOf(tx, { entryId, organisationId, event: 'withdraw' });
    if (isRefusal(asked)) return asked;
    await closeAssignment(tx, { asked, event: 'withdraw', by: actor.id, at: needs.clock.now(), reason });
    await tellStep(tx, needs, {
      file,
      step: {
        actor,
        origin,
        action: 'catalog.withdraw-assignment',
        word: 'claim-assignment-withdrawn',
        role: 'AUTHORITY_ADMIN',
        opinion: reason,
        changes: [],
        facts: { assignmentId: asked.id, organisationId },
      },
    });
    await tellWithdrawn(tx, needs, { asked, name: file.live?.content.name ?? '' });
    return answerFor(tx, needs, { actor, file });
  });
}
