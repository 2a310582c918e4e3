import type { ApplicationState } from '@karez/contract/sharing/schemas';
import { dueAfter, workedBetween } from './working-days.ts';

/** What a case of the year should be, kept apart from the product: each deed is entered here by the law's own words, and the product is compared with it. */
export type Case = {
  readonly id: string;
  readonly entryId: string;
  state: ApplicationState;
  /** Terms in which an answer is owed, the last one open while `endedOn` is null. */
  readonly terms: Term[];
  /** Last day of the requester's own term for a supplement; null while none runs. */
  supplementDue: string | null;
  supplements: number;
  extension: 'never' | 'asked' | 'granted' | 'refused';
  /** Day on which the provider received it. */
  receivedOn: string | null;
};

/** A duty to answer: of the provider, or of the authority that looks at a refusal. */
export type Term = {
  readonly of: 'reply' | 'verification';
  startedOn: string;
  days: number;
  stopped: boolean;
  /** Worked days that passed before a restart: they stay in sight. */
  readonly before: number;
  endedOn: string | null;
};

/** 809-21 and the internal aims of the rule set, in working days. */
export const days = { reply: 10, verification: 5, notice: 5, supplement: 10, extensionMax: 10 } as const;
/** From this day on 809 rules; before it the plan of 2017 alone, which knows no extension. */
export const NEW_LAW = '2025-08-01';

export const openTerm = ({ terms }: Case): Term | undefined => terms.find(({ endedOn }) => endedOn === null);
export const dueOf = (term: Term): string => dueAfter(term.startedOn, term.days);
/** Whether an open term has run out before the beginning of a day. */
export const hasRunOut = (term: Term, today: string): boolean => !term.stopped && dueOf(term) < today;

export function begin(one: Case, term: Pick<Term, 'of' | 'days'>, today: string): void {
  end(one, today);
  one.terms.push({ ...term, startedOn: today, stopped: false, before: 0, endedOn: null });
}

export function end(one: Case, today: string): void {
  const open = openTerm(one);
  if (open) open.endedOn = today;
}

/** The clock stops at the notice, and begins anew, whole, when the supplement is signed. */
export function stop(one: Case, today: string): void {
  const open = openTerm(one);
  if (open) open.stopped = true;
  one.supplementDue = dueAfter(today, days.supplement);
}

export function restart(one: Case, today: string): void {
  const open = openTerm(one);
  one.supplementDue = null;
  if (!open) return;
  open.stopped = false;
  open.startedOn = today;
  open.days = days.reply;
}

/** Working days for which the provider has owed an answer so far. */
export function daysHad({ terms }: Case, today: string): number {
  return terms.filter((term) => term.of === 'reply').reduce((sum, term) => sum + workedBetween(term.startedOn, term.endedOn ?? today), 0);
}

const ends: readonly ApplicationState[] = ['agreed', 'partly-agreed', 'refused', 'withdrawn'];
export const hasEnded = ({ state }: Pick<Case, 'state'>): boolean => ends.includes(state);

/** A supplement that is not sent in time is no refusal: the application is withdrawn when the day after its last one begins. */
export function lapse(one: Case, today: string): void {
  if (one.supplementDue === null || one.supplementDue >= today) return;
  one.state = 'withdrawn';
  one.supplementDue = null;
  end(one, today);
}
