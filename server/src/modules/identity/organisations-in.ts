import type { Reader } from '#platform/database';
import { regionsOfOrganisations } from './organisation-store.ts';
import { covers } from './region.ts';

/** Ids of the organisations that lie in one of the regions or below it. */
export async function organisationsIn(reader: Reader, regionCodes: readonly string[]): Promise<string[]> {
  const organisations = await regionsOfOrganisations(reader);
  return organisations.filter(({ regionCode }) => regionCodes.some((code) => covers(code, regionCode))).map(({ id }) => id);
}
