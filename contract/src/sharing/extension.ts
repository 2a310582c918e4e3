import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';

const params = z.object({ applicationId: z.uuid() });
const words = z.string().trim().min(1).max(2000);
const moving = [
  'sharing.application.not-found',
  'sharing.application.illegal-transition',
  'sharing.application.not-own',
  'sharing.application.own-work',
] as const;
const term = [
  'law.clock.lapsed',
  'law.clock.not-found',
  'law.clock.not-running',
  'law.clock.never-extended',
  'law.clock.extended-before',
  'law.clock.extension-too-long',
] as const;

/** Refusals of extensions; their words stand in `contract/messages`. */
export const extensionRefusals = refusals({
  'sharing.extension.asked-before': 409,
  'sharing.extension.not-asked': 409,
});

export const askReplyExtension = route({
  id: 'sharing.ask-extension',
  method: 'POST',
  path: '/sharing/applications/:applicationId/extension',
  summary: 'The provider asks the authority for more working days for its reply, once and before the term has run out (809-21).',
  power: 'sharing.handle',
  params,
  body: z.strictObject({ workingDays: z.int().min(1).max(250), reason: words }),
  answer: applicationSchema,
  refusals: [...moving, ...term, 'sharing.extension.asked-before', 'sharing.application.nobody-decides'],
});

export const decideReplyExtension = route({
  id: 'sharing.decide-extension',
  method: 'POST',
  path: '/sharing/applications/:applicationId/extension-decision',
  summary:
    'The authority’s leader grants the extension, and the requester is told; or refuses it, and the term stays. A party never decides.',
  power: 'sharing.extend',
  params,
  body: z.strictObject({ decision: z.enum(['grant', 'refuse']), opinion: words, code: z.string().regex(/^\d{6}$/) }),
  answer: applicationSchema,
  refusals: [
    ...moving,
    ...term,
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
    'sharing.extension.not-asked',
    'sharing.application.party-decides',
  ],
});
