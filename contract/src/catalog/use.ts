import { z } from 'zod';
import { pageOf, pageQuery, route } from '../route.ts';
import { usedBySchema } from './answers.ts';

export const listUses = route({
  id: 'catalog.list-uses',
  method: 'GET',
  path: '/catalog/entries/:entryId/uses',
  summary: 'Who uses or used an entry, running uses first, page by page: for its provider and its authority.',
  power: 'catalog.read',
  params: z.object({ entryId: z.uuid() }),
  query: z.strictObject(pageQuery),
  answer: pageOf(usedBySchema),
  refusals: ['catalog.entry.not-found'],
});
