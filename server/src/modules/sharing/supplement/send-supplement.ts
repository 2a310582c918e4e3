import type { PlaceWords } from '@karez/contract/sharing/schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { missingIn } from '../application-content.ts';
import { groundOf } from '../application-ground.ts';
import { mayDo, maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { supplementClock } from '../case-clock.ts';
import { settledContent } from '../questions/asked-questions.ts';
import type { RequestableEntry } from '../requestable.ts';
import { entryAskedFor } from '../requestable-entry.ts';
import { openNoticeOf, saveAnswer, submissionsOf } from './supplement-store.ts';
import { changedPlaces, faultOfAnswers } from './supplement.ts';

export type SendSupplement = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly answers: readonly PlaceWords[];
  readonly origin: string;
};

/** The requester's clerk hands the supplement to the head of the own office; each gap is met by a changed place or by words (809-21). */
export async function sendSupplement(
  { database, clock, newId, config }: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, applicationId, answers, origin }: SendSupplement,
): Promise<{ applicationId: string } | Refusal> {
  const at = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, at);
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'send-supplement', application);
    if (isRefusal(permitted)) return permitted;
    const state = afterEvent(application.state, 'send-supplement');
    if (isRefusal(state)) return state;
    const entry = await entryAskedFor(tx, { entryId: application.entryId, today });
    if (isRefusal(entry)) return entry;
    // What falls away is gone before it is looked at: an answer to what is not asked meets no gap.
    const content = await settledContent(tx, application.content, entry);
    const fault = await faultOfSupplement(tx, { ...application, content }, { answers, entry, today });
    if (fault) return fault;

    const sent = {
      ...application,
      state,
      revision: application.revision + 1,
      content,
      submittedBy: actor.id,
      returned: null,
      earlierHands: handsOf(application),
    };
    await saveApplicationRecord(tx, sent);
    const notice = await openNoticeOf(tx, applicationId);
    if (!notice) throw new Error(`application ${applicationId} waits for a supplement that nobody asked for`);
    await saveAnswer(tx, { applicationId, no: notice.no, answers, answeredAt: null });
    const step = { application: sent, actor, action: 'sharing.send-supplement', word: 'supplement-sent', role: 'APPLICANT', opinion: null };
    await recordApplicationStep(tx, { ...step, at, origin });
    const dueAt = (await supplementClock(tx, applicationId, at))?.dueAt ?? null;
    await passOn(tx, sent, { by: actor.id, at, dueAt, newId });
    return { applicationId };
  });
}

/** Who has had a hand in the application so far: nobody of them decides on it, whoever supplements it. */
function handsOf({ earlierHands, submittedBy, consentedOutBy }: ApplicationRecord): string[] {
  return [...new Set([...earlierHands, ...[submittedBy, consentedOutBy].filter((hand) => hand !== null)])];
}

async function faultOfSupplement(
  tx: Transaction,
  application: ApplicationRecord,
  { answers, entry, today }: { answers: readonly PlaceWords[]; entry: RequestableEntry; today: string },
): Promise<Refusal | null> {
  const missing = missingIn(application.content, await groundOf(tx, application, { entry, today }));
  if (missing.length > 0) return refuse('sharing.application.incomplete', { count: missing.length }, missing);
  const notice = await openNoticeOf(tx, application.id);
  const signed = (await submissionsOf(tx, application.id)).at(-1);
  if (!notice || !signed) throw new Error(`application ${application.id} waits for a supplement that nobody asked for`);
  return faultOfAnswers(notice, { answers, changed: changedPlaces(signed.content, application.content) });
}
