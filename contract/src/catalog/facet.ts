import { z } from 'zod';
import { pageOf, pageQuery, route } from '../route.ts';
import { facetNames, facetValueSchema } from './answers.ts';

const chosen = z.string().max(1000).optional();

/** What narrows a search. Filters take several values separated by commas; `none` stands for “not stated”. */
export const searchQuery = {
  q: z.string().max(200).optional(),
  shareType: chosen,
  provider: chosen,
  category: chosen,
  format: chosen,
  updateCycle: chosen,
  region: chosen,
  state: chosen,
  listing: chosen,
  freshness: chosen,
  /** `mine` keeps the caller's own department's entries. */
  scope: z.enum(['all', 'mine']).default('all'),
} as const;

export const listFacetValues = route({
  id: 'catalog.list-facet-values',
  method: 'GET',
  path: '/catalog/facets/:facet',
  summary:
    'Every value of one facet of a search, the commonest first, with how many entries that the reader may see have it under all other filters; of those whose name holds some words, where these are given.',
  power: 'catalog.read',
  params: z.object({ facet: z.enum(facetNames) }),
  query: z.strictObject({
    ...pageQuery,
    ...searchQuery,
    /** Words that the value's name holds, as in a search: another name for it, or its pinyin, will do. */
    named: z.string().max(200).optional(),
  }),
  answer: pageOf(facetValueSchema),
});
