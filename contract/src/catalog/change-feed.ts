import { z } from 'zod';
import { refusals, route } from '../route.ts';

/** What happened to an entry of the catalogue that others may read. */
export const catalogueChanges = ['in-force', 'provider-changed', 'suspended', 'lifted', 'retired', 'restored', 'removed'] as const;
export type CatalogueChange = (typeof catalogueChanges)[number];

/** The entry as it stands when it is told of; nothing that the DCAT document of the entry does not tell too. */
export const toldEntrySchema = z.object({
  name: z.string(),
  resourceCode: z.string().nullable(),
  version: z.string().nullable(),
  publishedOn: z.string().nullable(),
  provider: z.object({ organisationId: z.uuid(), name: z.string(), uscc: z.string().nullable() }),
  /** Address of the entry's DCAT document. */
  document: z.string(),
});
export type ToldEntry = z.infer<typeof toldEntrySchema>;

export const changeEventSchema = z.object({
  /** Stays the same however often the event is told: who has heard it passes over it. */
  eventId: z.uuid(),
  /** `removed`: the entry may no longer be read, for whatever reason. */
  change: z.enum(catalogueChanges),
  at: z.string(),
  entryId: z.uuid(),
  /** Null where the entry may not be read now. */
  entry: toldEntrySchema.nullable(),
});
export type ChangeEvent = z.infer<typeof changeEventSchema>;

export const listChanges = route({
  id: 'catalog.list-changes',
  method: 'GET',
  path: '/catalog/changes',
  summary:
    'Changes of the published catalogue in the order of their commits, none left out: begin at 0 for everything that stands, go on at `next`, and ask again from there when `hasMore` is false.',
  audience: 'reader',
  query: z.strictObject({
    cursor: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ items: z.array(changeEventSchema), next: z.number().int(), hasMore: z.boolean() }),
  refusals: ['catalog.change-feed.cursor-ahead'],
});

/** Statuses of the refusals that only the change feed has. */
export const changeFeedRefusals = refusals({ 'catalog.change-feed.cursor-ahead': 409 });
