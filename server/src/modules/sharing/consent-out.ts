import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { agreeAndGrant } from './agree-and-grant.ts';
import { missingIn } from './application-content.ts';
import { groundOf } from './application-ground.ts';
import { mayDo, maySee } from './application-policy.ts';
import { recordApplicationStep } from './application-step.ts';
import { lockApplication, nextNumber, saveApplicationRecord, type ApplicationRecord } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent } from './application.ts';
import { stillOwnRows } from './backflow/own-rows.ts';
import { startCaseClock } from './case-clock.ts';
import type { OnPaper } from './paper-signing/paper-signature.ts';
import { lockHeldTogether } from './aggregation/aggregation-store.ts';
import { faultOfAggregation } from './aggregation/read-aggregation.ts';
import { holdsPersonalData, replyRule, type RequestableEntry } from './requestable.ts';
import { lockEntryOf } from './requestable-entry.ts';
import { signApplication } from './sign-application.ts';
import { standingReply } from './standing-reply.ts';
import { underProvider } from './succession/under-provider.ts';

type SigningNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;

export type ConsentOut = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly decision:
    | { readonly decision: 'consent'; readonly opinion: string; readonly code: string }
    | { readonly decision: 'return'; readonly opinion: string };
  readonly origin: string;
};

/**
 * The requester's office head consents and signs (809-20), or returns the draft. With the consent the application is received by the provider:
 * it gets its number, its rule set and its clock. Where the provider has given standing consent, the answer stands in the same transaction.
 */
export async function consentOut(needs: SigningNeeds, command: ConsentOut): Promise<{ applicationId: string } | Refusal> {
  const { actor, decision } = command;
  if (decision.decision === 'consent') {
    const confirmed = await confirmSecondFactor(needs, actor, decision.code);
    if (isRefusal(confirmed)) return confirmed;
  }
  return needs.database.transaction(async (tx) => {
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
    const entry = await lockEntryOf(tx, { applicationId: command.applicationId, today, standing: 'going-out' });
    const application = await lockApplication(tx, command.applicationId);
    if (!entry || !application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'consent-out', application);
    if (isRefusal(permitted)) return permitted;
    const step = decision.decision === 'return' ? returnDraft : receiveApplication;
    const done = await step(tx, needs, { command, application, entry });
    return isRefusal(done) ? done : { applicationId: application.id };
  });
}

type Case = {
  readonly command: ConsentOut;
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry | Refusal;
  /** Where the head has signed on paper and two officers have entered it. */
  readonly onPaper?: OnPaper | undefined;
};

async function returnDraft(tx: Transaction, { clock, newId }: SigningNeeds, { command, application }: Case): Promise<true | Refusal> {
  const at = clock.now();
  const { actor, decision, origin } = command;
  const state = afterEvent(application.state, 'return-out');
  if (isRefusal(state)) return state;
  const requester = await organisationById(tx, application.requesterOrgId);
  const opinion = { at: at.toISOString(), opinion: decision.opinion, byOrganisation: requester?.name ?? '' };
  const returned = { ...application, state, revision: application.revision + 1, returned: opinion };
  await saveApplicationRecord(tx, returned);
  const step = {
    application: returned,
    actor,
    action: 'sharing.consent-out',
    word: 'returned-out',
    role: 'OFFICE_HEAD',
    opinion: decision.opinion,
    at,
    origin,
  };
  await recordApplicationStep(tx, step);
  await passOn(tx, returned, { by: actor.id, at, dueAt: null, newId });
  return true;
}

/** The application is signed and received by its provider: by the head in person, or on paper. The caller holds the locks and has asked the policy. */
export async function receiveApplication(
  tx: Transaction,
  needs: SigningNeeds,
  { command, application, entry, onPaper }: Case,
): Promise<true | Refusal> {
  const { clock, config, newId } = needs;
  const startedAt = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, startedAt);
  if (isRefusal(entry)) return entry;
  // Asked again: the entry, the day and the business system may be others than when the draft was handed in.
  const content = await stillOwnRows(tx, application.content, { entry, orgId: application.requesterOrgId });
  if (isRefusal(content)) return content;
  const missing = missingIn(content, await groundOf(tx, application, { entry, today }));
  if (missing.length > 0) return refuse('sharing.application.incomplete', { count: missing.length }, missing);
  const personal = holdsPersonalData(entry, application.content.itemNos);
  await lockHeldTogether(tx, application.requesterOrgId);
  const unanswered = await faultOfAggregation(tx, { application, personal, at: startedAt });
  if (unanswered) return unanswered;
  const state = afterEvent(application.state, 'consent-out');
  if (isRefusal(state)) return state;
  if (entry.provider.id === application.requesterOrgId) return refuse('sharing.application.own-entry');
  const received: ApplicationRecord = {
    ...(await underProvider(tx, application, entry.provider)),
    content,
    state,
    revision: application.revision + 1,
    no: await nextNumber(tx, `SQ-${entry.provider.regionCode}`, today),
    ruleSetId: (await ruleSetInForce(tx, startedAt)).id,
    consentedOutBy: command.actor.id,
    submittedAt: startedAt,
    // The version in force now is what the head signs for.
    entryVersion: entry.version,
    entryRevisionNo: entry.revisionNo,
  };
  const signing = { ...command, application: received, entry, at: startedAt, word: 'consented-out' as const, onPaper };
  const requesterSignature = await signApplication(tx, signing);
  const signed: ApplicationRecord = { ...received, requesterSignature };
  await saveApplicationRecord(tx, signed);
  const owed = { ruleKey: replyRule(entry), dutyOrgId: signed.providerOrgId, region: signed.providerRegionCode, startedAt, newId };
  const dueAt = await startCaseClock(tx, signed, owed);
  const reply = standingReply(signed, entry);
  if (reply === null) {
    await passOn(tx, signed, { by: command.actor.id, at: startedAt, dueAt, newId });
    return true;
  }
  const { actor, origin } = command;
  return agreeAndGrant(tx, needs, {
    application: signed,
    entry,
    event: 'agree-by-standing-consent',
    reply,
    requesterSignature,
    actor,
    origin,
  });
}
