import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { openClock } from '../case-clock.ts';
import { openHandling, saveHandling } from './handling-store.ts';
import { mayOpenProposal, mayRecallProposal } from './may-assign.ts';

type Acting = { readonly actor: Actor; readonly applicationId: string; readonly origin: string };

/** The head has the proposal before them; the handler cannot take it back any more. */
export async function openProposal(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, applicationId, origin }: Acting,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayOpenProposal(tx, { actor, application });
    if (isRefusal(permitted)) return permitted;
    const handling = await openHandling(tx, applicationId);
    // What was proposed before receipts were kept is in nobody's hand, and nobody can take it back.
    if (!handling) return { applicationId };
    const at = clock.now();
    await saveHandling(tx, { ...handling, proposalOpenedAt: at });
    const step = { application, actor, action: 'sharing.open-proposal', word: 'proposal-opened', role: 'OFFICE_HEAD', opinion: null };
    await recordApplicationStep(tx, { ...step, at, origin });
    return { applicationId };
  });
}

/** 撤回: the handler takes the proposal back before the head has opened it, and has it in hand again. */
export async function recallProposal(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { actor, applicationId, origin }: Acting,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayRecallProposal(tx, { actor, application });
    if (isRefusal(permitted)) return permitted;
    const state = afterEvent(application.state, 'recall-in');
    if (isRefusal(state)) return state;
    const at = clock.now();
    const recalled = { ...application, state, revision: application.revision + 1 };
    await saveApplicationRecord(tx, recalled);
    const step = { application: recalled, actor, action: 'sharing.recall-proposal', word: 'proposal-recalled', role: 'PROVIDER_HANDLER' };
    await recordApplicationStep(tx, { ...step, opinion: null, at, origin });
    const dueAt = (await openClock(tx, applicationId, at))?.dueAt ?? null;
    await passOn(tx, recalled, { by: actor.id, at, dueAt, newId });
    return { applicationId };
  });
}
