import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { overseenRegions } from '../demand/demand-policy.ts';
import { disposalMachine, type DisposalEvent, type DisposalRecord } from './disposal.ts';

type Parties = Pick<DisposalRecord, 'requesterOrgId' | 'providerOrgId' | 'authorityRegionCode'>;
export type CheckSide = 'provider' | 'authority';

/** A disposal is seen by its two sides and by the authority between them. `disposal-list-store.ts` says the same in SQL. */
export function maySeeDisposal(actor: Actor, { requesterOrgId, providerOrgId, authorityRegionCode }: Parties): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  if (actor.orgId === requesterOrgId || actor.orgId === providerOrgId) return true;
  return overseenRegions(actor).includes(authorityRegionCode);
}

/** On which side somebody checks: the provider's handler what became of its own data, the authority's officer between two others. */
export function checkingSide(actor: Actor, { requesterOrgId, providerOrgId, authorityRegionCode }: Parties): CheckSide | Refusal {
  if (mayUse(actor, 'sharing.handle', { orgId: providerOrgId }) === true) return 'provider';
  const asAuthority = mayUse(actor, 'sharing.coordinate', { regionCode: authorityRegionCode, parties: [requesterOrgId, providerOrgId] });
  if (asAuthority === true) return 'authority';
  return refuse(asAuthority.code === 'identity.power.party' ? 'sharing.disposal.party-decides' : 'sharing.disposal.not-own');
}

type Rule = {
  readonly side: 'requester' | 'provider' | 'checker';
  readonly power: PowerId | null;
  /** Must be possible in the present state. */
  readonly event: DisposalEvent;
  /** The people who may not also do this, from whichever post they act (four eyes). */
  readonly notBy?: (disposal: DisposalRecord) => readonly (string | null)[];
};

/** Who may do what, on which side, in which state. What is not here is denied. */
export const disposalRules = {
  instruct: { side: 'provider', power: 'sharing.handle', event: 'instruct' },
  report: { side: 'requester', power: 'sharing.apply', event: 'report' },
  sign: { side: 'requester', power: 'sharing.consent-out', event: 'certify', notBy: ({ reportedBy }) => [reportedBy] },
  'order-check': { side: 'checker', power: null, event: 'order-check' },
  'record-check': { side: 'checker', power: null, event: 'pass', notBy: ({ reportedBy, signedBy }) => [reportedBy, signedBy] },
} as const satisfies Record<string, Rule>;
export type DisposalAction = keyof typeof disposalRules;
export const disposalActions = ['instruct', 'report', 'sign', 'order-check', 'record-check'] as const satisfies readonly DisposalAction[];

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoDisposal(actor: Actor, action: DisposalAction, disposal: DisposalRecord): true | Refusal {
  const rule: Rule = disposalRules[action];
  const stands = standsFor(actor, rule, disposal);
  if (isRefusal(stands)) return stands;
  if (disposalMachine[disposal.state][rule.event] === undefined)
    return refuse('sharing.disposal.illegal-transition', { state: disposal.state, event: rule.event });
  if (action === 'record-check' && stands !== disposal.checkSide) return refuse('sharing.disposal.other-checks');
  if (rule.notBy?.(disposal).includes(actor.id)) return refuse('sharing.disposal.own-work');
  return true;
}

function standsFor(actor: Actor, rule: Rule, disposal: DisposalRecord): CheckSide | true | Refusal {
  if (rule.power === null) return checkingSide(actor, disposal);
  const orgId = rule.side === 'requester' ? disposal.requesterOrgId : disposal.providerOrgId;
  return isRefusal(mayUse(actor, rule.power, { orgId })) ? refuse('sharing.disposal.not-own') : true;
}

/** Every action of the caller's own side, open or closed with its reason; those of the other sides are absent. */
export function allowedOnDisposal(actor: Actor, disposal: DisposalRecord): AllowedActions {
  const verdicts = disposalActions.map((action) => [action, mayDoDisposal(actor, action, disposal)] as const);
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.disposal.not-own')));
}
