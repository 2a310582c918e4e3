import { actedBy } from '#platform/caller';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { NewId } from '@karez/kit/id';
import { recordEvidence } from '#modules/audit/append';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById, systemActor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { entryNameOf } from '../entry-name.ts';
import { saveOffer } from './offer-store.ts';
import { afterOfferEvent, type OfferEvent, type OfferRecord } from './offer.ts';

export const OFFER_CASE = 'sharing.offer';
export type Moment = { readonly at: Date; readonly newId: NewId };

const requester = ({ requesterOrgId: orgId }: OfferRecord): Addressee => ({ kind: 'organisation', orgId, power: 'sharing.apply' });
const provider = ({ providerOrgId: orgId }: OfferRecord): Addressee => ({ kind: 'organisation', orgId, power: 'sharing.handle' });

/** Who is told how an offer ended: whoever did not end it. */
const told: Readonly<Record<OfferEvent, readonly ('received' | 'prepared')[]>> = {
  claim: ['prepared'],
  decline: ['prepared'],
  withdraw: ['received'],
  lapse: ['prepared'],
  end: ['received', 'prepared'],
};

async function shownOn(tx: Transaction, { id, entryId, providerOrgId, requesterOrgId }: OfferRecord) {
  return {
    subject: { module: 'sharing', kind: OFFER_CASE, id },
    params: {
      entry: await entryNameOf(tx, entryId),
      provider: (await organisationById(tx, providerOrgId))?.name ?? '',
      requester: (await organisationById(tx, requesterOrgId))?.name ?? '',
    },
  };
}

type Noted = {
  readonly offer: OfferRecord;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  readonly action: string;
  readonly origin: string | null;
  readonly at: Date;
};

/** Into the evidence, without the words. */
export async function noteOffer(tx: Transaction, { offer, actor, action, origin, at }: Noted): Promise<void> {
  const { id, revision, state, entryId, providerOrgId, requesterOrgId, applicationId } = offer;
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: OFFER_CASE, id, revision },
    origin,
    facts: { state, entryId, providerOrgId, requesterOrgId, ...(applicationId === null ? {} : { applicationId }) },
  });
}

/** Puts a new offer on the desk of the department that it was prepared for. */
export async function putBefore(tx: Transaction, offer: OfferRecord, { at, newId }: Moment): Promise<void> {
  const { subject, params } = await shownOn(tx, offer);
  const title = { key: 'sharing.todo.claim-offer', params };
  const link = '/sharing/offers?side=received';
  await openTodo(tx, {
    id: newId(),
    key: `${OFFER_CASE}:${offer.id}`,
    for: requester(offer),
    subject,
    title,
    link,
    dueAt: offer.openUntil,
    at,
  });
}

type Ending = Moment & {
  readonly event: OfferEvent;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  readonly action: string;
  readonly origin: string | null;
  readonly with?: Partial<Pick<OfferRecord, 'applicationId' | 'leftOut' | 'reason'>>;
};

/** An offer ends in one of its ways: written, in the evidence, off the desk, and told to whoever did not do it. The caller holds its lock. */
export async function endOffer(tx: Transaction, open: OfferRecord, ending: Ending): Promise<OfferRecord | Refusal> {
  const { event, actor, action, origin, at, newId } = ending;
  const state = afterOfferEvent(open.state, event);
  if (isRefusal(state)) return state;
  const offer: OfferRecord = { ...open, ...ending.with, state, revision: open.revision + 1, endedBy: actor.id, endedAt: at };
  await saveOffer(tx, offer);
  await noteOffer(tx, { offer, actor, action, origin, at });
  await closeTodosOf(tx, { kind: OFFER_CASE, id: offer.id }, { by: actor.kind === 'person' ? actor.id : null, at });
  const { subject, params } = await shownOn(tx, offer);
  for (const side of told[event]) {
    const addressee = side === 'received' ? requester(offer) : provider(offer);
    const title = { key: `sharing.notice.offer-${state}`, params };
    const key = `${OFFER_CASE}:${offer.id}:${state}:${side}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title, link: `/sharing/offers?side=${side}`, at });
  }
  return offer;
}

const platform = systemActor('sharing.offers');

/** What ends of itself: nobody answered in time, or a side or the entry is no more. */
export async function endOfItself(tx: Transaction, open: OfferRecord, ending: Moment & { readonly event: 'lapse' | 'end' }): Promise<void> {
  const ended = await endOffer(tx, open, { ...ending, actor: platform, action: `sharing.${ending.event}-offer`, origin: null });
  if (isRefusal(ended)) throw new Error(`offer ${open.id} was locked open and cannot ${ending.event}: ${ended.code}`);
}
