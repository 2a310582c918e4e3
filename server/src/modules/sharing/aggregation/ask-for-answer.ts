import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { closeTodosOf, openTodo } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { openClock } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';
import { isOver, lacksAnswer } from './read-aggregation.ts';

/** A kind of its own: steps of the provider leave the requester's to-do alone. */
const ANSWER_CASE = 'sharing.aggregation-answer';

/**
 * The provider could not agree because the requester's head owes an answer: its to-do says so, due when the provider's reply is. In a transaction of its
 * own, for that of the refused signature is rolled back.
 */
export async function askForAnswer(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  applicationId: string,
  outcome: Refusal | object,
): Promise<void> {
  if (!isRefusal(outcome) || outcome.code !== 'sharing.aggregation.unanswered') return;
  await database.transaction(async (tx) => {
    const at = clock.now();
    const application = await lockApplication(tx, applicationId);
    // Answered or decided in the meantime.
    if (application?.state !== 'awaiting-consent-in' || !(await lacksAnswer(tx, application, at))) return true;
    const requester = await organisationById(tx, application.requesterOrgId);
    const params = { entry: await entryNameOf(tx, application.entryId), requester: requester?.name ?? '', no: application.no ?? '' };
    await openTodo(tx, {
      id: newId(),
      key: `${ANSWER_CASE}:${applicationId}`,
      for: { kind: 'organisation', orgId: application.requesterOrgId, power: 'sharing.consent-out' },
      subject: { module: 'sharing', kind: ANSWER_CASE, id: applicationId },
      title: { key: 'sharing.todo.answer-aggregation', params },
      link: `/sharing/applications/${applicationId}`,
      dueAt: (await openClock(tx, applicationId, at))?.dueAt ?? null,
      at,
    });
    return true;
  });
}

/** Decided or withdrawn: nobody needs the answer any more. */
export async function endAnswerTodo(tx: Transaction, application: ApplicationRecord, at: Date): Promise<void> {
  if (isOver(application)) await closeAnswerTodo(tx, application.id, { by: null, at });
}

/** The answer is given. */
export const closeAnswerTodo = (
  tx: Transaction,
  applicationId: string,
  closed: { readonly by: string | null; readonly at: Date },
): Promise<void> => closeTodosOf(tx, { kind: ANSWER_CASE, id: applicationId }, closed);
