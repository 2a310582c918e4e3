import type { Reader } from '#platform/database';
import { regionsWithAuthority } from './authority-store.ts';
import { competentRegions } from './authority.ts';
import { organisationsByIds, regionsOfOrganisations } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';

/** Some organisations: by their ids, or all for which the authority of one of some regions is competent. */
export type Which = { readonly ids: readonly string[] } | { readonly overseenBy: readonly string[] };

/**
 * Organisations by their ids. An authority oversees those of its own region and those below it where no authority has been formed (91-2.1):
 * dissolved ones are among them, samples are not.
 */
export async function organisations(reader: Reader, which: Which): Promise<Map<string, Organisation>> {
  return organisationsByIds(reader, 'ids' in which ? which.ids : await overseenIds(reader, which.overseenBy));
}

/** Ids of the organisations for which the authority of one of some regions is competent. */
export async function overseenIds(reader: Reader, regionCodes: readonly string[]): Promise<string[]> {
  if (regionCodes.length === 0) return [];
  const formed = await regionsWithAuthority(reader);
  const competentFor = (regionCode: string) => competentRegions([regionCode]).find((code) => formed.has(code));
  const placed = await regionsOfOrganisations(reader);
  return placed.filter(({ regionCode }) => regionCodes.includes(competentFor(regionCode) ?? '')).map(({ id }) => id);
}
