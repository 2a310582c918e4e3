import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { allowedSchema, pageOf, pageQuery, refusals, route } from '../route.ts';
import {
  entryContentSchema,
  impactAssessmentSchema,
  itemSchema,
  plainText,
  secrecyAssessmentSchema,
  secrecyDeclarationSchema,
  sensitivitySchema,
} from './content.ts';
import { findingSchema } from './finding.ts';
import { clockSchema } from './revision-case.ts';

/**
 * Where an adjustment stands (91-3.2.1): before the department, answered, left unanswered past its term, decided by the authority's leader, or taken
 * back. The first three are open.
 */
export const adjustmentStates = ['proposed', 'unanswered', 'objected', 'agreed', 'upheld', 'dropped', 'withdrawn'] as const;
export const adjustmentStateSchema = z.enum(adjustmentStates);
export type AdjustmentState = z.infer<typeof adjustmentStateSchema>;
/** What it stands on: a revision that lies with the authority, or the version in force. */
export const adjustmentBases = ['at-authority', 'in-force'] as const;

/** In what an adjustment may go beyond what the department has assessed. */
export const wideningKinds = ['share-type', 'item-share-type', 'conditions', 'period', 'use-conditions'] as const;

/** Fields that the authority may adjust: what 91-3.2.1 lets it define. Items by their own number; those not named stay as they are. */
export const adjustedFieldsSchema = z.strictObject({
  name: entryContentSchema.shape.name,
  category: entryContentSchema.shape.category,
  otherCategories: entryContentSchema.shape.otherCategories,
  shareType: entryContentSchema.shape.shareType,
  conditions: entryContentSchema.shape.conditions,
  useConditions: entryContentSchema.shape.useConditions,
  shareModeClass: entryContentSchema.shape.shareModeClass,
  shareModeType: entryContentSchema.shape.shareModeType,
  updateCycle: entryContentSchema.shape.updateCycle,
  items: z
    .array(z.strictObject({ no: itemSchema.shape.no, shareType: itemSchema.shape.shareType, updateCycle: itemSchema.shape.updateCycle }))
    .max(500),
});
export type AdjustedFields = z.infer<typeof adjustedFieldsSchema>;

const instant = z.iso.datetime();
const actSchema = z.object({ at: instant, opinion: z.string(), organisation: z.string() });
const summary = {
  id: z.string(),
  state: adjustmentStateSchema,
  basis: z.enum(adjustmentBases),
  entry: z.object({ id: z.string(), name: z.string() }),
  provider: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
  proposedAt: instant,
  proposedBy: z.string(),
  /** Words of fields: `catalog.field.<field>`; an item is `items/<no>`. */
  fields: z.array(z.string()),
  /** Not empty: it goes beyond the department's assessments, and only its agreement with new ones carries it. */
  widening: z.array(z.enum(wideningKinds)),
  /** The term of whose turn it is: the department's, or the leader's; `null` once it has ended. */
  clock: clockSchema.nullable(),
};
export const adjustmentSummarySchema = z.object(summary);
export type AdjustmentSummary = z.infer<typeof adjustmentSummarySchema>;

export const adjustmentSchema = z.object({
  ...summary,
  /** The number of the entry for `If-Match`. */
  entryRevision: z.int(),
  /** Each field that differs, with both values whole; values with parts as JSON. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  /** Whether the department's new assessments must hold one of personal data. */
  personalData: sensitivitySchema,
  /** The department's objection or agreement. */
  answered: actSchema.nullable(),
  /** The leader's decision. */
  decided: actSchema.nullable(),
  withdrawn: actSchema.nullable(),
  allowed: allowedSchema,
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

const params = z.object({ adjustmentId: z.uuid() });
const opinion = plainText(1000, 1);
const secondFactorRefusals = ['identity.second-factor.wrong', 'identity.second-factor.used', 'identity.second-factor.locked'] as const;
const onEntry = [
  'catalog.entry.not-found',
  'catalog.entry.stale',
  'catalog.entry.illegal-transition',
  'catalog.revision.own-work',
] as const;
const onAdjustment = [...onEntry, 'catalog.adjustment.not-found', 'catalog.adjustment.illegal-transition'] as const;
/** What the door refuses through which every version comes into force. */
const intoForce = [
  'catalog.entry.incomplete',
  'catalog.entry.name-taken',
  'catalog.finding.unanswered',
  'catalog.code.exhausted',
  'law.article.not-found',
  'law.article.repealed',
] as const;

/** What of other departments the adjusted name is like, and the name before was not (91-4.1). */
export const adjustedLikenessSchema = findingSchema.pick({ kind: true, targetId: true, relation: true, evidence: true });
export type AdjustedLikeness = z.infer<typeof adjustedLikenessSchema>;

export const compareAdjustment = route({
  id: 'catalog.compare-adjustment',
  method: 'POST',
  path: '/catalog/entries/:entryId/adjustments/comparison',
  summary: 'Compares an adjusted name with what other departments published, before it is proposed; nothing is stored.',
  power: 'catalog.publish',
  params: z.object({ entryId: z.uuid() }),
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema, fields: adjustedFieldsSchema }),
  answer: z.object({ items: z.array(adjustedLikenessSchema) }),
  refusals: [
    'catalog.entry.not-found',
    'catalog.entry.stale',
    'catalog.revision.own-work',
    'catalog.entry.illegal-transition',
    'catalog.revision.illegal-transition',
    'catalog.entry.secret',
    'catalog.adjustment.item-unknown',
  ],
});

