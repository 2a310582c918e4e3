import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { registerUse } from '#modules/catalog';
import { systemActor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import type { Signature } from './agreement.ts';
import { warnOfAggregation } from './aggregation/warn-of-aggregation.ts';
import { recordApplicationStep } from './application-step.ts';
import { saveApplicationRecord, type ApplicationRecord } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent, type ApplicationEvent } from './application.ts';
import { meetOpenClock } from './case-clock.ts';
import { acceptedStopOf } from './filing/filing-store.ts';
import { tellDoors } from './grant-step.ts';
import type { GrantRecord } from './grant-store.ts';
import { issueGrant } from './issue-grant.ts';
import type { OnPaper } from './paper-signing/paper-signature.ts';
import { renewGrant } from './renewal/renew-grant.ts';
import type { RequestableEntry } from './requestable.ts';
import { signAgreement } from './sign-agreement.ts';
import type { AgreedReply } from './standing-reply.ts';

export type Agreeing = {
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry;
  readonly event: ApplicationEvent;
  readonly reply: AgreedReply;
  readonly requesterSignature: Signature;
  readonly actor: Actor;
  readonly origin: string | null;
  /** Where the provider's head has signed on paper. */
  readonly onPaper?: OnPaper | undefined;
};
type GrantNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;

/**
 * The positive reply and what follows from it, in the caller's transaction: the agreement that both sides have signed, the grant, the “used by”
 * entry, the clock of 809-22, and the delta by which every door learns of it. The delta is the last statement.
 */
export async function agreeAndGrant(tx: Transaction, needs: GrantNeeds, agreeing: Agreeing): Promise<true | Refusal> {
  const { entry } = agreeing;
  const { actor, origin } = agreeingHand(agreeing);
  const at = needs.clock.now();
  // 809-27.3: of a service whose stop the authority has taken nothing is granted any more.
  const stopsOn = await acceptedStopOf(tx, entry.entryId);
  if (stopsOn !== undefined) return refuse('sharing.filing.service-stops', { on: stopsOn });
  const application = await decide(tx, agreeing, at);
  if (isRefusal(application)) return application;

  const agreement = await signAgreement(tx, needs, { ...agreeing, application, actor, origin });
  await reached('sharing.consent-in.agreed');
  const granting = { application, entry, reply: agreeing.reply, agreement };
  const renewed = await renewGrant(tx, needs, granting);
  const grant = renewed ?? (await issueGrant(tx, needs, granting));
  await passOn(tx, application, { by: agreeing.actor.id, at, dueAt: null, newId: needs.newId });
  if (!renewed) await beginUse(tx, needs, { grant, application, entry, requester: agreement.terms.requester });
  const step = {
    application,
    actor,
    action: renewed ? 'sharing.renew-grant' : 'sharing.issue-grant',
    word: renewed ? 'renewed' : 'granted',
    role: 'SYSTEM',
    opinion: null,
    at,
    origin,
    digest: agreement.digest,
  };
  await recordApplicationStep(tx, step);
  await warnOfAggregation(tx, needs, grant);
  await reached('sharing.consent-in.before-feed');
  await tellDoors(tx, grant);
  return true;
}

type Beginning = {
  readonly grant: GrantRecord;
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry;
  readonly requester: string;
};

/** A new grant is a new use of its entry; a renewed one is the use that it was. */
async function beginUse(
  tx: Transaction,
  { clock, config }: GrantNeeds,
  { grant, application, entry, requester }: Beginning,
): Promise<void> {
  await registerUse(tx, {
    useId: grant.id,
    entryId: entry.entryId,
    revisionNo: entry.revisionNo,
    organisationId: application.requesterOrgId,
    organisationName: requester,
    systemName: grant.document.systemName,
    since: dayIn(config.KAREZ_TIME_ZONE, clock.now()),
  });
}

/** Whose hand agrees: the provider's officer, or the platform for the provider that has consented in advance; never the requester's officer. */
function agreeingHand({ actor, origin, entry, reply }: Agreeing): Pick<Agreeing, 'actor' | 'origin'> {
  if (reply.standingConsent === null) return { actor, origin };
  return { actor: { ...systemActor('sharing.standing-consent'), orgId: entry.provider.id }, origin: null };
}

/** The application as decided, with its clock met. */
async function decide(tx: Transaction, { application, event, reply }: Agreeing, at: Date): Promise<ApplicationRecord | Refusal> {
  const state = afterEvent(application.state, event);
  if (isRefusal(state)) return state;
  const decided: ApplicationRecord = {
    ...application,
    state,
    revision: application.revision + 1,
    decidedAt: at,
    reply: {
      result: state === 'partly-agreed' ? 'partly-agreed' : 'agreed',
      at: at.toISOString(),
      opinion: reply.opinion,
      ground: null,
      basis: [],
      byStandingConsent: reply.standingConsent !== null,
      authorityOpinion: null,
    },
  };
  await saveApplicationRecord(tx, decided);
  const met = await meetOpenClock(tx, application.id, at);
  return isRefusal(met) ? met : decided;
}
