import type { Offer } from '@karez/contract/sharing/offer';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { caseReach } from '../case-list.ts';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { entryNamesOf } from '../entry-name.ts';
import { sidesOf } from '../present-application.ts';
import { entryAskedFor } from '../requestable-entry.ts';
import { allowedOnOffer } from './offer-policy.ts';
import { findOffer, offersMatching, type OfferQuery } from './offer-store.ts';
import type { OfferRecord } from './offer.ts';
import type { OfferDone } from './prepare-offer.ts';

type Reading = { readonly reader: Reader } & Pick<Needs, 'clock' | 'config'>;
type Asked = Pick<OfferQuery, 'side' | 'state' | 'limit'> & { readonly actor: Actor; readonly cursor?: string | undefined };

/** Offers of the caller's department on one side, newest first. */
export async function listOffers(
  reading: Reading,
  { actor, cursor, limit, side, state }: Asked,
): Promise<{ items: Offer[]; next: string | null; total: number }> {
  const { orgId } = caseReach(actor);
  const { offers, total } = await offersMatching(reading.reader, { orgId, side, state, after: cursorFrom(cursor), limit: limit + 1 });
  const page = offers.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await present(reading, page, actor),
    next: offers.length > limit && last ? cursorAfter({ at: last.preparedAt, id: last.id }) : null,
    total,
  };
}

/** One offer as it stands after a step, for who did it. */
export async function shownOffer(reading: Reading, actor: Actor, done: OfferDone | Refusal): Promise<Offer | Refusal> {
  if (isRefusal(done)) return done;
  const offer = await findOffer(reading.reader, done.offerId);
  const [shown] = offer ? await present(reading, [offer], actor) : [];
  return shown ?? refuse('sharing.offer.not-found');
}

async function present({ reader, clock, config }: Reading, offers: readonly OfferRecord[], actor: Actor): Promise<Offer[]> {
  const at = clock.now();
  const today = dayIn(config.KAREZ_TIME_ZONE, at);
  const names = await entryNamesOf(reader, [...new Set(offers.map(({ entryId }) => entryId))]);
  const sides = await sidesOf(
    reader,
    offers.flatMap(({ providerOrgId, requesterOrgId }) => [providerOrgId, requesterOrgId]),
  );
  const shown: Offer[] = [];
  for (const offer of offers) {
    const entry = await entryAskedFor(reader, { entryId: offer.entryId, today });
    const items = isRefusal(entry) ? [] : entry.items.filter(({ no }) => offer.content.itemNos.includes(no));
    shown.push({
      id: offer.id,
      state: offer.state,
      entry: { id: offer.entryId, name: names.get(offer.entryId) ?? '' },
      provider: sides(offer.providerOrgId),
      requester: sides(offer.requesterOrgId),
      content: offer.content,
      items: items.map(({ nameZh }) => nameZh),
      preparedAt: offer.preparedAt.toISOString(),
      openUntil: offer.openUntil.toISOString(),
      applicationId: actor.orgId === offer.requesterOrgId ? offer.applicationId : null,
      reason: offer.reason,
      endedAt: offer.endedAt?.toISOString() ?? null,
      allowed: allowedOnOffer(actor, offer, at),
    });
  }
  return shown;
}
