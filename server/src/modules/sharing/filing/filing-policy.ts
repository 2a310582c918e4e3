import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { overseenRegions } from '../demand/demand-policy.ts';
import { filingMachine, type FilingEvent, type FilingRecord, type PartyRecord } from './filing.ts';

export type Side = 'provider' | 'requester' | 'authority';

/** A filing with what its rules look at besides. */
export type Standing = {
  readonly filing: FilingRecord;
  /** Departments whose grants are affected. */
  readonly requesterOrgIds: readonly string[];
  /** Who has answered for them. */
  readonly answerers: readonly string[];
  /** Whether somebody has not answered whose term still runs. */
  readonly isUnheard: boolean;
};

/** A filing is seen by its provider, by whom it affects, and by the authority. `filing-list-store.ts` says so in SQL. */
export function maySeeFiling(actor: Actor, { filing, requesterOrgIds }: Pick<Standing, 'filing' | 'requesterOrgIds'>): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  return actor.orgId === filing.providerOrgId || requesterOrgIds.includes(actor.orgId) || overseesFiling(actor, filing);
}

/** Whether somebody sees a filing whole: who uses an entry is seen by its own department and its authority only. */
export function seesEveryParty(actor: Actor, filing: FilingRecord): boolean {
  return actor.orgId === filing.providerOrgId || overseesFiling(actor, filing);
}

const overseesFiling = (actor: Actor, { authorityRegionCode }: FilingRecord): boolean =>
  overseenRegions(actor).includes(authorityRegionCode);

export const answerersOf = (parties: readonly PartyRecord[]): string[] =>
  parties.flatMap(({ answeredBy }) => (answeredBy === null ? [] : [answeredBy]));

type Rule = { readonly by: Side; readonly power: PowerId; readonly event: FilingEvent };

/** Who may do what, on which side, in which state. What is not here is denied. */
export const filingRules = {
  answer: { by: 'requester', power: 'sharing.apply', event: 'answer' },
  submit: { by: 'provider', power: 'sharing.consent-in', event: 'submit' },
  decide: { by: 'authority', power: 'sharing.coordinate', event: 'accept' },
  withdraw: { by: 'provider', power: 'sharing.handle', event: 'withdraw' },
} as const satisfies Record<string, Rule>;
export type FilingAction = keyof typeof filingRules;
export const filingActions = ['answer', 'submit', 'decide', 'withdraw'] as const satisfies readonly FilingAction[];

/** What the provider's head has signed is taken back by the head. */
const powerFor = (action: FilingAction, { signedBy }: FilingRecord): PowerId =>
  action === 'withdraw' && signedBy !== null ? 'sharing.consent-in' : filingRules[action].power;

/** Whose hand was in a filing before: nobody does two of filing, signing, answering and deciding. */
function handsBefore(action: FilingAction, { filing, answerers }: Standing): readonly (string | null)[] {
  const { raisedBy, signedBy, decidedBy } = filing;
  if (action === 'submit') return [raisedBy, decidedBy];
  if (action === 'answer') return [raisedBy, signedBy, decidedBy];
  return action === 'decide' ? [raisedBy, signedBy, ...answerers] : [];
}

/** True where somebody stands on the side of an action; a member of the authority that is party to the case stands for itself only. */
function standsFor(actor: Actor, action: FilingAction, { filing, requesterOrgIds }: Standing): true | Refusal {
  const { by } = filingRules[action];
  const power = powerFor(action, filing);
  if (by === 'authority') {
    const parties = [filing.providerOrgId, ...requesterOrgIds];
    const verdict = mayUse(actor, power, { regionCode: filing.authorityRegionCode, parties });
    if (verdict === true) return true;
    return refuse(verdict.code === 'identity.power.party' ? 'sharing.filing.party-decides' : 'sharing.filing.not-own');
  }
  const orgIds = by === 'provider' ? [filing.providerOrgId] : requesterOrgIds;
  return orgIds.some((orgId) => mayUse(actor, power, { orgId }) === true) || refuse('sharing.filing.not-own');
}

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoFiling(actor: Actor, action: FilingAction, standing: Standing): true | Refusal {
  const stands = standsFor(actor, action, standing);
  if (isRefusal(stands)) return stands;
  const { filing, isUnheard } = standing;
  const { event } = filingRules[action];
  if (filingMachine[filing.state][event] === undefined) return refuse('sharing.filing.illegal-transition', { state: filing.state, event });
  // 协商: nothing is filed before everybody was heard, or has let the term pass.
  if (action === 'submit' && isUnheard) return refuse('sharing.filing.not-heard');
  return handsBefore(action, standing).includes(actor.id) ? refuse('sharing.filing.own-work') : true;
}

/** Every action of the caller's own side, open or closed with its reason; those of the other sides are absent. */
export function allowedOnFiling(actor: Actor, standing: Standing): AllowedActions {
  const verdicts = filingActions.map((action) => [action, mayDoFiling(actor, action, standing)] as const);
  return allowedOf(Object.fromEntries(verdicts.filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.filing.not-own')));
}
