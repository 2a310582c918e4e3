import type { ConformanceRuleId, nonconformityStates, severities } from '@karez/contract/catalog/conformance';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Act } from '../revision/revision.ts';

export type NonconformityState = (typeof nonconformityStates)[number];
export type Severity = (typeof severities)[number];

/** What a rule says of an entry: the field that it points at, and what the words need. */
export type Flaw = {
  readonly rule: ConformanceRuleId;
  readonly severity: Severity;
  readonly field: string;
  readonly params: Readonly<Record<string, string | number>>;
};

/** A flaw of one version of an entry, and what became of it. */
export type Nonconformity = Flaw & {
  readonly id: string;
  readonly runId: string;
  readonly entryId: string;
  readonly revisionNo: number;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly regionCode: string;
  readonly state: NonconformityState;
  readonly dueOn: string;
  readonly foundAt: Date;
  readonly closedAt: Date | null;
  readonly explained: Act | null;
  readonly decided: Act | null;
};

export const nonconformityEvents = ['explain', 'accept', 'decline', 'mend', 'reopen'] as const;
export type NonconformityEvent = (typeof nonconformityEvents)[number];
/** What the department, the authority and the review itself do with a nonconformity. An acceptance holds for the version that it was given for. */
export const nonconformityTransitions: Readonly<
  Record<NonconformityState, Readonly<Partial<Record<NonconformityEvent, NonconformityState>>>>
> = {
  open: { explain: 'explained', mend: 'mended' },
  explained: { accept: 'accepted', decline: 'open', mend: 'mended' },
  accepted: { reopen: 'open', mend: 'mended' },
  mended: {},
};

/** The state after `event`, or the refusal `catalog.conformance.illegal-transition`. */
export function nextNonconformityState(state: NonconformityState, event: NonconformityEvent): NonconformityState | Refusal {
  return nonconformityTransitions[state][event] ?? refuse('catalog.conformance.illegal-transition', { state, event });
}

const keyOf = ({ rule, field }: Pick<Flaw, 'rule' | 'field'>): string => `${rule} ${field}`;

/**
 * What a review of one entry changes: flaws that are new, nonconformities that are gone, acceptances that a new version ended, and all that still
 * stand, those of them too, as the version that was judged now shows them.
 */
export type Settlement = {
  readonly opened: readonly Flaw[];
  readonly mended: readonly Nonconformity[];
  readonly reopened: readonly Nonconformity[];
  readonly standing: readonly Nonconformity[];
};

/** Compares the flaws of the version in force with the nonconformities that stand. */
export function settle(
  standing: readonly Nonconformity[],
  { flaws, revisionNo }: { flaws: readonly Flaw[]; revisionNo: number },
): Settlement {
  const now = new Map(flaws.map((flaw) => [keyOf(flaw), flaw]));
  const known = new Set(standing.map(keyOf));
  const still = standing.filter((nonconformity) => now.has(keyOf(nonconformity)));
  return {
    opened: flaws.filter((flaw) => !known.has(keyOf(flaw))),
    mended: standing.filter((nonconformity) => !now.has(keyOf(nonconformity))),
    reopened: still.filter((nonconformity) => nonconformity.state === 'accepted' && nonconformity.revisionNo !== revisionNo),
    standing: still.map((nonconformity) => ({ ...nonconformity, revisionNo, params: now.get(keyOf(nonconformity))?.params ?? {} })),
  };
}
