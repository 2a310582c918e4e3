import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { citedArticleSchema, clockViewSchema } from './schemas.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const words = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);
const organisation = z.object({ id, name: z.string() });

export const filingStates = ['negotiating', 'at-authority', 'returned', 'accepted', 'in-force', 'withdrawn'] as const;
export const filingStateSchema = z.enum(filingStates);
export type FilingState = z.infer<typeof filingStateSchema>;

/** What the provider files: that its service changes, or that it stops (809-27.3). */
export const filingKinds = ['change', 'stop'] as const;
export const filingKindSchema = z.enum(filingKinds);
export type FilingKind = z.infer<typeof filingKindSchema>;

/** What a department that uses the service says: nothing against it, an objection with its reason, or until when it needs the service. */
export const filingAnswers = ['agrees', 'objects', 'needs-until'] as const;
export const filingAnswerSchema = z.enum(filingAnswers);
export type FilingAnswer = z.infer<typeof filingAnswerSchema>;

const affectedGrantSchema = z.object({ id, no: z.string(), systemName: z.string(), validTo: instant });
/** One department whose grants are affected, with what it has answered. */
export const filingPartySchema = z.object({
  requester: organisation,
  grants: z.array(affectedGrantSchema),
  answer: filingAnswerSchema.nullable(),
  needsUntil: day.nullable(),
  words: z.string().nullable(),
  answeredAt: instant.nullable(),
  clock: clockViewSchema.nullable(),
});
export type FilingParty = z.infer<typeof filingPartySchema>;

export const filingSummarySchema = z.object({
  id,
  no: z.string(),
  state: filingStateSchema,
  kind: filingKindSchema,
  entry: z.object({ id, name: z.string() }),
  service: z.object({ id, name: z.string() }).nullable(),
  provider: organisation,
  effectiveOn: day,
  raisedAt: instant,
  endedAt: instant.nullable(),
  clock: clockViewSchema.nullable(),
});
export type FilingSummary = z.infer<typeof filingSummarySchema>;

export const filingSchema = filingSummarySchema.extend({
  revision: z.int(),
  reason: z.string(),
  basis: z.array(citedArticleSchema),
  /** What becomes different; only of a change. */
  change: z.string().nullable(),
  /** The first day that the notice term lets it begin. */
  earliestOn: day,
  /** The day before which the authority does not take it, where it has asked for a later one. */
  notBefore: day.nullable(),
  /** Working days of notice, with the articles behind them and whether the law or the platform sets them. */
  notice: z.object({ workingDays: z.int(), nature: z.enum(['statutory', 'internal']), articles: z.array(z.string()) }),
  /** Who is affected: all of them for the provider and the authority; a department sees itself alone. */
  parties: z.array(filingPartySchema),
  clocks: z.array(clockViewSchema),
  history: z.array(
    z.object({ at: instant, action: z.string(), organisation: z.string(), role: z.string(), opinion: z.string().nullable() }),
  ),
  allowed: allowedSchema,
});
export type Filing = z.infer<typeof filingSchema>;

/** Statuses of the refusals of filings. */
export const filingRefusals = refusals({
  'sharing.filing.not-found': 404,
  'sharing.filing.illegal-transition': 409,
  'sharing.filing.not-own': 403,
  'sharing.filing.own-work': 403,
  'sharing.filing.party-decides': 403,
  'sharing.filing.subject-unfit': 422,
  'sharing.filing.nobody-affected': 409,
  'sharing.filing.under-way': 409,
  'sharing.filing.nobody-decides': 409,
  'sharing.filing.too-early': 422,
  'sharing.filing.incomplete': 422,
  'sharing.filing.not-heard': 409,
  'sharing.filing.date-passed': 409,
  'sharing.filing.day-come': 409,
  'sharing.filing.service-stops': 409,
  'sharing.filing.nobody-objects': 409,
  'sharing.filing.personal-value': 422,
  'sharing.filing.stale': 412,
});

const filingId = z.object({ filingId: id });
const moving = [
  'sharing.filing.not-found',
  'sharing.filing.illegal-transition',
  'sharing.filing.not-own',
  'sharing.filing.party-decides',
  'sharing.filing.own-work',
  'sharing.filing.personal-value',
] as const;
/** Of a step on what others have written: only on what was read. */
const reading = ['sharing.filing.stale', 'request.etag-missing'] as const;
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

const filters = {
  /** Whose: filed by one's department, affecting it, or overseen by the authority; all that may be seen when left out. */
  side: z.enum(['filed', 'affected', 'overseen']).optional(),
  /** States, separated by commas. */
  state: z.string().max(200).optional(),
  kind: filingKindSchema.optional(),
  entry: id.optional(),
  provider: id.optional(),
  q: z.string().max(100).optional(),
};
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listFilings = route({
  id: 'sharing.list-filings',
  method: 'GET',
  path: '/sharing/filings',
  summary:
    'The filings of changes and stops of services that the caller may see, newest first, with counts by state and provider (809-27).',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...filters }),
  answer: pageOf(filingSummarySchema).extend({ facets: z.object({ state: counted, provider: counted }) }),
});

