import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { entryStateSchema } from './answers.ts';
import { plainText } from './content.ts';

/** What one person keeps, at most. */
export const savedSearchesMax = 50;
export const watchedEntriesMax = 200;

const values = z.string().min(1).max(1000).optional();

/** A question about entries as the search page asks it; at least one part of it. */
export const savedQuerySchema = z
  .strictObject({
    q: z.string().trim().min(1).max(200).optional(),
    shareType: values,
    provider: values,
    category: values,
    format: values,
    updateCycle: values,
    region: values,
    state: values,
    listing: values,
    freshness: values,
  })
  .refine((query) => Object.values(query).some((value) => value !== undefined));
export type SavedQuery = z.infer<typeof savedQuerySchema>;

export const savedSearchSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  query: savedQuerySchema,
  /** Whether new entries are told. */
  isSubscribed: z.boolean(),
  /** Entries that it found since its owner last looked. */
  newCount: z.int(),
  savedAt: z.string(),
});
export type SavedSearch = z.infer<typeof savedSearchSchema>;

export const watchedEntrySchema = z.object({ entryId: z.uuid(), name: z.string(), state: entryStateSchema, since: z.string() });
export type WatchedEntry = z.infer<typeof watchedEntrySchema>;

const power = 'catalog.read';
const searchParams = z.object({ searchId: z.uuid() });
const unknownSearch = 'catalog.subscription.not-found';

export const listSubscriptions = route({
  id: 'catalog.list-subscriptions',
  method: 'GET',
  path: '/catalog/subscriptions',
  summary: 'The caller’s saved searches with what is new in each, and the entries that the caller watches. Nobody else sees them.',
  power,
  answer: z.object({ searches: z.array(savedSearchSchema), entries: z.array(watchedEntrySchema) }),
});

export const saveSearch = route({
  id: 'catalog.save-search',
  method: 'POST',
  path: '/catalog/subscriptions/searches',
  summary: 'Keeps a question about entries under a name; subscribed, its owner is told when an entry that it finds comes into force.',
  power,
  body: z.strictObject({ name: plainText(60, 1), query: savedQuerySchema, isSubscribed: z.boolean() }),
  answer: savedSearchSchema,
  status: 201,
  idempotent: true,
  refusals: ['catalog.subscription.name-taken', 'catalog.subscription.too-many'],
});

export const subscribeToSearch = route({
  id: 'catalog.subscribe-to-search',
  method: 'POST',
  path: '/catalog/subscriptions/searches/:searchId/subscription',
  summary: 'Tells the owner of a saved search of new entries from now on, or no longer.',
  power,
  params: searchParams,
  body: z.strictObject({ isSubscribed: z.boolean() }),
  answer: savedSearchSchema,
  refusals: [unknownSearch],
});

export const lookAtSearch = route({
  id: 'catalog.look-at-search',
  method: 'POST',
  path: '/catalog/subscriptions/searches/:searchId/look',
  summary: 'Says that the owner has looked: what it found until now is no longer new.',
  power,
  params: searchParams,
  answer: savedSearchSchema,
  refusals: [unknownSearch],
});

export const removeSearch = route({
  id: 'catalog.remove-search',
  method: 'POST',
  path: '/catalog/subscriptions/searches/:searchId/removal',
  summary: 'Forgets a saved search.',
  power,
  params: searchParams,
  answer: z.object({}),
  refusals: [unknownSearch],
});

export const watchEntry = route({
  id: 'catalog.watch-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/watching',
  summary:
    'Tells the caller of every change of an entry’s standing from now on, or no longer: new version, suspension, retirement, return.',
  power,
  params: z.object({ entryId: z.uuid() }),
  body: z.strictObject({ isWatched: z.boolean() }),
  answer: z.object({ isWatched: z.boolean() }),
  refusals: ['catalog.entry.not-found', 'catalog.subscription.too-many'],
});

/** Statuses of the subscriptions' own refusals; their words stand in `contract/messages`. */
export const subscriptionRefusals = refusals({
  'catalog.subscription.not-found': 404,
  'catalog.subscription.name-taken': 409,
  'catalog.subscription.too-many': 409,
});
