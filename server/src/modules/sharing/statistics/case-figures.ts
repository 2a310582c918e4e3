import { caseMeasures, type CaseFigures, type CaseMeasure, type DaysTaken } from '@karez/contract/sharing/statistics';
import type { ApplicationState } from '@karez/contract/sharing/schemas';

/** What is counted of one application that was received. Days are working days of its provider's region. */
export type CaseFacts = {
  readonly state: ApplicationState;
  /** Answered by standing consent, at once. */
  readonly atOnce: boolean;
  /** Until the provider's first signed word; null while there is none. */
  readonly firstAnswerDays: number | null;
  /** Whether the requester has confirmed that the data arrived. */
  readonly delivered: boolean;
  /** Until that; null while it has not, and where the answer came at once. */
  readonly deliveryDays: number | null;
  /** Whether the provider's term has run out and the answer is still owed. */
  readonly overdue: boolean;
};

const ended: readonly ApplicationState[] = ['agreed', 'partly-agreed', 'refused', 'withdrawn'];

const rules: Readonly<Record<CaseMeasure, (facts: CaseFacts) => boolean>> = {
  received: () => true,
  answered: ({ firstAnswerDays }) => firstAnswerDays !== null,
  'at-once': ({ atOnce }) => atOnce,
  agreed: ({ state }) => state === 'agreed' || state === 'partly-agreed',
  delivered: ({ delivered }) => delivered,
  refused: ({ state }) => state === 'refused',
  withdrawn: ({ state }) => state === 'withdrawn',
  open: ({ state }) => !ended.includes(state),
  overdue: ({ overdue }) => overdue,
};

const noughts: Readonly<CaseFigures['counts']> = {
  received: 0,
  answered: 0,
  'at-once': 0,
  agreed: 0,
  delivered: 0,
  refused: 0,
  withdrawn: 0,
  open: 0,
  overdue: 0,
};

/** Whether an application stands under a measure: the one rule of numbers and lists. */
export function isCounted(facts: CaseFacts, measure: CaseMeasure): boolean {
  return rules[measure](facts);
}

/** The number at or under which a share of some numbers lies, by nearest rank: one that occurs among them. @throws RangeError for none. */
export function nearestRank(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const found = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1];
  if (found === undefined) throw new RangeError('no number has a rank among none');
  return found;
}

function taken(days: readonly (number | null)[]): DaysTaken {
  const numbers = days.filter((one) => one !== null);
  return numbers.length === 0 ? null : { p50: nearestRank(numbers, 0.5), p80: nearestRank(numbers, 0.8), cases: numbers.length };
}

/** The figures of some applications. */
export function figuresOf(cases: readonly CaseFacts[]): CaseFigures {
  const counts = { ...noughts };
  for (const measure of caseMeasures) counts[measure] = cases.filter((one) => isCounted(one, measure)).length;
  return {
    counts,
    firstAnswer: taken(cases.map(({ firstAnswerDays }) => firstAnswerDays)),
    delivery: taken(cases.map(({ deliveryDays }) => deliveryDays)),
  };
}
