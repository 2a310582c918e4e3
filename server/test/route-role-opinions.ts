import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import type { Sending } from './route-role-seats.ts';

export const opinionMarker = '意见隐标：请补充依据';

/** Opinions that the provider keeps ready: one to be changed, one to be removed. */
export async function makeOpinions(city: City) {
  const keep = async (text: string) =>
    String(expected(await city.as('scjg.shy', 'POST /catalog/opinion-templates', { body: { kind: 'return', text } }), 201).body['id']);
  return { changeable: await keep(opinionMarker), removable: await keep(`${opinionMarker}二`) };
}

export function opinionRequests({ opinions }: { opinions: { changeable: string; removable: string } }): Readonly<Record<string, Sending>> {
  const url = '/catalog/opinion-templates';
  return {
    'catalog.list-opinion-templates': { method: 'GET', url },
    'catalog.keep-opinion-template': { method: 'POST', url, body: { kind: 'review', text: '内容完整。' } },
    'catalog.change-opinion-template': {
      method: 'PUT',
      url: `${url}/${opinions.changeable}`,
      body: { kind: 'return', text: '请补充依据和说明。' },
      ifMatch: 1,
    },
    // Read in another state: whoever may remove it is told so, and it is there for the next.
    'catalog.remove-opinion-template': { method: 'POST', url: `${url}/${opinions.removable}/removal`, ifMatch: 9 },
  };
}
