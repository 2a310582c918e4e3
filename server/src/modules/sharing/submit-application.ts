import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { missingIn } from './application-content.ts';
import { groundOf } from './application-ground.ts';
import { mayDo, maySee } from './application-policy.ts';
import { recordApplicationStep } from './application-step.ts';
import { lockApplication, saveApplicationRecord } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent } from './application.ts';
import { stillOwnRows } from './backflow/own-rows.ts';
import { settledContent } from './questions/asked-questions.ts';
import { requestableEntry } from './requestable-entry.ts';

export type SubmitApplication = { readonly actor: Actor; readonly applicationId: string; readonly origin: string };

/** Hands a draft to the head of the own sharing office (809-20); everything that is missing is refused at once, place by place. */
export async function submitApplication(
  { database, clock, newId, config }: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, applicationId, origin }: SubmitApplication,
): Promise<{ applicationId: string } | Refusal> {
  const at = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, at);
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'submit', application);
    if (isRefusal(permitted)) return permitted;
    const entry = await requestableEntry(tx, { entryId: application.entryId, today });
    if (isRefusal(entry)) return entry;
    const content = await stillOwnRows(tx, application.content, { entry, orgId: application.requesterOrgId });
    if (isRefusal(content)) return content;
    const missing = missingIn(content, await groundOf(tx, application, { entry, today }));
    if (missing.length > 0) return refuse('sharing.application.incomplete', { count: missing.length }, missing);
    const state = afterEvent(application.state, 'submit');
    if (isRefusal(state)) return state;

    const submitted = {
      ...application,
      state,
      revision: application.revision + 1,
      content: await settledContent(tx, content, entry),
      submittedBy: actor.id,
      returned: null,
      // The version in force now is what the head consents to.
      entryVersion: entry.version,
      entryRevisionNo: entry.revisionNo,
    };
    await saveApplicationRecord(tx, submitted);
    await recordApplicationStep(tx, {
      application: submitted,
      actor,
      action: 'sharing.submit-application',
      word: 'submitted',
      role: 'APPLICANT',
      opinion: null,
      at,
      origin,
    });
    await passOn(tx, submitted, { by: actor.id, at, dueAt: null, newId });
    return { applicationId };
  });
}
