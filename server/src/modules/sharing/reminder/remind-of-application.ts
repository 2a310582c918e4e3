import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { notify, type Addressee } from '#modules/desk';
import { organisationById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { APPLICATION_CASE } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';
import { openHandling } from '../handling/handling-store.ts';
import { mayRemind } from './may-remind.ts';

export type RemindOfApplication = { readonly actor: Actor; readonly applicationId: string; readonly origin: string };

/** 催办: reminds whoever has the application; no term moves by it. */
export async function remindOfApplication(
  { database, clock, newId, config }: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, applicationId, origin }: RemindOfApplication,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const at = clock.now();
    const word = await mayRemind(tx, { actor, application, at, hoursMin: config.KAREZ_REMINDER_HOURS_MIN });
    if (isRefusal(word)) return word;
    const role = word === 'reminded' ? 'APPLICANT' : 'OFFICE_HEAD';
    const step = { application, actor, action: 'sharing.remind-of-application', word, role, opinion: null, at, origin };
    const evidenceId = await recordApplicationStep(tx, step);
    const requester = await organisationById(tx, application.requesterOrgId);
    await notify(tx, {
      id: newId(),
      key: `sharing.${word}:${evidenceId}`,
      for: await whoeverHas(tx, application),
      subject: { module: 'sharing', kind: APPLICATION_CASE, id: applicationId },
      title: {
        key: `sharing.notice.${word}`,
        params: { no: application.no ?? '', entry: await entryNameOf(tx, application.entryId), requester: requester?.name ?? '' },
      },
      link: `/sharing/applications/${applicationId}`,
      at,
    });
    return { applicationId };
  });
}

/** The head whose signature it waits for, the handler who has it in hand, or all who may take it. */
async function whoeverHas(reader: Reader, { id, state, providerOrgId: orgId }: ApplicationRecord): Promise<Addressee> {
  if (state === 'awaiting-consent-in') return { kind: 'organisation', orgId, power: 'sharing.consent-in' };
  const handling = await openHandling(reader, id);
  return handling ? { kind: 'person', personId: handling.holderId } : { kind: 'organisation', orgId, power: 'sharing.handle' };
}
