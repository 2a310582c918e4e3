import { z } from 'zod';
import { plainText, secrecyDeclarationSchema } from '../catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { citedArticleSchema, clockViewSchema } from './schemas.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const words = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);
const organisation = z.object({ id, name: z.string() });
const itemNos = z.array(z.int().min(1).max(999)).max(500);

export const disputeStates = [
  'negotiating',
  'at-authority',
  'above',
  'entered',
  'ordered',
  'settled',
  'upheld',
  'executed',
  'withdrawn',
] as const;
export const disputeStateSchema = z.enum(disputeStates);
export type DisputeState = z.infer<typeof disputeStateSchema>;

/**
 * What two departments disagree about: an application that was refused, what another left out of its answer, what an entry says,
 * or what the authority has decided about a report of an error.
 */
export const disputeKindSchema = z.enum(['application', 'partly-agreed', 'entry', 'correction']);
export type DisputeKind = z.infer<typeof disputeKindSchema>;

/** Who decides where the authority cannot: the authority above both, or the people’s government of its level (809-28). */
export const bodiesAbove = ['common-superior', 'government'] as const;
export const bodyAboveSchema = z.enum(bodiesAbove);
export type BodyAbove = z.infer<typeof bodyAboveSchema>;

/** What comes out: the provider has to do what is asked for, or what it said stands. */
export const disputeResultSchema = z.enum(['for-requester', 'stands']);

/** What one side offers and signs, until the other signs it too or declines. */
const offerSchema = z.object({
  side: z.enum(['requester', 'provider']),
  result: disputeResultSchema,
  itemNos,
  words: z.string(),
  at: instant,
});
const outcomeSchema = z.object({
  by: z.enum(['agreement', 'authority', ...bodiesAbove]),
  result: disputeResultSchema,
  itemNos,
  words: z.string(),
  at: instant,
});
const scanSchema = z.object({ fileName: z.string(), mediaType: z.string(), bytes: z.int(), digest: z.string() });
/** A decision from above, as the authority's officer enters it from the paper. */
export const outsideDocumentSchema = z.strictObject({
  docNo: plainText(100, 1),
  decidedOn: day,
  result: disputeResultSchema,
  itemNos,
  text: plainText(8000, 1),
});
export type OutsideDocument = z.infer<typeof outsideDocumentSchema>;

export const disputeSummarySchema = z.object({
  id,
  no: z.string(),
  state: disputeStateSchema,
  kind: disputeKindSchema,
  application: z.object({ id, no: z.string() }).nullable(),
  correction: z.object({ id, no: z.string() }).nullable(),
  entry: z.object({ id, name: z.string() }),
  requester: organisation,
  provider: organisation,
  body: bodyAboveSchema.nullable(),
  result: disputeResultSchema.nullable(),
  raisedAt: instant,
  endedAt: instant.nullable(),
  clock: clockViewSchema.nullable(),
});
export type DisputeSummary = z.infer<typeof disputeSummarySchema>;

export const disputeSchema = disputeSummarySchema.extend({
  revision: z.int(),
  matter: z.string(),
  items: z.array(z.object({ no: z.int(), name: z.string() })),
  /** The answer that is disputed, as it was signed; of one that was agreed to in part, what was left out and why. */
  refusal: z
    .object({
      at: instant,
      opinion: z.string(),
      ground: z.string().nullable(),
      basis: z.array(citedArticleSchema),
      leftOut: z.array(z.object({ no: z.int(), reason: z.string() })).default([]),
    })
    .nullable(),
  /** The grant that an answer in part has led to, which its holder changes once a dispute is won. */
  grant: z.object({ id, no: z.string() }).nullable(),
  offer: offerSchema.nullable(),
  document: outsideDocumentSchema.nullable(),
  scan: scanSchema.nullable(),
  outcome: outcomeSchema.nullable(),
  clocks: z.array(clockViewSchema),
  history: z.array(
    z.object({ at: instant, action: z.string(), organisation: z.string(), role: z.string(), opinion: z.string().nullable() }),
  ),
  allowed: allowedSchema,
});
export type Dispute = z.infer<typeof disputeSchema>;

