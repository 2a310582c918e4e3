import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

/** Refusals of taking an earlier application for the base of a new one; their words stand in `contract/messages`. */
export const reuseRefusals = refusals({ 'sharing.reuse.still-draft': 409 });

export const reuseApplication = route({
  id: 'sharing.reuse-application',
  method: 'POST',
  path: '/sharing/applications/:applicationId/reuse',
  summary:
    'Opens a draft that is written in what an earlier application of the own department said (以此为底稿再申请), for the same entry or for `entryId`; what does not fit is left out and named.',
  power: 'sharing.apply',
  params: z.object({ applicationId: z.uuid() }),
  body: z.strictObject({ entryId: z.uuid().optional() }),
  answer: applicationSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'sharing.application.not-found',
    'sharing.application.not-own',
    'sharing.reuse.still-draft',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
    'sharing.application.own-entry',
  ],
});
