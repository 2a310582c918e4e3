import type { DemandAnswer, DemandContent, DemandState } from '@karez/contract/sharing/demand';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { GroundRule } from '../proposal.ts';

/** What can happen to a demand for data that nobody has catalogued (91-3.2.1, 91-5.0.3). */
export const demandEvents = [
  'submit',
  'return-to-clerk',
  'send',
  'return-for-more',
  'assign',
  'merge',
  'propose',
  'return-to-handler',
  'sign-promise',
  'sign-refusal',
  'sign-contest',
  'confirm-refusal',
  'recall',
  'hand-over',
  'fulfil',
  'follow-refusal',
  'part',
  'serve',
  'withdraw',
] as const;
export type DemandEvent = (typeof demandEvents)[number];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const demandMachine: Readonly<Record<DemandState, Readonly<Partial<Record<DemandEvent, DemandState>>>>> = {
  draft: { submit: 'awaiting-sending', serve: 'served', withdraw: 'withdrawn' },
  'awaiting-sending': { 'return-to-clerk': 'draft', send: 'at-authority', serve: 'served', withdraw: 'withdrawn' },
  'at-authority': { assign: 'at-provider', merge: 'merged', 'return-for-more': 'draft', serve: 'served', withdraw: 'withdrawn' },
  'at-provider': {
    propose: 'awaiting-signature',
    recall: 'at-authority',
    'hand-over': 'at-provider',
    serve: 'served',
    withdraw: 'withdrawn',
  },
  'awaiting-signature': {
    'return-to-handler': 'at-provider',
    'sign-promise': 'promised',
    'sign-refusal': 'refused',
    'sign-contest': 'contested',
    recall: 'at-authority',
    'hand-over': 'at-provider',
    serve: 'served',
    withdraw: 'withdrawn',
  },
  contested: { assign: 'at-provider', merge: 'merged', 'confirm-refusal': 'refused', serve: 'served', withdraw: 'withdrawn' },
  // A department relies on its promise being wanted: from here on only the promise itself ends it, or the authority takes it back.
  // It binds the department that takes over what the promising one had.
  promised: { fulfil: 'fulfilled', recall: 'at-authority', 'hand-over': 'promised' },
  // What was merged shares the fate of the demand that it was merged into, and stands on its own again when that one goes away.
  merged: { fulfil: 'fulfilled', 'follow-refusal': 'refused', part: 'at-authority', serve: 'served', withdraw: 'withdrawn' },
  fulfilled: {},
  served: {},
  refused: {},
  withdrawn: {},
};

/** The state that an event leads to, or a refusal that names both. */
export function afterDemandEvent(state: DemandState, event: DemandEvent): DemandState | Refusal {
  return demandMachine[state][event] ?? refuse('sharing.demand.illegal-transition', { state, event });
}

/** A demand as it was before its office head signed: nobody outside the department knows of it. */
export function isInside(state: DemandState): boolean {
  return state === 'draft' || state === 'awaiting-sending';
}

/** A department has to answer it. */
export function isOwed(state: DemandState): boolean {
  return state === 'at-provider' || state === 'awaiting-signature';
}

/** Why a demand is not left with the department that has it: the day it promised has passed, its answer is overdue, or it is no more. */
export type Neglect = 'promise-broken' | 'unanswered' | 'provider-ended';

/** Which event the provider's signature under an answer is: “not ours” and what the rule set leaves to the authority go to it (809-21). */
export function signingEventOf(answer: DemandAnswer, grounds: readonly GroundRule[]): 'sign-promise' | 'sign-refusal' | 'sign-contest' {
  if (answer.result === 'promise') return 'sign-promise';
  if (answer.result === 'not-ours') return 'sign-contest';
  return grounds.some((ground) => ground.code === answer.ground && ground.authorityDecides) ? 'sign-contest' : 'sign-refusal';
}

/** What is wrong with a proposed answer; null for a whole one. `today` is the day in the region. */
export function faultOfAnswer(
  answer: DemandAnswer,
  { grounds, today }: { readonly grounds: readonly GroundRule[]; readonly today: string },
): Refusal | null {
  if (answer.result === 'not-ours') return null;
  if (answer.result === 'promise') {
    if (answer.dueOn > today) return null;
    return refuse('sharing.demand.answer-incomplete', { count: 1 }, [
      { path: '/body/dueOn', code: 'sharing.demand-promise-past', params: {} },
    ]);
  }
  const ground = grounds.find((rule) => rule.code === answer.ground);
  if (!ground) return refuse('sharing.demand.answer-incomplete', { count: 1 }, [{ path: '/body/ground', code: 'required', params: {} }]);
  if (ground.authorityDecides || answer.basis.length > 0) return null;
  return refuse('sharing.demand.answer-incomplete', { count: 1 }, [{ path: '/body/basis', code: 'required', params: {} }]);
}

/** What a new draft holds: the words that were searched for, and nothing that is guessed. */
export function emptyDemand(name: string): DemandContent {
  return {
    name,
    useScenario: '',
    usePurpose: null,
    useBasis: [],
    matter: null,
    items: [],
    updateCycle: null,
    way: null,
    expectedProviderOrgId: null,
    urgency: 'normal',
    wishedOn: null,
  };
}
