import { z } from 'zod';
import { secrecyDeclarationSchema } from './catalog/content.ts';
import * as shape from './gateway/schemas.ts';
import { pageOf, pageQuery, refusals, route } from './route.ts';

/** Refusals of the gateway's own door, in the order in which a call meets them. */
export const callRefusals = refusals({
  'gateway.platform.no-lease': 503,
  'gateway.platform.failed': 503,
  'gateway.platform.evidence-stalled': 503,
  'gateway.token.missing': 401,
  'gateway.token.malformed': 401,
  'gateway.token.signature': 401,
  'gateway.token.expired': 401,
  'gateway.token.future': 401,
  'gateway.token.audience': 401,
  'gateway.token.issuer': 401,
  'gateway.token.client-unknown': 401,
  'gateway.token.counted': 401,
  'gateway.call.not-found': 404,
  'gateway.call.parameter-unknown': 400,
  'gateway.call.parameter-missing': 400,
  'gateway.call.parameter-malformed': 400,
  'gateway.call.parameter-not-one-person': 400,
  'gateway.grant.none': 403,
  'gateway.body.too-large': 413,
  'gateway.body.not-json': 400,
  'gateway.body.unexpected': 400,
  'gateway.provider.resting': 502,
  'gateway.provider.timeout': 504,
  'gateway.provider.not-found': 404,
  'gateway.provider.unreachable': 502,
  'gateway.provider.closed': 502,
  'gateway.provider.address': 502,
  'gateway.provider.status': 502,
  'gateway.provider.content-type': 502,
  'gateway.provider.too-large': 502,
  'gateway.provider.not-json': 502,
});

/** Refusals of the decision that every door shares (policy/grant). */
export const grantRefusals = refusals({
  'grant.service.offline': 404,
  'grant.client.not-named': 403,
  'grant.door.other': 403,
  'grant.restriction.in-force': 451,
  'grant.state.closed': 403,
  'grant.validity.not-begun': 403,
  'grant.validity.ended': 403,
  'grant.purpose.unnamed': 403,
  'grant.matter.missing': 403,
  'grant.matter.format': 403,
  'grant.operator.missing': 403,
  'grant.items.none': 403,
  'grant.rows.unreadable': 403,
  'grant.quota.total': 403,
  'grant.quota.day': 429,
  'grant.quota.second': 429,
  'grant.matter-format.length': 422,
  'grant.matter-format.ambiguous': 422,
  'grant.matter-format.literal': 422,
  'grant.matter-format.run': 422,
  'grant.document.invalid': 422,
  'grant.document.format-unknown': 422,
});

/** Refusals of registering and operating services. */
export const serviceRefusals = refusals({
  'gateway.service.not-found': 404,
  'gateway.service.changed': 412,
  'gateway.service.code-taken': 409,
  'gateway.service.not-provider': 403,
  'gateway.service.other-online': 409,
  'gateway.service.wrong-state': 409,
  'gateway.service.not-online': 409,
  'gateway.service.still-served': 503,
  'gateway.service.invalid': 422,
  'gateway.system.not-yours': 422,
  'gateway.address.malformed': 422,
  'gateway.address.closed': 422,
  'gateway.document.secret': 422,
  'gateway.document.unreadable': 422,
  'gateway.document.version': 422,
  'gateway.document.no-operation': 422,
  'gateway.try.unreachable': 502,
});

const serviceId = z.object({ serviceId: z.uuid() });

export const listServices = route({
  id: 'gateway.list-services',
  method: 'GET',
  path: '/gateway/services',
  summary: 'API services: those online, and all of the caller’s own department',
  query: z.object({
    ...pageQuery,
    entryId: z.uuid().optional(),
    state: shape.serviceStateSchema.optional(),
    own: z.enum(['true', 'false']).default('false'),
  }),
  answer: pageOf(shape.serviceSummarySchema),
});

export const getService = route({
  id: 'gateway.get-service',
  method: 'GET',
  path: '/gateway/services/:serviceId',
  summary: 'One service with its operations, fields and how to call it',
  params: serviceId,
  answer: shape.serviceSchema,
  refusals: ['gateway.service.not-found'],
});

