import { z } from 'zod';
import { plainText } from '../catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { clockViewSchema } from './schemas.ts';

const id = z.uuid();
const instant = z.iso.datetime();
const day = z.iso.date();
const organisation = z.object({ id, name: z.string() });
/** A calendar month `YYYY-MM` and a quarter `YYYYQn`, in the region's zone. */
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const quarter = z.string().regex(/^\d{4}Q[1-4]$/);

export const useRecordStates = ['running', 'owed', 'stated'] as const;
export const useRecordStateSchema = z.enum(useRecordStates);
/** What is wanting in a use record: the statement, also when its term has run out, calls of a sample that nobody has matched yet, calls that match no case. */
export const useGaps = ['statement', 'late', 'sample', 'missed'] as const;
export const useGapSchema = z.enum(useGaps);
export type UseGap = z.infer<typeof useGapSchema>;

const count = z.int().min(0);
/** What the use has brought, in numbers: papers and days that nobody had to spend, matters handled, problems found. */
export const useFiguresSchema = z.strictObject({
  papersSaved: count.max(1_000_000_000),
  daysSaved: count.max(1_000_000_000),
  mattersHandled: count.max(1_000_000_000),
  problemsFound: count.max(1_000_000_000),
});
const words = plainText(2000, 1);
/** 使用场景、应用成效、存储情况 (809-29), as the requester's clerk writes them. */
export const useWordsSchema = z.strictObject({ scenario: words, outcome: words, storage: words, figures: useFiguresSchema });
export type UseWords = z.infer<typeof useWordsSchema>;

/** What a grant was used for in one calendar month, counted from the evidence of its calls; no payload and no person. */
export const useCountsSchema = z.object({
  calls: count,
  refused: count,
  failed: count,
  /** Records of data that left. */
  records: count,
  /** Records of evidence whose text went by rule before they were counted; 0 as a rule. */
  unreadable: count,
  firstOn: day.nullable(),
  lastOn: day.nullable(),
});
export type UseCounts = z.infer<typeof useCountsSchema>;

/** A call of the month's sample and what became of it. */
export const sampledCallSchema = z.object({
  recordId: id,
  at: instant,
  state: z.enum(['drawn', 'matched', 'unmatched']),
  caseNo: z.string().nullable(),
  /** Whether the given case is the matter that the call was made for; null where the evidence can no longer tell. */
  agrees: z.boolean().nullable(),
  reason: z.string().nullable(),
  answeredAt: instant.nullable(),
});
export type SampledCall = z.infer<typeof sampledCallSchema>;

export const sampleTallySchema = z.object({ drawn: count, waiting: count, matched: count, differing: count, unmatched: count });

export const useMonthSchema = z.object({
  month,
  counts: useCountsSchema,
  /** What the sample was drawn with: whoever has the evidence can draw it again. */
  seed: z.string(),
  sample: z.array(sampledCallSchema),
  clock: clockViewSchema.nullable(),
});
export type UseMonth = z.infer<typeof useMonthSchema>;

export const useStatementSchema = z.object({
  no: z.int(),
  quarter,
  /** `unchanged` (无变化) says the words of an earlier statement again. */
  kind: z.enum(['stated', 'unchanged']),
  words: useWordsSchema,
  at: instant,
});
export type UseStatement = z.infer<typeof useStatementSchema>;

export const useQuarterSchema = z.object({
  id,
  quarter,
  state: useRecordStateSchema,
  late: z.boolean(),
  clock: clockViewSchema.nullable(),
  months: z.array(useMonthSchema),
  statements: z.array(useStatementSchema),
  keptUntil: day,
});
export type UseQuarter = z.infer<typeof useQuarterSchema>;

export const grantUseSchema = z.object({
  grantId: id,
  /** The quarter that runs, where the grant runs in it. */
  current: quarter.nullable(),
  quarters: z.array(useQuarterSchema),
  latest: useStatementSchema.nullable(),
  allowed: allowedSchema,
});
export type GrantUse = z.infer<typeof grantUseSchema>;

