import { z } from 'zod';
import { totpCodeSchema as secondFactor } from '../identity/schemas.ts';
import { fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import { plainText, shareModeClassSchema, shareModeTypeSchema, shareTypeSchema, updateCycleSchema } from './content.ts';
import { listingStateSchema } from './listed.ts';
import { translationLanguageSchema } from './translation.ts';

/** A denied item of a shared entry, as everyone may know it (91-3.1): it stands in the resource catalogue only. */
const deniedItemSchema = z.object({ name: z.string(), reason: z.string(), basis: z.array(z.string()) });

/** One entry as an edition froze it (91-3.2.1): name, class, provider, mode, conditions and scope, update cycle; of a denial name, reason and basis. */
export const editionLineSchema = z.object({
  entryId: z.string(),
  code: z.string(),
  version: z.string(),
  name: z.string(),
  provider: z.string(),
  shareType: shareTypeSchema,
  category: z.string().nullable(),
  modeClass: shareModeClassSchema.nullable(),
  modeType: shareModeTypeSchema.nullable(),
  conditions: z.array(z.string()),
  useConditions: z.string(),
  updateCycle: updateCycleSchema.nullable(),
  /** Its place in the shared catalogue; null for a denial. */
  listing: listingStateSchema.nullable(),
  promisedOn: z.iso.date().nullable(),
  denialReason: z.string().nullable(),
  denialBasis: z.array(z.string()),
  /** Items of a shared entry that are denied, each on its own basis; editions of before items were denied one by one do not say. */
  deniedItems: z.array(deniedItemSchema).optional(),
});
export type EditionLine = z.infer<typeof editionLineSchema>;

/**
 * The texts of a line in another language as the edition froze them (91-7.1.1): reviewed ones only, in the order of the line's own; null where the
 * Chinese had none.
 */
export const parallelTextsSchema = z.object({
  name: z.string().nullable(),
  conditions: z.array(z.string().nullable()),
  useConditions: z.string().nullable(),
  denialReason: z.string().nullable(),
  /** Names of the denied items. */
  deniedItems: z.array(z.string().nullable()),
  /** Reasons of the denied items, in the same order; absent where none was reviewed. */
  deniedReasons: z.array(z.string().nullable()).optional(),
});
export type ParallelTexts = z.infer<typeof parallelTextsSchema>;

export const editionChanges = ['added', 'changed', 'same'] as const;
const comparedLineSchema = editionLineSchema.extend({
  position: z.int(),
  /** Whether it stands in the shared catalogue of the edition. */
  shared: z.boolean(),
  change: z.enum(editionChanges),
  /** Fields that differ from the former edition: `catalog.edition.field.<field>`. */
  changedFields: z.array(z.string()),
  /** By language; a language in which nothing of the line was reviewed is absent. */
  parallel: z.object({ ug: parallelTextsSchema.optional(), en: parallelTextsSchema.optional() }),
});
export type ComparedLine = z.infer<typeof comparedLineSchema>;

export const editionSchema = z.object({
  id: z.string(),
  regionCode: z.string(),
  year: z.int(),
  no: z.int(),
  issuedOn: z.iso.date(),
  issuedAt: z.iso.datetime(),
  organisation: z.string(),
  digest: z.string(),
  resourceCount: z.int(),
  sharedCount: z.int(),
  deniedCount: z.int(),
  addedCount: z.int(),
  changedCount: z.int(),
  removedCount: z.int(),
});
export type Edition = z.infer<typeof editionSchema>;

const removedSchema = z.object({ entryId: z.string(), code: z.string(), name: z.string(), provider: z.string() });
/** An edition in another language: its own digest, and how many of its lines have anything and everything in it. */
const editionLanguageSchema = z.object({
  language: translationLanguageSchema,
  digest: z.string(),
  begunCount: z.int(),
  wholeCount: z.int(),
});
const wholeEditionSchema = editionSchema.extend({
  languages: z.array(editionLanguageSchema),
  opinion: z.string(),
  former: z.object({ id: z.string(), year: z.int(), no: z.int(), issuedOn: z.iso.date() }).nullable(),
  removed: z.array(removedSchema),
});
export type WholeEdition = z.infer<typeof wholeEditionSchema>;

const editionId = z.object({ editionId: z.uuid() });

export const issueEdition = route({
  id: 'catalog.issue-edition',
  method: 'POST',
  path: '/catalog/editions',
  summary:
    'The authority issues a dated, numbered edition of its region’s resource and shared catalogues (统一通告, 809-16, 91-3.2.1): a frozen copy with its reviewed Uyghur and English texts and their digests in the evidence; every department in it is told.',
  power: 'catalog.publish',
  body: z.strictObject({ regionCode: z.string().regex(/^\d{6}$/), opinion: plainText(1000, 1), secondFactor }),
  answer: wholeEditionSchema,
  status: 201,
  idempotent: true,
  refusals: [
    'catalog.edition.empty',
    'catalog.edition.nothing-changed',
    'identity.second-factor.wrong',
    'identity.second-factor.used',
    'identity.second-factor.locked',
  ],
});

export const listEditions = route({
  id: 'catalog.list-editions',
  method: 'GET',
  path: '/catalog/editions',
  summary: 'The editions that were issued, the newest first, and for which regions the caller may issue one.',
  power: 'catalog.read',
  query: z.strictObject(pageQuery),
  answer: pageOf(editionSchema).extend({ mayIssueFor: z.array(z.string()) }),
});

export const getEdition = route({
  id: 'catalog.get-edition',
  method: 'GET',
  path: '/catalog/editions/:editionId',
  summary: 'One edition: number, date, digest, and what left the catalogue since the former one.',
  power: 'catalog.read',
  params: editionId,
  answer: wholeEditionSchema,
  refusals: ['catalog.edition.not-found'],
});

export const listEditionLines = route({
  id: 'catalog.list-edition-lines',
  method: 'GET',
  path: '/catalog/editions/:editionId/lines',
  summary: 'The entries of an edition in the order of its print: of both catalogues, of the shared one, or those that are new or changed.',
  power: 'catalog.read',
  params: editionId,
  query: z.strictObject({
    ...pageQuery,
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    part: z.enum(['all', 'shared', 'resource-only', 'denied', 'added', 'changed']).default('all'),
  }),
  answer: pageOf(comparedLineSchema),
  refusals: ['catalog.edition.not-found'],
});

export const downloadEdition = route({
  id: 'catalog.download-edition',
  method: 'GET',
  path: '/catalog/editions/:editionId/workbook',
  summary: 'An edition as a workbook (台账); who took it is evidenced.',
  power: 'catalog.read',
  params: editionId,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['catalog.edition.not-found'],
});

/** Statuses of the editions' own refusals; their words stand in `contract/messages`. */
export const editionRefusals = refusals({
  'catalog.edition.not-found': 404,
  'catalog.edition.empty': 409,
  'catalog.edition.nothing-changed': 409,
});
