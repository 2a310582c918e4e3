import { dayIn } from '@karez/kit/clock';
import { endOfDay, ruleSetInForce, workingDaysOf } from '#modules/law';
import type { Reader } from '#platform/database';
import type { GrantRecord } from '../grant-store.ts';

/** How many working days before its last day a grant's end is near (809-25 asks for consent before, not after). */
const EXPIRING_RULE = 'sharing.expiring-notice';

/**
 * Grants that end by this instant end soon: counted in working days of the region, so that nobody has a holiday for a notice. A rule set without this limit
 * (the plan of 2017 alone) announces no end: null.
 */
export async function endsSoonBefore(
  reader: Reader,
  { at, zone, region }: { at: Date; zone: string; region: string },
): Promise<Date | null> {
  const limit = (await ruleSetInForce(reader, at)).limits.get(EXPIRING_RULE);
  if (!limit) return null;
  const days = await workingDaysOf(reader, region);
  return endOfDay(zone, days.lastDayAfter(dayIn(zone, at), limit.workingDays));
}

/** Whether a running grant ends soon, for some grants: each region is counted once. */
export async function soonEnds(
  reader: Reader,
  grants: readonly GrantRecord[],
  { at, zone }: { at: Date; zone: string },
): Promise<(grant: GrantRecord) => boolean> {
  const regions = [...new Set(grants.map(({ providerRegionCode }) => providerRegionCode))];
  const before = new Map<string, Date | null>();
  for (const region of regions) before.set(region, await endsSoonBefore(reader, { at, zone, region }));
  return ({ state, validTo, providerRegionCode }) => {
    const last = before.get(providerRegionCode);
    return state === 'active' && last !== undefined && last !== null && validTo > at && validTo <= last;
  };
}
