import { z } from 'zod';
import { allowedSchema, pageOf, pageQuery, refusals, route } from '../route.ts';
import { changeTriggerSchema } from './answers.ts';
import { plainText } from './content.ts';

/**
 * 变更事项: what happened to an instrument or to a department's duties, and 修订任务, the revision that each entry resting on it owes
 * (91-3.3, 809-17).
 */
export const changeEventKinds = ['instrument-amended', 'instrument-repealed', 'duties-changed', 'reorganisation'] as const;

/**
 * `open`: nothing is done yet; `in-hand`: a change of the entry is under way for it; `reported`: the department's head has signed that change, it is
 * with the authority; `unchanged-reported`: the department reports that nothing has to change; `closed`: see the outcome.
 */
export const revisionCaseStates = ['open', 'in-hand', 'reported', 'unchanged-reported', 'closed'] as const;
export const revisionCaseStateSchema = z.enum(revisionCaseStates);

/** How a case ended: by a version in force, by a report that the authority confirmed, or with the entry itself. */
export const revisionCaseOutcomes = ['revised', 'unchanged', 'entry-retired'] as const;

/** Where an entry's content rests on an article: a condition of sharing, the denial, or what entitles to collect it. */
export const restingPlaceKinds = ['condition', 'denial', 'collection'] as const;
export const restingPlaceSchema = z.object({
  kind: z.enum(restingPlaceKinds),
  /** The condition in its own words, the reason of the denial, or the name of the form. */
  text: z.string(),
  /** The item that is denied on this basis; `null` where the entry as a whole rests on it. */
  item: z.string().nullable(),
  articleId: z.string(),
  title: z.string(),
  article: z.string(),
});
export type RestingPlace = z.infer<typeof restingPlaceSchema>;

const instant = z.iso.datetime();
const eventId = z.object({ eventId: z.uuid() });
const caseId = z.object({ caseId: z.uuid() });

export const clockSchema = z.object({
  state: z.string(),
  ruleSetId: z.string(),
  dueOn: z.iso.date().nullable(),
  dueAt: instant.nullable(),
  /** Negative when overdue. */
  workingDaysLeft: z.int().nullable(),
  workingDaysOfTerm: z.int(),
  provisional: z.boolean(),
});

const actSchema = z.object({ at: instant, opinion: z.string() });

export const changeEventSummarySchema = z.object({
  id: z.string(),
  kind: z.enum(changeEventKinds),
  title: z.string(),
  documentNumber: z.string(),
  changedOn: z.iso.date(),
  summary: z.string(),
  triggerKind: changeTriggerSchema,
  instrumentId: z.string().nullable(),
  articleIds: z.array(z.string()),
  recordedBy: z.string(),
  recordedAt: instant,
  /** Cases that the reader may see: by state, and those of them that are past their due day. */
  cases: z.object({
    open: z.int(),
    'in-hand': z.int(),
    reported: z.int(),
    'unchanged-reported': z.int(),
    closed: z.int(),
    overdue: z.int(),
  }),
});
export type ChangeEventSummary = z.infer<typeof changeEventSummarySchema>;

export const revisionCaseSchema = z.object({
  id: z.string(),
  /** The number for `If-Match`: rises with every step. */
  revision: z.int(),
  state: revisionCaseStateSchema,
  outcome: z.enum(revisionCaseOutcomes).nullable(),
  event: changeEventSummarySchema.pick({ id: true, kind: true, title: true, documentNumber: true, changedOn: true, summary: true }),
  entry: z.object({ id: z.string(), name: z.string(), resourceCode: z.string().nullable(), providerName: z.string() }),
  restsOn: z.array(restingPlaceSchema),
  openedAt: instant,
  endedAt: instant.nullable(),
  /** The report to the authority: the reason why nothing changes, or the signature of the change. */
  reported: actSchema.nullable(),
  /** Why the authority did not agree that nothing changes. */
  declined: actSchema.nullable(),
  ended: actSchema.nullable(),
  extension: z
    .object({
      workingDays: z.int(),
      asked: actSchema,
      decided: actSchema.nullable(),
      granted: z.boolean().nullable(),
    })
    .nullable(),
  /** The department's term: `null` where none could be started. */
  clock: clockSchema.nullable(),
  /** The most working days by which the rule set in force lets the authority extend; `null` where it lets nobody. */
  extensionWorkingDaysMax: z.int().nullable(),
  allowed: allowedSchema,
});
export type RevisionCase = z.infer<typeof revisionCaseSchema>;

