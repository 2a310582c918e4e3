import { importedEntry } from '../src/modules/catalog/claim/test-import.ts';
import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import type { World } from './route-role-world.ts';
import type { Sending } from './route-role-seats.ts';

const providerOf = (city: City): string => city.founded.organisations.get('scjg') ?? '';
const at = (id: string, step: string) => ({ method: 'POST' as const, url: `/catalog/entries/${id}/claim${step}` });

/** Entries that were imported for the provider: two to claim, one claimed, two that it was asked to claim. */
export async function makeClaims(city: City) {
  const provider = {
    organisationId: providerOf(city),
    name: '市市场监督管理局',
    aliases: [],
    uscc: null,
    regionCode: '650400',
    sample: false,
  };
  const make = async (name: string) => {
    const id = city.needs.newId();
    return city.needs.database.transaction((tx) => importedEntry(tx, { id, provider, name }));
  };
  const [claimable, assignable, releasable] = [await make('旧目录甲'), await make('旧目录乙'), await make('旧目录丙')];
  expected(await city.as('scjg.djy', `POST /catalog/entries/${releasable}/claim`, { body: {}, ifMatch: 1 }), 200);
  const [declinable, withdrawable] = [await make('旧目录丁'), await make('旧目录戊')];
  for (const entryId of [declinable, withdrawable]) {
    const body = { organisationId: providerOf(city), reason: '属该部门职责。' };
    expected(await city.as('zfb.zgy', `POST /catalog/entries/${entryId}/claim/assignment`, { body }), 200);
  }
  return { claimable, assignable, releasable, declinable, withdrawable };
}

export function claimRequests({ city, claims }: World): Readonly<Record<string, Sending>> {
  const organisationId = providerOf(city);
  return {
    'catalog.assign-claim': { ...at(claims.assignable, '/assignment'), body: { organisationId, reason: '属该部门职责。' } },
    'catalog.decline-claim': { ...at(claims.declinable, '/assignment/declination'), body: { reason: '不属本部门职责。' } },
    'catalog.withdraw-assignment': { ...at(claims.withdrawable, '/assignment/withdrawal'), body: { organisationId, reason: '另行指派。' } },
    'catalog.claim-entry': { ...at(claims.claimable, ''), body: {}, ifMatch: 1 },
    'catalog.release-claim': { ...at(claims.releasable, '/release'), body: { reason: '不属本部门。' }, ifMatch: 2 },
  };
}
