import { z } from 'zod';
import { secrecyDeclarationSchema } from './catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';

const importId = z.object({ importId: z.uuid() });

/**
 * `checking`: the dry run reads the file; `checked`: it can be applied; `failed`: the file could not be read to its end;
 * `applying`, `applied`: rows enter the catalogue, batch by batch.
 */
export const importStates = ['checking', 'checked', 'failed', 'applying', 'applied'] as const;
export const importStateSchema = z.enum(importStates);
export type ImportState = (typeof importStates)[number];

/** What applying a row would do, or did. */
export const importOutcomes = ['new', 'changed', 'unchanged', 'error'] as const;
export const importOutcomeSchema = z.enum(importOutcomes);
export type ImportOutcome = (typeof importOutcomes)[number];

/** Whose catalogue it is: the caller's own department, or a whole place shown as 样例, whose departments cannot sign in. */
export const importTargets = ['own-department', 'sample-place'] as const;

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** A code with its parameters; words: `field.<code>` for places, `refusal.<code>` for files, `<code>` for notes. */
const coded = z.object({ code: z.string(), params });
const refusedPlace = coded.extend({ path: z.string() });
const unknownValue = z.object({ field: z.string(), raw: z.string() });
const counts = z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), error: z.int() });

export const importSchema = z.object({
  id: z.string(),
  state: importStateSchema,
  target: z.enum(importTargets),
  place: z.object({ code: z.string(), name: z.string() }),
  fileName: z.string(),
  fileBytes: z.int(),
  startedAt: z.iso.datetime(),
  /** What the reader found and did: encoding, merged cells, columns that no field takes. */
  notes: z.array(coded),
  columns: z.array(z.object({ column: z.string(), header: z.string(), field: z.string().nullable() })),
  /** Entries read so far, and what the dry run says of them. */
  read: z.int(),
  outcomes: counts,
  /** Entries applied so far, and what became of them; `changed` counts what really changed. */
  done: z.int(),
  applied: counts,
  /** Why the dry run stopped, when it did. */
  refusal: refusedPlace.omit({ path: true }).nullable(),
  allowed: allowedSchema,
});
export type Import = z.infer<typeof importSchema>;

