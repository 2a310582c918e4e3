import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { DemandRecord } from './demand-store.ts';
import { demandMachine, isInside, type DemandEvent, type Neglect } from './demand.ts';

/** Regions whose demands the actor oversees as a member of their authority. */
export function overseenRegions(actor: Actor): string[] {
  const held = actor.powers.filter(({ power }) => power === 'sharing.coordinate' || power === 'sharing.decide-dispute');
  return [...new Set(held.flatMap(({ regionCode }) => (regionCode === null ? [] : [regionCode])))];
}

/**
 * Whether the caller may see a demand at all: its own department always; once it was sent, the authority that assigns it and the department
 * that has to answer. `demand-list-store.ts` says the same in SQL.
 */
export function maySeeDemand(actor: Actor, demand: DemandRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  if (actor.orgId === demand.requesterOrgId) return true;
  if (isInside(demand.state) || demand.sentAt === null) return false;
  return actor.orgId === demand.providerOrgId || overseenRegions(actor).includes(demand.authorityRegionCode);
}

type Rule = {
  readonly power: PowerId;
  readonly side: 'requester' | 'provider' | 'authority';
  /** Any of these must be possible in the present state; empty where the state does not decide alone. */
  readonly events: readonly DemandEvent[];
  /** The people who may not also do this, from whichever post they act (four eyes). */
  readonly notBy?: (demand: DemandRecord) => readonly (string | null)[];
  /** Whose case the authority's member may not decide: assigning is no decision between two sides, so there only the requester's own. */
  readonly parties?: (demand: DemandRecord) => readonly (string | null)[];
};

const requesterHands = ({ startedBy, submittedBy, sentBy }: DemandRecord) => [startedBy, submittedBy, sentBy];
const ofRequester = ({ requesterOrgId }: DemandRecord) => [requesterOrgId];
const ofBoth = ({ requesterOrgId, providerOrgId }: DemandRecord) => [requesterOrgId, providerOrgId];

/** Who may do what, on which side, in which state. What is not here is denied. */
const rules = {
  save: { power: 'sharing.apply', side: 'requester', events: ['submit'] },
  submit: { power: 'sharing.apply', side: 'requester', events: ['submit'] },
  send: { power: 'sharing.consent-out', side: 'requester', events: ['send'], notBy: ({ submittedBy }) => [submittedBy] },
  serve: { power: 'sharing.apply', side: 'requester', events: ['serve'] },
  withdraw: { power: 'sharing.apply', side: 'requester', events: ['withdraw'] },
  assign: { power: 'sharing.coordinate', side: 'authority', events: ['assign'], parties: ofRequester },
  merge: { power: 'sharing.coordinate', side: 'authority', events: ['merge'], parties: ofRequester },
  return: { power: 'sharing.coordinate', side: 'authority', events: ['return-for-more'], parties: ofRequester },
  recall: { power: 'sharing.coordinate', side: 'authority', events: ['recall'], parties: ofBoth },
  'confirm-refusal': {
    power: 'sharing.decide-dispute',
    side: 'authority',
    events: ['confirm-refusal'],
    parties: ofBoth,
    notBy: (demand) => [demand.proposedBy, demand.signedBy, ...requesterHands(demand)],
  },
  answer: { power: 'sharing.handle', side: 'provider', events: ['propose'] },
  sign: {
    power: 'sharing.consent-in',
    side: 'provider',
    events: ['sign-promise'],
    notBy: (demand) => [demand.proposedBy, ...requesterHands(demand)],
  },
  fulfil: { power: 'sharing.handle', side: 'provider', events: ['fulfil'] },
} as const satisfies Record<string, Rule>;

export type DemandAction = keyof typeof rules;
const demandActions = [
  'save',
  'submit',
  'send',
  'serve',
  'withdraw',
  'assign',
  'merge',
  'return',
  'confirm-refusal',
  'answer',
  'sign',
  'fulfil',
] as const satisfies readonly DemandAction[];

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoDemand(actor: Actor, action: DemandAction, demand: DemandRecord): true | Refusal {
  const rule: Rule = rules[action];
  const permitted = mayUse(actor, rule.power, placeOf(rule, demand));
  if (isRefusal(permitted))
    return permitted.code === 'identity.power.party' ? refuse('sharing.demand.party-decides') : refuse('sharing.demand.not-own');
  // A merged demand is fulfilled with the one that it was merged into, never by itself.
  const isFollowing = action === 'fulfil' && demand.state === 'merged';
  if (isFollowing || !rule.events.some((event) => demandMachine[demand.state][event] !== undefined))
    return refuse('sharing.demand.illegal-transition', { state: demand.state, event: action });
  if (rule.notBy?.(demand).includes(actor.id)) return refuse('sharing.demand.own-work');
  return true;
}

function placeOf({ side, parties }: Rule, demand: DemandRecord) {
  if (side === 'requester') return { orgId: demand.requesterOrgId };
  if (side === 'provider') return { orgId: demand.providerOrgId };
  return { regionCode: demand.authorityRegionCode, parties: parties?.(demand) ?? [] };
}

/** Whether the requester may open the application that the fulfilled demand leads to. */
export function mayApply(actor: Actor, demand: DemandRecord): true | Refusal {
  if (isRefusal(mayUse(actor, 'sharing.apply', { orgId: demand.requesterOrgId }))) return refuse('sharing.demand.not-own');
  if (demand.state !== 'fulfilled') return refuse('sharing.demand.illegal-transition', { state: demand.state, event: 'apply' });
  return demand.applicationId === null || refuse('sharing.demand.applied');
}

/** Whether the authority may take a demand back: a department that stands is given the time it has. */
export function mayRecall(actor: Actor, demand: DemandRecord, neglect: Neglect | null): true | Refusal {
  const permitted = mayDoDemand(actor, 'recall', demand);
  if (isRefusal(permitted)) return permitted;
  return neglect !== null || refuse('sharing.demand.not-overdue');
}

/** Every action of the caller's own side, open or closed with its reason; those of the other sides are absent. */
export function allowedOnDemand(actor: Actor, demand: DemandRecord, neglect: Neglect | null): AllowedActions {
  const verdicts = [
    ...demandActions.map((action) => [action, mayDoDemand(actor, action, demand)] as const),
    ['recall', mayRecall(actor, demand, neglect)] as const,
    ['apply', mayApply(actor, demand)] as const,
  ];
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.demand.not-own')));
}
