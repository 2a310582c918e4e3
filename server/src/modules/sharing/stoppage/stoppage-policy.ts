import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { overseenRegions } from '../demand/demand-policy.ts';
import { stoppageMachine, type StoppageEvent, type StoppageRecord } from './stoppage.ts';

/** A stoppage is seen by its provider, and by the authority once it is a finding. `stoppage-store.ts` says so in SQL. */
export function maySeeStoppage(actor: Actor, { providerOrgId, foundAt, authorityRegionCode }: StoppageRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  return actor.orgId === providerOrgId || (foundAt !== null && overseenRegions(actor).includes(authorityRegionCode));
}

/** Who may do what, in which state. What is not here is denied. */
export const stoppageRules = {
  explain: { by: 'provider', power: 'sharing.handle', event: 'explain' },
  close: { by: 'authority', power: 'sharing.coordinate', event: 'close' },
} as const satisfies Record<string, { by: 'provider' | 'authority'; power: PowerId; event: StoppageEvent }>;
export type StoppageAction = keyof typeof stoppageRules;
export const stoppageActions = ['explain', 'close'] as const satisfies readonly StoppageAction[];

function standsFor(actor: Actor, action: StoppageAction, { providerOrgId, authorityRegionCode }: StoppageRecord): true | Refusal {
  const { by, power } = stoppageRules[action];
  const place = by === 'provider' ? { orgId: providerOrgId } : { regionCode: authorityRegionCode, parties: [providerOrgId] };
  const verdict = mayUse(actor, power, place);
  if (verdict === true) return true;
  return refuse(verdict.code === 'identity.power.party' ? 'sharing.stoppage.party-decides' : 'sharing.stoppage.not-own');
}

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoStoppage(actor: Actor, action: StoppageAction, stoppage: StoppageRecord): true | Refusal {
  const stands = standsFor(actor, action, stoppage);
  if (isRefusal(stands)) return stands;
  const { event } = stoppageRules[action];
  if (stoppageMachine[stoppage.state][event] !== undefined) return true;
  return refuse('sharing.stoppage.illegal-transition', { state: stoppage.state, event });
}

/** Every action of the caller's own side, open or closed with its reason. */
export function allowedOnStoppage(actor: Actor, stoppage: StoppageRecord): AllowedActions {
  const verdicts = stoppageActions.map((action) => [action, mayDoStoppage(actor, action, stoppage)] as const);
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.stoppage.not-own')));
}
