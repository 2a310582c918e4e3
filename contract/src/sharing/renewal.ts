import { z } from 'zod';
import { maskingRuleSchema } from '../catalog/content.ts';
import { refusals, route } from '../route.ts';
import { applicationSchema, applicationStateSchema, usePurposeSchema } from './schemas.ts';

const params = z.object({ grantId: z.uuid() });
const instant = z.iso.datetime();

/** Refusals of renewals; their words stand in `contract/messages`. */
export const renewalRefusals = refusals({ 'sharing.renewal.under-way': 409 });

export const grantVersionSchema = z.object({
  version: z.int(),
  madeAt: instant,
  /** The application that it was agreed by. */
  applicationId: z.uuid(),
  entryVersion: z.string(),
  items: z.array(z.object({ no: z.int(), nameZh: z.string(), mask: maskingRuleSchema })),
  purpose: usePurposeSchema,
  quota: z.object({ perSecond: z.int(), perDay: z.int() }),
  validFrom: instant,
  validTo: instant,
  clientCount: z.int(),
  suspended: z.boolean(),
  agreementDigest: z.string(),
});
export type GrantVersion = z.infer<typeof grantVersionSchema>;

/** What ending a grant touches. */
export const grantCascadeSchema = z.object({
  system: z.string(),
  /** Services in operation of its entry. */
  services: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Clients that may call under it now. */
  clientCount: z.int(),
  /** The renewal that was sent and is not decided; it goes on as an application of its own. */
  renewal: z.object({ applicationId: z.uuid(), no: z.string().nullable(), state: applicationStateSchema }).nullable(),
  suspended: z.boolean(),
  delivered: z.boolean(),
});
export type GrantCascade = z.infer<typeof grantCascadeSchema>;

export const startRenewal = route({
  id: 'sharing.start-renewal',
  method: 'POST',
  path: '/sharing/grants/:grantId/renewal',
  summary:
    'The holder opens an application that renews or changes a running grant, written in what runs now (809-25); the grant goes on unchanged until both have signed.',
  power: 'sharing.apply',
  params,
  answer: applicationSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'sharing.grant.not-found',
    'sharing.grant.not-own',
    'sharing.grant.not-active',
    'sharing.renewal.under-way',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
    'sharing.application.own-entry',
    'sharing.backflow.no-region-item',
    'sharing.backflow.not-below',
  ],
});

export const listGrantVersions = route({
  id: 'sharing.list-grant-versions',
  method: 'GET',
  path: '/sharing/grants/:grantId/versions',
  summary: 'What a grant said in each of its versions, the newest first; none is ever changed.',
  power: 'sharing.read',
  params,
  answer: z.object({ items: z.array(grantVersionSchema) }),
  refusals: ['sharing.grant.not-found'],
});

export const getGrantCascade = route({
  id: 'sharing.get-grant-cascade',
  method: 'GET',
  path: '/sharing/grants/:grantId/cascade',
  summary: 'What ending a grant touches, for whoever may end or suspend it: services, clients, the renewal and the suspension under way.',
  power: 'sharing.read',
  params,
  answer: grantCascadeSchema,
  refusals: ['sharing.grant.not-found', 'sharing.grant.not-own', 'sharing.application.party-decides'],
});
