import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';
import { refuse, type Refusal } from '@karez/kit/refusal';

import type { Limit } from './rule-set.ts';
import { addWorkingDays, missingNotices, workingDaysBetween, type Calendar, type MissingNotice } from './working-day.ts';
import { endOfDay, laterDay, type Day } from './zoned-day.ts';

/** A notice of missing material stopped the clock; `returnedAt` is null while the material is awaited. */
export type Stop = { readonly stoppedAt: Date; readonly returnedAt: Date | null };

export type Extension = { readonly workingDays: number; readonly grantedAt: Date };

/** What a clock is about; fixed for its life. The limit is frozen: a later rule set does not touch it. */
export type ClockSubject = {
  readonly id: string;
  readonly caseKind: string;
  readonly caseId: string;
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly limit: Limit;
  readonly dutyOrgId: string;
  /** Division code of the duty-bearer's region, whose calendar counts. */
  readonly region: string;
};

type Common = ClockSubject & {
  readonly calendarId: string;
  readonly zone: string;
  /** First receipt: total working days count from here, whatever stops lay between. */
  readonly startedAt: Date;
  /** Every restart, extension and revival begins a new leg, with its own ladder of warnings. */
  readonly leg: number;
  /** Day of the event that began this leg; not itself counted. */
  readonly legStartOn: Day;
  /** Working days that this leg may use, a granted extension included. */
  readonly legWorkingDays: number;
  /** The last day that was made known: it moves later only. */
  readonly dueOn: Day;
  readonly dueAt: Date;
  /** Notices that the due day would need and that are not loaded yet: while there are any, the day is 暂定. */
  readonly provisional: readonly MissingNotice[];
  readonly stops: readonly Stop[];
  readonly extension: Extension | null;
  readonly lastEventAt: Date;
};

export type Running = Common & { readonly state: 'running' };
export type Stopped = Common & { readonly state: 'stopped'; readonly leftWorkingDays: number };
/** The due instant passed and the duty is still owed. */
export type Lapsed = Common & { readonly state: 'lapsed' };
/** The duty was done, `lateWorkingDays` after the due day (0 = in time). */
export type Met = Common & { readonly state: 'met'; readonly metAt: Date; readonly lateWorkingDays: number };
/** The case ended otherwise (withdrawn, redirected): nobody owes anything. */
export type Cancelled = Common & { readonly state: 'cancelled'; readonly cancelledAt: Date };

export type Clock = Running | Stopped | Lapsed | Met | Cancelled;
export type OpenClock = Running | Stopped | Lapsed;

export function isOpen(clock: Clock): clock is OpenClock {
  return clock.state === 'running' || clock.state === 'stopped' || clock.state === 'lapsed';
}

/** Starts a clock at an event; the day of the event is not counted, the term ends at 24:00 of its last day (Civil Code 201, 203). */
export function start(subject: ClockSubject, calendar: Calendar, startedAt: Date): Running {
  const startedOn = dayIn(calendar.zone, startedAt);
  const dueOn = addWorkingDays(calendar, startedOn, subject.limit.workingDays);
  return {
    ...subject,
    state: 'running',
    calendarId: calendar.id,
    zone: calendar.zone,
    startedAt,
    leg: 1,
    legStartOn: startedOn,
    legWorkingDays: subject.limit.workingDays,
    dueOn,
    dueAt: endOfDay(calendar.zone, dueOn),
    provisional: missingNotices(calendar, startedOn, dueOn),
    stops: [],
    extension: null,
    lastEventAt: startedAt,
  };
}

/**
 * A duty that another department had before, and that runs on (law.md 6.4): the last day that its parties know does not move earlier, though the
 * calendar of the department that has it now says so.
 */
export function heldTo(clock: Running, calendar: Calendar, knownDueOn: Day): Running {
  return withDue({ ...clock, dueOn: laterDay(clock.dueOn, knownDueOn) }, calendar);
}

/** A machine clock that was moved back never takes a case back with it: no event is earlier than the one before. */
function notBefore(clock: Clock, at: Date): Date {
  return at < clock.lastEventAt ? clock.lastEventAt : at;
}

/** The clock as it stands at an instant: a running clock whose due instant has passed has lapsed, whether or not anybody looked. */
export function asOf(clock: Clock, at: Date): Clock {
  if (clock.state !== 'running' || notBefore(clock, at) < clock.dueAt) return clock;
  return { ...clock, state: 'lapsed', lastEventAt: clock.dueAt };
}

/** Stops the clock at a one-time notice of everything that is missing (809-21). */
export function stop(given: Clock, calendar: Calendar, at: Date): Stopped | Refusal {
  const clock = asOf(given, at);
  if (clock.state !== 'running') return notRunning(clock);
  const { supplement } = clock.limit;
  if (supplement === null) return refuse('law.clock.never-stops', { rule: clock.limit.key });
  if (clock.stops.length >= supplement.countMax) return refuse('law.clock.stopped-before', { countMax: supplement.countMax });

  const stoppedAt = notBefore(clock, at);
  const stoppedOn = dayIn(clock.zone, stoppedAt);
  // The day of the notice is not used up: so at least one working day is always left.
  const usedWorkingDays = workingDaysBetween(calendar, clock.legStartOn, dayAfter(stoppedOn, -1));
  const leftWorkingDays = Math.max(1, clock.legWorkingDays - usedWorkingDays);
  return { ...clock, state: 'stopped', leftWorkingDays, stops: [...clock.stops, { stoppedAt, returnedAt: null }], lastEventAt: stoppedAt };
}

