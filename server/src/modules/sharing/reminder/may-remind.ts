import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { holderOf, isAmong } from '@karez/policy/hand';
import { mayUse, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { lastStepAt, type ApplicationRecord } from '../application-store.ts';
import { openHandling } from '../handling/handling-store.ts';

/** Words of the history: the requester's reminder, and the one inside the provider's office. */
export type ReminderWord = 'reminded' | 'reminded-inside';

const hourMs = 3_600_000;
/** States in which the provider owes an answer (809-21). */
const answerOwed: readonly ApplicationRecord['state'][] = ['at-provider', 'awaiting-consent-in'];

export type Reminding = {
  readonly actor: Actor;
  readonly application: ApplicationRecord;
  readonly at: Date;
  /** Hours between two reminders of one side. */
  readonly hoursMin: number;
};

/** From which side the caller would remind, or why not: the side's power decides, and what is owed there now. */
export function sideOfReminder(actor: Actor, application: ApplicationRecord): ReminderWord | Refusal {
  if (!isRefusal(mayUse(actor, 'sharing.apply', { orgId: application.requesterOrgId })) && actor.orgId === application.requesterOrgId)
    return answerOwed.includes(application.state) ? 'reminded' : refuse('sharing.reminder.nothing-waits');
  if (isRefusal(mayUse(actor, 'sharing.consent-in', { orgId: application.providerOrgId }))) return refuse('sharing.application.not-own');
  return application.state === 'at-provider' ? 'reminded-inside' : refuse('sharing.reminder.nothing-waits');
}

/** Whether the caller may remind whoever has the application now (催办). */
export async function mayRemind(reader: Reader, { actor, application, at, hoursMin }: Reminding): Promise<ReminderWord | Refusal> {
  const word = sideOfReminder(actor, application);
  if (isRefusal(word)) return word;
  if (word === 'reminded' && isAmong(actor, [application.preparedBy], application.standIns)) return refuse('sharing.application.own-work');
  if ((await openHandling(reader, application.id))?.holderId === holderOf(actor)) return refuse('sharing.application.own-work');
  const last = await lastStepAt(reader, application.id, word);
  const isTooSoon = last !== undefined && at.getTime() - last.getTime() < hoursMin * hourMs;
  return isTooSoon ? refuse('sharing.reminder.too-soon', { hours: hoursMin }) : word;
}
