import { z } from 'zod';
import { plainText, secrecyDeclarationSchema } from './catalog/content.ts';
import {
  correctionAnswerSchema,
  correctionDecisionSchema,
  correctionGroundSchema,
  correctionIssueSchema,
  correctionSchema,
  correctionSummarySchema,
  disputedRecordSchema,
  itemNoSchema,
} from './correction/schemas.ts';
import { fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';

const id = z.uuid();
const reason = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);

/** Statuses of the refusals of corrections. */
export const correctionRefusals = refusals({
  'correction.not-found': 404,
  'correction.stale': 412,
  'correction.illegal-transition': 409,
  'correction.not-own': 403,
  'correction.own-work': 403,
  'correction.party-decides': 403,
  'correction.nobody-decides': 409,
  'correction.ground-unfit': 422,
  'correction.provider-ended': 409,
  'correction.requester-ended': 409,
  'correction.own-entry': 422,
  'correction.incomplete': 422,
  'correction.secret': 422,
  'correction.personal-value': 422,
  'correction.answer-incomplete': 422,
  'correction.department-unfit': 422,
  'correction.particulars-closed': 403,
  'correction.particulars-erased': 404,
  'correction.file-not-found': 404,
  'correction.file-empty': 422,
  'correction.file-type': 415,
  'correction.file-too-large': 413,
  'correction.file-count': 422,
  'correction.file-life': 422,
});

const correctionId = z.object({ correctionId: id });
/** Every step says which revision was read (If-Match): nobody decides on what they have not seen. */
const moving = [
  'correction.not-found',
  'correction.illegal-transition',
  'correction.not-own',
  'correction.stale',
  'request.etag-missing',
] as const;
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

const filters = {
  /** Whose: reported by one's department, to be answered by it, or overseen by the authority; all that may be seen when left out. */
  side: z.enum(['raised', 'given', 'overseen']).optional(),
  /** States, separated by commas. */
  state: z.string().max(300).optional(),
  entry: id.optional(),
  requester: id.optional(),
  provider: id.optional(),
  overdue: z.literal('yes').optional(),
  q: z.string().max(100).optional(),
};
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listCorrections = route({
  id: 'correction.list-corrections',
  method: 'GET',
  path: '/corrections',
  summary: 'The reports of errors that the caller may see, newest first, with counts by state, requester and provider (809-26).',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...filters }),
  answer: pageOf(correctionSummarySchema).extend({
    /** Each counts under all other filters, its own left out; `overdue` is the number of reports on which a term has run out. */
    facets: z.object({ state: counted, requester: counted, provider: counted }),
    overdue: z.int(),
  }),
});

export const exportCorrections = route({
  id: 'correction.export-corrections',
  method: 'GET',
  path: '/corrections/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const listFlags = route({
  id: 'correction.list-flags',
  method: 'GET',
  path: '/corrections/flags/:entryId',
  summary: 'The items of an entry whose data are being verified after a report, each with the number of open reports (809-26).',
  power: 'catalog.read',
  params: z.object({ entryId: id }),
  answer: z.object({ open: z.int(), items: z.array(z.object({ no: z.int(), name: z.string(), open: z.int() })) }),
  refusals: ['catalog.entry.not-found'],
});

export const getCorrection = route({
  id: 'correction.get-correction',
  method: 'GET',
  path: '/corrections/:correctionId',
  summary: 'One report with its clock, answer, history and what the reader may do with it; the values of the records are left out.',
  power: 'sharing.read',
  params: correctionId,
  answer: correctionSchema,
  refusals: ['correction.not-found'],
});

export const readParticulars = route({
  id: 'correction.read-particulars',
  method: 'GET',
  path: '/corrections/:correctionId/particulars',
  summary: 'Opens the sealed values of the records, for who has to work with them; every opening leaves evidence.',
  power: 'sharing.read',
  params: correctionId,
  answer: z.object({ records: z.array(disputedRecordSchema) }),
  refusals: ['correction.not-found', 'correction.particulars-closed', 'correction.particulars-erased'],
});

