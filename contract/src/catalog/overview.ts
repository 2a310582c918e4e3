import { z } from 'zod';
import { fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';

/**
 * 目录看板: what of a department's catalogue is counted, by group. `late` says that a duty is past its day, `waits` that somebody is waited for.
 * Words: `catalog.overview.measure.<id>` and, what exactly is counted, `catalog.overview.formula.<id>`.
 */
export const measures = [
  { id: 'compiled', group: 'compiling', weight: 'plain' },
  { id: 'in-force', group: 'compiling', weight: 'plain' },
  { id: 'under-way', group: 'compiling', weight: 'plain' },
  { id: 'draft', group: 'compiling', weight: 'plain' },
  { id: 'returned', group: 'compiling', weight: 'waits' },
  { id: 'to-claim', group: 'compiling', weight: 'waits' },
  { id: 'suspended', group: 'compiling', weight: 'waits' },
  { id: 'required-missing', group: 'compiling', weight: 'waits' },
  { id: 'recommended-missing', group: 'compiling', weight: 'plain' },
  { id: 'due', group: 'listing', weight: 'plain' },
  { id: 'mounted', group: 'listing', weight: 'plain' },
  { id: 'promised', group: 'listing', weight: 'plain' },
  { id: 'unlisted', group: 'listing', weight: 'waits' },
  { id: 'interrupted', group: 'listing', weight: 'waits' },
  { id: 'promise-overdue', group: 'listing', weight: 'late' },
  { id: 'timed', group: 'freshness', weight: 'plain' },
  { id: 'untimed', group: 'freshness', weight: 'plain' },
  { id: 'stale', group: 'freshness', weight: 'late' },
  { id: 'nonconformity-open', group: 'findings', weight: 'waits' },
  { id: 'nonconformity-overdue', group: 'findings', weight: 'late' },
  { id: 'nonconformity-explained', group: 'findings', weight: 'plain' },
  { id: 'finding-open', group: 'findings', weight: 'waits' },
  { id: 'reassessment-open', group: 'findings', weight: 'waits' },
  { id: 'reassessment-overdue', group: 'findings', weight: 'late' },
  { id: 'case-owing', group: 'clocks', weight: 'waits' },
  { id: 'case-near', group: 'clocks', weight: 'waits' },
  { id: 'case-overdue', group: 'clocks', weight: 'late' },
  { id: 'todo-open', group: 'clocks', weight: 'plain' },
  { id: 'todo-near', group: 'clocks', weight: 'waits' },
  { id: 'todo-overdue', group: 'clocks', weight: 'late' },
  { id: 'ug-missing', group: 'languages', weight: 'plain' },
  { id: 'ug-stale', group: 'languages', weight: 'waits' },
  { id: 'en-stale', group: 'languages', weight: 'waits' },
  { id: 'transfer-offered', group: 'answers', weight: 'waits' },
  { id: 'campaign-owing', group: 'answers', weight: 'waits' },
  { id: 'campaign-overdue', group: 'answers', weight: 'late' },
  { id: 'adjustment-owing', group: 'answers', weight: 'waits' },
  { id: 'adjustment-overdue', group: 'answers', weight: 'late' },
  { id: 'acknowledgement-owing', group: 'answers', weight: 'waits' },
  { id: 'acknowledgement-contested', group: 'answers', weight: 'waits' },
  { id: 'demand-promised', group: 'answers', weight: 'plain' },
  { id: 'demand-overdue', group: 'answers', weight: 'late' },
] as const;
export type Measure = (typeof measures)[number];
export type MeasureId = Measure['id'];

export const measureIds = measures.map(({ id }) => id);
export const measureGroups = ['compiling', 'listing', 'freshness', 'findings', 'clocks', 'languages', 'answers'] as const;
/** Measures of what is past its day: by their sum the city's table stands in order. */
export const lateMeasures = measures.filter(({ weight }) => weight === 'late').map(({ id }) => id);

/** Shares of one number in another, each number with its list; `lacking` ones count what is not in `part`. */
export const rates = [
  { id: 'complete', part: 'required-missing', whole: 'compiled', lacking: true },
  { id: 'mounted', part: 'mounted', whole: 'due', lacking: false },
  { id: 'fresh', part: 'stale', whole: 'timed', lacking: true },
] as const;
export type Rate = (typeof rates)[number];

/** A duty is near its end so many days before; what law says of its end stands in the duty's own clock. */
export const nearDays = 3;

/** Fields that nothing demands and that make an entry easier to find and to use. */
export const recommendedFields = ['providerSubUnit', 'systemId', 'relatedMatters', 'coverageRegion', 'coveragePeriod'] as const;

const measureId = z.enum(measureIds);
const organisationId = z.uuid();
export const measureCountsSchema = z.record(measureId, z.int());
export type MeasureCounts = z.infer<typeof measureCountsSchema>;

export const readOverview = route({
  id: 'catalog.read-overview',
  method: 'GET',
  path: '/catalog/overview',
  summary:
    '目录看板: how the catalogue of the reader’s department stands; for the authority, of every department that it is competent for. Departments are counted, never persons.',
  power: 'catalog.read',
  answer: z.object({
    at: z.iso.datetime(),
    /** Whether the reader’s authority is competent for other departments too. */
    oversees: z.boolean(),
    own: organisationId.nullable(),
    departments: z.array(z.object({ organisationId, name: z.string(), counts: measureCountsSchema })),
  }),
});
export type DepartmentOverview = z.infer<typeof readOverview.answer>['departments'][number];

const title = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });

const counted = z.object({
  id: z.string(),
  organisationId,
  organisationName: z.string(),
  /** What it is called; null for a draft that its department’s head has not signed, which nobody else is told. */
  name: z.string().nullable(),
  /** The words of a to-do or of what a review found. */
  title: title.nullable(),
  /** Fields that lack something. */
  fields: z.array(z.string()),
  dueAt: z.iso.datetime().nullable(),
  /** Page of the portal where it is seen; null where the reader may not open it. */
  link: z.string().nullable(),
});
export type Counted = z.infer<typeof counted>;

export const listMeasured = route({
  id: 'catalog.list-measured',
  method: 'GET',
  path: '/catalog/overview/measures/:measure',
  summary: 'What a number of the 目录看板 counts, one by one: the total is that number.',
  power: 'catalog.read',
  params: z.strictObject({ measure: measureId }),
  query: z.strictObject({ ...pageQuery, organisationId: organisationId.optional() }),
  answer: pageOf(counted),
});

export const exportOverview = route({
  id: 'catalog.export-overview',
  method: 'GET',
  path: '/catalog/overview/ledger',
  summary: 'The authority’s 目录看板 as a ledger: one row for each department, one column for each number.',
  power: 'catalog.read',
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  refusals: ['catalog.overview.not-authority'],
});

/** Statuses of the overview's own refusals; their words stand in `contract/messages`. */
export const overviewRefusals = refusals({ 'catalog.overview.not-authority': 403 });
