import type { AdjustedFields, AdjustmentState, adjustmentBases } from '@karez/contract/catalog/adjustment';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { EntryId } from '../entry/entry.ts';
import type { FieldChange } from '../entry/changes.ts';
import type { Act } from '../revision/revision.ts';
import type { Widening } from './adjusted-content.ts';

/** An act with the name of the organisation that it was done for. */
export type NamedAct = Act & { readonly organisationName: string };

/** One proposal of the authority for the text of an entry, and what became of it (91-3.2.1). */
export type Adjustment = {
  readonly id: string;
  readonly entryId: EntryId;
  /** The revision that waits for its end. */
  readonly revisionNo: number;
  readonly basis: (typeof adjustmentBases)[number];
  readonly state: AdjustmentState;
  readonly entryName: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly regionCode: string;
  readonly fields: AdjustedFields;
  readonly changes: readonly FieldChange[];
  /** In what it goes beyond the department's assessments. */
  readonly widening: readonly Widening[];
  readonly proposed: NamedAct;
  readonly answered: NamedAct | null;
  readonly decided: NamedAct | null;
  readonly withdrawn: NamedAct | null;
};

export const adjustmentEvents = ['agree', 'object', 'lapse', 'uphold', 'drop', 'withdraw'] as const;
export type AdjustmentEvent = (typeof adjustmentEvents)[number];

/**
 * Transition table; what is not here is refused. Silence decides nothing: a lapsed term only brings the leader in, and the department may still
 * answer. After an objection the leader decides, and nobody else.
 */
export const adjustmentTransitions: Readonly<Record<AdjustmentState, Readonly<Partial<Record<AdjustmentEvent, AdjustmentState>>>>> = {
  proposed: { agree: 'agreed', object: 'objected', lapse: 'unanswered', withdraw: 'withdrawn' },
  unanswered: { agree: 'agreed', object: 'objected', uphold: 'upheld', drop: 'dropped', withdraw: 'withdrawn' },
  objected: { uphold: 'upheld', drop: 'dropped', withdraw: 'withdrawn' },
  agreed: {},
  upheld: {},
  dropped: {},
  withdrawn: {},
};

/** The state after `event`, or the refusal `catalog.adjustment.illegal-transition`. */
export function nextAdjustmentState(state: AdjustmentState, event: AdjustmentEvent): AdjustmentState | Refusal {
  return adjustmentTransitions[state][event] ?? refuse('catalog.adjustment.illegal-transition', { state, event });
}

export function isOpen({ state }: Pick<Adjustment, 'state'>): boolean {
  return Object.keys(adjustmentTransitions[state]).length > 0;
}

function moved(adjustment: Adjustment, event: AdjustmentEvent, acts: Partial<Adjustment>): Adjustment | Refusal {
  const state = nextAdjustmentState(adjustment.state, event);
  return isRefusal(state) ? state : { ...adjustment, ...acts, state };
}

/** The department's head agrees: the adjusted text may come into force. */
export function agree(adjustment: Adjustment, answered: NamedAct): Adjustment | Refusal {
  return moved(adjustment, 'agree', { answered });
}

export function object(adjustment: Adjustment, answered: NamedAct): Adjustment | Refusal {
  return moved(adjustment, 'object', { answered });
}

/** The department's term has passed without an answer. */
export function lapse(adjustment: Adjustment): Adjustment | Refusal {
  return moved(adjustment, 'lapse', {});
}

/**
 * The leader upholds it against an objection or a silence. What goes beyond the department's assessments (809-13) is carried by its agreement only, and
 * whoever proposed it does not decide.
 */
export function uphold(adjustment: Adjustment, decided: NamedAct): Adjustment | Refusal {
  const next = moved(adjustment, 'uphold', { decided });
  if (isRefusal(next)) return next;
  if (adjustment.widening.length > 0) return refuse('catalog.adjustment.beyond-assessments');
  return refuseOwnProposal(adjustment, decided.by) ?? next;
}

export function drop(adjustment: Adjustment, decided: NamedAct): Adjustment | Refusal {
  const next = moved(adjustment, 'drop', { decided });
  return isRefusal(next) ? next : (refuseOwnProposal(adjustment, decided.by) ?? next);
}

export function withdraw(adjustment: Adjustment, withdrawn: NamedAct): Adjustment | Refusal {
  return moved(adjustment, 'withdraw', { withdrawn });
}

/** Nobody decides on their own proposal. */
export function refuseOwnProposal({ proposed }: Adjustment, by: string): Refusal | undefined {
  return proposed.by === by ? refuse('catalog.adjustment.own-proposal') : undefined;
}
