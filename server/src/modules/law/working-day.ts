import { dayAfter } from '@karez/kit/day';
import { weekdayOf, yearOf, type Day } from './zoned-day.ts';

/**
 * A working-day calendar: what notices say about single days, over a parent calendar, over Monday to Friday.
 * `CN-65` (Xinjiang's two further festivals) stands over `CN`.
 */
export type Calendar = {
  readonly id: string;
  /** IANA zone in which its days begin and end. */
  readonly zone: string;
  readonly parent: Calendar | null;
  /** Days that a notice speaks of: true = worked (a make-up day), false = off. */
  readonly days: ReadonlyMap<Day, boolean>;
  /** Years whose yearly notice is loaded. */
  readonly coveredYears: ReadonlySet<number>;
  /** Title of the yearly notice with `{year}` where the year stands. */
  readonly noticeTitle: string;
};

/** A yearly notice that a result would need and that is not loaded: the result is provisional (暂定). */
export type MissingNotice = { readonly calendarId: string; readonly year: number; readonly title: string };

/** Longest term in working days that a calendar is asked to count: two years are longer than any limit in law. */
export const WORKING_DAYS_MAX = 500;
const CALENDAR_DAYS_MAX = 4000;

/** Whether a day is a working day: the overlay's word, else the parent's, else Monday to Friday. */
export function isWorkday(calendar: Calendar, day: Day): boolean {
  return noticedDay(calendar, day) ?? weekdayOf(day) <= 5;
}

function noticedDay(calendar: Calendar, day: Day): boolean | undefined {
  return calendar.days.get(day) ?? (calendar.parent === null ? undefined : noticedDay(calendar.parent, day));
}

/**
 * The last day of a term of `count` working days; the day of the event is not counted (Civil Code 201).
 * The last day is always a working day (203); `count` 0 gives the start day back.
 * @throws RangeError when the count is not a whole number from 0 to 500, or a calendar has no working days left.
 */
export function addWorkingDays(calendar: Calendar, startOn: Day, count: number): Day {
  if (!Number.isInteger(count) || count < 0 || count > WORKING_DAYS_MAX) throw new RangeError(`working days out of range: ${count}`);
  let day = startOn;
  let left = count;
  for (let walked = 0; left > 0; walked += 1) {
    if (walked > CALENDAR_DAYS_MAX) throw new RangeError(`calendar ${calendar.id} has no ${count} working days after ${startOn}`);
    day = dayAfter(day);
    if (isWorkday(calendar, day)) left -= 1;
  }
  return day;
}

/** Working days after `fromOn` up to and including `toOn`; 0 when `toOn` is not later. */
export function workingDaysBetween(calendar: Calendar, fromOn: Day, toOn: Day): number {
  let count = 0;
  for (let day = dayAfter(fromOn); day <= toOn; day = dayAfter(day)) if (isWorkday(calendar, day)) count += 1;
  return count;
}

/** The yearly notices, of the calendar and of its parents, that a term between two days would need and that are not loaded. */
export function missingNotices(calendar: Calendar, fromOn: Day, toOn: Day): readonly MissingNotice[] {
  const missing: MissingNotice[] = [];
  for (let year = yearOf(fromOn); year <= yearOf(toOn); year += 1) {
    for (let layer: Calendar | null = calendar; layer !== null; layer = layer.parent) {
      if (layer.coveredYears.has(year)) continue;
      missing.push({ calendarId: layer.id, year, title: layer.noticeTitle.replace('{year}', String(year)) });
    }
  }
  return missing;
}
