import { z } from 'zod';
import { plainText, secrecyDeclarationSchema, shareTypeSchema, updateCycleSchema } from '../catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { citedArticleSchema, clockViewSchema, matterSchema, refusalGroundSchema, useBasisSchema, usePurposeSchema } from './schemas.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const opinion = plainText(2000, 1);
const code = z.string().regex(/^\d{6}$/);
const organisation = z.object({ id, name: z.string() });

/** How the requester wishes to receive what nobody has catalogued yet. */
export const demandWays = ['api', 'database', 'file', 'any'] as const;
export const demandUrgencies = ['normal', 'urgent'] as const;

/** One datum that is asked for: what it is, never whose it is. */
export const wantedItemSchema = z.strictObject({ name: plainText(64, 1), meaning: plainText(500), personal: z.boolean() });
export type WantedItem = z.infer<typeof wantedItemSchema>;

/** 需求 (91-3.2.1): name, purpose with its basis and matter, items, cycle, way, provider and day that are wished for. */
export const demandContentSchema = z.strictObject({
  name: plainText(128),
  useScenario: plainText(2000),
  usePurpose: usePurposeSchema.nullable(),
  useBasis: z.array(useBasisSchema).max(20),
  matter: matterSchema.nullable(),
  items: z.array(wantedItemSchema).max(100),
  updateCycle: updateCycleSchema.nullable(),
  way: z.enum(demandWays).nullable(),
  expectedProviderOrgId: id.nullable(),
  urgency: z.enum(demandUrgencies),
  wishedOn: day.nullable(),
});
export type DemandContent = z.infer<typeof demandContentSchema>;

export const demandStates = [
  'draft',
  'awaiting-sending',
  'at-authority',
  'at-provider',
  'awaiting-signature',
  'contested',
  'promised',
  'merged',
  'fulfilled',
  'served',
  'refused',
  'withdrawn',
] as const;
export const demandStateSchema = z.enum(demandStates);
export type DemandState = z.infer<typeof demandStateSchema>;

/** What the provider's handler proposes and its office head signs: a dated promise, “not ours”, or a refusal on a ground. */
export const demandAnswerSchema = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('promise'), dueOn: day, division: plainText(100, 1), opinion }),
  z.strictObject({ result: z.literal('not-ours'), holder: plainText(200), opinion }),
  z.strictObject({ result: z.literal('refuse'), ground: refusalGroundSchema, basis: z.array(citedArticleSchema).max(20), opinion }),
]);
export type DemandAnswer = z.infer<typeof demandAnswerSchema>;

export const demandSummarySchema = z.object({
  id,
  no: z.string().nullable(),
  state: demandStateSchema,
  name: z.string(),
  itemCount: z.int(),
  urgency: z.enum(demandUrgencies),
  requester: organisation,
  provider: organisation.nullable(),
  sentAt: instant.nullable(),
  wishedOn: day.nullable(),
  /** The day that the provider has promised; the rest of the promise stands in the demand itself. */
  promisedOn: day.nullable(),
  promiseOverdue: z.boolean(),
  decidedAt: instant.nullable(),
  clock: clockViewSchema.nullable(),
});
export type DemandSummary = z.infer<typeof demandSummarySchema>;

export const demandSchema = demandSummarySchema.extend({
  revision: z.int(),
  content: demandContentSchema,
  expectedProvider: organisation.nullable(),
  returned: z.object({ at: instant, opinion: z.string(), byOrganisation: z.string() }).nullable(),
  /** The handler's proposal; of the provider's own side until it is signed. */
  proposal: demandAnswerSchema.nullable(),
  /** The signed answer, with the authority's opinion where it decided. */
  reply: z.object({ at: instant, answer: demandAnswerSchema, authorityOpinion: z.string().nullable() }).nullable(),
  /** How the demand stands that it was merged into; which one that is, only for those who see it. */
  mergedInto: z.object({ id: id.nullable(), no: z.string().nullable(), state: demandStateSchema, promisedOn: day.nullable() }).nullable(),
  /** How many other demands were merged into this one. */
  followers: z.int(),
  entry: z.object({ id, name: z.string() }).nullable(),
  /** The requester's own application that came of it. */
  applicationId: id.nullable(),
  clocks: z.array(clockViewSchema),
  history: z.array(
    z.object({ at: instant, action: z.string(), organisation: z.string(), role: z.string(), opinion: z.string().nullable() }),
  ),
  /** Places that submission would refuse now, by JSON pointer into `content`. */
  missing: z.array(z.object({ path: z.string(), code: z.string() })),
  allowed: allowedSchema,
});
export type Demand = z.infer<typeof demandSchema>;

