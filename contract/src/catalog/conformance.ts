import { z } from 'zod';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { plainText } from './content.ts';

/** How much a nonconformity weighs: an error breaks a rule of law or standard, a warning is likely one. */
export const severities = ['error', 'warning'] as const;

/**
 * 标准符合性审核 (91-3.2.1): every rule as data. `field` is the field of the entry that a nonconformity points at, `clause` what asks for it; words:
 * `catalog.conformance.rule.<id>` says what is wrong, `catalog.conformance.mend.<id>` what to do.
 */
export const conformanceRules = [
  { id: 'field-missing', severity: 'error', field: 'fields', clause: '809-13' },
  { id: 'provider-empty', severity: 'error', field: 'provider', clause: '1272' },
  { id: 'abstract-empty', severity: 'error', field: 'abstract', clause: '1272' },
  { id: 'update-cycle-missing', severity: 'error', field: 'updateCycle', clause: '809-13' },
  { id: 'format-type-foreign', severity: 'error', field: 'formatType', clause: '1272' },
  { id: 'mode-does-not-fit', severity: 'error', field: 'shareModeType', clause: '1272' },
  { id: 'named-like-system', severity: 'error', field: 'name', clause: '1272' },
  { id: 'name-nearly-doubled', severity: 'warning', field: 'name', clause: '1272' },
  { id: 'count-not-digits', severity: 'error', field: 'census', clause: '1272' },
  { id: 'condition-without-basis', severity: 'error', field: 'conditions', clause: '809-15' },
  { id: 'condition-scope-missing', severity: 'error', field: 'conditions', clause: '809-15' },
  { id: 'condition-purpose-missing', severity: 'error', field: 'conditions', clause: '809-15' },
  { id: 'denial-without-basis', severity: 'error', field: 'denialBasis', clause: '809-15' },
  { id: 'denial-needs-reassessment', severity: 'error', field: 'denialBasis', clause: '809-14' },
  { id: 'basis-repealed', severity: 'error', field: 'denialBasis', clause: '91-3.3' },
  { id: 'basis-not-held', severity: 'warning', field: 'denialBasis', clause: '91-3.3' },
  { id: 'denial-ended', severity: 'error', field: 'denialBasis', clause: '809-15' },
  { id: 'type-not-loosest', severity: 'error', field: 'shareType', clause: '809-14' },
  { id: 'items-missing', severity: 'error', field: 'items', clause: '1272' },
  { id: 'item-incomplete', severity: 'error', field: 'items', clause: '1272' },
  { id: 'spelling-not-standard', severity: 'warning', field: 'updateCycle', clause: '1272' },
  { id: 'personal-data-not-assessed', severity: 'error', field: 'impactAssessment', clause: '809-13' },
  { id: 'secrecy-not-assessed', severity: 'error', field: 'secrecyAssessment', clause: '809-13' },
  { id: 'collection-missing', severity: 'warning', field: 'collection', clause: '91-4.1' },
  { id: 'refused-at-submission', severity: 'error', field: 'fields', clause: '809-13' },
] as const satisfies readonly { id: string; severity: (typeof severities)[number]; field: string; clause: string }[];
export type ConformanceRuleId = (typeof conformanceRules)[number]['id'];

export const ruleIds = conformanceRules.map(({ id }) => id);
/** A nonconformity waits for its department, was explained, accepted as it is, or mended. */
export const nonconformityStates = ['open', 'explained', 'accepted', 'mended'] as const;
export const conformanceRunStates = ['running', 'finished'] as const;

const ruleIdSchema = z.enum(ruleIds);
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const region = z.string().regex(/^\d{6}$/);

