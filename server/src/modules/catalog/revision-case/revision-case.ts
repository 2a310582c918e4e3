import type { revisionCaseOutcomes, revisionCaseStates, RestingPlace } from '@karez/contract/catalog/revision-case';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { EntryId } from '../entry/entry.ts';
import type { Act } from '../revision/revision.ts';

export type RevisionCaseState = (typeof revisionCaseStates)[number];
export type RevisionCaseOutcome = (typeof revisionCaseOutcomes)[number];

/** More days: asked for by the department, answered by the authority. `decided` and `granted` are null until then. */
export type CaseExtension = {
  readonly workingDays: number;
  readonly asked: Act;
  readonly decided: Act | null;
  readonly granted: boolean | null;
};

type Common = {
  readonly id: string;
  readonly eventId: string;
  readonly entryId: EntryId;
  /** Rises with every step; the value of `If-Match`. */
  readonly revision: number;
  readonly restsOn: readonly RestingPlace[];
  readonly openedAt: Date;
  /** The last time that the authority did not agree that nothing changes. */
  readonly declined: Act | null;
  readonly extension: CaseExtension | null;
};
export type OpenCase = Common & { readonly state: 'open' };
export type CaseInHand = Common & { readonly state: 'in-hand'; readonly revisionNo: number };
export type ReportedCase = Common & { readonly state: 'reported'; readonly revisionNo: number; readonly reported: Act };
export type UnchangedReported = Common & { readonly state: 'unchanged-reported'; readonly reported: Act };
export type ClosedCase = Common & {
  readonly state: 'closed';
  readonly outcome: RevisionCaseOutcome;
  readonly revisionNo: number | null;
  readonly reported: Act | null;
  readonly ended: Act;
};

/** 修订任务: one entry that a change event touches, until a version in force or a confirmed report answers it. */
export type RevisionCase = OpenCase | CaseInHand | ReportedCase | UnchangedReported | ClosedCase;

export const revisionCaseEvents = [
  'begin',
  'report-unchanged',
  'ask-extension',
  'decide-extension',
  'confirm-unchanged',
  'decline-unchanged',
  'sign',
  'send-back',
  'abandon-change',
  'come-into-force',
  'retire-entry',
] as const;
export type RevisionCaseEvent = (typeof revisionCaseEvents)[number];

/**
 * Transition table (91-3.3, 809-17); what is not here is refused. The department begins or reports; signature, return,
 * abandonment and publication are those of the entry's revision. Nothing leaves the table by silence: an overdue case stays where it is.
 */
export const revisionCaseTransitions: Readonly<Record<RevisionCaseState, Readonly<Partial<Record<RevisionCaseEvent, RevisionCaseState>>>>> =
  {
    open: {
      begin: 'in-hand',
      'report-unchanged': 'unchanged-reported',
      'ask-extension': 'open',
      'decide-extension': 'open',
      'retire-entry': 'closed',
    },
    'in-hand': { 'ask-extension': 'in-hand', 'decide-extension': 'in-hand', sign: 'reported', 'abandon-change': 'open' },
    reported: { 'send-back': 'in-hand', 'come-into-force': 'closed' },
    'unchanged-reported': { 'confirm-unchanged': 'closed', 'decline-unchanged': 'open', 'retire-entry': 'closed' },
    closed: {},
  };

/** The state after `event`, or the refusal `catalog.revision-case.illegal-transition`. */
export function nextCaseState(state: RevisionCaseState, event: RevisionCaseEvent): RevisionCaseState | Refusal {
  return revisionCaseTransitions[state][event] ?? illegal(state, event);
}

function illegal(state: RevisionCaseState, event: RevisionCaseEvent): Refusal {
  return refuse('catalog.revision-case.illegal-transition', { state, event });
}

function commonOf({ id, eventId, entryId, revision, restsOn, openedAt, declined, extension }: RevisionCase): Common {
  return { id, eventId, entryId, revision: revision + 1, restsOn, openedAt, declined, extension };
}

/** A request for more days that nobody has answered falls away with the duty. */
function withoutAsked(given: Common): Common {
  return given.extension?.decided === null ? { ...given, extension: null } : given;
}

