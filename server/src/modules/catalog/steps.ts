import type { PowerId } from '@karez/contract/identity/roles';
import { acknowledgementTransitions } from './acknowledgement/acknowledgement.ts';
import { adjustmentTransitions } from './adjustment/adjustment.ts';
import { entryTransitions } from './entry/entry.ts';
import { revisionCaseTransitions } from './revision-case/revision-case.ts';
import { revisionTransitions } from './revision/revision.ts';
import { lineTransitions } from './transfer/transfer.ts';

type Transitions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The machines of the catalogue in which more than one department or office has a hand, by the word of what moves. */
export const machines = {
  revision: revisionTransitions,
  entry: entryTransitions,
  'revision-case': revisionCaseTransitions,
  adjustment: adjustmentTransitions,
  'transfer-line': lineTransitions,
  acknowledgement: acknowledgementTransitions,
} as const satisfies Readonly<Record<string, Transitions>>;
export type MachineName = keyof typeof machines;

/**
 * Whose power counts: the department that provides the entry, the one that uses it, the one that is to take it over, any department that the
 * authority has asked, or the authority of the provider's region (never a member that is party to the case).
 */
export type StepPlace = 'provider' | 'consumer' | 'receiver' | 'asked' | 'authority';

/** One step of a machine as a person takes it. */
export type Step = {
  readonly machine: MachineName;
  readonly name: string;
  /** The state must allow one of them; which, follows from the entry itself. */
  readonly events: readonly string[];
  readonly power: PowerId;
  readonly at: StepPlace;
  /** Nobody takes it on what they wrote, reviewed, signed, asked for or proposed themselves. */
  readonly notOwn?: true;
  /** Only these states, where the power differs from state to state. */
  readonly states?: readonly string[];
};

/**
 * Who takes each step (law.md §6.1, §6.2; 91-3.1, 91-3.2.1, 91-7.1; 809-13 to 809-17, 809-27), stated apart from the policies that judge it: a test walks
 * every state, step, role and place and holds the two against each other, and `docs/reference/steps.md` is printed from it.
 */
