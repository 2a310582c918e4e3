import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import { companyEntry, itemOf, publishedEntry } from './published-entry.ts';
import { at, sharers, type Seats } from './route-role-places.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** A word that stands in nothing but offers. */
export const offerMarker = '坎儿隐标代拟';

const contentOf = (words: string) => ({ itemNos: [1], callsPerDay: null, validFrom: null, validTo: null, words });

/** Applications that the provider has prepared for the requester, one for each route that ends one, and an entry that none is prepared of. */
export async function makeOffers(city: City) {
  let entries = 0;
  const entry = async (): Promise<string> => {
    entries += 1;
    const items = [1, 2].map((no) => itemOf(no, { nameZh: `代拟项${entries}${no}`, fieldName: `p${entries}_${no}` }));
    return publishedEntry(city, 'scjg', companyEntry({ name: `代拟名录${entries}`, items }));
  };
  const requesterOrgId = city.founded.organisations.get('slj') ?? '';
  const offer = async (): Promise<string> => {
    const body = { entryId: await entry(), requesterOrgId, content: contentOf(offerMarker) };
    return String(expected(await city.as('scjg.djy', 'POST /sharing/offers', { body }), 201).body['id']);
  };
  return { claimable: await offer(), declinable: await offer(), withdrawable: await offer(), entryId: await entry(), requesterOrgId };
}

export function offerRequests({ offers }: World): Readonly<Record<string, Sending>> {
  const { claimable, declinable, withdrawable, entryId, requesterOrgId } = offers;
  const body = { reason: '经研究。' };
  return {
    'sharing.claim-offer': { method: 'POST', url: `/sharing/offers/${claimable}/claim` },
    'sharing.decline-offer': { method: 'POST', url: `/sharing/offers/${declinable}/refusal`, body },
    'sharing.list-offers': { method: 'GET', url: '/sharing/offers?side=received&limit=100' },
    'sharing.prepare-offer': { method: 'POST', url: '/sharing/offers', body: { entryId, requesterOrgId, content: contentOf('经研究。') } },
    'sharing.withdraw-offer': { method: 'POST', url: `/sharing/offers/${withdrawable}/withdrawal`, body },
  };
}

/** Which seats each route of offers lets through, written down by hand from law.md §6.1. */
export const offerAccess: Readonly<Record<string, readonly Seats[]>> = {
  'sharing.claim-offer': ['APPLICANT@requester'],
  'sharing.decline-offer': ['APPLICANT@requester'],
  'sharing.list-offers': at(sharers, '*'),
  'sharing.prepare-offer': ['PROVIDER_HANDLER@provider'],
  'sharing.withdraw-offer': ['PROVIDER_HANDLER@provider'],
};

/** Who may learn of offers: the two departments alone, and whoever reads evidence. */
export const offerSecrets = {
  offers: [...at(sharers, 'requester'), ...at(sharers, 'provider'), 'AUDIT_ADMIN@city', 'DEPT_LEADER@provider', 'DEPT_LEADER@requester'],
} as const satisfies Record<string, readonly Seats[]>;

/** What stands in nothing but offers. */
export const offerTexts = ({ offers: { claimable, declinable, withdrawable } }: World) =>
  [offerMarker, claimable, declinable, withdrawable].map((text) => [text, 'offers'] as const);
