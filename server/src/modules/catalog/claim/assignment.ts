import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { assignmentStates } from '@karez/contract/catalog/claim-assignment';

export type AssignmentState = (typeof assignmentStates)[number];

/** The authority has asked a department to claim an imported entry (指派认领), and how that ended. */
export type Assignment = {
  readonly id: string;
  readonly entryId: string;
  readonly organisationId: string;
  readonly assignedBy: string;
  readonly assignedAt: Date;
  readonly reason: string;
  readonly state: AssignmentState;
  readonly ended: { readonly by: string; readonly at: Date; readonly reason: string } | null;
};

export const assignmentEvents = ['claim', 'decline', 'withdraw', 'lapse'] as const;
export type AssignmentEvent = (typeof assignmentEvents)[number];

/** What is not here is refused. `lapse`: another department has claimed the entry, or the one that was asked is no more. */
export const assignmentTransitions: Readonly<
  Record<AssignmentState, Readonly<Partial<Record<AssignmentEvent, Exclude<AssignmentState, 'open'>>>>>
> = {
  open: { claim: 'claimed', decline: 'declined', withdraw: 'withdrawn', lapse: 'ended' },
  claimed: {},
  declined: {},
  withdrawn: {},
  ended: {},
};

/** The state after `event`, or the refusal `catalog.claim.assignment-ended`. */
export function nextAssignmentState(state: AssignmentState, event: AssignmentEvent): Exclude<AssignmentState, 'open'> | Refusal {
  return assignmentTransitions[state][event] ?? refuse('catalog.claim.assignment-ended', { state, event });
}

/** The assignment with its end. */
export function endAssignment(
  assignment: Assignment,
  event: AssignmentEvent,
  ended: NonNullable<Assignment['ended']>,
): Assignment | Refusal {
  const state = nextAssignmentState(assignment.state, event);
  return isRefusal(state) ? state : { ...assignment, state, ended };
}
