import { z } from 'zod';
import { route } from '../route.ts';
import { findingPlaces } from './finding.ts';

/** 数据来源 (91-4.1): where a datum of the entry, an item or a form field comes from, written down when its department cited the source. */
export const datumSourceSchema = z.object({
  place: z.enum(findingPlaces),
  /** The item or form field; `null` for the whole entry. */
  no: z.int().nullable(),
  /** What it is called here. */
  name: z.string(),
  /** What holds it: `entryId` is null where the designated department has not published it yet. */
  source: z.object({
    elementId: z.string().nullable(),
    entryId: z.string().nullable(),
    itemNo: z.int().nullable(),
    name: z.string(),
    itemName: z.string(),
    organisationId: z.string(),
    organisationName: z.string(),
    /** The department itself holds it by now: either of the two entries was transferred, and there is nothing to apply for. */
    own: z.boolean(),
  }),
  /** Whether it holds for the version in force, and for the one on its way. */
  live: z.boolean(),
  working: z.boolean(),
  citedAt: z.iso.datetime(),
});
export type DatumSource = z.infer<typeof datumSourceSchema>;

export const listSources = route({
  id: 'catalog.list-sources',
  method: 'GET',
  path: '/catalog/entries/:entryId/sources',
  summary: 'Which data of an entry come from another department, by entry, item and form field: what its department cited (91-4.1).',
  power: 'catalog.read',
  params: z.object({ entryId: z.uuid() }),
  answer: z.object({ items: z.array(datumSourceSchema) }),
  refusals: ['catalog.entry.not-found'],
});
