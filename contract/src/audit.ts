import { z } from 'zod';
import { fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const logId = z.object({ logId: z.uuid() });
const recordId = z.object({ recordId: z.uuid() });
const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Statuses of the module's own refusals; their words stand in `contract/messages`. */
export const auditRefusals = refusals({
  'audit.acts.not-permitted': 403,
  'audit.record.not-found': 404,
  'audit.record.not-sealed': 409,
  'audit.record.erased': 409,
  'audit.log.not-found': 404,
  'audit.log.other-region': 403,
  'audit.log.none-open': 503,
  'audit.log.other-log': 422,
  'audit.log.rolled-back': 503,
  'audit.range.outside': 422,
  'audit.tile.not-found': 404,
});

/** One act in the list of evidence: nothing personal, no payload. */
export const actSchema = z.object({
  recordId: z.uuid(),
  logId: z.uuid(),
  /** Place in the log, counted from 0. */
  index: z.number().int(),
  at: z.iso.datetime(),
  action: z.string(),
  actorKind: z.enum(['person', 'client', 'system', 'anonymous']),
  actorId: z.string(),
  orgId: z.string().nullable(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  grantId: z.string().nullable(),
  result: z.enum(['done', 'refused', 'failed', 'unknown']),
});
export type Act = z.infer<typeof actSchema>;

/** A signed tree head: the exact text that was signed, and the signature over its UTF-8 in hex. */
export const signedHeadSchema = z.object({ body: z.string(), signature: z.string() });
export const publicKeySchema = z.object({ id: z.string(), algorithm: z.enum(['sm2', 'ed25519']), publicKey: z.string() });

export const searchActs = route({
  id: 'audit.search-acts',
  method: 'GET',
  path: '/evidence/acts',
  summary: 'Sealed evidence, newest first: all of it for the audit administrator of the region, one’s own organisation’s for its head.',
  query: z.strictObject({
    ...pageQuery,
    org: z.string().max(100).optional(),
    action: z.string().max(100).optional(),
    object: z.string().max(100).optional(),
    grant: z.string().max(100).optional(),
    result: z.enum(['done', 'refused', 'failed', 'unknown']).optional(),
    from: z.iso.datetime().optional(),
    until: z.iso.datetime().optional(),
  }),
  answer: pageOf(actSchema),
  refusals: ['audit.acts.not-permitted'],
});

export const getReceipt = route({
  id: 'audit.get-receipt',
  method: 'GET',
  path: '/evidence/records/:recordId/receipt',
  summary: 'Receipt of one record for a party to it: the record, its proof and the signed head, as a file that verifies offline.',
  params: recordId,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['audit.record.not-found', 'audit.record.not-sealed', 'audit.record.erased'],
});

export const getClientReceipt = route({
  id: 'audit.get-client-receipt',
  method: 'GET',
  path: '/evidence/own-records/:recordId/receipt',
  summary: 'The same for the machine client that made the call.',
  audience: 'client',
  params: recordId,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['audit.record.not-found', 'audit.record.not-sealed', 'audit.record.erased'],
});

export const exportEvidence = route({
  id: 'audit.export-evidence',
  method: 'GET',
  path: '/evidence/export',
  summary: 'A range of a log as a file for `karez evidence verify`. The export is itself evidence.',
  power: 'audit.export',
  query: z.strictObject({ log: z.uuid().optional(), from: count.optional(), to: count.optional() }),
  answer: fileAnswer,
  kind: 'download',
  refusals: ['audit.log.other-region', 'audit.log.not-found', 'audit.range.outside'],
});

export const listLogs = route({
  id: 'audit.list-logs',
  method: 'GET',
  path: '/evidence/logs',
  summary: 'The logs of this installation; the open one is still appended to.',
  audience: 'anyone',
  answer: z.object({
    items: z.array(
      z.object({
        log: z.uuid(),
        hash: z.enum(['sm3', 'sha256']),
        size: z.number().int(),
        open: z.boolean(),
        head: signedHeadSchema.nullable(),
      }),
    ),
  }),
});

export const listKeys = route({
  id: 'audit.list-keys',
  method: 'GET',
  path: '/evidence/keys',
  summary: 'Public keys that heads are and were signed with.',
  audience: 'anyone',
  answer: z.object({ items: z.array(publicKeySchema) }),
});

export const listHeads = route({
  id: 'audit.list-heads',
  method: 'GET',
  path: '/evidence/logs/:logId/heads',
  summary: 'Signed heads of a log from a number on, in order, without gaps: what a witness keeps.',
  audience: 'anyone',
  params: logId,
  query: z.strictObject({ from: count.default(0), limit: z.coerce.number().int().min(1).max(1000).default(1000) }),
  answer: z.object({ items: z.array(signedHeadSchema) }),
  refusals: ['audit.log.not-found'],
});

export const getConsistency = route({
  id: 'audit.get-consistency',
  method: 'GET',
  path: '/evidence/logs/:logId/consistency',
  summary: 'Proof that the tree of `first` leaves is a prefix of the tree of `second` (RFC 9162 §2.1.4).',
  audience: 'anyone',
  params: logId,
  query: z.strictObject({ first: count, second: count }),
  answer: z.object({ proof: z.array(hash) }),
  refusals: ['audit.log.not-found', 'audit.range.outside'],
});

export const getTile = route({
  id: 'audit.get-tile',
  method: 'GET',
  path: '/evidence/logs/:logId/tiles/:level/:index',
  summary: 'One tile of up to 256 hashes; a full tile never changes.',
  audience: 'anyone',
  params: logId.extend({ level: z.coerce.number().int().min(0).max(7), index: count }),
  answer: z.object({ hashes: z.string() }),
  refusals: ['audit.log.not-found', 'audit.tile.not-found'],
});
