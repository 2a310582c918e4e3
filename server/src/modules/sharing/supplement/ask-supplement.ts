import type { PlaceWords } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { moveTerm, type ClockView } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { openClock, startCaseClock, SUPPLEMENT_RULE } from '../case-clock.ts';
import { receiveIfNobodyHas } from '../handling/receive-application.ts';
import { askableNow, mayAskSupplement } from './may-supplement.ts';
import { insertNotice, noticesOf } from './supplement-store.ts';
import { faultOfNotice, type SupplementNotice } from './supplement.ts';

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
    const at = clock.now();
    const permitted = await mayAskSupplement(tx, { actor, application, at });
    if (isRefusal(permitted)) return permitted;
    const state = afterEvent(application.state, 'ask-supplement');
    if (isRefusal(state)) return state;
    const notice = await noticeFor(tx, application, { command, at });
    if (isRefusal(notice)) return notice;

    await receiveIfNobodyHas(tx, { application, actor, at, origin, newId });
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
  const earlier = await noticesOf(tx, application.id);
  const fault = faultOfNotice({ gaps, ...(await askableNow(tx, { application, clock, earlier, at })) });
  if (fault) return fault;
  const stopsClock = earlier.some((notice) => notice.stopsClock) ? false : await stopped(tx, clock, at);
  if (isRefusal(stopsClock)) return stopsClock;
  const no = earlier.length + 1;
  const asked = { askedBy: actor.id, askedAt: at, answers: null, answeredAt: null };
  return { applicationId: application.id, no, gaps, opinion, stopsClock, ...asked };
}

/**
 * Whether the clock of the reply stands still from now on. It stops once for an application, whichever clock runs: one that the authority sent back, or that
 * another department took over, has a fresh clock and no fresh stop. For some duties the law lets it stop not at all: then the notice is given and it goes on.
 */
async function stopped(tx: Transaction, clock: ClockView, at: Date): Promise<boolean | Refusal> {
  const moved = await moveTerm(tx, clock, { kind: 'stop', at });
  if (!isRefusal(moved)) return true;
  return ['law.clock.stopped-before', 'law.clock.never-stops'].includes(moved.code) ? false : moved;
}
