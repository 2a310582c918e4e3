/**
 * The working days of Turpan in 2025 and January 2026, written out by hand from the notices (law.md §11): an oracle of its own, so that a year of cases does
 * not judge the product's calendar by the product's calendar.
 */
const off = [
  // 元旦、春节、清明、劳动节、端午、国庆中秋 2025；元旦 2026
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  // 肉孜节、古尔邦节
  ['2025-03-29', '2025-03-31'],
  ['2025-06-06', '2025-06-10'],
] as const;
const madeUp = ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11', '2026-01-04'];

const DAY_MS = 86_400_000;

/** The day after one, both as `YYYY-MM-DD`. */
export const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Whether an office of Turpan works on a day. */
export function isWorked(day: string): boolean {
  if (madeUp.includes(day)) return true;
  if (off.some(([from, to]) => from <= day && day <= to)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The last day of a term: the day of the event is not counted. */
export function dueAfter(start: string, workingDays: number): string {
  let day = start;
  for (let left = workingDays; left > 0;) {
    day = nextDay(day);
    if (isWorked(day)) left -= 1;
  }
  return day;
}

/** Working days after one day up to and with another. */
export function workedBetween(from: string, to: string): number {
  let count = 0;
  for (let day = nextDay(from); day <= to; day = nextDay(day)) if (isWorked(day)) count += 1;
  return count;
}