export const proposeAdjustment = route({
  id: 'catalog.propose-adjustment',
  method: 'POST',
  path: '/catalog/entries/:entryId/adjustments',
  summary: 'The authority proposes an adjusted text of an entry, with reason: the department answers (91-3.2.1).',
  power: 'catalog.publish',
  params: z.object({ entryId: z.uuid() }),
  body: z.strictObject({
    secrecyDeclaration: secrecyDeclarationSchema,
    fields: adjustedFieldsSchema,
    reason: opinion,
    /** What the adjusted name is like and the authority has looked at: `targetId` of each; any other refuses the proposal. */
    seenLikeness: z.array(z.uuid()).max(100).default([]),
  }),
  answer: adjustmentSchema,
  status: 201,
  refusals: [
    ...onEntry,
    'catalog.revision.illegal-transition',
    'catalog.entry.secret',
    'catalog.entry.incomplete',
    'catalog.entry.name-taken',
    'catalog.authority.none',
    'catalog.adjustment.nothing-changed',
    'catalog.adjustment.item-unknown',
    'catalog.adjustment.denies',
    'catalog.adjustment.like-others',
    'catalog.adjustment.revision-owed',
    'law.article.not-found',
    'law.article.repealed',
  ],
});

export const listAdjustments = route({
  id: 'catalog.list-adjustments',
  method: 'GET',
  path: '/catalog/adjustments',
  summary: 'Adjustments of the reader’s department, and for the authority those of its region; open ones first, then the latest.',
  power: 'catalog.read',
  query: z.strictObject({
    ...pageQuery,
    /** States separated by commas. */
    state: z.string().max(100).optional(),
    /** The department whose entries were adjusted. */
    provider: z.uuid().optional(),
    entry: z.uuid().optional(),
  }),
  answer: pageOf(adjustmentSummarySchema).extend({
    /** Departments of what the reader sees, with the number of their adjustments, for the filter. */
    providers: z.array(z.object({ id: z.string(), name: z.string(), count: z.int() })),
  }),
});

export const getAdjustment = route({
  id: 'catalog.get-adjustment',
  method: 'GET',
  path: '/catalog/adjustments/:adjustmentId',
  summary: 'One adjustment with its differences, reason, answer and decision.',
  power: 'catalog.read',
  params,
  answer: adjustmentSchema,
  refusals: ['catalog.adjustment.not-found'],
});

export const agreeAdjustment = route({
  id: 'catalog.agree-adjustment',
  method: 'POST',
  path: '/catalog/adjustments/:adjustmentId/agreement',
  summary: 'The department’s head agrees with the second factor: the adjusted version is in force.',
  power: 'catalog.sign',
  params,
  body: z.strictObject({
    opinion,
    secondFactor,
    /** The department's new assessments (809-13), needed where the adjustment goes beyond the former ones. */
    secrecyAssessment: secrecyAssessmentSchema.nullable(),
    impactAssessment: impactAssessmentSchema.nullable(),
  }),
  answer: adjustmentSchema,
  refusals: [...onAdjustment, ...intoForce, 'catalog.adjustment.assessments-missing', ...secondFactorRefusals],
});

export const objectAdjustment = route({
  id: 'catalog.object-adjustment',
  method: 'POST',
  path: '/catalog/adjustments/:adjustmentId/objection',
  summary: 'The department’s head objects with reasons: the authority’s leader decides.',
  power: 'catalog.sign',
  params,
  body: z.strictObject({ reason: opinion }),
  answer: adjustmentSchema,
  refusals: [...onAdjustment, 'catalog.authority.none'],
});

export const decideAdjustment = route({
  id: 'catalog.decide-adjustment',
  method: 'POST',
  path: '/catalog/adjustments/:adjustmentId/decision',
  summary:
    'The authority’s leader upholds or drops an adjustment that the department objected to or left unanswered, with the second factor.',
  power: 'catalog.suspend',
  params,
  body: z.strictObject({ decision: z.enum(['uphold', 'drop']), opinion, secondFactor }),
  answer: adjustmentSchema,
  refusals: [
    ...onAdjustment,
    ...intoForce,
    'catalog.adjustment.own-proposal',
    'catalog.adjustment.beyond-assessments',
    'catalog.authority.none',
    ...secondFactorRefusals,
  ],
});

export const withdrawAdjustment = route({
  id: 'catalog.withdraw-adjustment',
  method: 'POST',
  path: '/catalog/adjustments/:adjustmentId/withdrawal',
  summary: 'The authority takes an adjustment back before it has ended: the department’s text stays as it was.',
  power: 'catalog.publish',
  params,
  body: z.strictObject({ reason: opinion }),
  answer: adjustmentSchema,
  refusals: [...onAdjustment, 'catalog.authority.none'],
});

export const adjustmentRefusals = refusals({
  'catalog.adjustment.not-found': 404,
  'catalog.adjustment.illegal-transition': 409,
  'catalog.adjustment.nothing-changed': 422,
  'catalog.adjustment.item-unknown': 422,
  'catalog.adjustment.denies': 422,
  'catalog.adjustment.like-others': 409,
  'catalog.adjustment.revision-owed': 409,
  'catalog.adjustment.assessments-missing': 422,
  'catalog.adjustment.own-proposal': 403,
  'catalog.adjustment.beyond-assessments': 409,
});
