const MILLISECONDS_A_DAY = 86_400_000;

/** The day `count` calendar days after (or, negative, before) another; days are `YYYY-MM-DD`. */
export function dayAfter(day: string, count = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** The same day so many months later, or the last day of that month where the day does not exist; days are `YYYY-MM-DD`. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}
