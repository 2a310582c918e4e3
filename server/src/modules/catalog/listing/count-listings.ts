import type { ListingCounts } from '@karez/contract/catalog/listing';
import type { countListings as contract } from '@karez/contract/catalog/listing';
import type { AnswerOf } from '@karez/contract/route';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { competentRegion } from '../entry/entry-file.ts';
import { listingCounts } from './count-store.ts';

const nothing: ListingCounts = {
  due: 0,
  listed: 0,
  mounted: 0,
  promised: 0,
  promiseOverdue: 0,
  interrupted: 0,
  timed: 0,
  stale: 0,
  unlisted: 0,
};

function sumOf(counts: readonly ListingCounts[]): ListingCounts {
  return counts.reduce(
    (sum, one) => ({
      due: sum.due + one.due,
      listed: sum.listed + one.listed,
      mounted: sum.mounted + one.mounted,
      promised: sum.promised + one.promised,
      promiseOverdue: sum.promiseOverdue + one.promiseOverdue,
      interrupted: sum.interrupted + one.interrupted,
      timed: sum.timed + one.timed,
      stale: sum.stale + one.stale,
      unlisted: sum.unlisted + one.unlisted,
    }),
    nothing,
  );
}

/** 挂接率 (91-4.3): the region's sums for everyone, the departments of a region for its authority, for others their own. */
export async function countListings(reader: Reader, actor: Actor): Promise<AnswerOf<typeof contract>> {
  const [overseen] = authorityRegionsOf(actor);
  const regionCode = overseen ?? (actor.regionCode === null ? null : await competentRegion(reader, actor.regionCode));
  if (regionCode === null) return { region: null, departments: [] };
  const departments = await listingCounts(reader, regionCode);
  const shown = overseen === undefined ? departments.filter(({ organisationId }) => organisationId === actor.orgId) : departments;
  return { region: { ...sumOf(departments), regionCode }, departments: shown };
}
