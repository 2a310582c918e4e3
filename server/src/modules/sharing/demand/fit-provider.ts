import { refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { lockFollowers, type DemandRecord } from './demand-store.ts';

/** A department that stands, of the authority's region or below it, and none that asks. */
export async function fitProvider(
  tx: Transaction,
  demand: DemandRecord,
  organisationId: string,
): Promise<{ id: string; regionCode: string } | Refusal> {
  const found = await organisationById(tx, organisationId);
  const asking = [demand, ...(await lockFollowers(tx, demand.id))].map(({ requesterOrgId }) => requesterOrgId);
  if (found === undefined || asking.includes(found.id)) return refuse('sharing.demand.provider-unfit');
  const authority = await authorityFor(tx, { regionCodes: [demand.authorityRegionCode, found.regionCode] });
  const isOfRegion = authority?.regionCode === demand.authorityRegionCode;
  const isFit = isOfRegion && !found.sample && found.dissolved === null && found.type !== 'enterprise';
  return isFit ? { id: found.id, regionCode: found.regionCode } : refuse('sharing.demand.provider-unfit');
}

/** Whoever answered before has no hand in what is owed now. */
export function unanswered(demand: DemandRecord): DemandRecord {
  const answer = { proposal: null, reply: null, promisedOn: null, proposedBy: null, signedBy: null };
  return { ...demand, ...answer, providerOrgId: null, providerRegionCode: null };
}
