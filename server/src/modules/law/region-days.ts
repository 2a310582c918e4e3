import { dayIn } from '@karez/kit/clock';
import type { Reader } from '#platform/database';
import { calendarHeads, loadCalendar } from './calendar-store.ts';
import { addWorkingDays, workingDaysBetween, type Calendar } from './working-day.ts';
import type { Day } from './zoned-day.ts';

/** Working days as a region counts them; the day of the event is not counted (Civil Code 201). */
export type RegionDays = {
  /** The last day of a term of so many working days. */
  readonly lastDayAfter: (startOn: Day, workingDays: number) => Day;
  /** Working days after the day of one instant, up to and including the day of another; 0 within one day. */
  readonly between: (from: Date, to: Date) => number;
};

/** How the region of a division code counts working days: by the calendar that is closest to it. */
export async function workingDaysOf(reader: Reader, region: string): Promise<RegionDays> {
  const calendar = await calendarOfRegion(reader, region);
  return {
    lastDayAfter: (startOn, workingDays) => addWorkingDays(calendar, startOn, workingDays),
    between: (from, to) => workingDaysBetween(calendar, dayIn(calendar.zone, from), dayIn(calendar.zone, to)),
  };
}

/** The calendar of a region: that of the longest division code that it begins with. */
export async function calendarOfRegion(reader: Reader, region: string): Promise<Calendar> {
  const heads = (await calendarHeads(reader)).filter((head) => region.startsWith(head.regionPrefix));
  const closest = heads.toSorted((left, right) => right.regionPrefix.length - left.regionPrefix.length)[0];
  return calendarOf(reader, closest?.id ?? '');
}

/** @throws for a calendar that is not there: a fault. */
export async function calendarOf(reader: Reader, id: string): Promise<Calendar> {
  const calendar = await loadCalendar(reader, id);
  if (!calendar) throw new Error(`calendar ${id} is missing`);
  return calendar;
}
