import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { citedArticleSchema, clockViewSchema, grantSchema } from './schemas.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const words = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);
const organisation = z.object({ id, name: z.string() });

export const disposalStates = ['ordered', 'reported', 'certified', 'checking', 'passed'] as const;
export const disposalStateSchema = z.enum(disposalStates);
export type DisposalState = z.infer<typeof disposalStateSchema>;

/** What ends the use of data: its grant ran out, its purpose is done, it was revoked, or terminated after a suspension (809-27). */
export const disposalTriggers = ['expired', 'purpose-done', 'revoked', 'terminated'] as const;
export const disposalTriggerSchema = z.enum(disposalTriggers);
export type DisposalTrigger = z.infer<typeof disposalTriggerSchema>;

/** What the provider asks to be done with its data. */
export const disposalMethods = ['delete', 'return', 'anonymise', 'archive'] as const;
export const disposalMethodSchema = z.enum(disposalMethods);

/** The provider's instruction; whoever is to archive is told on which articles. */
export const disposalInstructionSchema = z.strictObject({
  method: disposalMethodSchema,
  words: plainText(2000),
  basis: z.array(citedArticleSchema).max(20),
});
export type DisposalInstruction = z.infer<typeof disposalInstructionSchema>;

/** What the requester did; `nothing-held`: it has kept no data, so there was nothing to dispose of. */
export const disposalReportSchema = z.strictObject({
  method: z.enum([...disposalMethods, 'nothing-held']),
  doneOn: day,
  /** Systems and media that were gone through. */
  systems: words,
  how: words,
  /** What is kept all the same, and the articles that ask for it; null where nothing is. */
  remains: z.strictObject({ words, basis: z.array(citedArticleSchema).min(1).max(20) }).nullable(),
});
export type DisposalReport = z.infer<typeof disposalReportSchema>;

/** Who looks at a sample: the provider of the data, or the authority between the two. */
const checkSideSchema = z.enum(['provider', 'authority']);

export const disposalSummarySchema = z.object({
  id,
  no: z.string(),
  state: disposalStateSchema,
  trigger: disposalTriggerSchema,
  grant: z.object({ id, no: z.string() }),
  entry: z.object({ id, name: z.string() }),
  requester: organisation,
  provider: organisation,
  method: disposalMethodSchema,
  orderedAt: instant,
  certifiedAt: instant.nullable(),
  certificateNo: z.string().nullable(),
  clock: clockViewSchema.nullable(),
});
export type DisposalSummary = z.infer<typeof disposalSummarySchema>;

export const disposalSchema = disposalSummarySchema.extend({
  revision: z.int(),
  /** Counts from 1; a check that finds otherwise begins another round. */
  round: z.int(),
  /** Name of the requester's system that held the data. */
  system: z.string(),
  instruction: disposalInstructionSchema,
  /** Why the data is to be disposed of, in the words of whoever ended the grant. */
  reason: z.string(),
  /** Inside the requester until its head has signed. */
  report: disposalReportSchema.nullable(),
  check: z
    .object({
      side: checkSideSchema,
      by: z.enum(['draw', 'hand']),
      orderedAt: instant,
      result: z.enum(['passed', 'failed']).nullable(),
      fact: z.string().nullable(),
    })
    .nullable(),
  clocks: z.array(clockViewSchema),
  history: z.array(
    z.object({ at: instant, action: z.string(), organisation: z.string(), role: z.string(), opinion: z.string().nullable() }),
  ),
  allowed: allowedSchema,
});
export type Disposal = z.infer<typeof disposalSchema>;

/** Statuses of the refusals of disposals. */
export const disposalRefusals = refusals({
  'sharing.disposal.not-found': 404,
  'sharing.disposal.illegal-transition': 409,
  'sharing.disposal.not-own': 403,
  'sharing.disposal.own-work': 403,
  'sharing.disposal.party-decides': 403,
  'sharing.disposal.other-checks': 403,
  'sharing.disposal.incomplete': 422,
  'sharing.disposal.personal-value': 422,
  'sharing.disposal.no-certificate': 409,
  'sharing.disposal.stale': 412,
});

const disposalId = z.object({ disposalId: id });
const moving = ['sharing.disposal.not-found', 'sharing.disposal.illegal-transition', 'sharing.disposal.not-own'] as const;
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;
const written = [
  'sharing.disposal.incomplete',
  'sharing.disposal.personal-value',
  'law.article.not-found',
  'law.article.repealed',
] as const;

