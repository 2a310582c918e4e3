import { z } from 'zod';
import { plainText, secrecyDeclarationSchema } from '../catalog/content.ts';
import { fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { paperSignerSchema } from './paper-signature-schemas.ts';
import { applicationSchema } from './schemas.ts';

const id = z.uuid();
const day = z.iso.date();
const words = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);
const applicationId = z.object({ applicationId: id });
const onPaper = z.object({ applicationId: id, paperId: id });
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

/** A department that its region's authority lets sign on paper (design.md §8). */
export const paperPermissionSchema = z.object({
  id,
  organisation: z.object({ id, name: z.string() }),
  docNo: z.string(),
  reason: z.string(),
  lastDay: day,
  givenAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Not ended, and its last day not past. */
  inForce: z.boolean(),
});
export type PaperPermission = z.infer<typeof paperPermissionSchema>;

/** Statuses of the refusals of 线下签批. */
export const paperSignatureRefusals = refusals({
  'sharing.paper-signature.not-allowed': 403,
  'sharing.paper-signature.not-found': 404,
  'sharing.paper-signature.not-open': 409,
  'sharing.paper-signature.under-way': 409,
  'sharing.paper-signature.same-officer': 403,
  'sharing.paper-signature.not-opened': 409,
  'sharing.paper-signature.other-text': 409,
  'sharing.paper-signature.day': 422,
  'sharing.scan.secret': 422,
  'sharing.scan.personal-value': 422,
  'sharing.scan.empty': 422,
  'sharing.scan.type': 415,
  'sharing.scan.cut-short': 422,
  'sharing.scan.active': 422,
  'sharing.scan.too-large': 413,
  'sharing.scan.gone': 409,
  'sharing.paper-permission.not-found': 404,
  'sharing.paper-permission.given-before': 409,
  'sharing.paper-permission.ended-before': 409,
  'sharing.paper-permission.own': 403,
  'sharing.paper-permission.other-region': 403,
  'sharing.paper-permission.organisation': 422,
  'sharing.paper-permission.day': 422,
});

const moving = [
  'sharing.application.not-found',
  'sharing.application.stale',
  'sharing.application.not-own',
  'sharing.application.illegal-transition',
  'sharing.application.own-work',
  'sharing.paper-signature.not-found',
  'sharing.paper-signature.not-open',
  'sharing.paper-signature.same-officer',
  'sharing.scan.personal-value',
] as const;

export const enterPaperSignature = route({
  id: 'sharing.enter-paper-signature',
  method: 'POST',
  path: '/sharing/applications/:applicationId/paper-signatures',
  summary:
    'An officer enters a sheet that the head signed on paper: scan, number, day, and the check code that the sheet bears (线下签批). It counts once a second officer has confirmed it.',
  power: 'sharing.read',
  params: applicationId,
  body: z.strictObject({
    secrecyDeclaration: secrecyDeclarationSchema,
    /** As printed under the sheet's code, or as read from it. */
    sheetCode: plainText(100, 1),
    docNo: plainText(100, 1),
    signedOn: day,
    signerRole: paperSignerSchema,
    opinion: words,
    /** Why the reply does not wait for divisions that are silent. */
    overMissing: words.optional(),
  }),
  answer: applicationSchema,
  status: 201,
  kind: 'upload',
  refusals: [
    ...moving,
    'sharing.paper-signature.not-allowed',
    'sharing.paper-signature.under-way',
    'sharing.paper-signature.other-text',
    'sharing.paper-signature.day',
    'sharing.scan.secret',
    'sharing.scan.empty',
    'sharing.scan.type',
    'sharing.scan.cut-short',
    'sharing.scan.active',
    'sharing.scan.too-large',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
  ],
});

export const openPaperScan = route({
  id: 'sharing.open-paper-scan',
  method: 'GET',
  path: '/sharing/applications/:applicationId/paper-signatures/:paperId/scan',
  summary:
    'The scan of a signed sheet: for the department itself, and once it counts for the other side and the authority. Every opening leaves evidence.',
  power: 'sharing.read',
  params: onPaper,
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/pdf', 'image/png', 'image/jpeg'],
  refusals: ['sharing.application.not-found', 'sharing.paper-signature.not-found', 'sharing.scan.gone'],
});

export const confirmPaperSignature = route({
  id: 'sharing.confirm-paper-signature',
  method: 'POST',
  path: '/sharing/applications/:applicationId/paper-signatures/:paperId/confirmation',
  summary:
    'A second officer of the department confirms, with the second factor, that the scan shows what was entered, and the signature counts; or returns it.',
  power: 'sharing.read',
  params: onPaper,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('confirm'), code }),
    z.strictObject({ decision: z.literal('return'), reason: words }),
  ]),
  answer: applicationSchema,
  refusals: [
    ...moving,
    ...secondFactor,
    'sharing.paper-signature.not-allowed',
    'sharing.paper-signature.not-opened',
    'sharing.paper-signature.other-text',
    'sharing.filing.service-stops',
    'sharing.application.incomplete',
    'sharing.backflow.no-region-item',
    'sharing.backflow.not-below',
    'sharing.application.own-entry',
    'sharing.application.nobody-decides',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
    'sharing.handling.opinions-missing',
    'sharing.proposal.incomplete',
  ],
});

export const withdrawPaperSignature = route({
  id: 'sharing.withdraw-paper-signature',
  method: 'POST',
  path: '/sharing/applications/:applicationId/paper-signatures/:paperId/withdrawal',
  summary: 'The department takes back a sheet that was entered and not yet confirmed; its scan is erased.',
  power: 'sharing.read',
  params: onPaper,
  body: z.strictObject({ reason: words }),
  answer: applicationSchema,
  refusals: moving,
});

export const listPaperPermissions = route({
  id: 'sharing.list-paper-permissions',
  method: 'GET',
  path: '/sharing/paper-permissions',
  summary: 'Departments of the regions that the caller oversees which may sign on paper, newest first.',
  power: 'sharing.decide-dispute',
  query: z.strictObject(pageQuery),
  answer: pageOf(paperPermissionSchema),
});

export const givePaperPermission = route({
  id: 'sharing.give-paper-permission',
  method: 'POST',
  path: '/sharing/paper-permissions',
  summary: 'The authority’s leader lets a department of its region sign on paper until a day, by a document with a number.',
  power: 'sharing.decide-dispute',
  body: z.strictObject({ organisationId: id, docNo: plainText(100, 1), reason: words, lastDay: day, code }),
  answer: paperPermissionSchema,
  status: 201,
  idempotent: true,
  refusals: [
    ...secondFactor,
    'sharing.paper-permission.given-before',
    'sharing.paper-permission.own',
    'sharing.paper-permission.other-region',
    'sharing.paper-permission.organisation',
    'sharing.paper-permission.day',
    'sharing.scan.personal-value',
  ],
});

export const endPaperPermission = route({
  id: 'sharing.end-paper-permission',
  method: 'POST',
  path: '/sharing/paper-permissions/:permissionId/end',
  summary: 'The authority’s leader ends it; sheets that were not confirmed by then do not count.',
  power: 'sharing.decide-dispute',
  params: z.object({ permissionId: id }),
  answer: paperPermissionSchema,
  refusals: ['sharing.paper-permission.not-found', 'sharing.paper-permission.ended-before'],
});