export const listChangeEvents = route({
  id: 'catalog.list-change-events',
  method: 'GET',
  path: '/catalog/change-events',
  summary:
    'What happened to law and duties, the latest first: for a department, what touches its entries; for the authority, what touches its region or it recorded itself.',
  power: 'catalog.read',
  query: z.strictObject({ ...pageQuery }),
  answer: pageOf(changeEventSummarySchema),
});

export const getChangeEvent = route({
  id: 'catalog.get-change-event',
  method: 'GET',
  path: '/catalog/change-events/:eventId',
  summary: 'One change event with the number of its cases in each state.',
  power: 'catalog.read',
  params: eventId,
  answer: changeEventSummarySchema,
  refusals: ['catalog.change-event.not-found'],
});

/** One event names at most so many entries, and so many are proposed. */
export const EVENT_ENTRIES_MAX = 500;

export const recordChangeEvent = route({
  id: 'catalog.record-change-event',
  method: 'POST',
  path: '/catalog/change-events',
  summary:
    'The authority records a 三定 or 机构改革 document and the entries whose duties it moves; each gets a revision case (91-3.3, 809-17).',
  power: 'catalog.publish',
  body: z.strictObject({
    kind: z.enum(['duties-changed', 'reorganisation']),
    title: plainText(200, 1),
    documentNumber: plainText(100, 1),
    /** Day on which the document took effect: the terms count from it. */
    changedOn: z.iso.date(),
    summary: plainText(2000, 1),
    entryIds: z.array(z.uuid()).min(1).max(EVENT_ENTRIES_MAX),
  }),
  answer: changeEventSummarySchema,
  status: 201,
  idempotent: true,
  refusals: ['catalog.change-event.in-the-future', 'catalog.change-event.entry-unfit'],
});

/** Where a word of the duty stands in an entry: what it is called or says, an item, the matter that it serves, or how its department collects it. */
export const dutyPlaces = ['name', 'abstract', 'item', 'matter', 'collection', 'division'] as const;
export const DUTY_WORDS_MAX = 8;

export const proposedEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  resourceCode: z.string().nullable(),
  provider: z.object({ organisationId: z.string(), name: z.string() }),
  /** Which of the words it holds, and where; none where only the department was asked for. */
  matched: z.array(z.object({ word: z.string(), places: z.array(z.enum(dutyPlaces)) })),
});
export type ProposedEntry = z.infer<typeof proposedEntrySchema>;

export const proposeEntries = route({
  id: 'catalog.propose-entries',
  method: 'GET',
  path: '/catalog/change-events/proposals',
  summary:
    'Entries in force of the authority’s region that hold a word of the duty moved, in name, summary, items, matters served or collection, or are of some departments: those with most words first (91-3.3).',
  power: 'catalog.publish',
  query: z.strictObject({
    /** Words of the duty or matter, apart by spaces or commas; the first eight count. */
    words: z.string().max(200).default(''),
    /** Departments separated by commas. */
    provider: z.string().max(1000).default(''),
  }),
  answer: z.object({
    /** At most as many as one event can name. */
    items: z.array(proposedEntrySchema),
    /** All that were found. */
    total: z.int(),
    words: z.array(z.string()),
  }),
});

const articleUseSchema = z.object({
  articleId: z.string(),
  entries: z.int(),
  conditions: z.int(),
  denials: z.int(),
  collections: z.int(),
});

export const countArticleUses = route({
  id: 'catalog.count-article-uses',
  method: 'GET',
  path: '/catalog/article-uses',
  summary:
    'How many entries in force, conditions and denials rest on each of some articles, as far as the reader may see them; articles that bear nothing are left out.',
  power: 'catalog.read',
  /** Ids of articles separated by commas, at most 100. */
  query: z.strictObject({ articles: z.string().max(6100) }),
  answer: z.object({ items: z.array(articleUseSchema) }),
});

export const listArticleUses = route({
  id: 'catalog.list-article-uses',
  method: 'GET',
  path: '/catalog/article-uses/:articleId',
  summary: 'The entries in force that rest on an article, with the condition or denial that does.',
  power: 'catalog.read',
  params: z.object({ articleId: z.string().max(60) }),
  query: z.strictObject(pageQuery),
  answer: pageOf(
    z.object({
      entry: z.object({ id: z.string(), name: z.string(), resourceCode: z.string().nullable(), providerName: z.string() }),
      places: z.array(restingPlaceSchema.pick({ kind: true, text: true, item: true })),
    }),
  ),
});