/** Goes on when the material has come: with the whole term again, or with the days left, as the frozen limit says. */
export function restart(clock: Clock, calendar: Calendar, at: Date): Running | Refusal {
  if (clock.state !== 'stopped') return refuse('law.clock.not-stopped', { state: clock.state });
  const returnedAt = notBefore(clock, at);
  const { leftWorkingDays, ...kept } = clock;
  const whole = clock.limit.workingDays + (clock.extension?.workingDays ?? 0);
  const legWorkingDays = clock.limit.supplement?.onReturn === 'resume' ? leftWorkingDays : whole;
  const stops = clock.stops.map((one) => (one.returnedAt === null ? { ...one, returnedAt } : one));
  const leg = { leg: clock.leg + 1, legStartOn: dayIn(clock.zone, returnedAt), legWorkingDays, stops, lastEventAt: returnedAt };
  return withDue({ ...kept, ...leg, state: 'running' }, calendar);
}

/** Extends the term once, before it has lapsed, by no more than the limit allows (809-17, 809-21). */
export function extend(given: Clock, calendar: Calendar, granted: { workingDays: number; at: Date }): Running | Refusal {
  const clock = asOf(given, granted.at);
  if (clock.state !== 'running') return notRunning(clock);
  const { extension } = clock.limit;
  if (extension === null) return refuse('law.clock.never-extended', { rule: clock.limit.key });
  if (clock.extension !== null) return refuse('law.clock.extended-before');
  const max = extension.workingDaysMax;
  const fits = Number.isInteger(granted.workingDays) && granted.workingDays >= 1 && granted.workingDays <= max;
  if (!fits) return refuse('law.clock.extension-too-long', { workingDays: granted.workingDays, workingDaysMax: max });

  const grantedAt = notBefore(clock, granted.at);
  const dueOn = addWorkingDays(calendar, clock.dueOn, granted.workingDays);
  return withDue(
    {
      ...clock,
      dueOn,
      leg: clock.leg + 1,
      legWorkingDays: clock.legWorkingDays + granted.workingDays,
      extension: { workingDays: granted.workingDays, grantedAt },
      lastEventAt: grantedAt,
    },
    calendar,
  );
}

/** The duty is done; after the due instant it is done late, and by how many working days is kept. */
export function meet(given: Clock, calendar: Calendar, at: Date): Met | Refusal {
  const clock = asOf(given, at);
  if (!isOpen(clock)) return refuse('law.clock.ended', { state: clock.state });
  const metAt = notBefore(clock, at);
  const late = clock.state === 'lapsed' ? workingDaysBetween(calendar, clock.dueOn, dayIn(clock.zone, metAt)) : 0;
  // A duty done on a day off right after the due day is late too, though no working day lies between.
  const lateWorkingDays = clock.state === 'lapsed' ? Math.max(1, late) : 0;
  return { ...commonOf(clock), state: 'met', metAt, lateWorkingDays, lastEventAt: metAt };
}

/**
 * The duty was reported done at `doneAt`, and that report is accepted only now: it counts as done when it was reported, though the term may have
 * run out while it waited for the one who accepts.
 */
export function accept(clock: Clock, calendar: Calendar, { doneAt, at }: { doneAt: Date; at: Date }): Met | Refusal {
  if (!isOpen(clock)) return refuse('law.clock.ended', { state: clock.state });
  const late = doneAt < clock.dueAt ? 0 : Math.max(1, workingDaysBetween(calendar, clock.dueOn, dayIn(clock.zone, doneAt)));
  return { ...commonOf(clock), state: 'met', metAt: doneAt, lateWorkingDays: late, lastEventAt: notBefore(clock, at) };
}

/** Ends a clock whose case ended otherwise. */
export function cancel(given: Clock, at: Date): Cancelled | Refusal {
  const clock = asOf(given, at);
  if (!isOpen(clock)) return refuse('law.clock.ended', { state: clock.state });
  const cancelledAt = notBefore(clock, at);
  return { ...commonOf(clock), state: 'cancelled', cancelledAt, lastEventAt: cancelledAt };
}

/**
 * Counts an open clock again on a changed calendar. A day that was made known moves later, never earlier.
 * A clock that lapsed on a day that turns out not to be its last runs again.
 */
export function recount(given: OpenClock, calendar: Calendar, at: Date): OpenClock {
  if (given.state === 'stopped') return given;
  const counted = withDue({ ...given, state: 'running' }, calendar);
  const later = counted.dueAt > given.dueAt;
  if (given.state === 'running') return counted;
  if (!later || notBefore(given, at) >= counted.dueAt) return { ...counted, state: 'lapsed' };
  return { ...counted, leg: counted.leg + 1 };
}

function withDue(clock: Running, calendar: Calendar): Running {
  const counted = addWorkingDays(calendar, clock.legStartOn, clock.legWorkingDays);
  const dueOn = laterDay(clock.dueOn, counted);
  return { ...clock, dueOn, dueAt: endOfDay(clock.zone, dueOn), provisional: missingNotices(calendar, clock.legStartOn, dueOn) };
}

/** What every state has, without what only one state has. */
function commonOf(clock: OpenClock): Common {
  if (clock.state !== 'stopped') return clock;
  const { leftWorkingDays: _left, ...common } = clock;
  return common;
}

function notRunning(clock: Clock): Refusal {
  return clock.state === 'lapsed'
    ? refuse('law.clock.lapsed', { dueOn: clock.dueOn })
    : refuse('law.clock.not-running', { state: clock.state });
}
