import type { DisposalInstruction, DisposalReport, DisposalState, DisposalTrigger } from '@karez/contract/sharing/disposal';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

/** What may happen to a disposal (809-27; law.md §6.6). */
export const disposalEvents = ['instruct', 'report', 'return', 'certify', 'order-check', 'pass', 'fail', 'hand-over'] as const;
export type DisposalEvent = (typeof disposalEvents)[number];

/**
 * The whole machine as data: for each state the events that leave it. No state is an end for good: whoever gave the data, or the authority, may always look
 * again.
 */
export const disposalMachine: Readonly<Record<DisposalState, Readonly<Partial<Record<DisposalEvent, DisposalState>>>>> = {
  ordered: { instruct: 'ordered', report: 'reported', 'hand-over': 'ordered' },
  // What the former department had only reported is not signed by its successor.
  reported: { return: 'ordered', certify: 'certified', 'hand-over': 'ordered' },
  certified: { 'order-check': 'checking' },
  checking: { pass: 'passed', fail: 'ordered' },
  passed: { 'order-check': 'checking' },
};

/** States in which the requester owes the disposal. */
export const owedStates: readonly DisposalState[] = ['ordered', 'reported'];

/** 处置: what is done with the data of a grant that has ended. */
export type DisposalRecord = {
  readonly id: string;
  readonly no: string;
  readonly revision: number;
  readonly state: DisposalState;
  readonly trigger: DisposalTrigger;
  readonly grantId: string;
  readonly entryId: string;
  readonly requesterOrgId: string;
  readonly requesterRegionCode: string;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  /** Region whose authority is competent between the two sides. */
  readonly authorityRegionCode: string;
  readonly ruleSetId: string;
  /** Counted from 1; a check that failed begins another. */
  readonly round: number;
  readonly reason: string;
  readonly instruction: DisposalInstruction;
  /** Whether the provider has said it itself; before that it is what the agreement says. */
  readonly instructed: boolean;
  readonly report: DisposalReport | null;
  /** The very text that the reporter signed, and the head signs again. */
  readonly reportText: string | null;
  readonly reportedBy: string | null;
  readonly reportedAt: Date | null;
  readonly reportEvidenceId: string | null;
  readonly signedBy: string | null;
  readonly checkSide: 'provider' | 'authority' | null;
  readonly checkBy: 'draw' | 'hand' | null;
  readonly checkOrderedAt: Date | null;
  readonly checkResult: 'passed' | 'failed' | null;
  readonly checkFact: string | null;
  readonly orderedAt: Date;
  readonly certifiedAt: Date | null;
  readonly dueAt: Date | null;
};

/** What nobody has reported, signed or checked yet. */
export const unreported = {
  report: null,
  reportText: null,
  reportedBy: null,
  reportedAt: null,
  reportEvidenceId: null,
  signedBy: null,
} as const;
export const unchecked = { checkSide: null, checkBy: null, checkOrderedAt: null, checkResult: null, checkFact: null } as const;

/** The state that an event leads to, or a refusal that names both. */
export function afterDisposalEvent(state: DisposalState, event: DisposalEvent): DisposalState | Refusal {
  return disposalMachine[state][event] ?? refuse('sharing.disposal.illegal-transition', { state, event });
}

/** What is wrong with an instruction: whoever is to archive is told why; null for a whole one. */
export function faultOfInstruction({ method, basis }: DisposalInstruction): Refusal | null {
  if (method !== 'archive' || basis.length > 0) return null;
  return refuse('sharing.disposal.incomplete', { count: 1 }, [{ path: '/body/basis', code: 'sharing.disposal-archive-basis', params: {} }]);
}

/** What a report is measured by: the instruction, the day of the grant and the day in the region. */
export type ReportGround = { readonly instruction: DisposalInstruction; readonly grantedOn: string; readonly today: string };

/** What is wrong with a report; null for a whole one. What deviates from the instruction is named as kept, on its articles. */
export function faultOfReport(report: DisposalReport, { instruction, grantedOn, today }: ReportGround): Refusal | null {
  const faults: FieldRefusal[] = [];
  if (report.doneOn > today) faults.push({ path: '/body/doneOn', code: 'sharing.disposal-day-to-come', params: {} });
  if (report.doneOn < grantedOn) faults.push({ path: '/body/doneOn', code: 'sharing.disposal-day-before', params: { on: grantedOn } });
  if (report.method !== instruction.method && report.method !== 'nothing-held')
    faults.push({ path: '/body/method', code: 'sharing.disposal-other-method', params: { method: instruction.method } });
  if (report.method === 'nothing-held' && report.remains !== null)
    faults.push({ path: '/body/remains', code: 'sharing.disposal-nothing-remains', params: {} });
  return faults.length === 0 ? null : refuse('sharing.disposal.incomplete', { count: faults.length }, faults);
}

/** Whether a certified disposal is drawn for a check; `chance` gives numbers from 0 (included) to 1 (excluded). */
export const isDrawn = (chance: () => number, percent: number): boolean => chance() * 100 < percent;
