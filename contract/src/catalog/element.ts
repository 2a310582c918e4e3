import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { refusals, route } from '../route.ts';
import { dataTypeSchema, plainText } from './content.ts';

/** 数源部门认定: which department is the source of an element, by which decision; ended when another took its place (809-19). */
const designationSchema = z.object({
  organisationId: z.string(),
  organisationName: z.string(),
  regionCode: z.string(),
  decisionNo: z.string(),
  decidedOn: z.iso.date(),
  endedOn: z.iso.date().nullable(),
});

/** Why an element was found: its code, its name, another word for it, or its definition. */
export const elementMatches = ['code', 'name', 'synonym', 'definition', 'all'] as const;

export const elementSummarySchema = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  dataType: dataTypeSchema,
  codeSet: z.string().nullable(),
  synonyms: z.array(z.string()),
  /** The sources in force, one a region. */
  sources: z.array(designationSchema),
  /** Items of published entries that are linked to it. */
  linkedItems: z.int(),
  match: z.enum(elementMatches),
});
export type ElementSummary = z.infer<typeof elementSummarySchema>;

export const elementSchema = elementSummarySchema.omit({ match: true }).extend({
  designations: z.array(designationSchema),
  /** For `If-Match`: rises with every change of its words. */
  revision: z.int(),
  /** What was changed in it and why, the latest first. */
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      organisationName: z.string(),
      reason: z.string(),
      changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  /** Published items that are linked, and those of the same name that are not: who else collects it. */
  items: z.array(
    z.object({
      entryId: z.string(),
      entryName: z.string(),
      organisationId: z.string(),
      organisationName: z.string(),
      no: z.int(),
      nameZh: z.string(),
      linked: z.boolean(),
      isSource: z.boolean(),
    }),
  ),
  /** Whether the reader may designate its source and change its words. */
  designable: z.boolean(),
});
export type Element = z.infer<typeof elementSchema>;

const words = {
  name: plainText(128, 1),
  definition: plainText(500, 1),
  dataType: dataTypeSchema,
  codeSet: plainText(128, 1).nullable(),
  synonyms: z.array(plainText(128, 1)).max(20),
};
const ofElement = z.object({ elementId: z.uuid() });

export const listElements = route({
  id: 'catalog.list-elements',
  method: 'GET',
  path: '/catalog/elements',
  summary: 'The registered data elements; with a question those whose code, name, other words or definition hold it, and why.',
  power: 'catalog.read',
  query: z.strictObject({ q: z.string().max(128).optional() }),
  answer: z.object({ items: z.array(elementSummarySchema), mayRegister: z.boolean() }),
});

export const getElement = route({
  id: 'catalog.get-element',
  method: 'GET',
  path: '/catalog/elements/:elementId',
  summary: 'One data element: its sources now and before, the items that are linked to it, and who else collects it.',
  power: 'catalog.read',
  params: ofElement,
  answer: elementSchema,
  refusals: ['catalog.element.not-found'],
});

export const registerElement = route({
  id: 'catalog.register-element',
  method: 'POST',
  path: '/catalog/elements',
  summary: 'The authority registers a data element.',
  power: 'catalog.authoritative-source',
  body: z.strictObject({
    code: z.string().regex(/^[A-Z]{1,4}\d{3,6}$/),
    ...words,
  }),
  answer: elementSchema,
  status: 201,
  refusals: ['catalog.element.known'],
});

export const designateSource = route({
  id: 'catalog.designate-source',
  method: 'POST',
  path: '/catalog/elements/:elementId/designation',
  summary: 'The authority designates the department that is the source of an element in its region (数源部门认定, 809-19).',
  power: 'catalog.authoritative-source',
  params: ofElement,
  body: z.strictObject({
    organisationId: z.uuid(),
    decisionNo: plainText(100, 1),
    decidedOn: z.iso.date(),
    reason: plainText(1000, 1),
    secondFactor,
  }),
  answer: elementSchema,
  refusals: [
    'catalog.element.not-found',
    'catalog.element.source-unfit',
    'catalog.element.decision-date',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});

export const updateElement = route({
  id: 'catalog.update-element',
  method: 'PUT',
  path: '/catalog/elements/:elementId',
  summary:
    'The authority changes the words of a data element, with the reason; its code stays. Needs If-Match with the revision that was read.',
  power: 'catalog.authoritative-source',
  params: ofElement,
  body: z.strictObject({ ...words, reason: plainText(1000, 1) }),
  answer: elementSchema,
  refusals: ['catalog.element.not-found', 'catalog.element.known', 'catalog.element.stale', 'catalog.element.unchanged'],
});

/** Statuses of the refusals around data elements. */
export const catalogElementRefusals = refusals({
  'catalog.element.not-found': 404,
  'catalog.element.known': 409,
  'catalog.element.source-unfit': 409,
  'catalog.element.decision-date': 422,
  'catalog.element.stale': 412,
  'catalog.element.unchanged': 422,
});
