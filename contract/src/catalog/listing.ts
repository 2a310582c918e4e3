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

export const reportData = route({
  id: 'catalog.report-data',
  method: 'POST',
  path: '/catalog/entries/:entryId/data-report',
  summary: 'The provider’s data steward reports up to when the data of a mounted entry goes (91-4.3); told as the department’s own word.',
  power: 'gateway.register',
  params: z.object({ entryId: z.uuid() }),
  body: z.strictObject({
    dataOn: z.iso.date(),
    /** The moment, for data in real time; its day counts then. */
    dataAt: z.iso.datetime().nullable().default(null),
  }),
  answer: entrySchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.data.not-mounted',
    'catalog.data.in-the-future',
    'catalog.data.time-needed',
  ],
});

const share = z.object({
  /** Published and not 不予共享: what has to stand in the shared catalogue. */
  due: z.int(),
  listed: z.int(),
  mounted: z.int(),
  promised: z.int(),
  promiseOverdue: z.int(),
  interrupted: z.int(),
  /** Of what is mounted: with a cycle that is timed, and overdue by it. */
  timed: z.int(),
  stale: z.int(),
  unlisted: z.int(),
});

export const countListings = route({
  id: 'catalog.count-listings',
  method: 'GET',
  path: '/catalog/listings/counts',
  summary:
    '挂接率: how many entries are due to stand in the shared catalogue, stand there, and have a live resource; for the authority of every department of its region, for others of their own.',
  power: 'catalog.read',
  answer: z.object({
    /** The whole region whose authority is competent for the reader’s department; null where there is none. */
    region: share.extend({ regionCode: z.string() }).nullable(),
    departments: z.array(share.extend({ organisationId: z.string(), name: z.string() })),
  }),
});
export type ListingCounts = z.infer<typeof share>;

/** Statuses of the shared catalogue's own refusals; their words stand in `contract/messages`. */
export const listingRefusals = refusals({
  'catalog.listing.not-listable': 409,
  'catalog.listing.illegal-transition': 409,
  'catalog.listing.no-resource': 409,
  'catalog.listing.promise-past': 422,
  'catalog.listing.promise-too-far': 422,
  'catalog.data.not-mounted': 409,
  'catalog.data.in-the-future': 422,
  'catalog.data.time-needed': 422,
});
