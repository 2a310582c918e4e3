import { day } from '../client/dates.ts';

/** Today in the region's zone, as the portal's clock has it; the server decides by its own. */
export function today(): string {
  return day(new Date().toISOString());
}

/** The same day `months` later, or that month's last day. */
export function monthsAfter(start: string, months: number): string {
  const [year = 0, month = 1, date = 1] = start.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}
