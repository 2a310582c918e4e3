import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

/** Refusals of the aggregation guard (design.md §2; 809-25). */
export const aggregationRefusals = refusals({
  'sharing.aggregation.unanswered': 409,
  'sharing.aggregation.nothing-to-answer': 409,
  'sharing.aggregation.stale': 412,
  'sharing.aggregation.personal-value': 422,
});

export const answerAggregation = route({
  id: 'sharing.answer-aggregation',
  method: 'POST',
  path: '/sharing/applications/:applicationId/aggregation-answer',
  summary:
    'The requester’s office head says in writing why another grant of personal data is needed beside what the department’s grants tell together (809-25).',
  power: 'sharing.consent-out',
  params: z.object({ applicationId: z.uuid() }),
  body: z.strictObject({ about: z.string().regex(/^[0-9a-f]{64}$/), words: plainText(2000, 1), code: z.string().regex(/^\d{6}$/) }),
  answer: applicationSchema,
  refusals: [
    'sharing.application.not-found',
    'sharing.application.not-own',
    'sharing.application.own-work',
    'sharing.application.illegal-transition',
    'sharing.aggregation.nothing-to-answer',
    'sharing.aggregation.stale',
    'sharing.aggregation.personal-value',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});
