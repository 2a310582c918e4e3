import type { UpdateCycle } from '@karez/contract/catalog/content';
import type { Listing as ListingAnswer } from '@karez/contract/catalog/listed';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { dayAfter } from '@karez/kit/day';
import thresholds from './freshness-thresholds.json' with { type: 'json' };

/** Up to when the data of a resource goes: the day, and for data in real time the moment, as its steward reported it. */
export type DataReport = { readonly dataOn: string; readonly dataAt: Date | null };
export type Freshness = NonNullable<ListingAnswer['freshness']>;

const HOUR_MS = 3_600_000;

type Threshold = { readonly cycle: string; readonly hours?: number; readonly days?: number };

function thresholdOf(cycle: UpdateCycle | null): Threshold | undefined {
  return thresholds.find((threshold) => threshold.cycle === cycle);
}

type About = {
  readonly cycle: UpdateCycle | null;
  readonly mountedAt: Date;
  readonly report: DataReport | null;
  readonly now: Date;
  readonly zone: string;
};

/**
 * Whether data is overdue by its update cycle (91-4.3; thresholds are data, law.md §7.4). Days are of the region's zone: the last one still counts
 * as in time, until its midnight. A resource of which nothing was reported is counted from the day it was mounted, so silence is no freshness.
 */
export function freshnessOf(about: About): Freshness {
  const { cycle, report } = about;
  const told = { dataOn: report?.dataOn ?? null, reported: report !== null };
  const threshold = thresholdOf(cycle);
  if (threshold === undefined) return { ...told, state: 'untimed', dueOn: null };
  return { ...told, ...(threshold.hours === undefined ? byDays(about, threshold.days ?? 0) : byHours(about, threshold.hours)) };
}

type Judged = Pick<Freshness, 'state' | 'dueOn'>;

function byHours({ mountedAt, report, now, zone }: About, hours: number): Judged {
  const dueAt = new Date((report?.dataAt ?? mountedAt).getTime() + hours * HOUR_MS);
  return { state: now > dueAt ? 'overdue' : 'fresh', dueOn: dayIn(zone, dueAt) };
}

function byDays({ mountedAt, report, now, zone }: About, days: number): Judged {
  const dueOn = dayAfter(report?.dataOn ?? dayIn(zone, mountedAt), days);
  return { state: dayIn(zone, now) > dueOn ? 'overdue' : 'fresh', dueOn };
}

/** Refuses data of a later moment than now, and a day alone where the cycle counts hours. */
export function refuseReport(report: DataReport, { cycle, now, zone }: Pick<About, 'cycle' | 'now' | 'zone'>): Refusal | undefined {
  if (report.dataOn > dayIn(zone, now) || (report.dataAt !== null && report.dataAt > now)) return refuse('catalog.data.in-the-future');
  return thresholdOf(cycle)?.hours !== undefined && report.dataAt === null ? refuse('catalog.data.time-needed') : undefined;
}
