import type { PowerId } from '@karez/contract/identity/roles';
import type { Reader } from '#platform/database';
import { authorityOfRegion } from './authority-store.ts';
import { competentRegions, membersWhoMayDecide, type Authority } from './authority.ts';

/** A matter: the regions of the organisations it is between, the power it asks for, and the organisations that are party to it. */
export type Matter = { readonly regionCodes: readonly string[]; readonly power?: PowerId; readonly parties?: readonly string[] };

/**
 * The sharing authority that is competent for a matter (同级主管部门): the county's for matters inside one county, the city's for what
 * crosses counties or levels, and the next one above where a region has none. With `power`, only the members that may decide it:
 * those that have it and are not party (91-7.1). Undefined where no authority above the regions has been formed.
 */
export async function authorityFor(reader: Reader, matter: Matter): Promise<Authority | undefined> {
  for (const regionCode of competentRegions(matter.regionCodes)) {
    const authority = await authorityOfRegion(reader, regionCode);
    if (!authority) continue;
    if (matter.power === undefined) return authority;
    return { regionCode, members: membersWhoMayDecide(authority, { power: matter.power, parties: matter.parties ?? [] }) };
  }
  return undefined;
}
