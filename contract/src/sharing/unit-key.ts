import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { applicationSchema } from './schemas.ts';
import { keyMediumSchema, unitKeySchema } from './unit-key-schemas.ts';

const applicationId = z.object({ applicationId: z.uuid() });
const keyId = z.object({ keyId: z.uuid() });
const code = z.string().regex(/^\d{6}$/);
const publicKey = z.string().regex(/^04[0-9a-f]{128}$/);
/** `r ‖ s`, or both as ASN.1, hexadecimal. */
const signature = z.string().regex(/^[0-9a-f]{128,144}$/);
const words = plainText(2000, 1);
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

/** Statuses of the refusals of keys of units and of what they sign. */
export const unitKeyRefusals = refusals({
  'sharing.unit-key.not-found': 404,
  'sharing.unit-key.unfit': 422,
  'sharing.unit-key.not-held': 422,
  'sharing.unit-key.known': 409,
  'sharing.unit-key.waits': 409,
  'sharing.unit-key.state': 409,
  'sharing.unit-key.own': 403,
  'sharing.unit-key.no-authority': 409,
  'sharing.unit-key.fingerprint': 422,
  'sharing.unit-key.dissolved': 409,
  'sharing.key-signature.no-key': 409,
  'sharing.key-signature.wrong': 422,
  'sharing.key-signature.there': 409,
  'sharing.key-signature.not-own': 403,
  'sharing.key-signature.other-hand': 403,
  'sharing.agreement.none': 409,
});

export const listUnitKeys = route({
  id: 'sharing.list-unit-keys',
  method: 'GET',
  path: '/sharing/unit-keys',
  summary: 'SM2 keys that the caller’s department has registered, and those of the regions that the caller oversees; newest first.',
  power: 'sharing.read',
  query: z.strictObject(pageQuery),
  answer: pageOf(unitKeySchema),
});

export const unitKeyText = route({
  id: 'sharing.unit-key-text',
  method: 'GET',
  path: '/sharing/unit-keys/text',
  summary: 'The text by whose signature a department shows today that it holds the private key of a public key.',
  power: 'sharing.consent-in',
  query: z.strictObject({ publicKey }),
  answer: z.object({ text: z.string(), fingerprint: z.string() }),
  refusals: ['sharing.unit-key.unfit'],
});

export const registerUnitKey = route({
  id: 'sharing.register-unit-key',
  method: 'POST',
  path: '/sharing/unit-keys',
  summary:
    'A department’s head registers its SM2 public key, with a signature that shows that it holds the private one. It counts once the authority has compared it.',
  power: 'sharing.consent-in',
  body: z.strictObject({ publicKey, medium: keyMediumSchema, signature, code }),
  answer: unitKeySchema,
  status: 201,
  idempotent: true,
  refusals: [
    ...secondFactor,
    'sharing.unit-key.unfit',
    'sharing.unit-key.not-held',
    'sharing.unit-key.known',
    'sharing.unit-key.waits',
    'sharing.unit-key.no-authority',
  ],
});

export const decideUnitKey = route({
  id: 'sharing.decide-unit-key',
  method: 'POST',
  path: '/sharing/unit-keys/:keyId/decision',
  summary:
    'The authority’s leader confirms a key by the fingerprint that the department has given outside of the platform, or refuses it. The one before is replaced.',
  power: 'sharing.decide-dispute',
  params: keyId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('confirm'), fingerprint: plainText(40, 1), code }),
    z.strictObject({ decision: z.literal('refuse'), reason: words }),
  ]),
  answer: unitKeySchema,
  refusals: [
    ...secondFactor,
    'sharing.unit-key.not-found',
    'sharing.unit-key.state',
    'sharing.unit-key.own',
    'sharing.unit-key.fingerprint',
    'sharing.unit-key.dissolved',
    'sharing.scan.personal-value',
  ],
});

export const revokeUnitKey = route({
  id: 'sharing.revoke-unit-key',
  method: 'POST',
  path: '/sharing/unit-keys/:keyId/revocation',
  summary: 'The department’s head or the authority’s leader revokes a key: it signs nothing from now on, what it signed stays.',
  power: 'sharing.read',
  params: keyId,
  body: z.strictObject({ reason: words, code }),
  answer: unitKeySchema,
  refusals: [...secondFactor, 'sharing.unit-key.not-found', 'sharing.unit-key.state', 'sharing.scan.personal-value'],
});

export const agreementText = route({
  id: 'sharing.agreement-text',
  method: 'GET',
  path: '/sharing/applications/:applicationId/agreement/text',
  summary: 'The exact bytes (RFC 8785) that the key of the caller’s unit signs: number, case, side and digest of the terms.',
  power: 'sharing.read',
  params: applicationId,
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/json'],
  refusals: ['sharing.application.not-found', 'sharing.agreement.none', 'sharing.key-signature.not-own'],
});

export const signWithUnitKey = route({
  id: 'sharing.sign-with-unit-key',
  method: 'POST',
  path: '/sharing/applications/:applicationId/agreement/key-signatures',
  summary: 'A side’s head adds the signature of its unit’s own SM2 key to the agreement’s terms; beside 平台存证, in place of nothing.',
  power: 'sharing.read',
  params: applicationId,
  body: z.strictObject({ signature, code }),
  answer: applicationSchema,
  status: 201,
  refusals: [
    ...secondFactor,
    'sharing.application.not-found',
    'sharing.agreement.none',
    'sharing.key-signature.no-key',
    'sharing.key-signature.wrong',
    'sharing.key-signature.there',
    'sharing.key-signature.not-own',
    'sharing.key-signature.other-hand',
  ],
});