export const readOpenApi = route({
  id: 'gateway.read-open-api',
  method: 'POST',
  path: '/gateway/document-readings',
  summary: 'Reads an OpenAPI document (3.0 or 3.1, JSON or YAML) and proposes which field is which item; stores nothing',
  power: 'gateway.register',
  body: z.strictObject({
    secrecyDeclaration: secrecyDeclarationSchema,
    entryId: z.uuid(),
    document: z.string().min(1).max(shape.openApiCharactersMax),
  }),
  answer: shape.documentReadingSchema,
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.not-requestable',
    'gateway.service.not-provider',
    'gateway.document.secret',
    'gateway.document.unreadable',
    'gateway.document.version',
    'gateway.document.no-operation',
  ],
});

const inputRefusals = [
  'gateway.service.invalid',
  'gateway.address.malformed',
  'gateway.address.closed',
  'gateway.service.not-provider',
  'catalog.entry.not-found',
  'catalog.entry.not-requestable',
];

export const registerService = route({
  id: 'gateway.register-service',
  method: 'POST',
  path: '/gateway/services',
  summary: 'Registers an HTTP service of a published entry as a draft',
  power: 'gateway.register',
  body: shape.serviceInputSchema.extend({
    secrecyDeclaration: secrecyDeclarationSchema,
    entryId: z.uuid(),
    systemId: z.uuid(),
    code: z.string().regex(/^[a-z][a-z0-9-]{2,62}$/),
    document: z.string().min(1).max(shape.openApiCharactersMax),
  }),
  answer: shape.serviceSchema,
  status: 201,
  idempotent: true,
  refusals: [
    ...inputRefusals,
    'gateway.service.code-taken',
    'gateway.system.not-yours',
    'gateway.document.secret',
    'gateway.document.unreadable',
    'gateway.document.version',
    'gateway.document.no-operation',
  ],
});

export const changeService = route({
  id: 'gateway.change-service',
  method: 'PUT',
  path: '/gateway/services/:serviceId',
  summary: 'Changes name, address or field mapping of a service that is not online',
  power: 'gateway.register',
  params: serviceId,
  body: shape.serviceInputSchema,
  answer: shape.serviceSchema,
  refusals: [
    ...inputRefusals,
    'gateway.service.not-found',
    'gateway.service.changed',
    'gateway.service.wrong-state',
    'request.etag-missing',
  ],
});

export const putServiceOnline = route({
  id: 'gateway.put-service-online',
  method: 'POST',
  path: '/gateway/services/:serviceId/online',
  summary: 'Opens a service to the departments that hold a grant for its entry',
  power: 'gateway.operate',
  params: serviceId,
  answer: shape.serviceSchema,
  refusals: [...inputRefusals, 'gateway.service.not-found', 'gateway.service.wrong-state', 'gateway.service.other-online'],
});

export const takeServiceOffline = route({
  id: 'gateway.take-service-offline',
  method: 'POST',
  path: '/gateway/services/:serviceId/offline',
  summary: 'Closes a service, with the reason; answers when every gateway has closed it',
  power: 'gateway.operate',
  params: serviceId,
  body: z.strictObject({ reason: z.string().trim().min(5).max(500) }),
  answer: shape.serviceSchema,
  refusals: ['gateway.service.not-found', 'gateway.service.wrong-state', 'gateway.service.not-provider', 'gateway.service.still-served'],
});

export const tryService = route({
  id: 'gateway.try-service',
  method: 'POST',
  path: '/gateway/services/:serviceId/tries',
  summary: 'Makes one real call through the gateway, with a real grant and its evidence',
  power: 'gateway.try',
  params: serviceId,
  body: shape.tryInputSchema,
  answer: shape.tryAnswerSchema,
  refusals: ['gateway.service.not-found', 'gateway.service.not-online', 'gateway.service.invalid', 'gateway.try.unreachable'],
});

export const readQuota = route({
  id: 'gateway.read-quota',
  method: 'GET',
  path: '/gateway/grants/:grantId/quota',
  summary: 'How much of a grant’s quota is used today, for the two departments that it binds',
  params: z.object({ grantId: z.uuid() }),
  answer: z.object({ day: z.iso.date(), dayUsed: z.int(), dayLimit: z.int(), totalUsed: z.int(), perSecondLimit: z.int() }),
  refusals: ['sharing.grant.not-found'],
});
