import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import { meetClock, moveTerm } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { missingIn } from '../application-content.ts';
import { groundOf } from '../application-ground.ts';
import { mayDo, maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { openClock, startCaseClock, supplementClock } from '../case-clock.ts';
import type { OnPaper } from '../paper-signing/paper-signature.ts';
import { lockEntryOf } from '../requestable-entry.ts';
import { replyRule, type RequestableEntry } from '../requestable.ts';
import { signApplication } from '../sign-application.ts';
import { openNoticeOf, saveAnswer } from './supplement-store.ts';

type SigningNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;

export type ConsentSupplement = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly decision:
    | { readonly decision: 'consent'; readonly opinion: string; readonly code: string }
    | { readonly decision: 'return'; readonly opinion: string };
  readonly origin: string;
};
type Case = {
  readonly command: ConsentSupplement;
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry | Refusal;
  /** Where the head has signed on paper and two officers have entered it. */
  readonly onPaper?: OnPaper | undefined;
};

/** The requester's office head signs what the provider will answer from now on, or returns the supplement to its clerk (809-20, 809-21). */
export async function consentSupplement(needs: SigningNeeds, command: ConsentSupplement): Promise<{ applicationId: string } | Refusal> {
  const { actor, applicationId, decision } = command;
  if (decision.decision === 'consent') {
    const confirmed = await confirmSecondFactor(needs, actor, decision.code);
    if (isRefusal(confirmed)) return confirmed;
  }
  return needs.database.transaction(async (tx) => {
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
    const entry = await lockEntryOf(tx, { applicationId, today, standing: 'received' });
    const application = await lockApplication(tx, applicationId);
    if (!entry || !application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = mayDo(actor, 'consent-supplement', application);
    if (isRefusal(permitted)) return permitted;
    const step = decision.decision === 'return' ? returnSupplement : receiveSupplement;
    const done = await step(tx, needs, { command, application, entry });
    return isRefusal(done) ? done : { applicationId };
  });
}

async function returnSupplement(tx: Transaction, { clock, newId }: SigningNeeds, { command, application }: Case): Promise<true | Refusal> {
  const { actor, decision, origin } = command;
  const at = clock.now();
  const state = afterEvent(application.state, 'return-supplement');
  if (isRefusal(state)) return state;
  const own = await organisationById(tx, application.requesterOrgId);
  const opinion = { at: at.toISOString(), opinion: decision.opinion, byOrganisation: own?.name ?? '' };
  const returned = { ...application, state, revision: application.revision + 1, returned: opinion };
  await saveApplicationRecord(tx, returned);
  const step = { application: returned, actor, action: 'sharing.consent-supplement', word: 'supplement-returned', role: 'OFFICE_HEAD' };
  await recordApplicationStep(tx, { ...step, opinion: decision.opinion, at, origin });
  const dueAt = (await supplementClock(tx, application.id, at))?.dueAt ?? null;
  await passOn(tx, returned, { by: actor.id, at, dueAt, newId });
  return true;
}

/** The supplement is signed: by the head in person, or on paper. The caller holds the locks and has asked the policy. */
export async function receiveSupplement(
  tx: Transaction,
  needs: SigningNeeds,
  { command, application, entry, onPaper }: Case,
): Promise<true | Refusal> {
  const at = needs.clock.now();
  const { actor } = command;
  if (isRefusal(entry)) return entry;
  // Asked again: the entry, the day and the business system may be others than when the supplement was handed in.
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
  const missing = missingIn(application.content, await groundOf(tx, application, { entry, today }));
  if (missing.length > 0) return refuse('sharing.application.incomplete', { count: missing.length }, missing);
  const state = afterEvent(application.state, 'consent-supplement');
  if (isRefusal(state)) return state;
  const supplemented: ApplicationRecord = {
    ...application,
    state,
    revision: application.revision + 1,
    consentedOutBy: actor.id,
    proposal: null,
    proposedBy: null,
    entryVersion: entry.version,
    entryRevisionNo: entry.revisionNo,
  };
  const notice = await openNoticeOf(tx, application.id);
  if (!notice) throw new Error(`application ${application.id} waits for a supplement that nobody asked for`);
  await saveAnswer(tx, { ...notice, answeredAt: at });
  const signing = { ...command, application: supplemented, entry, at, word: 'supplement-signed' as const, onPaper };
  const requesterSignature = await signApplication(tx, signing);
  const signed = { ...supplemented, requesterSignature };
  await saveApplicationRecord(tx, signed);
  const dueAt = await goOn(tx, signed, { entry, at, newId: needs.newId });
  if (isRefusal(dueAt)) return dueAt;
  await passOn(tx, signed, { by: actor.id, at, dueAt, newId: needs.newId });
  return true;
}

/** The requester's duty is done and the provider's goes on; a department that took the entry over meanwhile has the whole term. */
async function goOn(
  tx: Transaction,
  application: ApplicationRecord,
  { entry, at, newId }: { entry: RequestableEntry; at: Date } & Pick<Needs, 'newId'>,
): Promise<Date | null | Refusal> {
  const own = await supplementClock(tx, application.id, at);
  const met = own && (await meetClock(tx, own, at));
  if (met && isRefusal(met)) return met;
  const owed = await openClock(tx, application.id, at);
  if (owed?.state === 'stopped') {
    const restarted = await moveTerm(tx, owed, { kind: 'restart', at });
    return isRefusal(restarted) ? restarted : restarted.state === 'running' ? restarted.dueAt : null;
  }
  if (owed) return owed.dueAt;
  const { providerOrgId: dutyOrgId, providerRegionCode: region } = application;
  return startCaseClock(tx, application, { ruleKey: replyRule(entry), dutyOrgId, region, startedAt: at, newId });
}