export const steps: readonly Step[] = [
  { machine: 'revision', name: 'update-draft', events: ['edit'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision', name: 'submit', events: ['submit'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision', name: 'review', events: ['pass-review'], power: 'catalog.review', at: 'provider', notOwn: true },
  { machine: 'revision', name: 'sign', events: ['sign', 'sign-denial'], power: 'catalog.sign', at: 'provider', notOwn: true },
  { machine: 'revision', name: 'publish', events: ['publish'], power: 'catalog.publish', at: 'authority', notOwn: true },
  { machine: 'revision', name: 'verify-denial', events: ['uphold-denial'], power: 'catalog.verify-denial', at: 'authority', notOwn: true },
  {
    machine: 'revision',
    name: 'return',
    events: ['return'],
    power: 'catalog.review',
    at: 'provider',
    notOwn: true,
    states: ['in-review'],
  },
  {
    machine: 'revision',
    name: 'return',
    events: ['return'],
    power: 'catalog.sign',
    at: 'provider',
    notOwn: true,
    states: ['awaiting-signature'],
  },
  {
    machine: 'revision',
    name: 'return',
    events: ['return'],
    power: 'catalog.publish',
    at: 'authority',
    notOwn: true,
    states: ['at-authority', 'awaiting-denial-verification'],
  },
  { machine: 'revision', name: 'withdraw-revision', events: ['withdraw'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision', name: 'abandon-draft', events: ['abandon'], power: 'catalog.register', at: 'provider', states: ['draft'] },
  { machine: 'revision', name: 'resume-draft', events: ['resume'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision', name: 'propose-adjustment', events: ['adjust'], power: 'catalog.publish', at: 'authority', notOwn: true },

  { machine: 'entry', name: 'open-change', events: ['open-change'], power: 'catalog.register', at: 'provider' },
  { machine: 'entry', name: 'suspend-entry', events: ['suspend'], power: 'catalog.suspend', at: 'authority' },
  { machine: 'entry', name: 'lift-suspension', events: ['lift', 'lift-into-change'], power: 'catalog.suspend', at: 'authority' },
  { machine: 'entry', name: 'request-retirement', events: ['request-retirement'], power: 'catalog.offline', at: 'provider' },
  { machine: 'entry', name: 'request-restoration', events: ['request-restoration'], power: 'catalog.offline', at: 'provider' },
  {
    machine: 'entry',
    name: 'withdraw-status-request',
    events: ['drop-retirement', 'drop-into-suspension', 'drop-restoration'],
    power: 'catalog.offline',
    at: 'provider',
  },
  {
    machine: 'entry',
    name: 'decide-status-request',
    events: [
      'approve-retirement',
      'drop-retirement',
      'drop-into-suspension',
      'approve-restoration',
      'approve-into-suspension',
      'drop-restoration',
    ],
    power: 'catalog.publish',
    at: 'authority',
    notOwn: true,
  },
  { machine: 'entry', name: 'retire-orphaned', events: ['retire-orphaned'], power: 'catalog.suspend', at: 'authority' },
  { machine: 'entry', name: 'resume-draft', events: ['resume-draft'], power: 'catalog.register', at: 'provider' },
  { machine: 'entry', name: 'propose-adjustment', events: ['adjust'], power: 'catalog.publish', at: 'authority', notOwn: true },
  { machine: 'entry', name: 'claim-entry', events: ['claim'], power: 'catalog.claim', at: 'asked' },

  { machine: 'revision-case', name: 'begin', events: ['begin'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision-case', name: 'report-unchanged', events: ['report-unchanged'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision-case', name: 'ask-extension', events: ['ask-extension'], power: 'catalog.register', at: 'provider' },
  { machine: 'revision-case', name: 'decide-extension', events: ['decide-extension'], power: 'catalog.publish', at: 'authority' },
  { machine: 'revision-case', name: 'confirm-unchanged', events: ['confirm-unchanged'], power: 'catalog.publish', at: 'authority' },
  { machine: 'revision-case', name: 'decline-unchanged', events: ['decline-unchanged'], power: 'catalog.publish', at: 'authority' },

  { machine: 'adjustment', name: 'agree-adjustment', events: ['agree'], power: 'catalog.sign', at: 'provider' },
  { machine: 'adjustment', name: 'object-adjustment', events: ['object'], power: 'catalog.sign', at: 'provider' },
  { machine: 'adjustment', name: 'uphold-adjustment', events: ['uphold'], power: 'catalog.suspend', at: 'authority', notOwn: true },
  { machine: 'adjustment', name: 'drop-adjustment', events: ['drop'], power: 'catalog.suspend', at: 'authority', notOwn: true },
  { machine: 'adjustment', name: 'withdraw-adjustment', events: ['withdraw'], power: 'catalog.publish', at: 'authority' },

  { machine: 'transfer-line', name: 'name-receiver', events: ['name-receiver'], power: 'catalog.publish', at: 'authority' },
  { machine: 'transfer-line', name: 'accept-transfer', events: ['accept'], power: 'catalog.sign', at: 'receiver' },
  { machine: 'transfer-line', name: 'decline-transfer', events: ['decline'], power: 'catalog.sign', at: 'receiver' },

  { machine: 'acknowledgement', name: 'acknowledge-version', events: ['acknowledge'], power: 'sharing.apply', at: 'consumer' },
  { machine: 'acknowledgement', name: 'object-to-version', events: ['contest'], power: 'sharing.apply', at: 'consumer' },
  { machine: 'acknowledgement', name: 'answer-objection', events: ['answer'], power: 'catalog.register', at: 'provider' },
];

/** Events that nobody takes as such: each follows from a step on something else, or the platform does it by itself. */
export const followingEvents: Readonly<Record<MachineName, readonly string[]>> = {
  revision: ['supersede', 'adopt-adjustment', 'drop-adjustment', 'discard-adjustment'],
  entry: [
    'publish',
    'abandon-change',
    'abandon-draft',
    'orphan',
    'offer-transfer',
    'decline-transfer',
    'accept-transfer',
    'accept-into-change',
    'accept-into-suspension',
    'release-claim',
    'undo-import',
    'drop-adjustment',
  ],
  'revision-case': ['sign', 'send-back', 'abandon-change', 'come-into-force', 'retire-entry'],
  adjustment: ['lapse'],
  'transfer-line': ['retire'],
  acknowledgement: ['supersede', 'lapse'],
};