const filters = {
  /** Whose: owed by one's department, of the data that it gave, or overseen by the authority; all that may be seen when left out. */
  side: z.enum(['owed', 'given', 'overseen']).optional(),
  /** States, separated by commas. */
  state: z.string().max(200).optional(),
  trigger: disposalTriggerSchema.optional(),
  requester: id.optional(),
  provider: id.optional(),
  overdue: z.literal('yes').optional(),
  q: z.string().max(100).optional(),
};
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listDisposals = route({
  id: 'sharing.list-disposals',
  method: 'GET',
  path: '/sharing/disposals',
  summary: 'The disposals that the caller may see, newest first, with counts by state, requester and provider (809-27).',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...filters }),
  answer: pageOf(disposalSummarySchema).extend({
    /** Each counts under all other filters, its own left out; `overdue` is the number on which a term has run out. */
    facets: z.object({ state: counted, requester: counted, provider: counted }),
    overdue: z.int(),
  }),
});

export const exportDisposals = route({
  id: 'sharing.export-disposals',
  method: 'GET',
  path: '/sharing/disposals/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const getDisposal = route({
  id: 'sharing.get-disposal',
  method: 'GET',
  path: '/sharing/disposals/:disposalId',
  summary: 'One disposal with its instruction, report, clocks, history and what the reader may do.',
  power: 'sharing.read',
  params: disposalId,
  answer: disposalSchema,
  refusals: ['sharing.disposal.not-found'],
});

export const declarePurposeDone = route({
  id: 'sharing.declare-purpose-done',
  method: 'POST',
  path: '/sharing/grants/:grantId/purpose-done',
  summary:
    'The holder’s office head declares that the purpose is done, out of reach or needed no more: the grant ends at every door and its data is to be disposed of (809-27).',
  power: 'sharing.consent-out',
  params: z.object({ grantId: id }),
  body: z.strictObject({ reason: words, code }),
  answer: grantSchema,
  refusals: [
    ...secondFactor,
    'sharing.grant.not-found',
    'sharing.grant.not-own',
    'sharing.grant.not-active',
    'sharing.grant.still-served',
    'sharing.disposal.personal-value',
  ],
});

export const instructDisposal = route({
  id: 'sharing.instruct-disposal',
  method: 'POST',
  path: '/sharing/disposals/:disposalId/instruction',
  summary: 'The provider says what is to be done with its data: return, delete, anonymise, or archive with the articles that ask for it.',
  power: 'sharing.handle',
  params: disposalId,
  body: disposalInstructionSchema,
  answer: disposalSchema,
  refusals: [...moving, ...written],
});

export const reportDisposal = route({
  id: 'sharing.report-disposal',
  method: 'POST',
  path: '/sharing/disposals/:disposalId/report',
  summary: 'The requester’s handler reports what was done, when, in which systems, and what is kept on which basis.',
  power: 'sharing.apply',
  params: disposalId,
  body: disposalReportSchema,
  answer: disposalSchema,
  refusals: [...moving, ...written],
});

export const signDisposal = route({
  id: 'sharing.sign-disposal',
  method: 'POST',
  path: '/sharing/disposals/:disposalId/report-signature',
  summary:
    'The requester’s office head signs the report that was read (If-Match), which gives the certificate, or returns it to the handler.',
  power: 'sharing.consent-out',
  params: disposalId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('sign'), opinion: words, code }),
    z.strictObject({ decision: z.literal('return'), opinion: words }),
  ]),
  answer: disposalSchema,
  refusals: [...moving, ...secondFactor, ...written, 'sharing.disposal.own-work', 'sharing.disposal.stale', 'request.etag-missing'],
});

export const orderDisposalCheck = route({
  id: 'sharing.order-disposal-check',
  method: 'POST',
  path: '/sharing/disposals/:disposalId/check',
  summary: 'The provider, or the authority between the two, orders a sampling check of a certified disposal by hand.',
  power: 'sharing.read',
  params: disposalId,
  body: z.strictObject({ reason: words }),
  answer: disposalSchema,
  refusals: [...moving, 'sharing.disposal.party-decides', 'sharing.disposal.personal-value'],
});

export const recordDisposalCheck = route({
  id: 'sharing.record-disposal-check',
  method: 'POST',
  path: '/sharing/disposals/:disposalId/check-result',
  summary: 'Whoever checks says what was found: passed, or failed with the fact, and then the disposal is owed again.',
  power: 'sharing.read',
  params: disposalId,
  body: z.strictObject({ result: z.enum(['passed', 'failed']), fact: words }),
  answer: disposalSchema,
  refusals: [
    ...moving,
    'sharing.disposal.party-decides',
    'sharing.disposal.other-checks',
    'sharing.disposal.own-work',
    'sharing.disposal.personal-value',
  ],
});

export const printDisposalCertificate = route({
  id: 'sharing.print-disposal-certificate',
  method: 'GET',
  path: '/sharing/disposals/:disposalId/certificate',
  summary:
    'The certificate of a disposal (处置证明) as PDF/A in Chinese; it carries what both hands signed and verifies offline. What is printed is evidence.',
  power: 'sharing.read',
  params: disposalId,
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/pdf'],
  refusals: [
    'sharing.disposal.not-found',
    'sharing.disposal.no-certificate',
    'audit.record.not-found',
    'audit.record.not-sealed',
    'audit.record.erased',
  ],
});