export const exportFilings = route({
  id: 'sharing.export-filings',
  method: 'GET',
  path: '/sharing/filings/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const getFiling = route({
  id: 'sharing.get-filing',
  method: 'GET',
  path: '/sharing/filings/:filingId',
  summary: 'One filing with the grants that it affects, what each department has answered, its clocks and what the reader may do.',
  power: 'sharing.read',
  params: filingId,
  answer: filingSchema,
  refusals: ['sharing.filing.not-found'],
});

export const getFilingGround = route({
  id: 'sharing.get-filing-ground',
  method: 'GET',
  path: '/sharing/entries/:entryId/filing-ground',
  summary:
    'What a filing about an entry would touch, for its provider before it files: running grants, services, and the first day that the notice lets.',
  power: 'sharing.handle',
  params: z.object({ entryId: id }),
  answer: z.object({
    entry: z.object({ id, name: z.string() }),
    grants: z.array(affectedGrantSchema.extend({ requester: organisation })),
    services: z.array(z.object({ id, name: z.string() })),
    earliestOn: day,
    notice: filingSchema.shape.notice,
    /** The filing about the same entry that is not done yet. */
    underWay: z.object({ id, no: z.string() }).nullable(),
  }),
  refusals: ['sharing.filing.not-own', 'sharing.filing.subject-unfit'],
});

export const fileServiceChange = route({
  id: 'sharing.file-service-change',
  method: 'POST',
  path: '/sharing/filings',
  summary:
    'The provider files that a service changes or stops, with reason, basis and day; the platform finds the grants that are affected and asks each department (809-27).',
  power: 'sharing.handle',
  body: z.strictObject({
    kind: filingKindSchema,
    entryId: id,
    /** The API service that it is about; the entry as a whole when null. */
    serviceId: id.nullable(),
    reason: words,
    basis: z.array(citedArticleSchema).min(1).max(20),
    change: plainText(2000, 0),
    effectiveOn: day,
  }),
  answer: filingSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'sharing.filing.not-own',
    'sharing.filing.subject-unfit',
    'sharing.filing.nobody-affected',
    'sharing.filing.under-way',
    'sharing.filing.nobody-decides',
    'sharing.filing.too-early',
    'sharing.filing.incomplete',
    'sharing.filing.personal-value',
    'law.article.not-found',
    'law.article.repealed',
  ],
});

const step = (name: string, path: string, summary: string) => ({
  id: `sharing.${name}`,
  method: 'POST' as const,
  path: `/sharing/filings/:filingId/${path}`,
  summary,
});

export const answerFiling = route({
  ...step(
    'answer-filing',
    'answer',
    'A department that is affected agrees, objects with its reason, or says until when it needs the service.',
  ),
  power: 'sharing.apply',
  params: filingId,
  body: z.discriminatedUnion('answer', [
    z.strictObject({ answer: z.literal('agrees'), words: plainText(2000, 0) }),
    z.strictObject({ answer: z.literal('objects'), words }),
    z.strictObject({ answer: z.literal('needs-until'), needsUntil: day, words }),
  ]),
  answer: filingSchema,
  refusals: [...moving, 'sharing.filing.incomplete'],
});

export const submitFiling = route({
  ...step(
    'submit-filing',
    'submission',
    'The provider’s office head signs what was read (If-Match) and files it with the authority, once every department has answered or has let its term pass.',
  ),
  power: 'sharing.consent-in',
  params: filingId,
  body: z.strictObject({ effectiveOn: day, words: plainText(2000, 0), code }),
  answer: filingSchema,
  refusals: [
    ...moving,
    ...reading,
    ...secondFactor,
    'sharing.filing.not-heard',
    'sharing.filing.too-early',
    'sharing.filing.nobody-decides',
  ],
});

export const decideFiling = route({
  ...step(
    'decide-filing',
    'decision',
    'The authority takes the filing that was read (If-Match), returns it with a reason, or asks for a later day where a department objects.',
  ),
  power: 'sharing.coordinate',
  params: filingId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('accept'), words }),
    z.strictObject({ decision: z.literal('return'), words }),
    z.strictObject({ decision: z.literal('postpone'), notBefore: day, words }),
  ]),
  answer: filingSchema,
  refusals: [...moving, ...reading, 'sharing.filing.date-passed', 'sharing.filing.nobody-objects', 'sharing.filing.incomplete'],
});

export const withdrawFiling = route({
  ...step(
    'withdraw-filing',
    'withdrawal',
    'The provider takes its filing back before its day; the service goes on. Once its head has signed it, the head does, with the second factor.',
  ),
  // Who that is depends on whether it was signed.
  power: 'sharing.read',
  params: filingId,
  body: z.strictObject({ reason: words, code: code.optional() }),
  answer: filingSchema,
  refusals: [...moving, ...secondFactor, 'sharing.filing.day-come', 'sharing.filing.incomplete'],
});
