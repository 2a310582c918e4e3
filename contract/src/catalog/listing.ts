import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { refusals, route } from '../route.ts';
import { entrySchema } from './answers.ts';
import { plainText, shareModeTypeSchema } from './content.ts';

export const listEntry = route({
  id: 'catalog.list-entry',
  method: 'POST',
  path: '/catalog/entries/:entryId/listing',
  summary:
    'The department’s head puts a published entry into the shared catalogue (纳入共享目录, 91-3.1, 91-4.3): on its live resource, or on a dated promise; signed with the second factor.',
  power: 'catalog.sign',
  params: z.object({ entryId: z.uuid() }),
  body: z.strictObject({
    /** Needed while no service of the entry is in operation; where one is, the entry is mounted and nothing is promised. */
    promise: z.strictObject({ dueOn: z.iso.date(), mode: shareModeTypeSchema, responsible: plainText(64, 1) }).nullable(),
    opinion: plainText(1000, 1),
    secondFactor,
  }),
  answer: entrySchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.listing.not-listable',
    'catalog.listing.illegal-transition',
    'catalog.listing.no-resource',
    'catalog.listing.promise-past',
    'catalog.listing.promise-too-far',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});

/** Statuses of the shared catalogue's own refusals; their words stand in `contract/messages`. */
export const listingRefusals = refusals({
  'catalog.listing.not-listable': 409,
  'catalog.listing.illegal-transition': 409,
  'catalog.listing.no-resource': 409,
  'catalog.listing.promise-past': 422,
  'catalog.listing.promise-too-far': 422,
});
