import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { applicationSchema, placeWordsSchema } from './schemas.ts';

const params = z.object({ applicationId: z.uuid() });
const opinion = z.string().trim().min(1).max(2000);
const code = z.string().regex(/^\d{6}$/);
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;
const moving = [
  'sharing.application.not-found',
  'sharing.application.illegal-transition',
  'sharing.application.not-own',
  'sharing.application.own-work',
] as const;

/** Refusals of supplements; their words stand in `contract/messages`. */
export const supplementRefusals = refusals({
  'sharing.supplement.too-late': 422,
  'sharing.supplement.places-twice': 422,
  'sharing.supplement.places-old': 422,
  'sharing.supplement.unanswered': 422,
});

export const askSupplement = route({
  id: 'sharing.ask-supplement',
  method: 'POST',
  path: '/sharing/applications/:applicationId/supplement-notice',
  summary:
    'The provider says once, and all at once, what the application lacks (809-21). The clock of the reply stops; a later notice names only what the supplement brought in, and the clock goes on.',
  power: 'sharing.handle',
  params,
  body: z.strictObject({ gaps: z.array(placeWordsSchema).min(1).max(30), opinion }),
  answer: applicationSchema,
  refusals: [
    ...moving,
    'sharing.supplement.too-late',
    'sharing.supplement.places-twice',
    'sharing.supplement.places-old',
    'law.clock.lapsed',
  ],
});

export const sendSupplement = route({
  id: 'sharing.send-supplement',
  method: 'POST',
  path: '/sharing/applications/:applicationId/supplement',
  summary: 'The requester hands the supplement to its office head: each gap is met by a changed place or by words.',
  power: 'sharing.apply',
  params,
  body: z.strictObject({ answers: z.array(placeWordsSchema).max(30) }),
  answer: applicationSchema,
  refusals: [
    ...moving,
    'sharing.supplement.unanswered',
    'sharing.supplement.places-twice',
    'sharing.application.incomplete',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
  ],
});

export const consentSupplement = route({
  id: 'sharing.consent-supplement',
  method: 'POST',
  path: '/sharing/applications/:applicationId/supplement-consent',
  summary:
    'The requester’s office head (809-20) signs the supplemented application with the second factor, or returns it. The provider’s clock starts again.',
  power: 'sharing.consent-out',
  params,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('consent'), opinion, code }),
    z.strictObject({ decision: z.literal('return'), opinion }),
  ]),
  answer: applicationSchema,
  refusals: [...moving, ...secondFactor, 'sharing.application.incomplete', 'sharing.entry.not-requestable', 'sharing.entry.denied'],
});
