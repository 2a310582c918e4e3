import { z } from 'zod';
import { secrecyDeclarationSchema } from './catalog/content.ts';
import { fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';
import * as shape from './sharing/schemas.ts';

const applicationId = z.object({ applicationId: z.uuid() });
const grantId = z.object({ grantId: z.uuid() });
const opinion = z.string().trim().min(1).max(2000);
const code = z.string().regex(/^\d{6}$/);
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

/** Why a department is owed no rows of its own (809-24). */
const ownRows = ['sharing.backflow.no-region-item', 'sharing.backflow.not-below'] as const;

/** Statuses of the module's own refusals; their words stand in `contract/messages`. */
export const sharingRefusals = refusals({
  'sharing.application.not-found': 404,
  'sharing.application.stale': 412,
  'sharing.application.illegal-transition': 409,
  'sharing.application.not-own': 403,
  'sharing.application.incomplete': 422,
  'sharing.application.secret': 422,
  'sharing.application.own-work': 403,
  'sharing.application.own-entry': 422,
  'sharing.application.party-decides': 403,
  'sharing.application.nobody-decides': 409,
  'sharing.entry.not-requestable': 422,
  'sharing.entry.denied': 451,
  'sharing.proposal.incomplete': 422,
  'sharing.proposal.basis-missing': 422,
  'sharing.grant.not-found': 404,
  'sharing.grant.not-own': 403,
  'sharing.grant.not-active': 409,
  'sharing.grant.client-unknown': 422,
  'sharing.grant.clients-full': 422,
  'sharing.grant.already-delivered': 409,
  'sharing.grant.nothing-denied': 409,
  'sharing.grant.all-denied': 409,
  'sharing.grant.still-served': 503,
  'sharing.grant.still-wide': 503,
  'sharing.backflow.no-region-item': 422,
  'sharing.backflow.not-below': 422,
  'sharing.backflow.ground': 422,
  'sharing.backflow.limited': 422,
});

const applicationQuery = {
  side: z.enum(['outgoing', 'incoming', 'authority']).default('outgoing'),
  state: z.string().max(300).optional(),
  q: z.string().max(100).optional(),
};
const grantQuery = { side: z.enum(['held', 'given', 'authority']).default('held'), state: z.string().max(100).optional() };
const workbook = {
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
} as const;

export const listApplications = route({
  id: 'sharing.list-applications',
  method: 'GET',
  path: '/sharing/applications',
  summary: 'Applications that the caller’s department made (`outgoing`) or has to answer (`incoming`), or that wait for the authority.',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...applicationQuery }),
  answer: pageOf(shape.applicationSummarySchema),
});

export const exportApplications = route({
  id: 'sharing.export-applications',
  method: 'GET',
  path: '/sharing/applications/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(applicationQuery),
  ...workbook,
});

export const getApplication = route({
  id: 'sharing.get-application',
  method: 'GET',
  path: '/sharing/applications/:applicationId',
  summary: 'One application with its clock, history, reply, agreement and what the reader may do with it.',
  power: 'sharing.read',
  params: applicationId,
  answer: shape.applicationSchema,
  refusals: ['sharing.application.not-found'],
});

export const startApplication = route({
  id: 'sharing.start-application',
  method: 'POST',
  path: '/sharing/applications',
  summary:
    'Opens a draft application for a published entry of another department (申请共享, 91-5.0.3), with some of its items chosen already where they are named; with `backflow` a subscription to the rows of the own region (回流, 809-24), with every item that is shared.',
  power: 'sharing.apply',
  body: z.strictObject({
    entryId: z.uuid(),
    itemNos: z.array(z.int().min(1).max(9999)).max(500).default([]),
    backflow: z.boolean().optional(),
  }),
  answer: shape.applicationSchema,
  status: 201,
  idempotent: true,
  refusals: ['sharing.entry.not-requestable', 'sharing.entry.denied', 'sharing.application.own-entry', ...ownRows],
});