/** One line of the list: a grant in a quarter. */
export const useRecordLineSchema = z.object({
  id,
  grantId: id,
  grantNo: z.string(),
  entryName: z.string(),
  requester: organisation,
  provider: organisation,
  quarter,
  state: useRecordStateSchema,
  late: z.boolean(),
  clock: clockViewSchema.nullable(),
  counts: useCountsSchema,
  sample: sampleTallySchema,
  statedAt: instant.nullable(),
  keptUntil: day,
});
export type UseRecordLine = z.infer<typeof useRecordLineSchema>;

/** Refusals of use records; their words stand in `contract/messages`. */
export const useRecordRefusals = refusals({
  'sharing.use-record.not-found': 404,
  'sharing.use-record.not-owed': 409,
  'sharing.use-record.nothing-before': 409,
  'sharing.use-record.personal-value': 422,
  'sharing.use-record.not-sampled': 404,
  'sharing.use-record.already-answered': 409,
});

const found = ['sharing.grant.not-found', 'sharing.grant.not-own'] as const;
const grantParams = z.object({ grantId: id });
const filters = {
  /** Whose grants: held or given by one's department, or overseen by the authority. */
  side: z.enum(['held', 'given', 'authority']),
  state: useRecordStateSchema.optional(),
  gap: useGapSchema.optional(),
  quarter: quarter.optional(),
  requester: id.optional(),
  provider: id.optional(),
};
const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));

export const listUseRecords = route({
  id: 'sharing.list-use-records',
  method: 'GET',
  path: '/sharing/use-records',
  summary:
    'Use records (使用记录, 809-29) of the grants that the caller may see, by grant and quarter, the newest quarter first, with what is wanting by kind, department and quarter.',
  power: 'sharing.read',
  query: z.strictObject({ ...pageQuery, ...filters }),
  answer: pageOf(useRecordLineSchema).extend({
    /** Each counts under all other filters, its own left out. */
    facets: z.object({ gap: counted, quarter: counted, requester: counted, provider: counted }),
  }),
});

export const exportUseRecords = route({
  id: 'sharing.export-use-records',
  method: 'GET',
  path: '/sharing/use-records/ledger',
  summary: 'The same list as a workbook (使用记录台账).',
  power: 'sharing.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

export const getGrantUse = route({
  id: 'sharing.get-grant-use',
  method: 'GET',
  path: '/sharing/grants/:grantId/use-record',
  summary: 'How a grant was used, quarter by quarter: what its calls say, what its holder says, and the calls that were sampled (809-29).',
  power: 'sharing.read',
  params: grantParams,
  answer: grantUseSchema,
  refusals: ['sharing.grant.not-found'],
});

export const stateUse = route({
  id: 'sharing.state-use',
  method: 'POST',
  path: '/sharing/grants/:grantId/use-record/statement',
  summary:
    'The holder says for a quarter what the data is used for, what it has brought and where it is kept; or, by one word, that nothing has changed (809-29).',
  power: 'sharing.apply',
  params: grantParams,
  body: z.discriminatedUnion('kind', [
    useWordsSchema.extend({ kind: z.literal('stated'), quarter }),
    z.strictObject({ kind: z.literal('unchanged'), quarter }),
  ]),
  answer: grantUseSchema,
  refusals: [
    ...found,
    'sharing.use-record.not-found',
    'sharing.use-record.not-owed',
    'sharing.use-record.nothing-before',
    'sharing.use-record.personal-value',
  ],
});

export const matchCall = route({
  id: 'sharing.match-call',
  method: 'POST',
  path: '/sharing/grants/:grantId/use-record/sample/:recordId',
  summary: 'The holder names the case file that a sampled call was made for, or says why there is none; it is said once.',
  power: 'sharing.apply',
  params: z.object({ grantId: id, recordId: id }),
  body: z.discriminatedUnion('result', [
    z.strictObject({ result: z.literal('matched'), caseNo: plainText(64, 1) }),
    z.strictObject({ result: z.literal('unmatched'), reason: plainText(500, 1) }),
  ]),
  answer: grantUseSchema,
  refusals: [...found, 'sharing.use-record.not-sampled', 'sharing.use-record.already-answered', 'sharing.use-record.personal-value'],
});
