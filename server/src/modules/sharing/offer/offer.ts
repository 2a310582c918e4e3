import type { OfferContent, OfferState } from '@karez/contract/sharing/offer';
import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import { emptyContent } from '../application.ts';
import type { RequestableItem } from '../requestable.ts';

/** What may happen to an offer (代拟申请). */
export const offerEvents = ['claim', 'decline', 'withdraw', 'lapse', 'end'] as const;
export type OfferEvent = (typeof offerEvents)[number];

/** The whole machine as data: an offer is answered once. `end`: one of its sides, or the entry under its provider, is no more. */
export const offerMachine: Readonly<Record<OfferState, Readonly<Partial<Record<OfferEvent, OfferState>>>>> = {
  open: { claim: 'claimed', decline: 'declined', withdraw: 'withdrawn', lapse: 'lapsed', end: 'ended' },
  claimed: {},
  declined: {},
  withdrawn: {},
  lapsed: {},
  ended: {},
};

/** An application that a provider has prepared for one department about an entry of its own. */
export type OfferRecord = {
  readonly id: string;
  readonly revision: number;
  readonly state: OfferState;
  readonly entryId: string;
  readonly providerOrgId: string;
  readonly requesterOrgId: string;
  readonly content: OfferContent;
  readonly ruleSetId: string;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  /** Until when it may be claimed. */
  readonly openUntil: Date;
  readonly applicationId: string | null;
  /** Names of offered items that could not be asked for any more when it was claimed. */
  readonly leftOut: readonly string[];
  /** Why it was declined or withdrawn. */
  readonly reason: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
};

/** The state that an event leads to, or a refusal that names both. */
export function afterOfferEvent(state: OfferState, event: OfferEvent): OfferState | Refusal {
  return offerMachine[state][event] ?? refuse('sharing.offer.illegal-transition', { state, event });
}

type Item = Pick<RequestableItem, 'no' | 'nameZh' | 'shareType' | 'fieldName'>;
const isAskable = ({ shareType, fieldName }: Item): boolean => shareType !== 'denied' && fieldName !== null;

/** Everything that keeps an offer from being made, as places of the request’s body; empty means none. `today` is the provider's. */
export function wrongInOffer(
  content: OfferContent,
  { items, today }: { readonly items: readonly Item[]; readonly today: string },
): FieldRefusal[] {
  const wrong: FieldRefusal[] = [];
  const report = (place: string, code: string) => wrong.push({ path: `/body/content/${place}`, code, params: {} });
  const askable = items.filter(isAskable).map(({ no }) => no);
  if (content.itemNos.length === 0) report('itemNos', 'required');
  if (content.itemNos.some((no) => !askable.includes(no))) report('itemNos', 'sharing.offer-item');
  if (content.validFrom !== null && content.validFrom < today) report('validFrom', 'sharing.offer-past');
  if (content.validTo !== null && content.validTo <= (content.validFrom ?? today)) report('validTo', 'sharing.offer-period');
  return wrong;
}

/** The draft that begins with an offer, and the names of what it offered that is not shared any more. Nothing that the requester must write itself. */
export function contentOf(offer: OfferContent, items: readonly Item[]): { content: ApplicationContent; leftOut: string[] } {
  const { callsPerDay, validFrom, validTo } = offer;
  const named = offer.itemNos.map(
    (no) => items.find((item) => item.no === no) ?? { no, nameZh: String(no), shareType: 'denied' as const, fieldName: null },
  );
  return {
    content: { ...emptyContent(), itemNos: named.filter(isAskable).map(({ no }) => no), callsPerDay, validFrom, validTo },
    leftOut: named.filter((item) => !isAskable(item)).map(({ nameZh }) => nameZh),
  };
}
