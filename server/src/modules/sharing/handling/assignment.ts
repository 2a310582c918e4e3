import type { AssignmentOpinion, assignmentStates } from '@karez/contract/sharing/handling-schemas';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

export type AssignmentState = (typeof assignmentStates)[number];

/** What can happen to what a division was asked. */
export const assignmentEvents = ['open', 'answer', 'return', 'recall', 'pass-over', 'void'] as const;
export type AssignmentEvent = (typeof assignmentEvents)[number];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const assignmentMachine: Readonly<Record<AssignmentState, Readonly<Partial<Record<AssignmentEvent, AssignmentState>>>>> = {
  // Taken back as long as the division has not opened it.
  sent: { open: 'opened', recall: 'recalled', 'pass-over': 'passed-over', void: 'void' },
  opened: { answer: 'answered', return: 'returned', 'pass-over': 'passed-over', void: 'void' },
  answered: {},
  returned: {},
  recalled: {},
  'passed-over': {},
  void: {},
};

/** What a division was asked about an application, and what it answered. */
export type Assignment = {
  readonly id: string;
  readonly handlingId: string;
  readonly divisionId: string;
  /** Its name on the day it was asked. */
  readonly divisionName: string;
  readonly words: string;
  /** Inner day; `YYYY-MM-DD`. */
  readonly dueOn: string;
  readonly state: AssignmentState;
  readonly assignedBy: string;
  readonly assignedAt: Date;
  readonly opened: { readonly by: string; readonly at: Date } | null;
  readonly answer: AssignmentOpinion | null;
  readonly reason: string | null;
  readonly ended: { readonly by: string | null; readonly at: Date } | null;
};

/** The state that an event leads to, or a refusal that names both. */
export function afterAssignmentEvent(state: AssignmentState, event: AssignmentEvent): AssignmentState | Refusal {
  return assignmentMachine[state][event] ?? refuse('sharing.handling.illegal-transition', { state, event });
}

export function isWaiting({ state }: Pick<Assignment, 'state'>): boolean {
  return state === 'sent' || state === 'opened';
}

/** What is wrong with an opinion: “partly” says which items it is against, and only items that were applied for are judged, each once. */
export function faultOfOpinion({ result, items }: AssignmentOpinion, itemNos: readonly number[]): Refusal | null {
  const nos = items.map(({ no }) => no);
  const foreign = nos.filter((no) => !itemNos.includes(no)).map((no) => field('sharing.item-not-applied-for', no));
  const twice = nos.filter((no, index) => nos.indexOf(no) < index).map((no) => field('sharing.item-answered-twice', no));
  const against = items.some(({ agrees }) => !agrees);
  const silent: FieldRefusal[] = result === 'partly' && !against ? [{ path: '/body/items', code: 'required', params: {} }] : [];
  const torn: FieldRefusal[] =
    result === 'agree' && against ? [{ path: '/body/items', code: 'sharing.item-against-result', params: {} }] : [];
  const wrong = [...foreign, ...twice, ...silent, ...torn];
  return wrong.length === 0 ? null : refuse('sharing.handling.opinion-incomplete', { count: wrong.length }, wrong);
}

function field(code: string, no: number): FieldRefusal {
  return { path: '/body/items', code, params: { no } };
}
