import type { PowerId } from '@karez/contract/identity/roles';
import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { caseReach } from '#modules/sharing';
import type { CorrectionRecord } from './correction-store.ts';
import { correctionMachine, type CorrectionEvent } from './correction.ts';

/**
 * Whether the caller may see a report at all: its own department always; once it was filed, every department that was asked, and the authority.
 * `correction-list-store.ts` says the same in SQL.
 */
export function maySeeCorrection(actor: Actor, request: CorrectionRecord): boolean {
  if (isRefusal(mayUse(actor, 'sharing.read')) || actor.orgId === null) return false;
  if (actor.orgId === request.requesterOrgId) return true;
  if (request.filedAt === null) return false;
  return request.askedOrgIds.includes(actor.orgId) || caseReach(actor).regionCodes.includes(request.authorityRegionCode);
}

/**
 * The requester takes back what only one department has had and nobody has accepted. What was passed on, handed over or ordered is filed again, but
 * it concerns everybody who uses the datum by then.
 */
const stillOwn = ({ askedOrgIds, decision, requesterEnded }: CorrectionRecord): boolean =>
  askedOrgIds.length === 1 && decision === null && !requesterEnded;

type Rule = {
  readonly power: PowerId;
  readonly side: 'requester' | 'provider' | 'authority';
  /** Must be possible in the present state. */
  readonly event: CorrectionEvent;
  /** The authority does it in the stead of a requester that is no more. */
  readonly standIn?: true;
  /** Must hold besides the state. */
  readonly onlyIf?: (request: CorrectionRecord) => boolean;
  /** The people who may not also do this, from whichever post they act (four eyes). */
  readonly notBy?: (request: CorrectionRecord) => readonly (string | null)[];
};

const hands = ({ startedBy, filedBy, proposedBy }: CorrectionRecord) => [startedBy, filedBy, proposedBy];

/** Who may do what, on which side, in which state. What is not here is denied. */
const rules = {
  save: { power: 'sharing.apply', side: 'requester', event: 'file' },
  file: { power: 'sharing.apply', side: 'requester', event: 'file' },
  withdraw: { power: 'sharing.apply', side: 'requester', event: 'withdraw', onlyIf: stillOwn },
  accept: { power: 'sharing.handle', side: 'provider', event: 'accept' },
  answer: { power: 'sharing.handle', side: 'provider', event: 'propose' },
  sign: { power: 'sharing.consent-in', side: 'provider', event: 'return-to-handler', notBy: hands },
  confirm: { power: 'sharing.apply', side: 'requester', event: 'confirm', standIn: true },
  dispute: { power: 'sharing.apply', side: 'requester', event: 'dispute', standIn: true },
  decide: {
    power: 'sharing.decide-dispute',
    side: 'authority',
    event: 'uphold',
    notBy: (request) => [...hands(request), request.signedBy],
  },
  assign: { power: 'sharing.coordinate', side: 'authority', event: 'assign' },
  'dispute-decision': { power: 'sharing.apply', side: 'requester', event: 'order-above' },
} as const satisfies Record<string, Rule>;

export type CorrectionAction = keyof typeof rules;
const correctionActions = [
  'save',
  'file',
  'withdraw',
  'accept',
  'answer',
  'sign',
  'confirm',
  'dispute',
  'decide',
  'assign',
  'dispute-decision',
] as const satisfies readonly CorrectionAction[];

/** The organisations between which the authority decides: none of them decides itself (91-7.1). */
export const partiesOf = ({ requesterOrgId, askedOrgIds }: CorrectionRecord): string[] => [requesterOrgId, ...askedOrgIds];

/** The rule as it holds for this report. */
function ruleFor(action: CorrectionAction, { requesterEnded }: CorrectionRecord): Rule {
  const rule: Rule = rules[action];
  return rule.standIn && requesterEnded ? { ...rule, side: 'authority', power: 'sharing.coordinate' } : rule;
}

function placeOf({ side }: Rule, request: CorrectionRecord) {
  if (side === 'requester') return { orgId: request.requesterOrgId };
  if (side === 'provider') return { orgId: request.providerOrgId };
  return { regionCode: request.authorityRegionCode, parties: partiesOf(request) };
}

/** True, or why not: in the words of the disabled button and of the refusal alike. */
export function mayDoCorrection(actor: Actor, action: CorrectionAction, request: CorrectionRecord): true | Refusal {
  const rule = ruleFor(action, request);
  const permitted = mayUse(actor, rule.power, placeOf(rule, request));
  if (isRefusal(permitted))
    return permitted.code === 'identity.power.party' ? refuse('correction.party-decides') : refuse('correction.not-own');
  if (correctionMachine[request.state][rule.event] === undefined || rule.onlyIf?.(request) === false)
    return refuse('correction.illegal-transition', { state: request.state, event: rule.event });
  if (rule.notBy?.(request).includes(actor.id)) return refuse('correction.own-work');
  return true;
}

/**
 * Whether the caller may open the values of the records: who wrote them; who has to verify them, from acceptance to the end; who has to decide a
 * dispute, while it lasts. Nobody else, and nobody once they are erased.
 */
export function mayOpenParticulars(actor: Actor, request: CorrectionRecord): true | Refusal {
  const closed = refuse('correction.particulars-closed');
  const { state } = request;
  if (!isRefusal(mayUse(actor, 'sharing.apply', { orgId: request.requesterOrgId }))) return true;
  const works = ['sharing.handle', 'sharing.consent-in'] as const;
  const isProvider = works.some((power) => !isRefusal(mayUse(actor, power, { orgId: request.providerOrgId })));
  if (isProvider) return state === 'verifying' || state === 'awaiting-signature' ? true : closed;
  const decides = mayUse(actor, 'sharing.decide-dispute', { regionCode: request.authorityRegionCode, parties: partiesOf(request) });
  return !isRefusal(decides) && state === 'disputed' ? true : closed;
}

/** Every action of the caller's own side, open or closed with its reason; those of the other sides are absent. */
export function allowedOnCorrection(actor: Actor, request: CorrectionRecord): AllowedActions {
  const verdicts = [
    ...correctionActions.map((action) => [action, mayDoCorrection(actor, action, request)] as const),
    ['read-particulars', mayOpenParticulars(actor, request)] as const,
  ];
  return allowedOf(
    Object.fromEntries(
      verdicts.filter(([, verdict]) => verdict === true || !['correction.not-own', 'correction.particulars-closed'].includes(verdict.code)),
    ),
  );
}
