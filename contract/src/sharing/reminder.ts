import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

/** Refusals of reminders; their words stand in `contract/messages`. */
export const reminderRefusals = refusals({
  'sharing.reminder.nothing-waits': 409,
  'sharing.reminder.too-soon': 409,
});

export const remindOfApplication = route({
  id: 'sharing.remind-of-application',
  method: 'POST',
  path: '/sharing/applications/:applicationId/reminder',
  summary:
    'The requester reminds whoever has its application (催办), or the provider’s office head the handler, while an answer is owed and no more often than the installation allows.',
  power: 'sharing.read',
  params: z.object({ applicationId: z.uuid() }),
  answer: applicationSchema,
  refusals: [
    'sharing.application.not-found',
    'sharing.application.not-own',
    'sharing.application.own-work',
    'sharing.reminder.nothing-waits',
    'sharing.reminder.too-soon',
  ],
});