/** Statuses of the refusals of disputes. */
export const disputeRefusals = refusals({
  'sharing.dispute.not-found': 404,
  'sharing.dispute.illegal-transition': 409,
  'sharing.dispute.not-own': 403,
  'sharing.dispute.own-work': 403,
  'sharing.dispute.party-decides': 403,
  'sharing.dispute.own-offer': 403,
  'sharing.dispute.subject-unfit': 422,
  'sharing.dispute.under-way': 409,
  'sharing.dispute.nobody-decides': 409,
  'sharing.dispute.not-heard': 409,
  'sharing.dispute.no-offer': 409,
  'sharing.dispute.incomplete': 422,
  'sharing.dispute.not-executed': 409,
  'sharing.dispute.bound': 422,
  'sharing.dispute.secret': 422,
  'sharing.dispute.personal-value': 422,
  'sharing.dispute.scan-missing': 409,
  'sharing.dispute.file-empty': 422,
  'sharing.dispute.file-type': 415,
  'sharing.dispute.file-too-large': 413,
  'sharing.dispute.stale': 412,
});

const disputeId = z.object({ disputeId: id });
const moving = [
  'sharing.dispute.not-found',
  'sharing.dispute.illegal-transition',
  'sharing.dispute.not-own',
  'sharing.dispute.party-decides',
  'sharing.dispute.own-work',
  'sharing.dispute.personal-value',
] as const;
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;
/** Of a step on a text of another hand: only on the one that was read. */
const reading = ['sharing.dispute.stale', 'request.etag-missing'] as const;
const reopening = [
  'sharing.dispute.incomplete',
  'sharing.entry.not-requestable',
  'sharing.entry.denied',
  'sharing.application.illegal-transition',
] as const;

const filters = {
  /** Whose: raised by one's department, with it as the other side, or overseen by the authority; all that may be seen when left out. */
  side: z.enum(['raised', 'answered', 'overseen']).optional(),
  /** States, separated by commas. */
  state: z.string().max(200).optional(),
  kind: disputeKindSchema.optional(),
  application: id.optional(),
  entry: id.optional(),
  correction: id.optional(),
  requester: id.optional(),
  provider: id.optional(),
  overdue: z.literal('yes').optional(),
  q: z.string().max(100).optional(),
};
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listDisputes = route({
  id: 'sharing.list-disputes',
  method: 'GET',
  path: '/sharing/disputes',
  summary: 'The disputes that the caller may see, newest first, with counts by state, requester and provider (809-28).',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...filters }),
  answer: pageOf(disputeSummarySchema).extend({
    facets: z.object({ state: counted, requester: counted, provider: counted }),
    overdue: z.int(),
  }),
});

export const exportDisputes = route({
  id: 'sharing.export-disputes',
  method: 'GET',
  path: '/sharing/disputes/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const getDispute = route({
  id: 'sharing.get-dispute',
  method: 'GET',
  path: '/sharing/disputes/:disputeId',
  summary: 'One dispute with what each side has said, its clocks and what the reader may do; both sides and the authority read the same.',
  power: 'sharing.read',
  params: disputeId,
  answer: disputeSchema,
  refusals: ['sharing.dispute.not-found'],
});

export const raiseDispute = route({
  id: 'sharing.raise-dispute',
  method: 'POST',
  path: '/sharing/disputes',
  summary:
    'A department disputes what was refused of its application, in whole or in part, or what another’s entry says; negotiation begins (809-28).',
  power: 'sharing.apply',
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('application'), applicationId: id, itemNos: itemNos.min(1), matter: words }),
    z.strictObject({ kind: z.literal('entry'), entryId: id, matter: words }),
  ]),
  answer: disputeSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'sharing.application.not-found',
    'sharing.application.not-own',
    'sharing.dispute.subject-unfit',
    'sharing.dispute.under-way',
    'sharing.dispute.nobody-decides',
    'sharing.dispute.incomplete',
    'sharing.dispute.personal-value',
  ],
});

const step = (name: string, path: string, summary: string) => ({
  id: `sharing.${name}`,
  method: 'POST' as const,
  path: `/sharing/disputes/:disputeId/${path}`,
  summary,
});

export const sayInDispute = route({
  ...step('say-in-dispute', 'statement', 'A side says what it holds, or the authority what was said at a meeting; it stays in the record.'),
  power: 'sharing.read',
  params: disputeId,
  body: z.strictObject({ words }),
  answer: disputeSchema,
  refusals: moving,
});