export const raiseCorrection = route({
  id: 'correction.raise-correction',
  method: 'POST',
  path: '/corrections',
  summary: 'Opens a draft report of an error in an entry that the department uses under a grant, or in a person’s matter that it handles.',
  power: 'sharing.apply',
  body: z.strictObject({ entryId: id, ground: correctionGroundSchema }),
  answer: correctionSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'correction.ground-unfit',
    'correction.provider-ended',
    'correction.requester-ended',
    'correction.own-entry',
    'correction.personal-value',
    'correction.nobody-decides',
  ],
});

export const saveCorrection = route({
  id: 'correction.save-correction',
  method: 'PUT',
  path: '/corrections/:correctionId/content',
  summary:
    'Saves the draft; needs If-Match. What is missing is listed, not refused. `records` null keeps the sealed values that are there; otherwise they are replaced.',
  power: 'sharing.apply',
  params: correctionId,
  body: z.strictObject({
    secrecyDeclaration: secrecyDeclarationSchema,
    itemNos: z.array(itemNoSchema).max(50),
    issue: correctionIssueSchema.nullable(),
    description: plainText(2000),
    records: z.array(disputedRecordSchema).max(50).nullable(),
  }),
  answer: correctionSchema,
  refusals: [...moving, 'correction.secret', 'correction.personal-value'],
});

export const attachEvidence = route({
  id: 'correction.attach-evidence',
  method: 'POST',
  path: '/corrections/:correctionId/files',
  summary: 'Attaches a paper that proves the error to the draft; kept sealed.',
  power: 'sharing.apply',
  params: correctionId,
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema }),
  answer: correctionSchema,
  status: 201,
  kind: 'upload',
  refusals: [
    ...moving,
    'correction.secret',
    'correction.file-empty',
    'correction.file-type',
    'correction.file-too-large',
    'correction.file-count',
    'correction.file-life',
  ],
});

const oneFile = correctionId.extend({ fileId: id });
export const removeEvidence = route({
  id: 'correction.remove-evidence',
  method: 'DELETE',
  path: '/corrections/:correctionId/files/:fileId',
  summary: 'Takes a paper off the draft again.',
  power: 'sharing.apply',
  params: oneFile,
  answer: correctionSchema,
  refusals: [...moving, 'correction.file-not-found'],
});

export const downloadEvidence = route({
  id: 'correction.download-evidence',
  method: 'GET',
  path: '/corrections/:correctionId/files/:fileId',
  summary: 'A paper that proves the error, for who may open the values of the records; every opening leaves evidence.',
  power: 'sharing.read',
  params: oneFile,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['correction.not-found', 'correction.particulars-closed', 'correction.file-not-found'],
});

export const fileCorrection = route({
  id: 'correction.file-correction',
  method: 'POST',
  path: '/corrections/:correctionId/filing',
  summary: 'Files the report with the provider, whose statutory term starts (809-26); everything still missing is listed at once.',
  power: 'sharing.apply',
  params: correctionId,
  answer: correctionSchema,
  refusals: [
    ...moving,
    'correction.incomplete',
    'correction.ground-unfit',
    'correction.provider-ended',
    'correction.requester-ended',
    'correction.own-entry',
    'correction.nobody-decides',
  ],
});

export const withdrawCorrection = route({
  id: 'correction.withdraw-correction',
  method: 'POST',
  path: '/corrections/:correctionId/withdrawal',
  summary: 'The reporting department withdraws before a department has accepted.',
  power: 'sharing.apply',
  params: correctionId,
  body: z.strictObject({ reason }),
  answer: correctionSchema,
  refusals: [...moving, 'correction.personal-value'],
});

