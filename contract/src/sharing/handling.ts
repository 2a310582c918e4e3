import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

const params = z.object({ applicationId: z.uuid() });
const words = z.string().trim().min(1).max(2000);
const moving = ['sharing.application.not-found', 'sharing.application.illegal-transition', 'sharing.application.not-own'] as const;

/** Refusals of the work inside the provider; their words stand in `contract/messages`. */
export const handlingRefusals = refusals({
  'sharing.handling.received-before': 409,
  'sharing.handling.not-received': 409,
  'sharing.handling.in-hand': 409,
  'sharing.handling.in-other-hands': 409,
});

export const receiveApplication = route({
  id: 'sharing.receive-application',
  method: 'POST',
  path: '/sharing/applications/:applicationId/receipt',
  summary:
    '签收: a handler of the provider receives the application and has it in hand; both sides see when. The statutory clock does not move.',
  power: 'sharing.handle',
  params,
  answer: applicationSchema,
  refusals: [...moving, 'sharing.handling.received-before'],
});

export const takeOver = route({
  id: 'sharing.take-over',
  method: 'POST',
  path: '/sharing/applications/:applicationId/holder',
  summary: 'Another handler of the provider takes a received application into hand, with a reason: one has it at a time.',
  power: 'sharing.handle',
  params,
  body: z.strictObject({ reason: words }),
  answer: applicationSchema,
  refusals: [...moving, 'sharing.handling.not-received', 'sharing.handling.in-hand'],
});
