import { actedBy } from '#platform/caller';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { lockApplication } from '../application-store.ts';
import { refusingPersonalValues } from '../personal-value.ts';
import { faultOfSeen } from '../seen-revision.ts';
import { openDisputeClock } from './dispute-clock.ts';
import { handDispute } from './dispute-handing.ts';
import { mayDoDispute, maySeeDispute, type DisputeAction, type Side } from './dispute-policy.ts';
import { findDispute, insertDisputeStep, lockDispute, saveDispute } from './dispute-store.ts';
import { afterDisputeEvent, type DisputeEvent, type DisputeRecord } from './dispute.ts';

export type DisputeNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type SigningNeeds = DisputeNeeds & Pick<Needs, 'keys'>;
export type DisputeDone = { readonly disputeId: string };
/** What every step on a dispute is asked with. */
export type DisputeCommand = { readonly actor: Actor; readonly disputeId: string; readonly origin: string };
/** What a step is asked with that takes up what somebody else has written: with the revision in which the caller read it. */
export type ReadDisputeCommand = DisputeCommand & { readonly ifMatch: string | null };
type Asking = { readonly actor: Actor; readonly action: DisputeAction; readonly ifMatch?: string | null; readonly at: Date };

/** In which role a side acts, for the history. */
const roles: Readonly<Record<DisputeAction, Readonly<Partial<Record<Side, string>>>>> = {
  say: { requester: 'APPLICANT', provider: 'PROVIDER_HANDLER', authority: 'AUTHORITY_ADMIN' },
  offer: { requester: 'OFFICE_HEAD', provider: 'OFFICE_HEAD' },
  'answer-offer': { requester: 'OFFICE_HEAD', provider: 'OFFICE_HEAD' },
  refer: { requester: 'APPLICANT', provider: 'PROVIDER_HANDLER' },
  withdraw: { requester: 'APPLICANT' },
  decide: { authority: 'AUTHORITY_LEADER' },
  scan: { authority: 'AUTHORITY_ADMIN' },
  enter: { authority: 'AUTHORITY_ADMIN' },
  confirm: { authority: 'AUTHORITY_LEADER' },
  execute: { provider: 'OFFICE_HEAD' },
};

/** Actions on a text of another hand: an offer, or a decision as it was entered. Both may be replaced while somebody reads them. */
const takesUp: readonly DisputeAction[] = ['answer-offer', 'confirm'];

type Permitted = { readonly dispute: DisputeRecord; readonly side: Side };

/** What the rules look at besides the dispute itself. */
export async function termHasRunOut(reader: Reader, disputeId: string, at: Date): Promise<boolean> {
  return (await openDisputeClock(reader, disputeId, at))?.state === 'lapsed';
}

async function permittedFor(
  reader: Reader,
  dispute: DisputeRecord | undefined,
  { actor, action, ifMatch = null, at }: Asking,
): Promise<Permitted | Refusal> {
  if (!dispute || !maySeeDispute(actor, dispute)) return refuse('sharing.dispute.not-found');
  const side = mayDoDispute(actor, action, { dispute, termHasRunOut: await termHasRunOut(reader, dispute.id, at) });
  if (isRefusal(side)) return side;
  const unread = takesUp.includes(action) ? faultOfSeen(dispute, ifMatch, 'sharing.dispute.stale') : null;
  return unread ?? { dispute, side };
}

/** Takes the code of the second factor for a signature; who may not do it now, or has not read what stands, keeps the code for another. */
export async function confirmedFor(
  needs: SigningNeeds,
  { actor, disputeId, ifMatch = null }: DisputeCommand & Pick<Asking, 'ifMatch'>,
  { action, code }: { readonly action: DisputeAction; readonly code: string },
): Promise<true | Refusal> {
  const { reader } = needs.database;
  const found = await permittedFor(reader, await findDispute(reader, disputeId), { actor, action, ifMatch, at: needs.clock.now() });
  return isRefusal(found) ? found : confirmSecondFactor(needs, actor, code);
}

