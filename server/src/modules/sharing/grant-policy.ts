import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { GrantRecord } from './grant-store.ts';
import { shownState } from './grant.ts';

/** A grant is seen by its two sides. */
export function maySeeGrant(actor: Actor, grant: GrantRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read'))) return false;
  return actor.orgId === grant.document.requesterOrgId || actor.orgId === grant.document.providerOrgId;
}

const rules = {
  'bind-client': { power: 'gateway.client', side: 'requester' },
  'confirm-delivery': { power: 'sharing.apply', side: 'requester' },
  narrow: { power: 'sharing.consent-in', side: 'provider' },
  revoke: { power: 'sharing.consent-in', side: 'provider' },
} as const;
export type GrantAction = keyof typeof rules;
const grantActions = ['bind-client', 'confirm-delivery', 'narrow', 'revoke'] as const satisfies readonly GrantAction[];

/** True, or why not. Only an active grant can be acted on. */
export function mayActOn(actor: Actor, action: GrantAction, { grant, now }: { grant: GrantRecord; now: Date }): true | Refusal {
  const rule = rules[action];
  const orgId = rule.side === 'requester' ? grant.document.requesterOrgId : grant.document.providerOrgId;
  if (isRefusal(mayUse(actor, rule.power, { orgId }))) return refuse('sharing.grant.not-own');
  const state = shownState(grant.state, grant.validTo, now);
  if (state !== 'active') return refuse('sharing.grant.not-active', { state });
  if (action === 'confirm-delivery' && grant.deliveredAt !== null) return refuse('sharing.grant.already-delivered');
  return true;
}

/** What a grant gives without the items that its entry denies now; refused where that is everything or nothing less than before. */
export function itemsLeft({ document: { items } }: GrantRecord, denied: readonly number[]): GrantRecord['document']['items'] | Refusal {
  const left = items.filter(({ no }) => !denied.includes(no));
  if (left.length === items.length) return refuse('sharing.grant.nothing-denied');
  return left.length === 0 ? refuse('sharing.grant.all-denied') : left;
}

function mayNarrow(actor: Actor, { grant, now, denied }: Judged): true | Refusal {
  const permitted = mayActOn(actor, 'narrow', { grant, now });
  if (isRefusal(permitted)) return permitted;
  const left = itemsLeft(grant, denied);
  return isRefusal(left) ? left : true;
}

/** A grant at an instant, with the numbers of the items that its entry denies. */
type Judged = { readonly grant: GrantRecord; readonly now: Date; readonly denied: readonly number[] };

/** Every action of the caller's own side, open or closed with its reason. */
export function allowedOnGrant(actor: Actor, judged: Judged): AllowedActions {
  const verdicts = grantActions.map(
    (action) => [action, action === 'narrow' ? mayNarrow(actor, judged) : mayActOn(actor, action, judged)] as const,
  );
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.grant.not-own')));
}
