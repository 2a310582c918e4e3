import { z } from 'zod';
import { secrecyDeclarationSchema } from '../catalog/content.ts';
import { refusals, route } from '../route.ts';
import { questionSchema } from './question-schemas.ts';

const questions = z.array(questionSchema).max(100);

export const questionSetSchema = z.object({
  /** 0 while the region has published none. */
  version: z.int(),
  questions,
  /** Every version, the latest first. */
  versions: z.array(z.object({ version: z.int(), madeAt: z.iso.datetime(), organisation: z.string(), count: z.int() })),
});
export type QuestionSetAnswer = z.infer<typeof questionSetSchema>;

/** Refusals of question sets; their words stand in `contract/messages`. */
export const questionRefusals = refusals({ 'sharing.question-set.stale': 412, 'sharing.question-set.wrong': 422 });

export const getQuestionSet = route({
  id: 'sharing.get-question-set',
  method: 'GET',
  path: '/sharing/question-set',
  summary: 'The question set in force of the caller’s region, with its versions.',
  power: 'sharing.coordinate',
  answer: questionSetSchema,
});

export const publishQuestionSet = route({
  id: 'sharing.publish-question-set',
  method: 'PUT',
  path: '/sharing/question-set',
  summary:
    'The authority publishes the next version of its question set; needs If-Match with the version that was read. Applications keep the version that they began under.',
  power: 'sharing.coordinate',
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema, questions }),
  answer: questionSetSchema,
  refusals: ['sharing.question-set.stale', 'sharing.question-set.wrong', 'sharing.application.secret', 'request.etag-missing'],
});
