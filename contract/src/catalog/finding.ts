import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { plainText } from './content.ts';

/** 重复采集发现 (91-4.1): open until the department cites the source or argues the difference; gone when the draft no longer gives cause. */
export const findingStates = ['open', 'cited', 'argued', 'gone'] as const;
/** What holds the datum: another department's entry, or a data element whose designated source is another department. */
export const findingKinds = ['entry', 'element'] as const;
/** `same` datum and extent; `slice` when one region or period contains the other; `held` when the items are held already under another name. */
export const findingRelations = ['same', 'slice', 'held'] as const;

/** What is measured of two entries beside each other; `contained` and `strongestUnshared` stand in findings of former days only. */
export const likenessParts = [
  'shared',
  'contained',
  'characters',
  'strongestUnshared',
  'alone',
  'exchanged',
  'telling',
  'acts',
  'ownActs',
  'measures',
  'breakdowns',
  'levels',
  'contrasts',
  'derived',
  'keptApart',
  'columns',
  'ending',
  'length',
  'explained',
  'sameDuty',
  'generalApart',
  'equal',
  'titles',
  'wider',
] as const;

/** What of the draft is concerned: the whole entry, one of its items, or one field of the form by which it is collected. */
export const findingPlaces = ['entry', 'item', 'field'] as const;

/** One part of the likeness: what was measured and how much it weighs. */
const scorePartSchema = z.object({
  name: z.enum(likenessParts),
  value: z.number(),
  weight: z.number(),
});

/**
 * Why an item is that of a data element: it is linked to it, bears its name or another word for it, or the name of an item that another department
 * linked to it.
 */
export const findingGrounds = ['linked', 'name', 'synonym', 'linked-elsewhere'] as const;

/** Both sides as they were compared. */
export const findingEvidenceSchema = z.object({
  /** How surely both speak of the same things, 0 to 1. */
  score: z.number(),
  parts: z.array(scorePartSchema),
  /** Terms in both names. */
  terms: z.array(z.string()),
  /** Words in which the names differ, those at one place beside each other; empty where one side has none. */
  differing: z.array(z.object({ own: z.string(), other: z.string() })).default([]),
  /** Items of the draft with those that hold the same. */
  items: z.array(z.object({ no: z.int(), nameZh: z.string(), other: z.string() })),
  own: z.object({ name: z.string(), abstract: z.string(), regionCode: z.string() }),
  other: z.object({
    name: z.string(),
    abstract: z.string(),
    regionCode: z.string(),
    organisationId: z.string(),
    organisationName: z.string(),
    code: z.string(),
  }),
  /** Of an item and a data element only. */
  ground: z.enum(findingGrounds).optional(),
});
export type FindingEvidence = z.infer<typeof findingEvidenceSchema>;

export const findingSchema = z.object({
  id: z.string(),
  kind: z.enum(findingKinds),
  /** The entry or data element that holds the datum. */
  targetId: z.string(),
  place: z.enum(findingPlaces),
  /** The draft's item or form field that is concerned; `null` for the whole entry. */
  itemNo: z.int().nullable(),
  relation: z.enum(findingRelations),
  state: z.enum(findingStates),
  evidence: findingEvidenceSchema,
  foundAt: z.iso.datetime(),
  answer: z.object({ text: z.string(), at: z.iso.datetime() }).nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const findingsSchema = z.object({
  items: z.array(findingSchema),
  /** Unanswered ones: while there is one, nothing is signed or published. */
  open: z.int(),
  /** Whether the reader may answer them. */
  answerable: z.boolean(),
});
export type Findings = z.infer<typeof findingsSchema>;

const ofEntry = z.object({ entryId: z.uuid() });
const working = ['catalog.entry.not-found', 'catalog.entry.stale', 'catalog.revision.illegal-transition'] as const;

export const listFindings = route({
  id: 'catalog.list-findings',
  method: 'GET',
  path: '/catalog/entries/:entryId/findings',
  summary:
    'What other departments already collect of what the draft would collect, with the evidence side by side and the answers (91-4.1).',
  power: 'catalog.read',
  params: ofEntry,
  answer: findingsSchema,
  refusals: ['catalog.entry.not-found'],
});

export const compareDraft = route({
  id: 'catalog.compare-draft',
  method: 'POST',
  path: '/catalog/entries/:entryId/comparison',
  summary: 'Compares the draft with everything that other departments published; submission does the same.',
  power: 'catalog.register',
  params: ofEntry,
  answer: findingsSchema,
  refusals: working,
});

export const answerFinding = route({
  id: 'catalog.answer-finding',
  method: 'POST',
  path: '/catalog/entries/:entryId/findings/:findingId/answer',
  summary: 'The department cites the source that holds the datum, or argues why what it collects is another one.',
  power: 'catalog.register',
  params: ofEntry.extend({ findingId: z.uuid() }),
  body: z
    .strictObject({ answer: z.enum(['cite', 'argue']), text: plainText(1000).default('') })
    .refine(({ answer, text }) => answer === 'cite' || text !== '', { path: ['text'], error: 'catalog.argument-missing' }),
  answer: findingsSchema,
  refusals: [...working, 'catalog.finding.not-found', 'catalog.finding.illegal-transition'],
});

/** Statuses of the refusals around findings. */
export const catalogFindingRefusals = refusals({
  'catalog.finding.not-found': 404,
  'catalog.finding.illegal-transition': 409,
  'catalog.finding.unanswered': 409,
});