/** The dispute after an event, one revision on; or the refusal of the machine. */
export function moved(dispute: DisputeRecord, event: DisputeEvent): DisputeRecord | Refusal {
  const state = afterDisputeEvent(dispute.state, event);
  return isRefusal(state) ? state : { ...dispute, state, revision: dispute.revision + 1 };
}

/** No text of a dispute names a person. */
export const personalIn = refusingPersonalValues('sharing.dispute.personal-value');

type Noted = {
  readonly dispute: DisputeRecord;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  /** Name of the route, or of what the platform did by itself. */
  readonly action: string;
  /** Key of the history's words, `sharing.dispute-step.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly words: string | null;
  readonly origin: string | null;
  /** SM3 of what was signed or attached. */
  readonly digest?: string;
};

/** Into the history, which both sides and the authority read, and into the evidence, without the words. */
export async function noteDispute(
  tx: Transaction,
  { dispute, actor, action, word, role, words, origin, digest }: Noted,
  at: Date,
): Promise<void> {
  await insertDisputeStep(tx, dispute.id, { at, action: word, organisationId: actor.orgId, role, words });
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.dispute', id: dispute.id, revision: dispute.revision },
    origin,
    facts: {
      state: dispute.state,
      word,
      kind: dispute.kind,
      entryId: dispute.entryId,
      ...(dispute.applicationId === null ? {} : { applicationId: dispute.applicationId }),
      ...(digest === undefined ? {} : { digest }),
    },
  });
}

/** Stores the dispute and passes it on. */
export async function keepDispute(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { dispute, word, by, dueAt }: { dispute: DisputeRecord; word: string; by: string | null; dueAt: Date | null },
): Promise<void> {
  await saveDispute(tx, { ...dispute, dueAt });
  await handDispute(tx, dispute, { by, word, dueAt, at: clock.now(), newId });
}

/** What a step makes of the dispute under lock. */
export type Made = {
  readonly dispute: DisputeRecord;
  readonly word: string;
  readonly words: string | null;
  readonly dueAt: Date | null;
  readonly digest?: string;
};
export type Taking = { readonly tx: Transaction; readonly dispute: DisputeRecord; readonly side: Side; readonly at: Date };

/**
 * One step: lock the application that it is about, then the dispute; ask the policy, change the dispute, store it with history, evidence, to-dos and notices.
 * Nothing of it stays after a refusal.
 */
export async function takeStep(
  needs: DisputeNeeds,
  command: DisputeCommand & Pick<Asking, 'action' | 'ifMatch'> & { readonly route: string },
  make: (taking: Taking) => Promise<Made | Refusal>,
): Promise<DisputeDone | Refusal> {
  const { actor, disputeId, origin, action, route, ifMatch = null } = command;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const about = (await findDispute(tx, disputeId))?.applicationId ?? null;
    if (about !== null) await lockApplication(tx, about);
    const permitted = await permittedFor(tx, await lockDispute(tx, disputeId), { actor, action, ifMatch, at });
    if (isRefusal(permitted)) return permitted;
    const made = await make({ tx, ...permitted, at });
    if (isRefusal(made)) return made;
    const role = roles[action][permitted.side] ?? 'SYSTEM';
    const acted = { ...made, dispute: withHand(made.dispute, { actor, side: permitted.side }) };
    await noteDispute(tx, { ...acted, actor, action: route, role, origin }, at);
    await keepDispute(tx, needs, { ...acted, by: actor.id });
    return { disputeId };
  });
}

/** Whoever has acted for a party judges no more, from whichever seat. */
function withHand(dispute: DisputeRecord, { actor, side }: { readonly actor: Actor; readonly side: Side }): DisputeRecord {
  if (side === 'authority' || dispute.hands.includes(actor.id)) return dispute;
  return { ...dispute, hands: [...dispute.hands, actor.id] };
}

/** What is owed now stays owed. */
export async function stillDue({ tx, dispute, at }: Taking): Promise<Date | null> {
  return (await openDisputeClock(tx, dispute.id, at))?.dueAt ?? null;
}
