import { z } from 'zod';
import { fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { applicationStateSchema, refusalGrounds, refusalGroundSchema } from './schemas.ts';

const id = z.uuid();
const organisation = z.object({ id, name: z.string() });
/** A month of the region, `YYYY-MM`. */
const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/u);

/**
 * 办理统计: what of the applications of a month is counted, by the month in which the provider received them. An application stands in all that it has
 * come to. Words: `sharing.statistics.measure.<id>` and, what exactly is counted, `sharing.statistics.formula.<id>`.
 */
export const caseMeasures = ['received', 'answered', 'at-once', 'agreed', 'delivered', 'refused', 'withdrawn', 'open', 'overdue'] as const;
export const caseMeasureSchema = z.enum(caseMeasures);
export type CaseMeasure = z.infer<typeof caseMeasureSchema>;

/** Working days within which half and four fifths of the cases were done, by nearest rank; null where there is no case. */
export const daysTakenSchema = z.object({ p50: z.int(), p80: z.int(), cases: z.int() }).nullable();
export type DaysTaken = z.infer<typeof daysTakenSchema>;

export const caseFiguresSchema = z.object({
  counts: z.record(caseMeasureSchema, z.int()),
  /** From receipt to the provider's first signed word: its reply or its notice of what is missing. Answers by standing consent are not in it. */
  firstAnswer: daysTakenSchema,
  /** From receipt to the requester's confirmation that the data arrived. */
  delivery: daysTakenSchema,
});
export type CaseFigures = z.infer<typeof caseFiguresSchema>;

/** The most months that are counted at once. */
export const monthsMax = 36;
/** Months that are counted where nobody says which. */
export const monthsShown = 12;

const period = { since: month.optional(), until: month.optional(), organisationId: id.optional() };

export const readStatistics = route({
  id: 'sharing.read-statistics',
  method: 'GET',
  path: '/sharing/statistics',
  summary:
    '办理统计: applications received by the reader’s department, for an authority by every department whose cases it may read, by provider, month and ground of refusal. Departments are counted, never persons, and not ranked.',
  power: 'sharing.read',
  query: z.strictObject(period),
  answer: z.object({
    at: z.iso.datetime(),
    since: month,
    until: month,
    /** Whether the reader's authority is competent for other departments too. */
    oversees: z.boolean(),
    all: caseFiguresSchema,
    providers: z.array(z.object({ provider: organisation, figures: caseFiguresSchema })),
    /** Every month of the period, the latest first, with months in which nothing was received. */
    months: z.array(z.object({ month, figures: caseFiguresSchema })),
    grounds: z.array(z.object({ ground: z.enum(refusalGrounds), count: z.int() })),
  }),
  refusals: ['sharing.statistics.period'],
});
export type Statistics = z.infer<typeof readStatistics.answer>;

export const countedCaseSchema = z.object({
  id,
  no: z.string(),
  entryName: z.string(),
  requester: organisation,
  provider: organisation,
  receivedAt: z.iso.datetime(),
  state: applicationStateSchema,
  ground: refusalGroundSchema.nullable(),
  /** Working days; null while there is none, and for an answer by standing consent. */
  firstAnswerDays: z.int().nullable(),
  deliveryDays: z.int().nullable(),
});
export type CountedCase = z.infer<typeof countedCaseSchema>;

export const listCountedCases = route({
  id: 'sharing.list-counted-cases',
  method: 'GET',
  path: '/sharing/statistics/cases',
  summary:
    'What a number of the 办理统计 counts, one by one: the total is that number. Those with a number of days come slowest first, others newest first.',
  power: 'sharing.read',
  query: z.strictObject({
    ...pageQuery,
    ...period,
    measure: caseMeasureSchema.default('received'),
    ground: refusalGroundSchema.optional(),
  }),
  answer: pageOf(countedCaseSchema),
  refusals: ['sharing.statistics.period'],
});

export const exportStatistics = route({
  id: 'sharing.export-statistics',
  method: 'GET',
  path: '/sharing/statistics/ledger',
  summary: 'The 办理统计 as a ledger: one row for each department and one for each month.',
  power: 'sharing.read',
  query: z.strictObject(period),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  refusals: ['sharing.statistics.period'],
});

/** Fewer cases than this say nothing, and would tell of single ones. */
export const casesToExpect = 5;

export const readExpectedDays = route({
  id: 'sharing.read-expected-days',
  method: 'GET',
  path: '/sharing/entries/:entryId/expected-days',
  summary: `预计用时: how long answers and deliveries took in the last ${monthsShown} months, of the entry itself, or else of its department; null under ${casesToExpect} cases.`,
  power: 'sharing.apply',
  params: z.strictObject({ entryId: id }),
  answer: z.object({
    expected: z.object({ of: z.enum(['entry', 'provider']), firstAnswer: daysTakenSchema, delivery: daysTakenSchema }).nullable(),
  }),
  refusals: ['sharing.entry.not-requestable', 'sharing.entry.denied'],
});
export type ExpectedDays = NonNullable<z.infer<typeof readExpectedDays.answer>['expected']>;

/** Statuses of the statistics' own refusals; their words stand in `contract/messages`. */
export const statisticsRefusals = refusals({ 'sharing.statistics.period': 422 });
