import { dayIn } from '@karez/kit/clock';
import { dayAfter, monthsLater } from '@karez/kit/day';
import { endOfDay } from '#modules/law';

/** A calendar month `YYYY-MM`, and a quarter `YYYYQn`, of the region; both sort as text. */
export type Month = string;
export type Quarter = string;

export const monthOf = (zone: string, at: Date): Month => dayIn(zone, at).slice(0, 7);
export const monthAfter = (month: Month, count = 1): Month => monthsLater(`${month}-01`, count).slice(0, 7);

export function quarterOf(month: Month): Quarter {
  return `${month.slice(0, 4)}Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

/** Whether a month is the last of its quarter. */
export const endsQuarter = (month: Month): boolean => quarterOf(month) !== quarterOf(monthAfter(month));

/** The instants that a month covers in a zone; `until` is excluded. */
export function spanOf(zone: string, month: Month): { readonly from: Date; readonly until: Date } {
  const first = (of: Month) => endOfDay(zone, dayAfter(`${of}-01`, -1));
  return { from: first(month), until: first(monthAfter(month)) };
}
