import { noticedDays, shippedCalendars } from './shipped-law.ts';
import type { Calendar } from './working-day.ts';

/** A shipped calendar as the store would load it, for tests without a database. */
export function shippedCalendar(id: string): Calendar {
  const shipped = shippedCalendars().find((calendar) => calendar.id === id);
  if (!shipped) throw new Error(`no shipped calendar ${id}`);
  return {
    id,
    zone: shipped.zone,
    parent: shipped.parent === null ? null : shippedCalendar(shipped.parent),
    days: new Map(shipped.years.flatMap((year) => noticedDays(year).map((day) => [day.on, day.workday] as const))),
    coveredYears: new Set(shipped.years.map((year) => year.year)),
    noticeTitle: shipped.noticeTitle,
  };
}

/** The same calendar with one more notice loaded. */
export function withNotice(calendar: Calendar, notice: { year: number; off?: readonly string[]; work?: readonly string[] }): Calendar {
  const off = (notice.off ?? []).map((on) => [on, false] as const);
  const work = (notice.work ?? []).map((on) => [on, true] as const);
  return {
    ...calendar,
    days: new Map([...calendar.days, ...off, ...work]),
    coveredYears: new Set([...calendar.coveredYears, notice.year]),
  };
}