export const conformanceRunSchema = z.object({
  id: z.string(),
  regionCode: z.string(),
  /** The one department that was reviewed; `null`: all of the region. */
  organisationId: z.string().nullable(),
  organisationName: z.string().nullable(),
  startedBy: z.enum(['demand', 'schedule']),
  state: z.enum(conformanceRunStates),
  dueOn: z.iso.date(),
  entriesTotal: z.int(),
  entriesRead: z.int(),
  opened: z.int(),
  mended: z.int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ConformanceRun = z.infer<typeof conformanceRunSchema>;

export const nonconformitySchema = z.object({
  id: z.string(),
  entryId: z.string(),
  entryName: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  rule: ruleIdSchema,
  severity: z.enum(severities),
  field: z.string(),
  params,
  state: z.enum(nonconformityStates),
  dueOn: z.iso.date(),
  overdue: z.boolean(),
  foundAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  explanation: z.string().nullable(),
  opinion: z.string().nullable(),
  allowed: allowedSchema,
});
export type Nonconformity = z.infer<typeof nonconformitySchema>;

const filters = {
  organisationId: z.uuid().optional(),
  entryId: z.uuid().optional(),
  rule: ruleIdSchema.optional(),
  severity: z.enum(severities).optional(),
  state: z.enum(nonconformityStates).optional(),
};

export const startConformanceRun = route({
  id: 'catalog.start-conformance-run',
  method: 'POST',
  path: '/catalog/conformance/runs',
  summary:
    'The authority orders a conformance review of everything in its region or of one department (91-3.2.1); it runs in the background.',
  power: 'catalog.publish',
  body: z.strictObject({ regionCode: region, organisationId: z.uuid().nullable(), dueOn: z.iso.date() }),
  answer: conformanceRunSchema,
  status: 201,
  idempotent: true,
  refusals: ['catalog.conformance.due-past', 'catalog.conformance.department-unfit', 'catalog.conformance.running'],
});

export const listConformanceRuns = route({
  id: 'catalog.list-conformance-runs',
  method: 'GET',
  path: '/catalog/conformance/runs',
  summary: 'Conformance reviews of the region, latest first, with how far each has come.',
  power: 'catalog.publish',
  query: z.strictObject({ ...pageQuery, cursor: z.uuid().optional() }),
  answer: pageOf(conformanceRunSchema),
});

const counted = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }));
export const listNonconformities = route({
  id: 'catalog.list-nonconformities',
  method: 'GET',
  path: '/catalog/conformance/nonconformities',
  summary: 'Nonconformities: of one’s own department, or of the region for its authority; with counts by department, rule and state.',
  power: 'catalog.read',
  query: z.strictObject({ ...pageQuery, cursor: z.uuid().optional(), ...filters }),
  answer: pageOf(nonconformitySchema).extend({
    /** Each counts under all other filters, its own left out. */
    facets: z.object({ organisation: counted, rule: counted, state: counted }),
  }),
});

const nonconformityId = z.object({ nonconformityId: z.uuid() });
const onNonconformity = ['catalog.conformance.nonconformity-not-found', 'catalog.conformance.illegal-transition'] as const;

export const explainNonconformity = route({
  id: 'catalog.explain-nonconformity',
  method: 'POST',
  path: '/catalog/conformance/nonconformities/:nonconformityId/explanation',
  summary: 'The department explains why the entry stands as it is; the authority accepts it or not.',
  power: 'catalog.register',
  params: nonconformityId,
  body: z.strictObject({ reason: plainText(1000, 1) }),
  answer: nonconformitySchema,
  refusals: onNonconformity,
});

export const decideNonconformity = route({
  id: 'catalog.decide-nonconformity',
  method: 'POST',
  path: '/catalog/conformance/nonconformities/:nonconformityId/decision',
  summary: 'The authority accepts an explanation for the version in force, or declines it: then the entry is to be mended.',
  power: 'catalog.publish',
  params: nonconformityId,
  body: z.strictObject({ decision: z.enum(['accept', 'decline']), opinion: plainText(1000, 1) }),
  answer: nonconformitySchema,
  refusals: onNonconformity,
});

export const recheckEntry = route({
  id: 'catalog.recheck-entry',
  method: 'POST',
  path: '/catalog/conformance/entries/:entryId/recheck',
  summary: 'Reviews one entry again at once: what a new version has mended is closed.',
  power: 'catalog.read',
  params: z.object({ entryId: z.uuid() }),
  answer: z.object({ open: z.int(), mended: z.int() }),
  refusals: ['catalog.entry.not-found'],
});

export const exportNonconformities = route({
  id: 'catalog.export-nonconformities',
  method: 'GET',
  path: '/catalog/conformance/ledger',
  summary: 'Nonconformities as an XLSX ledger (台账) with title, unit, filters, date and maker.',
  power: 'catalog.read',
  query: z.strictObject(filters),
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
});

/** Statuses of the review's own refusals; their words stand in `contract/messages`. */
export const catalogConformanceRefusals = refusals({
  'catalog.conformance.due-past': 422,
  'catalog.conformance.department-unfit': 422,
  'catalog.conformance.running': 409,
  'catalog.conformance.nonconformity-not-found': 404,
  'catalog.conformance.illegal-transition': 409,
});
