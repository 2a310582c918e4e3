import {
  lateMeasures,
  measureCountsSchema,
  measureIds,
  measures,
  type DepartmentOverview,
  type MeasureCounts,
  type Rate,
} from '@karez/contract/catalog/overview';

/** The sums of some departments. */
export function sumOf(departments: readonly DepartmentOverview[]): MeasureCounts {
  return measureCountsSchema.parse(
    Object.fromEntries(measureIds.map((id) => [id, departments.reduce((sum, { counts }) => sum + counts[id], 0)])),
  );
}

/** Everything that is past its day. */
export function lateOf(counts: MeasureCounts): number {
  return lateMeasures.reduce((sum, id) => sum + counts[id], 0);
}

/** A rate in per cent with one decimal; null where there is nothing to measure. */
export function percentOf(rate: Rate, counts: MeasureCounts): number | null {
  const whole = counts[rate.whole];
  if (whole === 0) return null;
  const part = rate.lacking ? whole - counts[rate.part] : counts[rate.part];
  return Math.round((part / whole) * 1000) / 10;
}

export const measuresOf = (group: string) => measures.filter((measure) => measure.group === group);
