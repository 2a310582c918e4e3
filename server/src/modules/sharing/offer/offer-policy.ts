import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { offerMachine, type OfferEvent, type OfferRecord } from './offer.ts';

/** An offer is seen by its two departments, and by nobody else. `offer-store.ts` says so in SQL. */
export function maySeeOffer(actor: Actor, { providerOrgId, requesterOrgId }: OfferRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  return actor.orgId === providerOrgId || actor.orgId === requesterOrgId;
}

/** Who may do what. Each action is the event of its name; what is not here is denied. */
export const offerRules = {
  claim: { side: 'requester', power: 'sharing.apply' },
  decline: { side: 'requester', power: 'sharing.apply' },
  withdraw: { side: 'provider', power: 'sharing.handle' },
} as const satisfies Partial<Record<OfferEvent, { side: 'requester' | 'provider'; power: PowerId }>>;
export type OfferAction = keyof typeof offerRules;
export const offerActions = ['claim', 'decline', 'withdraw'] as const satisfies readonly OfferAction[];

/** True, or why not: in the words of the disabled button and of the refusal alike. Whoever prepared it answers it for no other department. */
export function mayDoOffer(
  actor: Actor,
  action: OfferAction,
  { offer, at }: { readonly offer: OfferRecord; readonly at: Date },
): true | Refusal {
  const { side, power } = offerRules[action];
  const orgId = side === 'requester' ? offer.requesterOrgId : offer.providerOrgId;
  if (isRefusal(mayUse(actor, power, { orgId }))) return refuse('sharing.offer.not-own');
  if (offerMachine[offer.state][action] === undefined)
    return refuse('sharing.offer.illegal-transition', { state: offer.state, event: action });
  if (offer.openUntil <= at) return refuse('sharing.offer.run-out');
  return side === 'requester' && offer.preparedBy === actor.id ? refuse('sharing.offer.own-work') : true;
}

/** Every action of the caller's own side, open or closed with its reason. */
export function allowedOnOffer(actor: Actor, offer: OfferRecord, at: Date): AllowedActions {
  const verdicts = offerActions.map((action) => [action, mayDoOffer(actor, action, { offer, at })] as const);
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.offer.not-own')));
}