export const saveApplication = route({
  id: 'sharing.save-application',
  method: 'PUT',
  path: '/sharing/applications/:applicationId/content',
  summary: 'Saves the draft; needs If-Match with the revision that was read. What is missing is listed, not refused.',
  power: 'sharing.apply',
  params: applicationId,
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema, content: shape.applicationContentSchema }),
  answer: shape.applicationSchema,
  refusals: [
    'sharing.application.not-found',
    'sharing.application.stale',
    'sharing.application.illegal-transition',
    'sharing.application.secret',
    'sharing.application.not-own',
    'sharing.application.own-work',
    'request.etag-missing',
  ],
});

const moving = [
  'sharing.application.not-found',
  'sharing.application.illegal-transition',
  'sharing.application.not-own',
  'sharing.application.own-work',
] as const;

export const submitApplication = route({
  id: 'sharing.submit-application',
  method: 'POST',
  path: '/sharing/applications/:applicationId/submission',
  summary: 'Hands the application to the head of the own sharing office; everything still missing is listed at once.',
  power: 'sharing.apply',
  params: applicationId,
  answer: shape.applicationSchema,
  refusals: [...moving, ...ownRows, 'sharing.application.incomplete', 'sharing.entry.not-requestable', 'sharing.entry.denied'],
});

export const consentOut = route({
  id: 'sharing.consent-out',
  method: 'POST',
  path: '/sharing/applications/:applicationId/consent-out',
  summary:
    'The requester’s office head (809-20) consents and signs the terms with the second factor, or returns the draft. The provider’s clock starts.',
  power: 'sharing.consent-out',
  params: applicationId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('consent'), opinion, code }),
    z.strictObject({ decision: z.literal('return'), opinion }),
  ]),
  answer: shape.applicationSchema,
  refusals: [
    'sharing.aggregation.unanswered',
    'sharing.filing.service-stops',
    ...moving,
    ...secondFactor,
    'sharing.application.incomplete',
    ...ownRows,
    'sharing.application.own-entry',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
  ],
});

export const withdrawApplication = route({
  id: 'sharing.withdraw-application',
  method: 'POST',
  path: '/sharing/applications/:applicationId/withdrawal',
  summary: 'The requester withdraws before the decision.',
  power: 'sharing.apply',
  params: applicationId,
  body: z.strictObject({ reason: opinion }),
  answer: shape.applicationSchema,
  refusals: moving,
});

export const proposeReply = route({
  id: 'sharing.propose-reply',
  method: 'POST',
  path: '/sharing/applications/:applicationId/proposal',
  summary: 'The provider’s handler proposes: agree item by item with masks and quota, or refuse by ground with the cited article.',
  power: 'sharing.handle',
  params: applicationId,
  body: shape.proposalSchema,
  answer: shape.applicationSchema,
  refusals: [
    ...moving,
    'sharing.proposal.incomplete',
    'sharing.proposal.basis-missing',
    'sharing.backflow.no-region-item',
    'sharing.backflow.ground',
    'sharing.backflow.limited',
  ],
});

export const consentIn = route({
  id: 'sharing.consent-in',
  method: 'POST',
  path: '/sharing/applications/:applicationId/consent-in',
  summary: 'The provider’s office head (809-20) signs the reply with the second factor, or returns the proposal to its handler.',
  power: 'sharing.consent-in',
  params: applicationId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('sign'),
      opinion,
      code,
      /** Why the reply does not wait for the divisions that were asked and have not answered. */
      overMissing: opinion.optional(),
    }),
    z.strictObject({ decision: z.literal('return'), opinion }),
  ]),
  answer: shape.applicationSchema,
  refusals: [
    'sharing.aggregation.unanswered',
    'sharing.filing.service-stops',
    ...moving,
    ...secondFactor,
    'sharing.handling.opinions-missing',
    'sharing.application.nobody-decides',
    'sharing.backflow.no-region-item',
    'sharing.proposal.incomplete',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
  ],
});

