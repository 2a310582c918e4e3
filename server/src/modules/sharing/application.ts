import type { ApplicationContent, ApplicationState, Proposal } from '@karez/contract/sharing/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { GroundRule } from './proposal.ts';

/** What can happen to an application (law.md §6.3). */
export const applicationEvents = [
  'submit',
  'return-out',
  'consent-out',
  'agree-by-standing-consent',
  'propose',
  'return-in',
  /** The handler takes the proposal back before the head has opened it. */
  'recall-in',
  'sign-agreed',
  'sign-partly-agreed',
  'sign-refused',
  'sign-contested-refusal',
  'confirm-refusal',
  'send-back',
  'ask-supplement',
  'send-supplement',
  'return-supplement',
  'consent-supplement',
  /** The requester's own term for a supplement has run out: 已撤回, never refused. */
  'lapse',
  'withdraw',
  /** Another department has taken the entry over and answers instead (91-3.3). */
  'hand-over',
  /** What came out of a dispute about its refusal (809-28). */
  'reopen',
] as const;
export type ApplicationEvent = (typeof applicationEvents)[number];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const applicationMachine: Readonly<Record<ApplicationState, Readonly<Partial<Record<ApplicationEvent, ApplicationState>>>>> = {
  draft: { submit: 'awaiting-consent-out', withdraw: 'withdrawn', 'hand-over': 'draft' },
  'awaiting-consent-out': {
    'return-out': 'draft',
    'consent-out': 'at-provider',
    withdraw: 'withdrawn',
    'hand-over': 'awaiting-consent-out',
  },
  'at-provider': {
    propose: 'awaiting-consent-in',
    'ask-supplement': 'supplement-asked',
    'agree-by-standing-consent': 'agreed',
    withdraw: 'withdrawn',
    'hand-over': 'at-provider',
  },
  'awaiting-consent-in': {
    'return-in': 'at-provider',
    'recall-in': 'at-provider',
    'sign-agreed': 'agreed',
    'sign-partly-agreed': 'partly-agreed',
    'sign-refused': 'refused',
    'sign-contested-refusal': 'refusal-at-authority',
    withdraw: 'withdrawn',
    'hand-over': 'at-provider',
  },
  'supplement-asked': {
    'send-supplement': 'awaiting-supplement-consent',
    lapse: 'withdrawn',
    withdraw: 'withdrawn',
    'hand-over': 'supplement-asked',
  },
  'awaiting-supplement-consent': {
    'return-supplement': 'supplement-asked',
    'consent-supplement': 'at-provider',
    lapse: 'withdrawn',
    withdraw: 'withdrawn',
    'hand-over': 'awaiting-supplement-consent',
  },
  'refusal-at-authority': { 'confirm-refusal': 'refused', 'send-back': 'at-provider', withdraw: 'withdrawn', 'hand-over': 'at-provider' },
  agreed: {},
  'partly-agreed': {},
  refused: { reopen: 'at-provider' },
  withdrawn: {},
};

/** The state that an event leads to, or a refusal that names both. */
export function afterEvent(state: ApplicationState, event: ApplicationEvent): ApplicationState | Refusal {
  return applicationMachine[state][event] ?? refuse('sharing.application.illegal-transition', { state, event });
}

/** Which event the provider's signature under a proposal is; on some grounds the rule set lets the authority decide (809-21). */
export function signingEvent(proposal: Proposal, grounds: readonly GroundRule[]): ApplicationEvent {
  if (proposal.result === 'refuse') {
    return grounds.some((ground) => ground.code === proposal.ground && ground.authorityDecides) ? 'sign-contested-refusal' : 'sign-refused';
  }
  return proposal.leftOut.length > 0 ? 'sign-partly-agreed' : 'sign-agreed';
}

/** What a new draft holds: nothing is guessed for the requester but the mode that there is. */
export function emptyContent(): ApplicationContent {
  return {
    itemNos: [],
    useBasis: [],
    useScenario: '',
    usePurpose: null,
    matter: null,
    matterFormat: '',
    useScope: { users: '', userCount: null, regionCodes: [] },
    sharingMode: 'api',
    systemId: null,
    validFrom: null,
    validTo: null,
    callsPerDay: null,
    storage: { persist: false, location: '', retentionDays: null },
    securityMeasures: '',
    commitment: false,
  };
}
