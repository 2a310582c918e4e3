import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';

/** A calendar day `YYYY-MM-DD` without a zone; which instants it covers is the region's matter. */
export type Day = string;

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayAfter(text, 0) === text;
}

/** The later of two days. */
export function laterDay(left: Day, right: Day): Day {
  return left > right ? left : right;
}

/** The instant at which a day begins in a zone. */
export function startOfDay(zone: string, day: Day): Date {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`);
  const first = asIfUtc - offsetAt(zone, asIfUtc);
  // Asked again at the first answer: the offset at local midnight may differ from the offset at UTC midnight.
  return new Date(asIfUtc - offsetAt(zone, first));
}

/** 24:00 of a day in a zone: where a term that ends on that day ends (Civil Code 203). */
export function endOfDay(zone: string, day: Day): Date {
  return startOfDay(zone, dayAfter(day));
}

/** Milliseconds that a zone's wall clock is ahead of UTC at an instant. */
function offsetAt(zone: string, unixMilliseconds: number): number {
  const instant = new Date(unixMilliseconds);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
  const wall = Date.parse(`${dayIn(zone, instant)}T${time}Z`);
  return wall - Math.floor(unixMilliseconds / 1000) * 1000;
}

/** The zone in which the day is told on which a rule set takes effect: the state's own. */
export const LAW_ZONE = 'Asia/Shanghai';
