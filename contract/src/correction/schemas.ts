import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { allowedSchema } from '../route.ts';
import { citedArticleSchema, clockViewSchema, matterSchema } from '../sharing/schemas.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const reason = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);
const organisation = z.object({ id, name: z.string() });
/** Number of an item of an entry. */
export const itemNoSchema = z.int().min(1).max(9999);

/** What kind of error is reported (809-26). */
export const correctionIssues = ['inaccurate', 'incomplete', 'outdated', 'inconsistent', 'duplicate', 'format'] as const;
export const correctionIssueSchema = z.enum(correctionIssues);
export type CorrectionIssue = z.infer<typeof correctionIssueSchema>;

/** What lets a department report an error: a grant that it holds, or a person's matter that it handles. */
export const correctionGroundSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grant'), grantId: id }),
  z.strictObject({ kind: z.literal('matter'), matter: matterSchema }),
]);
export type CorrectionGround = z.infer<typeof correctionGroundSchema>;

/** One record that is held to be wrong. All but the reporting department's own reference is sealed and shown by a reading of its own only. */
export const disputedRecordSchema = z.strictObject({
  reference: plainText(100, 1),
  key: plainText(200),
  received: plainText(500),
  expected: plainText(500),
});
export type DisputedRecord = z.infer<typeof disputedRecordSchema>;

/** What is reported, without a word of the records but their references. */
export const correctionContentSchema = z.strictObject({
  itemNos: z.array(itemNoSchema).max(50),
  issue: correctionIssueSchema.nullable(),
  description: plainText(2000),
  references: z.array(z.string()).max(50),
});
export type CorrectionContent = z.infer<typeof correctionContentSchema>;

export const correctionStates = [
  'draft',
  'filed',
  'verifying',
  'awaiting-signature',
  'answered',
  'disputed',
  'at-authority',
  'confirmed',
  'upheld',
  'withdrawn',
] as const;
export const correctionStateSchema = z.enum(correctionStates);
export type CorrectionState = z.infer<typeof correctionStateSchema>;

/** What the provider's handler proposes and its office head signs: the error is corrected, in part, is none, or is the source's to correct. */
export const correctionAnswerSchema = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('corrected'), correctedOn: day, how: reason }),
  z.strictObject({ result: z.literal('partly'), correctedOn: day, how: reason, reason }),
  z.strictObject({ result: z.literal('not-an-error'), reason, basis: z.array(citedArticleSchema).max(20) }),
  z.strictObject({ result: z.literal('redirect'), organisationId: id, reason }),
]);
export type CorrectionAnswer = z.infer<typeof correctionAnswerSchema>;

/** What the authority decides in a dispute: the answer stands, or a department has to correct. */
export const correctionDecisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('uphold'), reason, code }),
  z.strictObject({ decision: z.literal('order'), organisationId: id, reason, code }),
]);
export type CorrectionDecision = z.infer<typeof correctionDecisionSchema>;

export const correctionSummarySchema = z.object({
  id,
  no: z.string().nullable(),
  state: correctionStateSchema,
  entry: z.object({ id, name: z.string() }),
  itemNames: z.array(z.string()),
  issue: correctionIssueSchema.nullable(),
  requester: organisation,
  provider: organisation,
  result: z.enum(['corrected', 'partly', 'not-an-error']).nullable(),
  filedAt: instant.nullable(),
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  clock: clockViewSchema.nullable(),
});
export type CorrectionSummary = z.infer<typeof correctionSummarySchema>;

export const evidenceFileSchema = z.object({ id, fileName: z.string(), mediaType: z.string(), bytes: z.int(), attachedAt: instant });
export type EvidenceFile = z.infer<typeof evidenceFileSchema>;

export const correctionSchema = correctionSummarySchema.extend({
  revision: z.int(),
  /** The reporting department is no more and nobody took over: the authority confirms or disputes in its stead. */
  requesterEnded: z.boolean(),
  ground: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('grant'), grantId: id, grantNo: z.string() }),
    z.object({ kind: z.literal('matter'), matter: matterSchema }),
  ]),
  content: correctionContentSchema,
  /** Items that may be named: those of the grant, or those of the entry that are shared. */
  items: z.array(z.object({ no: z.int(), name: z.string() })),
  /** Whether sealed values of records are kept; shown by `readParticulars`. */
  sealed: z.boolean(),
  files: z.array(evidenceFileSchema),
  /** The handler's proposal; of the provider's own side until it is signed. */
  proposal: correctionAnswerSchema.nullable(),
  reply: z.object({ at: instant, answer: correctionAnswerSchema, organisation: z.string() }).nullable(),
  objection: z.object({ at: instant, reason: z.string() }).nullable(),
  decision: z.object({ at: instant, decision: z.enum(['uphold', 'order']), reason: z.string() }).nullable(),
  /** The authority has ordered that the department corrects: it may not answer that there is no error. */
  ordered: z.boolean(),
  /** Departments that the catalogue knows as the source of an item; shown to who may pass the report on. */
  sources: z.array(organisation.extend({ known: z.enum(['designated', 'cited']), itemNo: z.int() })),
  /** Every answer that was signed, word for word, oldest first: also one that was overturned, or that passed the report on. */
  answers: z.array(
    z.object({
      no: z.int(),
      at: instant,
      organisation: z.string(),
      answer: correctionAnswerSchema,
      opinion: z.string(),
      /** SM3 over the canonical JSON of number and answer; null for what was signed before it was kept. */
      digest: z.string().nullable(),
      /** The source to which the report was passed on. */
      to: organisation.nullable(),
      /** Whether it is the answer that counts now. */
      stands: z.boolean(),
    }),
  ),
  /** Each with the department that owes or owed it: one that passed the report on late stays late. */
  clocks: z.array(clockViewSchema.extend({ organisation: z.string() })),
  history: z.array(
    z.object({ at: instant, action: z.string(), organisation: z.string(), role: z.string(), opinion: z.string().nullable() }),
  ),
  /** Places that filing would refuse now, by JSON pointer into `content`. */
  missing: z.array(z.object({ path: z.string(), code: z.string() })),
  allowed: allowedSchema,
});
export type Correction = z.infer<typeof correctionSchema>;
