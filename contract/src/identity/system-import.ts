import { z } from 'zod';
import { secrecyDeclarationSchema } from '../catalog/content.ts';
import { allowedSchema, fileAnswer, pageOf, pageQuery, refusals, route } from '../route.ts';
import {
  codedSchema,
  fieldChangeSchema,
  importOutcomeSchema,
  outcomeCountsSchema,
  readColumnSchema,
  refusedPlaceSchema,
  tableFileRefusals,
} from '../table.ts';

const importParams = z.object({ importId: z.uuid() });

/** Systems that one file may carry: all of them are registered in one transaction. */
export const importedSystemsMax = 1_000;
/** Days for which a dry run that nobody applied is kept. */
export const dryRunDaysMax = 7;

/** Fields of a business system as a file has them, in the order of the template. */
export const systemFields = [
  'name',
  'owner',
  'division',
  'purpose',
  'builder',
  'operator',
  'networkZone',
  'protectionLevel',
  'joinedOn',
] as const;
export type SystemField = (typeof systemFields)[number];

/** `checked`: the dry run stands, nothing is registered; `applied`: its rows are in the register. */
export const systemImportStates = ['checked', 'applied'] as const;
export type SystemImportState = (typeof systemImportStates)[number];

export const systemImportSchema = z.object({
  id: z.uuid(),
  state: z.enum(systemImportStates),
  fileName: z.string(),
  fileBytes: z.int(),
  startedAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  /** What the reader found and did: encoding, merged cells, columns that no field takes. */
  notes: z.array(codedSchema),
  columns: z.array(readColumnSchema),
  outcomes: outcomeCountsSchema,
  allowed: allowedSchema,
});
export type SystemImport = z.infer<typeof systemImportSchema>;

export const systemImportRowSchema = z.object({
  row: z.int(),
  name: z.string(),
  outcome: importOutcomeSchema,
  /** Old → new, of a new system from nothing; a network zone and a protection level as their codes, a division by its name. */
  changes: z.array(fieldChangeSchema),
  refusals: z.array(refusedPlaceSchema),
});
export type SystemImportRow = z.infer<typeof systemImportRowSchema>;

export const downloadSystemTemplate = route({
  id: 'identity.download-system-template',
  method: 'GET',
  path: '/business-systems/template',
  summary: 'An empty workbook for the import of business systems: a header, and a sheet with the values that each column takes',
  power: 'identity.systems',
  answer: fileAnswer,
  kind: 'download',
});
export const startSystemImport = route({
  id: 'identity.start-system-import',
  method: 'POST',
  path: '/business-systems/imports',
  summary: 'Uploads business systems of one’s own department (XLSX or CSV) for a dry run; nothing enters the register yet',
  power: 'identity.systems',
  body: z.strictObject({ secrecyDeclaration: secrecyDeclarationSchema }),
  answer: systemImportSchema,
  status: 201,
  idempotent: true,
  kind: 'upload',
  refusals: [
    ...tableFileRefusals,
    'identity.system-import.header-not-found',
    'identity.system-import.no-rows',
    'identity.system-import.secret',
    'identity.system-import.busy',
    'identity.organisation.not-found',
  ],
});
export const getSystemImport = route({
  id: 'identity.get-system-import',
  method: 'GET',
  path: '/business-systems/imports/:importId',
  summary: 'One import of one’s own department: what the file was found to be and what applying it would do, or did',
  power: 'identity.systems',
  params: importParams,
  answer: systemImportSchema,
  refusals: ['identity.system-import.not-found'],
});
export const listSystemImportRows = route({
  id: 'identity.list-system-import-rows',
  method: 'GET',
  path: '/business-systems/imports/:importId/rows',
  summary: 'The dry run row by row: new, changed (field by field, from what to what), unchanged, or why it is not taken',
  power: 'identity.systems',
  params: importParams,
  query: z.strictObject({ ...pageQuery, outcome: importOutcomeSchema.optional() }),
  answer: pageOf(systemImportRowSchema),
  refusals: ['identity.system-import.not-found'],
});
export const applySystemImport = route({
  id: 'identity.apply-system-import',
  method: 'POST',
  path: '/business-systems/imports/:importId/application',
  summary: 'Lets the new and changed rows of a dry run enter the register, all or none; refused where the register changed since',
  power: 'identity.systems',
  params: importParams,
  answer: systemImportSchema,
  idempotent: true,
  refusals: [
    'identity.system-import.not-found',
    'identity.system-import.applied',
    'identity.system-import.too-old',
    'identity.system-import.nothing-to-apply',
    'identity.system-import.stale',
  ],
});
export const downloadRefusedSystems = route({
  id: 'identity.download-refused-systems',
  method: 'GET',
  path: '/business-systems/imports/:importId/refused-rows',
  summary:
    'The rows that are not taken, in the file’s own columns with the reasons: to correct and upload again; until the import is applied',
  power: 'identity.systems',
  params: importParams,
  answer: fileAnswer,
  kind: 'download',
  refusals: ['identity.system-import.not-found', 'identity.system-import.nothing-refused', 'identity.system-import.refused-rows-gone'],
});

/** Statuses of the import's refusals; their words stand in `contract/messages`. */
export const systemImportRefusals = refusals({
  'identity.system-import.not-found': 404,
  'identity.system-import.secret': 422,
  'identity.system-import.header-not-found': 422,
  'identity.system-import.no-rows': 422,
  'identity.system-import.applied': 409,
  'identity.system-import.nothing-to-apply': 409,
  'identity.system-import.nothing-refused': 409,
  'identity.system-import.refused-rows-gone': 409,
  'identity.system-import.too-old': 409,
  'identity.system-import.busy': 503,
  'identity.system-import.stale': 409,
});
