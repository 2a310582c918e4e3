import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { holderOf } from '@karez/policy/hand';
import { holdTodos, notify } from '#modules/desk';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication } from '../application-store.ts';
import { APPLICATION_CASE } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';
import { notBefore } from './handling.ts';
import { openHandling, saveHandling } from './handling-store.ts';
import { mayTakeOver } from './may-handle.ts';

export type TakeOver = { readonly actor: Actor; readonly applicationId: string; readonly reason: string; readonly origin: string };

/** 接办: another handler takes a received application into hand, and whoever had it is told why. */
export async function takeOver(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { actor, applicationId, reason, origin }: TakeOver,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayTakeOver(tx, { actor, application });
    if (isRefusal(permitted)) return permitted;
    const handling = await openHandling(tx, applicationId);
    if (!handling) return refuse('sharing.handling.not-received');
    const at = clock.now();
    await saveHandling(tx, { ...handling, holderId: holderOf(actor), heldSince: notBefore(handling.heldSince, at) });
    const step = { application, actor, action: 'sharing.take-over', word: 'taken-over', role: 'PROVIDER_HANDLER', opinion: reason };
    const evidenceId = await recordApplicationStep(tx, { ...step, at, origin });
    // While the head has the proposal, the to-do is the head's.
    if (application.state === 'at-provider') await holdTodos(tx, { kind: APPLICATION_CASE, id: applicationId }, holderOf(actor));
    const params = { entry: await entryNameOf(tx, application.entryId), no: application.no ?? '', reason };
    await notify(tx, {
      id: newId(),
      key: `sharing.taken-over:${evidenceId}`,
      for: { kind: 'person', personId: handling.holderId },
      subject: { module: 'sharing', kind: APPLICATION_CASE, id: applicationId },
      title: { key: 'sharing.notice.taken-over', params },
      link: `/sharing/applications/${applicationId}`,
      at,
    });
    return { applicationId };
  });
}
