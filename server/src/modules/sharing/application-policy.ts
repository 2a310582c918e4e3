import type { AllowedActions } from '@karez/contract/route';
import type { PowerId } from '@karez/contract/identity/roles';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isAmong } from '@karez/policy/hand';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { ApplicationRecord } from './application-store.ts';
import { applicationMachine, type ApplicationEvent } from './application.ts';

/** Whether the caller may see an application at all: its two sides once it was sent, its own side before, the authority of the provider's region. */
export function maySee(actor: Actor, application: ApplicationRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read'))) return false;
  if (actor.orgId === application.requesterOrgId) return true;
  if (application.submittedAt === null) return false;
  if (actor.orgId === application.providerOrgId) return true;
  return authorityPowers.some((power) => mayUse(actor, power, { regionCode: application.authorityRegionCode, parties: [] }) === true);
}

/** The authority sees what it may have to decide: a contested refusal, an extension. */
export const authorityPowers = ['sharing.decide-dispute', 'sharing.extend'] as const;

type Rule = {
  readonly power: PowerId;
  readonly side: 'requester' | 'provider' | 'authority';
  /** Any of these must be possible in the present state. */
  readonly events: readonly ApplicationEvent[];
  /** The people who may not also do this, from whichever post they act (four eyes): one person may hold posts on both sides, and at the authority. */
  readonly notBy?: (application: ApplicationRecord) => readonly (string | null)[];
};

/** Whoever had a hand in the application on the requester’s side. */
export function requesterHands({ startedBy, submittedBy, consentedOutBy, earlierHands }: ApplicationRecord): readonly (string | null)[] {
  return [startedBy, submittedBy, consentedOutBy, ...earlierHands];
}

/** Who may do what, on which side, in which state. */
const rules = {
  save: { power: 'sharing.apply', side: 'requester', events: ['submit', 'send-supplement'] },
  submit: { power: 'sharing.apply', side: 'requester', events: ['submit'] },
  'consent-out': {
    power: 'sharing.consent-out',
    side: 'requester',
    events: ['consent-out'],
    notBy: (application) => [application.submittedBy],
  },
  'ask-supplement': { power: 'sharing.handle', side: 'provider', events: ['ask-supplement'] },
  'send-supplement': { power: 'sharing.apply', side: 'requester', events: ['send-supplement'] },
  'consent-supplement': {
    power: 'sharing.consent-out',
    side: 'requester',
    events: ['consent-supplement'],
    notBy: (application) => [application.submittedBy],
  },
  'ask-extension': { power: 'sharing.handle', side: 'provider', events: ['propose', 'return-in'] },
  'decide-extension': {
    power: 'sharing.extend',
    side: 'authority',
    events: ['propose', 'return-in'],
    notBy: (application) => [application.proposedBy, ...requesterHands(application)],
  },
  withdraw: { power: 'sharing.apply', side: 'requester', events: ['withdraw'] },
  receive: { power: 'sharing.handle', side: 'provider', events: ['propose'] },
  assign: { power: 'sharing.handle', side: 'provider', events: ['propose'] },
  'recall-assignment': { power: 'sharing.handle', side: 'provider', events: ['propose', 'return-in'] },
  opine: { power: 'sharing.opine', side: 'provider', events: ['propose', 'return-in'], notBy: requesterHands },
  'open-proposal': {
    power: 'sharing.consent-in',
    side: 'provider',
    events: ['return-in'],
    notBy: (application) => [application.proposedBy, application.preparedBy, ...requesterHands(application)],
  },
  'recall-proposal': { power: 'sharing.handle', side: 'provider', events: ['recall-in'] },
  'take-over': { power: 'sharing.handle', side: 'provider', events: ['propose', 'return-in'] },
  propose: { power: 'sharing.handle', side: 'provider', events: ['propose'] },
  'consent-in': {
    power: 'sharing.consent-in',
    side: 'provider',
    events: ['return-in'],
    notBy: (application) => [application.proposedBy, application.preparedBy, ...requesterHands(application)],
  },
  'review-refusal': {
    power: 'sharing.decide-dispute',
    side: 'authority',
    events: ['confirm-refusal'],
    notBy: (application) => [application.proposedBy, application.signedInBy, ...application.providerHands, ...requesterHands(application)],
  },
} as const satisfies Record<string, Rule>;

export type ApplicationAction = keyof typeof rules;

/** The routes by which an action is done, where they are not called like it. */
const routes: Partial<Record<ApplicationAction, string>> = {
  save: 'save-application',
  submit: 'submit-application',
  withdraw: 'withdraw-application',
  receive: 'receive-application',
  assign: 'assign-divisions',
  opine: 'give-division-opinion',
  propose: 'propose-reply',
};

/** Whether the caller may do it as whoever they are now: whoever acts for another (代) does what was lent to them and nothing else. */
function isLent({ standsFor }: Actor, action: ApplicationAction): boolean {
  return standsFor === undefined || standsFor.deeds.includes(`sharing.${routes[action] ?? action}`);
}
const applicationActions = [
  'save',
  'submit',
  'consent-out',
  'send-supplement',
  'consent-supplement',
  'withdraw',
  'ask-supplement',
  'ask-extension',
  'propose',
  'consent-in',
  'review-refusal',
  'decide-extension',
] as const satisfies readonly ApplicationAction[];

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDo(actor: Actor, action: ApplicationAction, application: ApplicationRecord): true | Refusal {
  const rule: Rule = rules[action];
  const place = placeOf(rule, application);
  const permitted = mayUse(actor, rule.power, place);
  if (isRefusal(permitted))
    return permitted.code === 'identity.power.party' ? refuse('sharing.application.party-decides') : refuse('sharing.application.not-own');
  if (!rule.events.some((event) => applicationMachine[application.state][event] !== undefined)) {
    return refuse('sharing.application.illegal-transition', { state: application.state, event: action });
  }
  if (!isLent(actor, action)) return refuse('request.not-lent');
  if (isAmong(actor, excludedFrom(rule, application), application.standIns)) return refuse('sharing.application.own-work');
  return true;
}

/** Whoever prepared it stands on the provider's side: does nothing for the requester or the authority, and may handle but not sign (91-5.1). */
function excludedFrom(rule: Rule, application: ApplicationRecord): readonly (string | null)[] {
  const hands = rule.notBy?.(application) ?? [];
  return rule.side === 'provider' ? hands : [...hands, application.preparedBy];
}

function placeOf(rule: Rule, application: ApplicationRecord) {
  if (rule.side === 'requester') return { orgId: application.requesterOrgId };
  if (rule.side === 'provider') return { orgId: application.providerOrgId };
  return { regionCode: application.authorityRegionCode, parties: [application.requesterOrgId, application.providerOrgId] };
}

/** Every action of the caller's own side, open or closed with its reason; those of the other side are absent. */
export function allowedOn(actor: Actor, application: ApplicationRecord): AllowedActions {
  const verdicts = applicationActions.map((action) => [action, mayDo(actor, action, application)] as const);
  return allowedOf(
    Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.application.not-own')),
  );
}
