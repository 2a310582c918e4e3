import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import type { GrantRecord } from '../grant-store.ts';
import { shownState } from '../grant.ts';
import { suspensionMachine, mayTerminate, type Suspension, type SuspensionEvent } from './suspension.ts';

/** Every deed of a suspension, with the side that does it and what it does to the machine; `suspend` begins one. */
export const suspensionDeeds = {
  suspend: { by: 'suspender', event: null },
  'report-rectification': { by: 'holder', event: 'report' },
  'send-rectification-back': { by: 'suspender', event: 'send-back' },
  restore: { by: 'suspender', event: 'restore' },
  terminate: { by: 'suspender', event: 'terminate' },
} as const satisfies Record<string, { by: 'suspender' | 'holder'; event: SuspensionEvent | null }>;
export type SuspensionDeed = keyof typeof suspensionDeeds;
const deeds = [
  'suspend',
  'report-rectification',
  'send-rectification-back',
  'restore',
  'terminate',
] as const satisfies readonly SuspensionDeed[];

/** A grant with its open suspension, where it has one. */
export type Standing = {
  readonly grant: GrantRecord;
  readonly open: Suspension | undefined;
  /** Whether the term of the rectification has run out. */
  readonly termHasRunOut: boolean;
  readonly now: Date;
};

/** On which side somebody may suspend: the provider's head for its own grant, the authority's leader between two others. */
export function suspendingSide(actor: Actor, grant: GrantRecord): Suspension['side'] | Refusal {
  const { requesterOrgId, providerOrgId } = grant.document;
  if (mayUse(actor, 'sharing.consent-in', { orgId: providerOrgId }) === true) return 'provider';
  const place = { regionCode: grant.authorityRegionCode, parties: [requesterOrgId, providerOrgId] };
  const asAuthority = mayUse(actor, 'sharing.restrict', place);
  if (asAuthority === true) return 'authority';
  return refuse(asAuthority.code === 'identity.power.party' ? 'sharing.application.party-decides' : 'sharing.grant.not-own');
}

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoTo(actor: Actor, deed: SuspensionDeed, standing: Standing): true | Refusal {
  const { grant, open, now } = standing;
  const rule = suspensionDeeds[deed];
  const side = rule.by === 'holder' ? holding(actor, grant) : suspendingSide(actor, grant);
  if (isRefusal(side)) return side;
  const state = shownState(grant, now);
  if (rule.event === null) return state === 'active' || refuse('sharing.grant.not-active', { state });
  if (!open || state !== 'suspended') return refuse('sharing.suspension.not-open');
  if (rule.by === 'suspender' && side !== open.side) return refuse('sharing.suspension.other-suspended');
  return mayHappen(actor, rule.event, { ...standing, open });
}

function mayHappen(actor: Actor, event: SuspensionEvent, { open, termHasRunOut }: Standing & { open: Suspension }): true | Refusal {
  if (suspensionMachine[open.state][event] === undefined)
    return refuse('sharing.suspension.illegal-transition', { state: open.state, event });
  if (event !== 'report' && open.report?.by === actor.id) return refuse('sharing.suspension.own-work');
  return event === 'terminate' ? mayTerminate(open, termHasRunOut) : true;
}

function holding(actor: Actor, { document }: GrantRecord): 'holder' | Refusal {
  const permitted = mayUse(actor, 'sharing.apply', { orgId: document.requesterOrgId });
  return isRefusal(permitted) ? refuse('sharing.grant.not-own') : 'holder';
}

/** Every deed of the caller's own side, open or closed with its reason. */
export function suspensionVerdicts(actor: Actor, standing: Standing): [SuspensionDeed, true | Refusal][] {
  const shown = deeds.filter((deed) => deed === 'suspend' || standing.open !== undefined);
  return shown.map((deed) => [deed, mayDoTo(actor, deed, standing)]);
}
