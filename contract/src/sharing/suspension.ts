import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { citedArticleSchema, grantSchema } from './schemas.ts';

const params = z.object({ grantId: z.uuid() });
const words = z.string().trim().min(1).max(2000);
const code = z.string().regex(/^\d{6}$/);
const workingDays = z.int().min(1).max(250);
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;
const found = ['sharing.grant.not-found', 'sharing.grant.not-own'] as const;
const suspending = [...found, ...secondFactor, 'sharing.application.party-decides', 'sharing.suspension.term-too-long'] as const;
const open = ['sharing.suspension.not-open', 'sharing.suspension.illegal-transition'] as const;

/** Refusals of suspensions; their words stand in `contract/messages`. */
export const suspensionRefusals = refusals({
  'sharing.suspension.basis-missing': 422,
  'sharing.suspension.term-too-long': 422,
  'sharing.suspension.not-open': 409,
  'sharing.suspension.illegal-transition': 409,
  'sharing.suspension.other-suspended': 403,
  'sharing.suspension.own-work': 403,
  'sharing.suspension.term-runs': 409,
  'sharing.suspension.revoke-waits': 409,
  'sharing.suspension.still-served': 503,
  'sharing.suspension.still-closed': 503,
});

export const suspendGrant = route({
  id: 'sharing.suspend-grant',
  method: 'POST',
  path: '/sharing/grants/:grantId/suspension',
  summary:
    'The provider’s head, or the authority’s leader between the two, closes a grant for a stated fact and basis and sets the term in which it is to be put right (809-27); answers when no door serves it any more.',
  power: 'sharing.read',
  params,
  body: z.strictObject({ fact: words, basis: z.array(citedArticleSchema).min(1).max(20), workingDays, code }),
  answer: grantSchema,
  refusals: [
    ...suspending,
    'sharing.grant.not-active',
    'sharing.suspension.basis-missing',
    'sharing.suspension.still-served',
    'law.article.not-found',
    'law.article.repealed',
  ],
});

export const reportRectification = route({
  id: 'sharing.report-rectification',
  method: 'POST',
  path: '/sharing/grants/:grantId/rectification',
  summary: 'The holder of a suspended grant reports what it has put right; whoever suspended it has to look.',
  power: 'sharing.apply',
  params,
  body: z.strictObject({ words }),
  answer: grantSchema,
  refusals: [...found, ...open],
});

export const recheckSuspension = route({
  id: 'sharing.recheck-suspension',
  method: 'POST',
  path: '/sharing/grants/:grantId/recheck',
  summary:
    'Whoever suspended the grant restores it, sends the rectification back with a new term, or ends the grant where nothing was put right in time or it does not do (809-27).',
  power: 'sharing.read',
  params,
  body: z.discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.enum(['restore', 'terminate']), opinion: words, code }),
    z.strictObject({ verdict: z.literal('send-back'), opinion: words, workingDays, code }),
  ]),
  answer: grantSchema,
  refusals: [
    ...suspending,
    ...open,
    'sharing.suspension.other-suspended',
    'sharing.suspension.own-work',
    'sharing.suspension.term-runs',
    'sharing.suspension.still-closed',
    'sharing.grant.still-served',
  ],
});
