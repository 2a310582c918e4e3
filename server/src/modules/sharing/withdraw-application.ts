import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { mayDo, maySee } from './application-policy.ts';
import { recordApplicationStep } from './application-step.ts';
import { lockApplication, saveApplicationRecord } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent } from './application.ts';
import { cancelEveryClock } from './case-clock.ts';

export type WithdrawApplication = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly reason: string;
  readonly origin: string;
};

/** The requester takes the application back before it is decided; nobody owes an answer any more. */
export async function withdrawApplication(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { actor, applicationId, reason, origin }: WithdrawApplication,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'withdraw', application);
    if (isRefusal(permitted)) return permitted;
    const state = afterEvent(application.state, 'withdraw');
    if (isRefusal(state)) return state;
    const at = clock.now();
    const cancelled = await cancelEveryClock(tx, applicationId, at);
    if (isRefusal(cancelled)) return cancelled;

    const withdrawn = { ...application, state, revision: application.revision + 1 };
    await saveApplicationRecord(tx, withdrawn);
    const step = {
      application: withdrawn,
      actor,
      action: 'sharing.withdraw-application',
      word: 'withdrawn',
      role: 'APPLICANT',
      opinion: reason,
      at,
      origin,
    };
    await recordApplicationStep(tx, step);
    await passOn(tx, withdrawn, { by: actor.id, at, dueAt: null, newId });
    return { applicationId };
  });
}
