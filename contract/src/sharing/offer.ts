import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { allowedSchema, pageOf, pageQuery, refusals, route } from '../route.ts';
import { applicationContentSchema, applicationSchema } from './schemas.ts';

const id = z.uuid();
const instant = z.iso.datetime();
const side = z.object({ id, name: z.string() });
const asked = applicationContentSchema.shape;

export const offerStates = ['open', 'claimed', 'declined', 'withdrawn', 'lapsed', 'ended'] as const;
export const offerStateSchema = z.enum(offerStates);
export type OfferState = z.infer<typeof offerStateSchema>;

/** What a provider may prepare for another department: the scope alone. Purpose, basis, matter and commitment are the requester's own. */
export const offerContentSchema = z.strictObject({
  itemNos: asked.itemNos,
  callsPerDay: asked.callsPerDay,
  validFrom: asked.validFrom,
  validTo: asked.validTo,
  /** Why it is offered, to its reader. */
  words: plainText(1000, 1),
});
export type OfferContent = z.infer<typeof offerContentSchema>;

export const offerSchema = z.object({
  id,
  state: offerStateSchema,
  entry: side,
  provider: side,
  requester: side,
  content: offerContentSchema,
  /** Names of the offered items, as the entry calls them now. */
  items: z.array(z.string()),
  preparedAt: instant,
  /** Until when it may be claimed. */
  openUntil: instant,
  /** The application that began with it, for its own department. */
  applicationId: id.nullable(),
  reason: z.string().nullable(),
  endedAt: instant.nullable(),
  allowed: allowedSchema,
});
export type Offer = z.infer<typeof offerSchema>;

/** Refusals of offers; their words stand in `contract/messages`. */
export const offerRefusals = refusals({
  'sharing.offer.not-found': 404,
  'sharing.offer.illegal-transition': 409,
  'sharing.offer.already-open': 409,
  'sharing.offer.run-out': 409,
  'sharing.offer.not-own': 403,
  'sharing.offer.own-work': 403,
  'sharing.offer.not-provider': 403,
  'sharing.offer.incomplete': 422,
  'sharing.offer.personal-value': 422,
});

const offerId = z.object({ offerId: id });
const moving = [
  'sharing.offer.not-found',
  'sharing.offer.illegal-transition',
  'sharing.offer.run-out',
  'sharing.offer.not-own',
  'sharing.offer.own-work',
] as const;
const entryRefused = ['sharing.entry.not-requestable', 'sharing.entry.denied'] as const;
const reason = z.strictObject({ reason: plainText(1000, 1) });

export const listOffers = route({
  id: 'sharing.list-offers',
  method: 'GET',
  path: '/sharing/offers',
  summary: 'Applications that were prepared by the own department (`prepared`) or for it (`received`), newest first (代拟申请).',
  power: 'sharing.read',
  query: z.strictObject({
    ...pageQuery,
    side: z.enum(['received', 'prepared']),
    state: offerStateSchema.optional(),
  }),
  answer: pageOf(offerSchema),
});

export const prepareOffer = route({
  id: 'sharing.prepare-offer',
  method: 'POST',
  path: '/sharing/offers',
  summary:
    'A provider prepares an application for one department about an entry of its own: items, calls a day, period and why, nothing else.',
  power: 'sharing.handle',
  body: z.strictObject({ entryId: id, requesterOrgId: id, content: offerContentSchema }),
  answer: offerSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'sharing.offer.not-provider',
    'sharing.offer.already-open',
    'sharing.offer.incomplete',
    'sharing.offer.personal-value',
    ...entryRefused,
  ],
});

export const claimOffer = route({
  id: 'sharing.claim-offer',
  method: 'POST',
  path: '/sharing/offers/:offerId/claim',
  summary: 'The department it was prepared for opens a draft application that begins with it; the application names who prepared it.',
  power: 'sharing.apply',
  params: offerId,
  answer: applicationSchema,
  status: 201,
  idempotent: true,
  refusals: [...moving, ...entryRefused, 'sharing.application.own-entry'],
});

export const declineOffer = route({
  id: 'sharing.decline-offer',
  method: 'POST',
  path: '/sharing/offers/:offerId/refusal',
  summary: 'The department it was prepared for has no need of it, and says why.',
  power: 'sharing.apply',
  params: offerId,
  body: reason,
  answer: offerSchema,
  refusals: [...moving, 'sharing.offer.personal-value'],
});

export const withdrawOffer = route({
  id: 'sharing.withdraw-offer',
  method: 'POST',
  path: '/sharing/offers/:offerId/withdrawal',
  summary: 'The provider takes back what it prepared, while nobody has claimed it, and says why.',
  power: 'sharing.handle',
  params: offerId,
  body: reason,
  answer: offerSchema,
  refusals: [...moving, 'sharing.offer.personal-value'],
});
