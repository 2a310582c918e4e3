import { z } from 'zod';
import { secrecyDeclarationSchema } from './catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';
import {
  codedSchema,
  fieldChangeSchema,
  importOutcomeSchema,
  outcomeCountsSchema,
  readColumnSchema,
  refusedPlaceSchema,
  tableFileRefusals,
} from './table.ts';

const importId = z.object({ importId: z.uuid() });

/**
 * `checking`: the dry run reads the file; `checked`: it can be applied; `failed`: the file could not be read to its end;
 * `applying`, `applied`: rows enter the catalogue, batch by batch; `undoing`, `undone`: entries are put back, but those claimed or worked on since.
 */
export const importStates = ['checking', 'checked', 'failed', 'applying', 'applied', 'undoing', 'undone'] as const;
export const importStateSchema = z.enum(importStates);
export type ImportState = (typeof importStates)[number];

/** What it becomes: 存量 entries or drafts of the caller's own department, or a whole place shown as 样例, whose departments cannot sign in. */
export const importTargets = ['own-department', 'own-drafts', 'sample-place'] as const;

/** Why undoing left an entry: its department claimed it or was asked to, somebody changed it since, or another entry has its former name. */
export const leftBecauses = ['claimed', 'claim-asked', 'worked-on', 'name-taken'] as const;
export type LeftBecause = (typeof leftBecauses)[number];

const undoneCounts = z.object({ undone: z.int(), left: z.int() });

const unknownValue = z.object({ field: z.string(), raw: z.string() });

export const importSchema = z.object({
  id: z.string(),
  state: importStateSchema,
  target: z.enum(importTargets),
  place: z.object({ code: z.string(), name: z.string() }),
  fileName: z.string(),
  /** Day on which the uploaded file is erased, unless the import goes on; `null` while it is at work. */
  fileKeptUntil: z.iso.date().nullable(),
  fileErasedAt: z.iso.datetime().nullable(),
  fileBytes: z.int(),
  startedAt: z.iso.datetime(),
  /** What the reader found and did: encoding, merged cells, columns that no field takes. */
  notes: z.array(codedSchema),
  columns: z.array(readColumnSchema),
  /** Entries read so far, and what the dry run says of them. */
  read: z.int(),
  outcomes: outcomeCountsSchema,
  /** Entries applied so far, and what became of them; `changed` counts what really changed. */
  done: z.int(),
  applied: outcomeCountsSchema,
  /** Entries that were put back when it was undone, and those left because somebody had worked on them. */
  undone: undoneCounts,
  /** What undoing it would do now; null where it cannot be undone, and in lists. */
  undoable: undoneCounts.nullable(),
  /** Why the dry run stopped, when it did. */
  refusal: codedSchema.nullable(),
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
  changes: z.array(fieldChangeSchema),
  refusals: z.array(refusedPlaceSchema),
  unknown: z.array(unknownValue),
  /** The entry that the row became, once applied. */
  entryId: z.string().nullable(),
  /** The version in force of which the row opens a change (809-17); null where it does not. */
  opensVersion: z.string().nullable(),
  /** What became of the entry when the import was undone, and why it was left. */
  undone: z.enum(['undone', 'left']).nullable(),
  leftBecause: z.enum(leftBecauses).nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

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
    ...tableFileRefusals,
    'catalog.import.header-not-found',
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
  query: z.strictObject({ ...pageQuery, outcome: importOutcomeSchema.optional(), undone: z.enum(['undone', 'left']).optional() }),
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

export const undoImport = route({
  id: 'catalog.undo-import',
  method: 'POST',
  path: '/catalog/imports/:importId/undoing',
  summary:
    'Undoes an applied import in the background, as one job: what it made is withdrawn, what it changed says again what it said; entries claimed or worked on since are left and named.',
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
  refusals: ['catalog.import.not-found', 'catalog.import.illegal-transition', 'catalog.import.file-erased'],
});

/** Statuses of the import's refusals; their words stand in `contract/messages`. */
export const catalogImportRefusals = refusals({
  'catalog.import.not-found': 404,
  'catalog.import.illegal-transition': 409,
  'catalog.import.file-erased': 409,
  'catalog.import.secret': 422,
  'catalog.import.place-missing': 422,
  'catalog.import.place-not-permitted': 403,
  'catalog.import.place-not-sample': 409,
  'catalog.import.header-not-found': 422,
});
