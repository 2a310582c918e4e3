import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { GrantRecord } from './grant-store.ts';
import { shownState } from './grant.ts';
import { suspensionVerdicts, type Standing } from './suspension/suspension-policy.ts';

/** A grant is seen by its two sides, and by who may suspend it for the authority between them. */
export function maySeeGrant(actor: Actor, grant: GrantRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read'))) return false;
  if (actor.orgId === grant.document.requesterOrgId || actor.orgId === grant.document.providerOrgId) return true;
  return mayUse(actor, 'sharing.restrict', { regionCode: grant.authorityRegionCode, parties: [] }) === true;
}

/** Regions in which somebody may suspend grants for the authority. */
export const suspendingRegions = ({ powers }: Actor): string[] =>
  powers.flatMap(({ power, regionCode }) => (power === 'sharing.restrict' && regionCode !== null ? [regionCode] : []));

const running = ['active', 'suspended'] as const;
const rules = {
  'bind-client': { power: 'gateway.client', side: 'requester', states: ['active'] },
  'confirm-delivery': { power: 'sharing.apply', side: 'requester', states: running },
  narrow: { power: 'sharing.consent-in', side: 'provider', states: running },
  renew: { power: 'sharing.apply', side: 'requester', states: ['active'] },
  'declare-purpose-done': { power: 'sharing.consent-out', side: 'requester', states: running },
  revoke: { power: 'sharing.consent-in', side: 'provider', states: running },
} as const satisfies Record<string, { power: PowerId; side: 'requester' | 'provider'; states: readonly ReturnType<typeof shownState>[] }>;
export type GrantAction = keyof typeof rules;
const grantActions = [
  'bind-client',
  'confirm-delivery',
  'renew',
  'narrow',
  'declare-purpose-done',
  'revoke',
] as const satisfies readonly GrantAction[];

/** True, or why not. Only a grant that runs can be acted on; one that is suspended gets no new caller. */
export function mayActOn(actor: Actor, action: GrantAction, { grant, now }: { grant: GrantRecord; now: Date }): true | Refusal {
  const rule = rules[action];
  const orgId = rule.side === 'requester' ? grant.document.requesterOrgId : grant.document.providerOrgId;
  if (isRefusal(mayUse(actor, rule.power, { orgId }))) return refuse('sharing.grant.not-own');
  const state = shownState(grant, now);
  if (!rule.states.some((open) => open === state)) return refuse('sharing.grant.not-active', { state });
  if (action === 'confirm-delivery' && grant.deliveredAt !== null) return refuse('sharing.grant.already-delivered');
  return true;
}

/** What a grant gives without the items that its entry denies now; refused where that is everything or nothing less than before. */
export function itemsLeft({ document: { items } }: GrantRecord, denied: readonly number[]): GrantRecord['document']['items'] | Refusal {
  const left = items.filter(({ no }) => !denied.includes(no));
  if (left.length === items.length) return refuse('sharing.grant.nothing-denied');
  return left.length === 0 ? refuse('sharing.grant.all-denied') : left;
}

/**
 * Whether the provider may revoke, at an instant at which its entry denies some items: a suspended grant is restored or terminated by whoever suspended it,
 * so that its holder keeps the term it was given (809-27); revoked it may be where nothing of it may be shared any more (809-14).
 */
export function mayRevoke(actor: Actor, { grant, now, denied }: Pick<Judged, 'grant' | 'now' | 'denied'>): true | Refusal {
  const permitted = mayActOn(actor, 'revoke', { grant, now });
  if (isRefusal(permitted)) return permitted;
  const isAllDenied = grant.document.items.every(({ no }) => denied.includes(no));
  return shownState(grant, now) !== 'suspended' || isAllDenied || refuse('sharing.suspension.revoke-waits');
}

function mayNarrow(actor: Actor, { grant, now, denied }: Pick<Judged, 'grant' | 'now' | 'denied'>): true | Refusal {
  const permitted = mayActOn(actor, 'narrow', { grant, now });
  if (isRefusal(permitted)) return permitted;
  const left = itemsLeft(grant, denied);
  return isRefusal(left) ? left : true;
}

/** A grant at an instant, with its suspension, the numbers of the items that its entry denies, and whether a renewal is under way. */
type Judged = Standing & { readonly denied: readonly number[]; readonly isRenewed: boolean };

/** Every action of the caller's own side, open or closed with its reason. */
export function allowedOnGrant(actor: Actor, judged: Judged): AllowedActions {
  const verdicts = grantActions.map((action) => [action, judge(actor, action, judged)] as const);
  const all = [...verdicts, ...suspensionVerdicts(actor, judged)];
  return allowedOf(Object.fromEntries(all.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.grant.not-own')));
}

function judge(actor: Actor, action: GrantAction, judged: Judged): true | Refusal {
  if (action === 'narrow') return mayNarrow(actor, judged);
  if (action === 'revoke') return mayRevoke(actor, judged);
  const permitted = mayActOn(actor, action, judged);
  return action === 'renew' && permitted === true && judged.isRenewed ? refuse('sharing.renewal.under-way') : permitted;
}