export const acceptCorrection = route({
  id: 'correction.accept-correction',
  method: 'POST',
  path: '/corrections/:correctionId/acceptance',
  summary: 'The department accepts the report (签收) and verifies it; the term has been running since it was filed.',
  power: 'sharing.handle',
  params: correctionId,
  answer: correctionSchema,
  refusals: moving,
});

export const answerCorrection = route({
  id: 'correction.answer-correction',
  method: 'POST',
  path: '/corrections/:correctionId/answer',
  summary:
    'The handler proposes what was found: corrected with day and how, in part, no error with reason and basis, or the source of the datum has to correct.',
  power: 'sharing.handle',
  params: correctionId,
  body: correctionAnswerSchema,
  answer: correctionSchema,
  refusals: [...moving, 'correction.answer-incomplete', 'correction.personal-value', 'correction.department-unfit'],
});

export const signCorrectionAnswer = route({
  id: 'correction.sign-answer',
  method: 'POST',
  path: '/corrections/:correctionId/answer-signature',
  summary: 'The provider’s office head signs the answer with the second factor, or returns it to the handler.',
  power: 'sharing.consent-in',
  params: correctionId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('sign'), opinion: reason, code }),
    z.strictObject({ decision: z.literal('return'), opinion: reason }),
  ]),
  answer: correctionSchema,
  refusals: [
    ...moving,
    ...secondFactor,
    'correction.own-work',
    'correction.answer-incomplete',
    'correction.personal-value',
    'correction.department-unfit',
  ],
});

export const confirmCorrection = route({
  id: 'correction.confirm-answer',
  method: 'POST',
  path: '/corrections/:correctionId/confirmation',
  summary:
    'The reporting department, or the authority in the stead of one that is no more, confirms the answer; the report ends and the values of its records are erased.',
  power: 'sharing.read',
  params: correctionId,
  answer: correctionSchema,
  refusals: moving,
});

export const disputeCorrection = route({
  id: 'correction.dispute-answer',
  method: 'POST',
  path: '/corrections/:correctionId/dispute',
  summary:
    'The reporting department, or the authority in the stead of one that is no more, does not accept the answer; the authority decides.',
  power: 'sharing.read',
  params: correctionId,
  body: z.strictObject({ reason }),
  answer: correctionSchema,
  refusals: [...moving, 'correction.personal-value', 'correction.nobody-decides'],
});

export const disputeDecision = route({
  id: 'correction.dispute-decision',
  method: 'POST',
  path: '/corrections/:correctionId/decision-dispute',
  summary:
    'The reporting department brings before the people’s government what the authority has decided about its report (809-28); answers the dispute.',
  power: 'sharing.apply',
  params: correctionId,
  body: z.strictObject({ reason }),
  answer: z.object({ disputeId: id }),
  status: 201,
  refusals: [
    ...moving,
    'correction.own-work',
    'correction.party-decides',
    'correction.personal-value',
    'sharing.dispute.under-way',
    'sharing.dispute.nobody-decides',
  ],
});

export const decideCorrection = route({
  id: 'correction.decide-dispute',
  method: 'POST',
  path: '/corrections/:correctionId/decision',
  summary: 'The authority’s leader decides a dispute with reason: the answer stands, or a department has to correct.',
  power: 'sharing.decide-dispute',
  params: correctionId,
  body: correctionDecisionSchema,
  answer: correctionSchema,
  refusals: [
    ...moving,
    ...secondFactor,
    'correction.own-work',
    'correction.party-decides',
    'correction.personal-value',
    'correction.department-unfit',
  ],
});

export const assignCorrection = route({
  id: 'correction.assign-correction',
  method: 'POST',
  path: '/corrections/:correctionId/assignment',
  summary: 'The authority names the department that has to answer, after the one that had it was dissolved without a successor.',
  power: 'sharing.coordinate',
  params: correctionId,
  body: z.strictObject({ organisationId: id, reason }),
  answer: correctionSchema,
  refusals: [...moving, 'correction.party-decides', 'correction.department-unfit', 'correction.personal-value'],
});