export const listRevisionCases = route({
  id: 'catalog.list-revision-cases',
  method: 'GET',
  path: '/catalog/revision-cases',
  summary:
    'Revision cases with what each entry rests on and its term: the caller’s department’s own, and for the authority those of its region.',
  power: 'catalog.read',
  query: z.strictObject({
    ...pageQuery,
    event: z.uuid().optional(),
    entry: z.uuid().optional(),
    /** States separated by commas. */
    state: z.string().max(100).optional(),
    /** `yes` keeps those past their due day that are not reported. */
    overdue: z.literal('yes').optional(),
    /** `mine` keeps the caller's own department's. */
    scope: z.enum(['all', 'mine']).default('all'),
  }),
  answer: pageOf(revisionCaseSchema),
});

export const getRevisionCase = route({
  id: 'catalog.get-revision-case',
  method: 'GET',
  path: '/catalog/revision-cases/:caseId',
  summary: 'One revision case with its term and what the caller may do.',
  power: 'catalog.read',
  params: caseId,
  answer: revisionCaseSchema,
  refusals: ['catalog.revision-case.not-found'],
});

const stepRefusals = [
  'catalog.revision-case.not-found',
  'catalog.revision-case.stale',
  'catalog.revision-case.illegal-transition',
] as const;

export const beginRevision = route({
  id: 'catalog.begin-revision',
  method: 'POST',
  path: '/catalog/revision-cases/:caseId/revision',
  summary: 'Opens the change that fills the case, or takes the draft that is under way for it; both run under the case’s one term.',
  power: 'catalog.register',
  params: caseId,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: revisionCaseSchema,
  status: 201,
  idempotent: true,
  refusals: [
    ...stepRefusals,
    'catalog.entry.illegal-transition',
    'catalog.entry.provider-ended',
    'catalog.revision-case.revision-on-its-way',
  ],
});

export const reportUnchanged = route({
  id: 'catalog.report-unchanged',
  method: 'POST',
  path: '/catalog/revision-cases/:caseId/unchanged-report',
  summary:
    'Reports to the authority, with the reason, that the entry needs no change (91-3.3); the term goes on until the authority agrees.',
  power: 'catalog.register',
  params: caseId,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: revisionCaseSchema,
  refusals: [...stepRefusals, 'catalog.authority.none'],
});

export const decideUnchanged = route({
  id: 'catalog.decide-unchanged',
  method: 'POST',
  path: '/catalog/revision-cases/:caseId/unchanged-report/decision',
  summary: 'The authority agrees that nothing changes, or declines; declined, the case is open again under the same term.',
  power: 'catalog.publish',
  params: caseId,
  body: z.strictObject({ decision: z.enum(['confirm', 'decline']), opinion: plainText(1000, 1) }),
  answer: revisionCaseSchema,
  refusals: stepRefusals,
});

export const askExtension = route({
  id: 'catalog.ask-extension',
  method: 'POST',
  path: '/catalog/revision-cases/:caseId/extension',
  summary: 'Asks the authority for more working days, once, before the term has run out (809-17).',
  power: 'catalog.register',
  params: caseId,
  body: z.strictObject({ workingDays: z.int().min(1).max(60), reason: plainText(1000, 1) }),
  answer: revisionCaseSchema,
  refusals: [
    ...stepRefusals,
    'catalog.revision-case.extension-asked',
    'law.clock.lapsed',
    'law.clock.not-running',
    'law.clock.not-found',
    'law.clock.never-extended',
    'law.clock.extended-before',
    'law.clock.extension-too-long',
  ],
});

export const decideExtension = route({
  id: 'catalog.decide-extension',
  method: 'POST',
  path: '/catalog/revision-cases/:caseId/extension/decision',
  summary: 'The authority agrees to the extension or refuses it (809-17); the term itself is extended, never replaced.',
  power: 'catalog.publish',
  params: caseId,
  body: z.strictObject({ decision: z.enum(['grant', 'refuse']), opinion: plainText(1000, 1) }),
  answer: revisionCaseSchema,
  refusals: [
    ...stepRefusals,
    'law.clock.lapsed',
    'law.clock.not-running',
    'law.clock.not-found',
    'law.clock.never-extended',
    'law.clock.extended-before',
    'law.clock.extension-too-long',
  ],
});

/** Statuses of the refusals of change events and revision cases; their words stand in `contract/messages`. */
export const revisionCaseRefusals = refusals({
  'catalog.change-event.not-found': 404,
  'catalog.change-event.in-the-future': 422,
  'catalog.change-event.entry-unfit': 422,
  'catalog.revision-case.not-found': 404,
  'catalog.revision-case.stale': 412,
  'catalog.revision-case.illegal-transition': 409,
  'catalog.revision-case.revision-on-its-way': 409,
  'catalog.revision-case.extension-asked': 409,
});