export const importRowSchema = z.object({
  row: z.int(),
  /** Rows of the file that the entry takes: one for each item in the guide's workbook. */
  rows: z.int(),
  name: z.string(),
  provider: z.string(),
  outcome: importOutcomeSchema,
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  refusals: z.array(refusedPlace),
  unknown: z.array(unknownValue),
  /** The entry that the row became, once applied. */
  entryId: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** Refusals of a file as a whole: what is wrong with its container, its encoding or its header. */
const fileRefusals = [
  'catalog.import.file-missing',
  'catalog.import.file-empty',
  'catalog.import.file-too-large',
  'catalog.import.not-a-workbook',
  'catalog.import.markup-not-workbook',
  'catalog.import.workbook-broken',
  'catalog.import.password-locked',
  'catalog.import.legacy-xls',
  'catalog.import.macro-workbook',
  'catalog.import.binary-workbook',
  'catalog.import.no-visible-sheet',
  'catalog.import.xml-doctype',
  'catalog.import.zip-too-many-entries',
  'catalog.import.zip-too-large',
  'catalog.import.zip-ratio',
  'catalog.import.zip-unsafe-path',
  'catalog.import.zip-doubled-part',
  'catalog.import.encoding-unknown',
  'catalog.import.quote-not-closed',
  'catalog.import.header-not-found',
  'catalog.import.header-doubled',
  'catalog.import.too-many-rows',
  'catalog.import.too-many-columns',
  'catalog.import.too-many-merges',
  'catalog.import.too-many-flawed-cells',
] as const;

export const startImport = route({
  id: 'catalog.start-import',
  method: 'POST',
  path: '/catalog/imports',
  summary: 'Uploads a published catalogue (XLSX or CSV) and starts its dry run; nothing enters the catalogue yet.',
  power: 'catalog.import',
  body: z.strictObject({
    secrecyDeclaration: secrecyDeclarationSchema,
    target: z.enum(importTargets),
    /** Division code and name of the place, for `sample-place` only. */
    placeCode: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    placeName: z.string().trim().min(1).max(60).optional(),
  }),
  answer: importSchema,
  status: 202,
  idempotent: true,
  kind: 'upload',
  refusals: [
    ...fileRefusals,
    'catalog.import.secret',
    'catalog.import.place-missing',
    'catalog.import.place-not-permitted',
    'catalog.import.place-not-sample',
  ],
});

export const listImports = route({
  id: 'catalog.list-imports',
  method: 'GET',
  path: '/catalog/imports',
  summary: 'Imports that the caller’s department started, the latest first.',
  power: 'catalog.import',
  query: z.strictObject(pageQuery),
  answer: pageOf(importSchema),
});

export const getImport = route({
  id: 'catalog.get-import',
  method: 'GET',
  path: '/catalog/imports/:importId',
  summary: 'State and progress of an import, and what its file was found to be.',
  power: 'catalog.import',
  params: importId,
  answer: importSchema,
  refusals: ['catalog.import.not-found'],
});

export const listImportRows = route({
  id: 'catalog.list-import-rows',
  method: 'GET',
  path: '/catalog/imports/:importId/rows',
  summary: 'The dry run row by row: new, changed (field by field, from what to what), unchanged, or why it is not taken.',
  power: 'catalog.import',
  params: importId,
  query: z.strictObject({ ...pageQuery, outcome: importOutcomeSchema.optional() }),
  answer: pageOf(importRowSchema),
  refusals: ['catalog.import.not-found'],
});

export const listUnknownValues = route({
  id: 'catalog.list-unknown-values',
  method: 'GET',
  path: '/catalog/imports/:importId/unknown-values',
  summary: 'Spellings of an import that state no value of their code list, and how often each occurs; such fields stay empty.',
  power: 'catalog.import',
  params: importId,
  answer: z.object({ items: z.array(unknownValue.extend({ count: z.int() })) }),
  refusals: ['catalog.import.not-found'],
});

export const applyImport = route({
  id: 'catalog.apply-import',
  method: 'POST',
  path: '/catalog/imports/:importId/application',
  summary: 'Lets the checked rows enter the catalogue as 存量待补全: findable, not requestable, until a department claims them.',
  power: 'catalog.import',
  params: importId,
  answer: importSchema,
  status: 202,
  refusals: ['catalog.import.not-found', 'catalog.import.illegal-transition'],
});

export const downloadRefusedRows = route({
  id: 'catalog.download-refused-rows',
  method: 'GET',
  path: '/catalog/imports/:importId/refused-rows',
  summary: 'The rows that are not taken, in the file’s own columns with the reasons: to correct and upload again.',
  power: 'catalog.import',
  params: importId,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['catalog.import.not-found', 'catalog.import.illegal-transition'],
});

/** Statuses of the import's refusals; their words stand in `contract/messages`. */
export const catalogImportRefusals = refusals({
  'catalog.import.not-found': 404,
  'catalog.import.illegal-transition': 409,
  'catalog.import.secret': 422,
  'catalog.import.place-missing': 422,
  'catalog.import.place-not-permitted': 403,
  'catalog.import.place-not-sample': 409,
  'catalog.import.file-missing': 422,
  'catalog.import.file-empty': 422,
  'catalog.import.file-too-large': 413,
  'catalog.import.not-a-workbook': 415,
  'catalog.import.markup-not-workbook': 415,
  'catalog.import.workbook-broken': 422,
  'catalog.import.password-locked': 422,
  'catalog.import.legacy-xls': 415,
  'catalog.import.macro-workbook': 415,
  'catalog.import.binary-workbook': 415,
  'catalog.import.no-visible-sheet': 422,
  'catalog.import.xml-doctype': 422,
  'catalog.import.zip-too-many-entries': 422,
  'catalog.import.zip-too-large': 413,
  'catalog.import.zip-ratio': 422,
  'catalog.import.zip-unsafe-path': 422,
  'catalog.import.zip-doubled-part': 422,
  'catalog.import.encoding-unknown': 422,
  'catalog.import.quote-not-closed': 422,
  'catalog.import.header-not-found': 422,
  'catalog.import.header-doubled': 422,
  'catalog.import.too-many-rows': 422,
  'catalog.import.too-many-columns': 422,
  'catalog.import.too-many-merges': 422,
  'catalog.import.too-many-flawed-cells': 422,
});
