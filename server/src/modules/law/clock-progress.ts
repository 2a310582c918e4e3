import { dayIn } from '@karez/kit/clock';

import { asOf, type Clock } from './clock.ts';
import { workingDaysBetween, type Calendar } from './working-day.ts';

/** Steps of the warning ladder, mildest first: half of the term used, at most two working days left, overdue. */
export const rungs = ['half', 'soon', 'overdue'] as const;
export type Rung = (typeof rungs)[number];

const SOON_WORKING_DAYS = 2;

/** The figures both parties see. */
export type Progress = {
  readonly state: Clock['state'];
  /** Working days of the present leg that are used, today included. */
  readonly usedWorkingDays: number;
  /** Working days still left after today; 0 on the last day. */
  readonly leftWorkingDays: number;
  readonly overdueWorkingDays: number;
  /** Working days since the first receipt, stops included: what the requester really waited. */
  readonly totalWorkingDays: number;
};

/** Where a clock stands at an instant. */
export function progressOf(given: Clock, calendar: Calendar, at: Date): Progress {
  const clock = asOf(given, at);
  const moment = at < clock.lastEventAt ? clock.lastEventAt : at;
  const today = dayIn(clock.zone, endOf(clock) ?? moment);
  const running = clock.state === 'running';
  const left = running ? workingDaysBetween(calendar, today, clock.dueOn) : 0;
  return {
    state: clock.state,
    usedWorkingDays:
      clock.state === 'stopped' ? clock.legWorkingDays - clock.leftWorkingDays : workingDaysBetween(calendar, clock.legStartOn, today),
    leftWorkingDays: clock.state === 'stopped' ? clock.leftWorkingDays : left,
    overdueWorkingDays: overdueOf(clock, calendar, today),
    totalWorkingDays: workingDaysBetween(calendar, dayIn(clock.zone, clock.startedAt), today),
  };
}

function endOf(clock: Clock): Date | null {
  if (clock.state === 'met') return clock.metAt;
  return clock.state === 'cancelled' ? clock.cancelledAt : null;
}

function overdueOf(clock: Clock, calendar: Calendar, today: string): number {
  if (clock.state === 'met') return clock.lateWorkingDays;
  // Whoever had it when its term ran out was late, though the duty has passed to another since. A clock that stood still ran out for nobody.
  const wasLate =
    clock.state === 'cancelled' && clock.cancelledAt >= clock.dueAt && clock.stops.every(({ returnedAt }) => returnedAt !== null);
  return clock.state === 'lapsed' || wasLate ? Math.max(1, workingDaysBetween(calendar, clock.dueOn, today)) : 0;
}

/** The step of the ladder on which a clock stands; none on the day it started, while it is stopped, and after its end. */
export function rungOf(given: Clock, calendar: Calendar, at: Date): Rung | null {
  const clock = asOf(given, at);
  if (clock.state === 'lapsed') return 'overdue';
  if (clock.state !== 'running') return null;
  const { usedWorkingDays, leftWorkingDays } = progressOf(clock, calendar, at);
  if (usedWorkingDays === 0) return null;
  if (leftWorkingDays <= SOON_WORKING_DAYS) return 'soon';
  return usedWorkingDays * 2 >= clock.legWorkingDays ? 'half' : null;
}

/** The warning to give now: the step it stands on, when no warning of that step or a higher one was given in this leg. */
export function warningDue(standing: Rung | null, given: readonly Rung[]): Rung | null {
  if (standing === null) return null;
  return given.some((one) => rungs.indexOf(one) >= rungs.indexOf(standing)) ? null : standing;
}
