import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { mayDo, maySee } from './application-policy.ts';
import { recordApplicationStep } from './application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent } from './application.ts';
import { meetOpenClock, startCaseClock } from './case-clock.ts';
import { replyRule } from './requestable.ts';
import { entryAskedFor } from './requestable-entry.ts';

type SigningNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;

export type ReviewRefusal = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly verdict: 'confirm' | 'send-back';
  readonly opinion: string;
  readonly code: string;
  readonly origin: string;
};

/** The authority's leader confirms a refusal for “not held” or “other”, or sends the application back; a party to the case cannot decide it (91-7.1). */
export async function reviewRefusal(needs: SigningNeeds, command: ReviewRefusal): Promise<{ applicationId: string } | Refusal> {
  const { actor, applicationId } = command;
  const confirmed = await confirmSecondFactor(needs, actor, command.code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'review-refusal', application);
    if (isRefusal(permitted)) return permitted;
    const met = await meetOpenClock(tx, applicationId, needs.clock.now());
    if (isRefusal(met)) return met;
    const reviewed =
      command.verdict === 'confirm'
        ? await confirm(tx, needs, { command, application })
        : await sendBack(tx, needs, { command, application });
    return isRefusal(reviewed) ? reviewed : { applicationId };
  });
}

type Case = { readonly command: ReviewRefusal; readonly application: ApplicationRecord };

/** The refusal stands from now on, with the authority's opinion beside the provider's. */
async function confirm(tx: Transaction, needs: SigningNeeds, { command, application }: Case): Promise<true | Refusal> {
  const state = afterEvent(application.state, 'confirm-refusal');
  if (isRefusal(state)) return state;
  const at = needs.clock.now();
  const reply = application.reply && { ...application.reply, authorityOpinion: command.opinion };
  await record(tx, needs, {
    command,
    application: { ...application, state, revision: application.revision + 1, decidedAt: at, reply },
    dueAt: null,
  });
  return true;
}

/** The provider owes an answer again and has the whole term of 809-21 for it. */
async function sendBack(tx: Transaction, needs: SigningNeeds, { command, application }: Case): Promise<true | Refusal> {
  const { clock, newId, config } = needs;
  const state = afterEvent(application.state, 'send-back');
  if (isRefusal(state)) return state;
  const startedAt = clock.now();
  const entry = await entryAskedFor(tx, { entryId: application.entryId, today: dayIn(config.KAREZ_TIME_ZONE, startedAt) });
  if (isRefusal(entry)) return entry;
  const owed = {
    ruleKey: replyRule(entry),
    dutyOrgId: application.providerOrgId,
    region: application.providerRegionCode,
    startedAt,
    newId,
  };
  const dueAt = await startCaseClock(tx, application, owed);
  // Nobody has signed the reply that is owed now: whoever signed the former one may be the handler of this one.
  const again = { ...application, state, revision: application.revision + 1, reply: null, signedInBy: null };
  await record(tx, needs, { command, application: again, dueAt });
  return true;
}

async function record(
  tx: Transaction,
  { clock, newId }: SigningNeeds,
  { command, application, dueAt }: Case & { dueAt: Date | null },
): Promise<void> {
  const { actor, verdict, opinion, origin } = command;
  const at = clock.now();
  await saveApplicationRecord(tx, application);
  await recordApplicationStep(tx, {
    application,
    actor,
    action: 'sharing.review-refusal',
    word: `refusal-${verdict}`,
    role: 'AUTHORITY_LEADER',
    opinion,
    at,
    origin,
  });
  await passOn(tx, application, { by: actor.id, at, dueAt, newId });
}