/** What is left to say to an authority that has returned a demand: it is the requester’s own again. */
export const demandLeftSchema = z.object({ id, state: demandStateSchema });

export const demandMatchSchema = z.object({
  entryId: id,
  name: z.string(),
  abstract: z.string(),
  provider: z.string(),
  shareType: shareTypeSchema.nullable(),
  /** Whether the name of the demand was found as it stands, or only something near it. */
  exact: z.boolean(),
  /** Items of the demand that the entry has. */
  items: z.array(z.string()),
  requestable: z.boolean(),
});
export type DemandMatch = z.infer<typeof demandMatchSchema>;

/** Statuses of the refusals of demands. */
export const demandRefusals = refusals({
  'sharing.demand.not-found': 404,
  'sharing.demand.stale': 412,
  'sharing.demand.illegal-transition': 409,
  'sharing.demand.not-own': 403,
  'sharing.demand.own-work': 403,
  'sharing.demand.party-decides': 403,
  'sharing.demand.nobody-decides': 409,
  'sharing.demand.incomplete': 422,
  'sharing.demand.secret': 422,
  'sharing.demand.personal-value': 422,
  'sharing.demand.provider-unfit': 422,
  'sharing.demand.merger-unfit': 422,
  'sharing.demand.answer-incomplete': 422,
  'sharing.demand.entry-unfit': 422,
  'sharing.demand.applied': 409,
  'sharing.demand.not-overdue': 409,
});

const demandId = z.object({ demandId: id });
const moving = ['sharing.demand.not-found', 'sharing.demand.illegal-transition', 'sharing.demand.not-own'] as const;
const secondFactor = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;

const filters = {
  /** Whose: raised by one's department, given to it, or overseen by the authority; all that may be seen when left out. */
  side: z.enum(['raised', 'given', 'overseen']).optional(),
  /** States, separated by commas. */
  state: z.string().max(300).optional(),
  requester: id.optional(),
  provider: id.optional(),
  overdue: z.literal('yes').optional(),
  q: z.string().max(100).optional(),
};
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listDemands = route({
  id: 'sharing.list-demands',
  method: 'GET',
  path: '/sharing/demands',
  summary: '需求清单: the demands that the caller may see, newest first, with counts by state, requester and provider.',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...filters }),
  answer: pageOf(demandSummarySchema).extend({
    /** Each counts under all other filters, its own left out; `overdue` is the number of broken promises. */
    facets: z.object({ state: counted, requester: counted, provider: counted }),
    overdue: z.int(),
  }),
});

export const exportDemands = route({
  id: 'sharing.export-demands',
  method: 'GET',
  path: '/sharing/demands/ledger',
  summary: 'The same list as a workbook (台账).',
  power: 'sharing.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const getDemand = route({
  id: 'sharing.get-demand',
  method: 'GET',
  path: '/sharing/demands/:demandId',
  summary: 'One demand with its clock, promise, history and what the reader may do with it.',
  power: 'sharing.read',
  params: demandId,
  answer: demandSchema,
  refusals: ['sharing.demand.not-found'],
});

export const listDemandMatches = route({
  id: 'sharing.list-demand-matches',
  method: 'GET',
  path: '/sharing/demands/:demandId/matches',
  summary: 'Entries of the catalogue that may serve the demand, found by the catalogue’s own search with the reader’s eyes.',
  power: 'sharing.read',
  params: demandId,
  answer: z.object({ items: z.array(demandMatchSchema) }),
  refusals: ['sharing.demand.not-found'],
});

export const raiseDemand = route({
  id: 'sharing.raise-demand',
  method: 'POST',
  path: '/sharing/demands',
  summary: 'Opens a draft demand for data that nobody has catalogued; `name` is what was searched for without finding it.',
  power: 'sharing.apply',
  body: z.strictObject({ name: plainText(128) }),
  answer: demandSchema,
  status: 201,
  idempotent: true,
  refusals: ['sharing.demand.personal-value'],
});

export const saveDemand = route({
  id: 'sharing.save-demand',
  method: 'PUT',
  path: '/sharing/demands/:demandId/content',
  summary: 'Saves the draft; needs If-Match with the revision that was read. What is missing is listed, not refused; personal values are.',
  power: 'sharing.apply',
  params: demandId,
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema, content: demandContentSchema }),
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.stale', 'sharing.demand.secret', 'sharing.demand.personal-value', 'request.etag-missing'],
});

export const submitDemand = route({
  id: 'sharing.submit-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/submission',
  summary: 'Hands the demand to the head of the own sharing office; everything still missing is listed at once.',
  power: 'sharing.apply',
  params: demandId,
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.incomplete'],
});