export const offerSettlement = route({
  ...step('offer-settlement', 'settlement', 'The office head of a side offers what both could agree to, and signs it.'),
  power: 'sharing.read',
  params: disputeId,
  body: z.strictObject({ result: disputeResultSchema, itemNos, words, code }),
  answer: disputeSchema,
  refusals: [...moving, ...secondFactor, 'sharing.dispute.incomplete'],
});

export const answerSettlement = route({
  ...step(
    'answer-settlement',
    'settlement-answer',
    'The other side’s office head signs the offer that was read (If-Match), which ends the dispute, or declines it.',
  ),
  power: 'sharing.read',
  params: disputeId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('accept'), words, code }),
    z.strictObject({ decision: z.literal('decline'), words }),
  ]),
  answer: disputeSchema,
  refusals: [...moving, ...reading, ...secondFactor, ...reopening, 'sharing.dispute.no-offer', 'sharing.dispute.own-offer'],
});

export const referDispute = route({
  ...step('refer-dispute', 'referral', 'What negotiation did not settle goes to the authority of the same level.'),
  power: 'sharing.read',
  params: disputeId,
  body: z.strictObject({ reason: words }),
  answer: disputeSchema,
  refusals: [...moving, 'sharing.dispute.not-heard', 'sharing.dispute.nobody-decides'],
});

export const withdrawDispute = route({
  ...step('withdraw-dispute', 'withdrawal', 'Whoever raised it takes it back before a decision.'),
  power: 'sharing.apply',
  params: disputeId,
  body: z.strictObject({ reason: words }),
  answer: disputeSchema,
  refusals: moving,
});

export const decideDispute = route({
  ...step(
    'decide-dispute',
    'decision',
    'The authority’s leader decides: an order to the provider, that its answer stands, or that those above decide.',
  ),
  power: 'sharing.decide-dispute',
  params: disputeId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('order'), itemNos, words, code }),
    z.strictObject({ decision: z.literal('uphold'), words, code }),
    z.strictObject({ decision: z.literal('escalate'), body: bodyAboveSchema, words, code }),
  ]),
  answer: disputeSchema,
  refusals: [...moving, ...secondFactor, ...reopening, 'sharing.dispute.nobody-decides'],
});

export const attachDecisionScan = route({
  ...step(
    'attach-decision-scan',
    'scan',
    'The scan of a decision from above; judged by its own bytes. Another one takes its place until the decision is entered.',
  ),
  power: 'sharing.coordinate',
  params: disputeId,
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema }),
  answer: disputeSchema,
  status: 201,
  kind: 'upload',
  refusals: [
    ...moving,
    'sharing.dispute.secret',
    'sharing.dispute.file-empty',
    'sharing.dispute.file-type',
    'sharing.dispute.file-too-large',
  ],
});

export const downloadDecisionScan = route({
  id: 'sharing.download-decision-scan',
  method: 'GET',
  path: '/sharing/disputes/:disputeId/scan',
  summary: 'The scan of the decision from above, for both sides and the authority; every opening leaves evidence.',
  power: 'sharing.read',
  params: disputeId,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['sharing.dispute.not-found', 'sharing.dispute.scan-missing'],
});

export const enterDecision = route({
  ...step('enter-decision', 'document', 'The authority’s officer enters a decision from above with number, day and text, beside its scan.'),
  power: 'sharing.coordinate',
  params: disputeId,
  body: outsideDocumentSchema,
  answer: disputeSchema,
  refusals: [...moving, 'sharing.dispute.scan-missing', 'sharing.dispute.incomplete'],
});

export const confirmDecision = route({
  ...step(
    'confirm-decision',
    'document-confirmation',
    'A second officer, the authority’s leader, confirms what was entered and read (If-Match) against the paper, and it counts; or returns it.',
  ),
  power: 'sharing.decide-dispute',
  params: disputeId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('confirm'), opinion: words, code }),
    z.strictObject({ decision: z.literal('return'), opinion: words }),
  ]),
  answer: disputeSchema,
  refusals: [...moving, ...reading, ...secondFactor, ...reopening],
});

export const executeOrder = route({
  ...step('execute-order', 'execution', 'The provider’s office head reports that the order is carried out.'),
  power: 'sharing.consent-in',
  params: disputeId,
  body: z.strictObject({ words, code }),
  answer: disputeSchema,
  refusals: [...moving, ...secondFactor, 'sharing.dispute.not-executed'],
});