/** A change of the entry is under way for the case. */
export function begin(given: RevisionCase, revisionNo: number): CaseInHand | Refusal {
  if (given.state !== 'open') return illegal(given.state, 'begin');
  return { ...commonOf(given), state: 'in-hand', revisionNo };
}

/** The department reports that nothing has to change. */
export function reportUnchanged(given: RevisionCase, reported: Act): UnchangedReported | Refusal {
  if (given.state !== 'open') return illegal(given.state, 'report-unchanged');
  return { ...withoutAsked(commonOf(given)), state: 'unchanged-reported', reported };
}

export function confirmUnchanged(given: RevisionCase, ended: Act): ClosedCase | Refusal {
  if (given.state !== 'unchanged-reported') return illegal(given.state, 'confirm-unchanged');
  return { ...commonOf(given), state: 'closed', outcome: 'unchanged', revisionNo: null, reported: given.reported, ended };
}

/** The case is open again; what the department reported stays in the entry's history. */
export function declineUnchanged(given: RevisionCase, declined: Act): OpenCase | Refusal {
  if (given.state !== 'unchanged-reported') return illegal(given.state, 'decline-unchanged');
  return { ...commonOf(given), state: 'open', declined };
}

/** The department's head has signed the change: it goes to the authority, and that is the report. */
export function sign(given: RevisionCase, reported: Act): ReportedCase | Refusal {
  if (given.state !== 'in-hand') return illegal(given.state, 'sign');
  return { ...withoutAsked(commonOf(given)), state: 'reported', revisionNo: given.revisionNo, reported };
}

export function sendBack(given: RevisionCase): CaseInHand | Refusal {
  if (given.state !== 'reported') return illegal(given.state, 'send-back');
  return { ...commonOf(given), state: 'in-hand', revisionNo: given.revisionNo };
}

/** The change was given up: the case waits for another, or for a report. */
export function abandonChange(given: RevisionCase): OpenCase | Refusal {
  if (given.state !== 'in-hand') return illegal(given.state, 'abandon-change');
  return { ...commonOf(given), state: 'open' };
}

export function comeIntoForce(given: RevisionCase, ended: Act): ClosedCase | Refusal {
  if (given.state !== 'reported') return illegal(given.state, 'come-into-force');
  return { ...commonOf(given), state: 'closed', outcome: 'revised', revisionNo: given.revisionNo, reported: given.reported, ended };
}

/** The entry left the catalogue: nothing is owed for it any more. */
export function retireEntry(given: RevisionCase, ended: Act): ClosedCase | Refusal {
  if (isRefusal(nextCaseState(given.state, 'retire-entry'))) return illegal(given.state, 'retire-entry');
  const reported = given.state === 'unchanged-reported' ? given.reported : null;
  return { ...withoutAsked(commonOf(given)), state: 'closed', outcome: 'entry-retired', revisionNo: null, reported, ended };
}

type Askable = OpenCase | CaseInHand;

/** Asks for more days: again only after a refusal, never after a consent (809-17: once). */
export function askExtension(given: RevisionCase, { workingDays, asked }: Pick<CaseExtension, 'workingDays' | 'asked'>): Askable | Refusal {
  if (given.state !== 'open' && given.state !== 'in-hand') return illegal(given.state, 'ask-extension');
  if (given.extension !== null && given.extension.granted !== false) return refuse('catalog.revision-case.extension-asked');
  return { ...given, revision: given.revision + 1, extension: { workingDays, asked, decided: null, granted: null } };
}

export function decideExtension(given: RevisionCase, { granted, decided }: { granted: boolean; decided: Act }): Askable | Refusal {
  const asked = given.extension;
  const awaited = given.state === 'open' || given.state === 'in-hand';
  if (!awaited || asked === null || asked.decided !== null) return illegal(given.state, 'decide-extension');
  return { ...given, revision: given.revision + 1, extension: { ...asked, granted, decided } };
}

/** Refuses when the caller read another state of the case than the one that is stored; `null` means no `If-Match` was sent. */
export function staleCase(given: Pick<RevisionCase, 'revision'>, ifMatch: string | null): Refusal | undefined {
  if (ifMatch === String(given.revision)) return undefined;
  return refuse('catalog.revision-case.stale', { current: given.revision, sent: ifMatch });
}