export const sendDemand = route({
  id: 'sharing.send-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/sending',
  summary: 'The requester’s office head signs with the second factor and sends the demand to the authority, or returns it to the clerk.',
  power: 'sharing.consent-out',
  params: demandId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('send'), opinion, code }),
    z.strictObject({ decision: z.literal('return'), opinion }),
  ]),
  answer: demandSchema,
  refusals: [...moving, ...secondFactor, 'sharing.demand.own-work', 'sharing.demand.incomplete', 'sharing.demand.nobody-decides'],
});

export const assignDemand = route({
  id: 'sharing.assign-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/assignment',
  summary:
    'The authority names the department that has to answer (91-3.2.1), also after another one has said that the data is not its own.',
  power: 'sharing.coordinate',
  params: demandId,
  body: z.strictObject({ organisationId: id, opinion }),
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.party-decides', 'sharing.demand.provider-unfit'],
});

export const mergeDemand = route({
  id: 'sharing.merge-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/merger',
  summary: 'The authority merges the demand into another one that asks for the same data; it then shares that one’s fate.',
  power: 'sharing.coordinate',
  params: demandId,
  body: z.strictObject({ intoId: id, opinion }),
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.party-decides', 'sharing.demand.merger-unfit'],
});

export const returnDemand = route({
  id: 'sharing.return-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/return',
  summary: 'The authority returns a demand to the requester for what it lacks.',
  power: 'sharing.coordinate',
  params: demandId,
  body: z.strictObject({ opinion }),
  answer: demandLeftSchema,
  refusals: [...moving, 'sharing.demand.party-decides'],
});

export const recallDemand = route({
  id: 'sharing.recall-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/recall',
  summary:
    'The authority takes a demand back to assign it anew: its promised day has passed, it is not answered in time, or its department is no more.',
  power: 'sharing.coordinate',
  params: demandId,
  body: z.strictObject({ opinion }),
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.party-decides', 'sharing.demand.not-overdue', 'sharing.demand.nobody-decides'],
});

export const answerDemand = route({
  id: 'sharing.answer-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/answer',
  summary: 'The provider’s handler proposes: a dated promise with its 科室, “not ours”, or a refusal by ground with the cited article.',
  power: 'sharing.handle',
  params: demandId,
  body: demandAnswerSchema,
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.answer-incomplete'],
});

export const signDemandAnswer = route({
  id: 'sharing.sign-demand-answer',
  method: 'POST',
  path: '/sharing/demands/:demandId/answer-signature',
  summary: 'The provider’s office head signs the answer with the second factor, or returns it to the handler.',
  power: 'sharing.consent-in',
  params: demandId,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('sign'), opinion, code }),
    z.strictObject({ decision: z.literal('return'), opinion }),
  ]),
  answer: demandSchema,
  refusals: [...moving, ...secondFactor, 'sharing.demand.own-work', 'sharing.demand.answer-incomplete', 'sharing.demand.nobody-decides'],
});

export const confirmDemandRefusal = route({
  id: 'sharing.confirm-demand-refusal',
  method: 'POST',
  path: '/sharing/demands/:demandId/refusal',
  summary: 'The authority’s leader decides finally that the data cannot be had, after a department has said “not ours” or “other”.',
  power: 'sharing.decide-dispute',
  params: demandId,
  body: z.strictObject({ opinion, code }),
  answer: demandSchema,
  refusals: [...moving, ...secondFactor, 'sharing.demand.own-work', 'sharing.demand.party-decides'],
});

export const fulfilDemand = route({
  id: 'sharing.fulfil-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/fulfilment',
  summary: 'The provider links the entry that it has published for the demand; every requester is told.',
  power: 'sharing.handle',
  params: demandId,
  body: z.strictObject({ entryId: id }),
  answer: demandSchema,
  refusals: [...moving, 'sharing.demand.entry-unfit'],
});

export const applyFromDemand = route({
  id: 'sharing.apply-from-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/application',
  summary:
    'The requester opens an application with purpose and items filled in: for the entry that fulfils the demand, or for one that serves it.',
  power: 'sharing.apply',
  params: demandId,
  body: z.strictObject({ entryId: id }),
  answer: demandSchema,
  refusals: [
    ...moving,
    'sharing.demand.entry-unfit',
    'sharing.demand.applied',
    'sharing.entry.not-requestable',
    'sharing.entry.denied',
    'sharing.application.own-entry',
  ],
});

export const withdrawDemand = route({
  id: 'sharing.withdraw-demand',
  method: 'POST',
  path: '/sharing/demands/:demandId/withdrawal',
  summary: 'The requester withdraws before a department has promised.',
  power: 'sharing.apply',
  params: demandId,
  body: z.strictObject({ reason: opinion }),
  answer: demandSchema,
  refusals: moving,
});