export const reviewRefusal = route({
  id: 'sharing.review-refusal',
  method: 'POST',
  path: '/sharing/applications/:applicationId/refusal-review',
  summary: 'The authority’s leader confirms a refusal for “not held” or “other”, or sends the application back to the provider.',
  power: 'sharing.decide-dispute',
  params: applicationId,
  body: z.strictObject({ verdict: z.enum(['confirm', 'send-back']), opinion, code }),
  answer: shape.applicationSchema,
  refusals: [...moving, ...secondFactor, 'sharing.application.party-decides'],
});

export const listGrants = route({
  id: 'sharing.list-grants',
  method: 'GET',
  path: '/sharing/grants',
  summary: 'Grants that the caller’s department holds (`held`) or has given (`given`), or that it may suspend for the `authority`.',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...grantQuery }),
  answer: pageOf(shape.grantSchema),
});

export const exportGrants = route({
  id: 'sharing.export-grants',
  method: 'GET',
  path: '/sharing/grants/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(grantQuery),
  ...workbook,
});

export const getGrant = route({
  id: 'sharing.get-grant',
  method: 'GET',
  path: '/sharing/grants/:grantId',
  summary: 'One grant: what was agreed, since when, for whom, and what the reader may do with it.',
  power: 'sharing.read',
  params: grantId,
  answer: shape.grantSchema,
  refusals: ['sharing.grant.not-found'],
});

export const bindClient = route({
  id: 'sharing.bind-client',
  method: 'POST',
  path: '/sharing/grants/:grantId/clients',
  summary: 'Lets one machine client of the grant’s business system call under the grant.',
  power: 'gateway.client',
  params: grantId,
  body: z.strictObject({ clientId: z.uuid() }),
  answer: shape.grantSchema,
  refusals: [
    'sharing.grant.not-found',
    'sharing.grant.not-own',
    'sharing.grant.not-active',
    'sharing.grant.client-unknown',
    'sharing.grant.clients-full',
  ],
});

export const confirmDelivery = route({
  id: 'sharing.confirm-delivery',
  method: 'POST',
  path: '/sharing/grants/:grantId/delivery',
  summary: 'The requester confirms that the data arrives; the provider’s clock of 809-22 is met.',
  power: 'sharing.apply',
  params: grantId,
  answer: shape.grantSchema,
  refusals: ['sharing.grant.not-found', 'sharing.grant.not-own', 'sharing.grant.not-active', 'sharing.grant.already-delivered'],
});

export const revokeGrant = route({
  id: 'sharing.revoke-grant',
  method: 'POST',
  path: '/sharing/grants/:grantId/revocation',
  summary: 'Ends a grant for a stated reason; answers when no door serves it any more.',
  power: 'sharing.consent-in',
  params: grantId,
  body: z.strictObject({ reason: opinion, code }),
  answer: shape.grantSchema,
  refusals: [
    'sharing.grant.not-found',
    'sharing.grant.not-own',
    'sharing.grant.not-active',
    'sharing.suspension.revoke-waits',
    'sharing.grant.still-served',
    ...secondFactor,
  ],
});

export const narrowGrant = route({
  id: 'sharing.narrow-grant',
  method: 'POST',
  path: '/sharing/grants/:grantId/narrowing',
  summary:
    'Takes out of a grant the items that its entry denies now (809-14), for a stated reason; answers when no door gives them any more. The other items go on.',
  power: 'sharing.consent-in',
  params: grantId,
  body: z.strictObject({ reason: opinion, code }),
  answer: shape.grantSchema,
  refusals: [
    'sharing.grant.not-found',
    'sharing.grant.not-own',
    'sharing.grant.not-active',
    'sharing.grant.nothing-denied',
    'sharing.grant.all-denied',
    'sharing.grant.still-wide',
    ...secondFactor,
  ],
});

export const sharingRoutes = [
  listApplications,
  exportApplications,
  getApplication,
  startApplication,
  saveApplication,
  submitApplication,
  consentOut,
  withdrawApplication,
  proposeReply,
  consentIn,
  reviewRefusal,
  listGrants,
  exportGrants,
  getGrant,
  bindClient,
  confirmDelivery,
  narrowGrant,
  revokeGrant,
] as const;
