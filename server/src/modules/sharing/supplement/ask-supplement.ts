import type { PlaceWords } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { moveTerm, ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { mayDo, maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { openClock, startCaseClock, SUPPLEMENT_RULE } from '../case-clock.ts';
import { insertNotice, noticesOf, submissionsOf } from './supplement-store.ts';
import { changedPlaces, faultOfNotice, type SupplementNotice } from './supplement.ts';

/** Within how many working days of receipt a notice may be given. */
const NOTICE_RULE = 'sharing.supplement-notice';

export type AskSupplement = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly gaps: readonly PlaceWords[];
  readonly opinion: string;
  readonly origin: string;
};

/** The provider says once, and all at once, what is missing; its clock stops and the requester's begins (809-21). */
export async function askSupplement(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  command: AskSupplement,
): Promise<{ applicationId: string } | Refusal> {
  const { actor, applicationId, opinion, origin } = command;
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'ask-supplement', application);
    if (isRefusal(permitted)) return permitted;
    const state = afterEvent(application.state, 'ask-supplement');
    if (isRefusal(state)) return state;
    const at = clock.now();
    const notice = await noticeFor(tx, application, { command, at });
    if (isRefusal(notice)) return notice;

    const asked = { ...application, state, revision: application.revision + 1 };
    await saveApplicationRecord(tx, asked);
    await insertNotice(tx, notice);
    const dueAt = await startCaseClock(tx, asked, {
      ruleKey: SUPPLEMENT_RULE,
      dutyOrgId: asked.requesterOrgId,
      region: asked.requesterRegionCode,
      startedAt: at,
      newId,
    });
    const step = { application: asked, actor, action: 'sharing.ask-supplement', word: 'supplement-asked', role: 'PROVIDER_HANDLER' };
    await recordApplicationStep(tx, { ...step, opinion, at, origin });
    await passOn(tx, asked, { by: actor.id, at, dueAt, newId });
    return { applicationId };
  });
}

/** The notice as it may be given, with the clock of the reply stopped where the law still lets it stop. */
async function noticeFor(
  tx: Transaction,
  application: ApplicationRecord,
  { command: { actor, gaps, opinion }, at }: { command: AskSupplement; at: Date },
): Promise<SupplementNotice | Refusal> {
  const clock = await openClock(tx, application.id, at);
  if (!clock) return refuse('law.clock.not-found', { rule: 'sharing.reply' });
  const ruleSet = await ruleSetInForce(tx, application.submittedAt ?? at);
  const earlier = await noticesOf(tx, application.id);
  const fault = faultOfNotice({
    gaps,
    workingDaysUsed: clock.workingDaysUsed,
    // A rule set without this limit sets none: the notice then comes as long as the reply itself may.
    workingDaysMax: ruleSet.limits.get(NOTICE_RULE)?.workingDays ?? clock.workingDaysOfTerm,
    broughtIn: earlier.length === 0 ? null : await broughtIn(tx, application.id),
  });
  if (fault) return fault;
  const stopped = await moveTerm(tx, clock, { kind: 'stop', at });
  // The law lets it stop once, or, for some duties, not at all: then the notice is given and the clock goes on.
  const goesOn = isRefusal(stopped) && ['law.clock.stopped-before', 'law.clock.never-stops'].includes(stopped.code);
  if (isRefusal(stopped) && !goesOn) return stopped;
  const no = earlier.length + 1;
  const asked = { askedBy: actor.id, askedAt: at, answers: null, answeredAt: null };
  return { applicationId: application.id, no, gaps, opinion, stopsClock: !goesOn, ...asked };
}

/** What the last supplement changed in the application. */
async function broughtIn(tx: Transaction, applicationId: string) {
  const [before, last] = (await submissionsOf(tx, applicationId)).slice(-2);
  if (!before || !last) throw new Error(`application ${applicationId} was supplemented, and what was signed is missing`);
  return changedPlaces(before.content, last.content);
}
