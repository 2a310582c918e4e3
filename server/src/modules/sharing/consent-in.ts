import type { Proposal } from '@karez/contract/sharing/schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, confirmSecondFactor, type Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { agreeAndGrant } from './agree-and-grant.ts';
import type { Signature } from './agreement.ts';
import { mayDo, maySee } from './application-policy.ts';
import { recordApplicationStep } from './application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord, type Reply } from './application-store.ts';
import { passOn } from './application-todos.ts';
import { afterEvent, signingEvent, type ApplicationEvent } from './application.ts';
import { meetOpenClock, openClock, startCaseClock } from './case-clock.ts';
import { passOverMissing } from './handling/settle-handling.ts';
import { paperAction, paperFacts, type OnPaper } from './paper-signing/paper-signature.ts';
import { faultOfEntry } from './proposal.ts';
import { lockHeldTogether } from './aggregation/aggregation-store.ts';
import { askForAnswer } from './aggregation/ask-for-answer.ts';
import { faultOfAggregation } from './aggregation/read-aggregation.ts';
import { holdsPersonalData, type RequestableEntry } from './requestable.ts';
import { lockEntryOf } from './requestable-entry.ts';
import { agreedReplyTo } from './standing-reply.ts';

type SigningNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;

export type ConsentIn = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly decision:
    | { readonly decision: 'sign'; readonly opinion: string; readonly code: string; readonly overMissing?: string | undefined }
    | { readonly decision: 'return'; readonly opinion: string };
  readonly origin: string;
};
type Case = {
  readonly command: ConsentIn;
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry | Refusal;
  /** Where the head has signed on paper and two officers have entered it. */
  readonly onPaper?: OnPaper | undefined;
};

/** The provider's office head signs the reply with the second factor, or returns the proposal to its handler (809-20, 809-21). */
export async function consentIn(needs: SigningNeeds, command: ConsentIn): Promise<{ applicationId: string } | Refusal> {
  const { actor, decision } = command;
  if (decision.decision === 'sign') {
    const confirmed = await confirmSecondFactor(needs, actor, decision.code);
    if (isRefusal(confirmed)) return confirmed;
  }
  const outcome = await needs.database.transaction(async (tx) => {
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
    const entry = await lockEntryOf(tx, { applicationId: command.applicationId, today, standing: 'received' });
    const application = await lockApplication(tx, command.applicationId);
    if (!entry || !application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'consent-in', application);
    if (isRefusal(permitted)) return permitted;
    // Another department has taken the entry over a moment ago, and is about to be handed the application.
    if (!isRefusal(entry) && entry.provider.id !== application.providerOrgId) return refuse('sharing.application.not-own');
    await reached('sharing.consent-in.locked');
    const step = decision.decision === 'return' ? returnProposal : signReply;
    const done = await step(tx, needs, { command, application, entry });
    if (isRefusal(done)) return done;
    await reached('sharing.consent-in.before-commit');
    return { applicationId: application.id };
  });
  await askForAnswer(needs, command.applicationId, outcome);
  return outcome;
}

async function returnProposal(tx: Transaction, { clock, newId }: SigningNeeds, { command, application }: Case): Promise<true | Refusal> {
  const at = clock.now();
  const { actor, decision, origin } = command;
  const state = afterEvent(application.state, 'return-in');
  if (isRefusal(state)) return state;
  const returned = { ...application, state, revision: application.revision + 1 };
  await saveApplicationRecord(tx, returned);
  const step = {
    application: returned,
    actor,
    action: 'sharing.consent-in',
    word: 'returned-in',
    role: 'OFFICE_HEAD',
    opinion: decision.opinion,
    at,
    origin,
  };
  await recordApplicationStep(tx, step);
  const dueAt = (await openClock(tx, application.id, at))?.dueAt ?? null;
  await passOn(tx, returned, { by: actor.id, at, dueAt, newId });
  return true;
}

