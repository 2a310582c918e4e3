import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import type { Sending } from './route-role-seats.ts';

/** An edition of the city's catalogues, issued by its authority. */
export async function makeEdition(city: City): Promise<string> {
  const secondFactor = await city.codeOf('zfb.zgy');
  const issued = await city.as('zfb.zgy', 'POST /catalog/editions', {
    body: { regionCode: '650400', opinion: '同意发布。', secondFactor },
    key: crypto.randomUUID(),
  });
  return String(expected(issued, 201).body['id']);
}

/** Issuing, and every way to read what was issued. */
export function editionRequests({ edition, code }: { edition: string; code: string }): Readonly<Record<string, Sending>> {
  const get = (step = ''): Sending => ({ method: 'GET', url: `/catalog/editions/${edition}${step}` });
  return {
    'catalog.count-listings': { method: 'GET', url: '/catalog/listings/counts' },
    'catalog.export-overview': { method: 'GET', url: '/catalog/overview/ledger' },
    'catalog.list-measured': { method: 'GET', url: '/catalog/overview/measures/draft?limit=100' },
    'catalog.read-overview': { method: 'GET', url: '/catalog/overview' },
    'catalog.download-edition': get('/workbook'),
    'catalog.get-edition': get(),
    'catalog.issue-edition': {
      method: 'POST',
      url: '/catalog/editions',
      body: { regionCode: '650400', opinion: '同意发布。', secondFactor: code },
      signs: true,
    },
    'catalog.list-edition-lines': get('/lines?limit=100'),
    'catalog.list-editions': { method: 'GET', url: '/catalog/editions?limit=100' },
  };
}
