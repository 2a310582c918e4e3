import { monthsMax, type CaseMeasure } from '@karez/contract/sharing/statistics';

/** What of the statistics is looked at, as it stands in the address. */
export type Scope = { readonly since?: string; readonly until?: string; readonly organisationId?: string };

const names = ['since', 'until', 'organisationId'] as const;

/** The scope of an address; what it does not say is left to the server. */
export function scopeFrom(search: URLSearchParams): Scope {
  return Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? ''] as const] : [])));
}

/** The months that may be chosen, the present one first. */
export function choosableMonths(present: string): string[] {
  const [year = 0, month = 1] = present.split('-').map(Number);
  return Array.from({ length: monthsMax }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
}

/** What is past its day is said so; the rest are plain numbers. */
export const lateMeasure: CaseMeasure = 'overdue';