/** The reply is signed: by the head in person, or on paper. The caller holds the locks and has asked the policy. */
export async function signReply(tx: Transaction, needs: SigningNeeds, signing: Case): Promise<true | Refusal> {
  const { command, application, entry } = signing;
  const { proposal } = application;
  if (!proposal) throw new Error(`application ${application.id} awaits consent without a proposal`);
  const ruleSet = await ruleSetInForce(tx, application.submittedAt ?? needs.clock.now());
  const event = signingEvent(proposal, [...ruleSet.refusals.values()]);
  const missing = await passOverMissing(tx, needs, { ...command, application });
  if (missing) return missing;
  const signed = { ...application, signedInBy: command.actor.id };
  if (proposal.result === 'refuse') return signRefusal(tx, needs, { ...signing, application: signed, event });

  if (isRefusal(entry)) return entry;
  const fault = await faultOfAgreeing(tx, { application, entry, proposal }, needs.clock.now());
  if (fault) return fault;
  return agreeAndGrant(tx, needs, {
    application: signed,
    entry,
    event,
    reply: agreedReplyTo(proposal, application.content, command.decision.opinion),
    requesterSignature: signatureOf(application),
    actor: command.actor,
    origin: command.origin,
    onPaper: signing.onPaper,
  });
}

/** What the entry does not give, and personal data of which the requester's head still owes an answer (design.md §2). */
async function faultOfAgreeing(
  tx: Transaction,
  { application, entry, proposal }: { application: ApplicationRecord; entry: RequestableEntry; proposal: Proposal },
  at: Date,
): Promise<Refusal | null> {
  await lockHeldTogether(tx, application.requesterOrgId);
  const personal = holdsPersonalData(
    entry,
    proposal.items.map(({ no }) => no),
  );
  return faultOfEntry(proposal, application.content, entry) ?? faultOfAggregation(tx, { application, personal, at });
}

/** What the requester signed when it sent the application; without it nothing is agreed. */
function signatureOf(application: ApplicationRecord): Signature {
  if (!application.requesterSignature) throw new Error(`application ${application.id} was received without a signature`);
  return application.requesterSignature;
}

async function signRefusal(
  tx: Transaction,
  { clock, newId }: SigningNeeds,
  refusal: Case & { event: ApplicationEvent },
): Promise<true | Refusal> {
  const { command, application, event, onPaper } = refusal;
  const { actor, decision, origin } = command;
  const at = clock.now();
  const state = afterEvent(application.state, event);
  if (isRefusal(state)) return state;
  const decidedAt = state === 'refused' ? at : null;
  const refused = { ...application, state, revision: application.revision + 1, decidedAt, reply: refusedReply(refusal, at) };
  await saveApplicationRecord(tx, refused);
  const met = await meetOpenClock(tx, application.id, at);
  if (isRefusal(met)) return met;
  const step = {
    application: refused,
    actor,
    ...refusalAct(onPaper),
    opinion: decision.opinion,
    at,
    origin,
  };
  await recordApplicationStep(tx, step);
  const dueAt = decidedAt === null ? await askAuthority(tx, refused, { startedAt: at, newId }) : null;
  if (isRefusal(dueAt)) return dueAt;
  await passOn(tx, refused, { by: actor.id, at, dueAt, newId });
  return true;
}

/** By which act the provider refuses: by its head in person, or on paper. */
function refusalAct(onPaper: OnPaper | undefined) {
  if (!onPaper) return { action: 'sharing.consent-in', word: 'signed-refusal', role: 'OFFICE_HEAD' };
  const facts = paperFacts(onPaper, 'provider');
  return { action: paperAction, word: 'signed-refusal-on-paper', role: onPaper.signerRole, facts };
}

function refusedReply({ command, application }: Case, at: Date): Reply {
  const { proposal } = application;
  return {
    result: 'refused',
    at: at.toISOString(),
    opinion: command.decision.opinion,
    ground: proposal?.ground ?? null,
    basis: [...(proposal?.basis ?? [])],
    byStandingConsent: false,
    authorityOpinion: null,
  };
}

/** The authority's leading member that is no party to the case owes the verdict. Answers when it is due; refuses where every member is a party. */
async function askAuthority(
  tx: Transaction,
  application: ApplicationRecord,
  { startedAt, newId }: { startedAt: Date } & Pick<Needs, 'newId'>,
): Promise<Date | null | Refusal> {
  const parties = [application.requesterOrgId, application.providerOrgId];
  const authority = await authorityFor(tx, { regionCodes: [application.authorityRegionCode], power: 'sharing.decide-dispute', parties });
  const lead = authority?.members.find((member) => member.lead) ?? authority?.members[0];
  if (!lead) return refuse('sharing.application.nobody-decides');
  const owed = {
    ruleKey: 'sharing.refusal-verification',
    dutyOrgId: lead.orgId,
    region: application.authorityRegionCode,
    startedAt,
    newId,
  };
  return startCaseClock(tx, application, owed);
}
