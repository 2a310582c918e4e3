import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { overseenRegions } from '../demand/demand-policy.ts';
import { disputeMachine, type DisputeEvent, type DisputeRecord } from './dispute.ts';

export type Side = 'requester' | 'provider' | 'authority';

/** A dispute is seen by its two sides and by the authority between them; all of them read the same. `dispute-list-store.ts` says so in SQL. */
export function maySeeDispute(actor: Actor, { requesterOrgId, providerOrgId, authorityRegionCode }: DisputeRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  if (actor.orgId === requesterOrgId || actor.orgId === providerOrgId) return true;
  return overseenRegions(actor).includes(authorityRegionCode);
}

type Rule = {
  /** Who does it, on which side. */
  readonly by: Readonly<Partial<Record<Side, PowerId>>>;
  /** Must be possible in the present state. */
  readonly event: DisputeEvent;
};

/** Who may do what, on which side, in which state. What is not here is denied. */
export const disputeRules = {
  say: { by: { requester: 'sharing.apply', provider: 'sharing.handle', authority: 'sharing.coordinate' }, event: 'say' },
  offer: { by: { requester: 'sharing.consent-out', provider: 'sharing.consent-in' }, event: 'offer' },
  'answer-offer': { by: { requester: 'sharing.consent-out', provider: 'sharing.consent-in' }, event: 'accept' },
  refer: { by: { requester: 'sharing.apply', provider: 'sharing.handle' }, event: 'refer' },
  withdraw: { by: { requester: 'sharing.apply' }, event: 'withdraw' },
  decide: { by: { authority: 'sharing.decide-dispute' }, event: 'uphold' },
  scan: { by: { authority: 'sharing.coordinate' }, event: 'scan' },
  enter: { by: { authority: 'sharing.coordinate' }, event: 'enter' },
  confirm: { by: { authority: 'sharing.decide-dispute' }, event: 'return' },
  execute: { by: { provider: 'sharing.consent-in' }, event: 'execute' },
} as const satisfies Record<string, Rule>;
export type DisputeAction = keyof typeof disputeRules;
export const disputeActions = [
  'say',
  'offer',
  'answer-offer',
  'refer',
  'withdraw',
  'decide',
  'scan',
  'enter',
  'confirm',
  'execute',
] as const satisfies readonly DisputeAction[];

/** A dispute with what its rules look at besides. */
export type Standing = { readonly dispute: DisputeRecord; readonly termHasRunOut: boolean };

/** On which side somebody stands for an action; a member of the authority that is party to the case stands for itself only. */
export function sideFor(actor: Actor, action: DisputeAction, dispute: DisputeRecord): Side | Refusal {
  const by: Rule['by'] = disputeRules[action].by;
  const parties = [dispute.requesterOrgId, dispute.providerOrgId];
  const holds = (power: PowerId | undefined, orgId: string) => power !== undefined && mayUse(actor, power, { orgId }) === true;
  if (holds(by.requester, dispute.requesterOrgId)) return 'requester';
  if (holds(by.provider, dispute.providerOrgId)) return 'provider';
  const asAuthority =
    by.authority === undefined
      ? refuse('sharing.dispute.not-own')
      : mayUse(actor, by.authority, { regionCode: dispute.authorityRegionCode, parties });
  if (asAuthority === true) return 'authority';
  return refuse(asAuthority.code === 'identity.power.party' ? 'sharing.dispute.party-decides' : 'sharing.dispute.not-own');
}

/** The side, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoDispute(actor: Actor, action: DisputeAction, { dispute, termHasRunOut }: Standing): Side | Refusal {
  const side = sideFor(actor, action, dispute);
  if (isRefusal(side)) return side;
  const { event } = disputeRules[action];
  if (disputeMachine[dispute.state][event] === undefined)
    return refuse('sharing.dispute.illegal-transition', { state: dispute.state, event });
  return furtherFor(actor, action, { dispute, termHasRunOut, side }) ?? side;
}

/** An offer is answered by the other side, and by another person: somebody may hold posts on both. */
function faultOfAnswer(actor: Actor, offer: DisputeRecord['offer'], side: Side): Refusal | null {
  if (offer === null) return refuse('sharing.dispute.no-offer');
  return offer.side === side || offer.by === actor.id ? refuse('sharing.dispute.own-offer') : null;
}

/** Steps in which somebody judges, or fetches the judgement of those above. */
const judging: readonly DisputeAction[] = ['decide', 'scan', 'enter', 'confirm'];

/**
 * Who has had a hand in what is to be judged now: for a party, in the answer or in the dispute; whoever entered a decision besides. Whoever entered or
 * confirmed one for the authority does not act for a party any more.
 */
function handsOf(
  action: DisputeAction,
  side: Side,
  { hands, raisedBy, enteredBy, confirmedBy }: DisputeRecord,
): readonly (string | null)[] {
  if (side !== 'authority') return [enteredBy, confirmedBy];
  if (!judging.includes(action)) return [];
  return [raisedBy, ...hands, ...(action === 'confirm' ? [enteredBy] : [])];
}

/** What must hold besides seat and state; null where it does. */
function furtherFor(
  actor: Actor,
  action: DisputeAction,
  { dispute, termHasRunOut, side }: Standing & { readonly side: Side },
): Refusal | null {
  if (action === 'answer-offer') {
    return faultOfAnswer(actor, dispute.offer, side);
  }
  // 协商不成: whoever goes on has heard the other, or has waited for it in vain.
  if (action === 'refer' && !dispute.heard && !termHasRunOut) return refuse('sharing.dispute.not-heard');
  const hands = handsOf(action, side, dispute);
  return hands.includes(actor.id) ? refuse('sharing.dispute.own-work') : null;
}

/** Every action of the caller's own side, open or closed with its reason; those of the other sides are absent. */
export function allowedOnDispute(actor: Actor, standing: Standing): AllowedActions {
  const verdicts = disputeActions.map((action) => {
    const verdict = mayDoDispute(actor, action, standing);
    return [action, isRefusal(verdict) ? verdict : (true as const)] as const;
  });
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.dispute.not-own')));
}
