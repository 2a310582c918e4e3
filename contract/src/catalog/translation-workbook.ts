import { z } from 'zod';
import { fileAnswer, refusals, route } from '../route.ts';
import { refusedPlaceSchema, tableFileRefusals } from '../table.ts';
import { translationLanguageSchema, translationStateSchema } from './translation.ts';

/** Entries that one workbook holds at most; narrower questions take the rest. */
export const TRANSLATED_ENTRIES_MAX = 500;
/** Rows that are taken from one file: they are read while the caller waits. */
export const TRANSLATED_ROWS_MAX = 5000;

export const exportTranslations = route({
  id: 'catalog.export-translations',
  method: 'GET',
  path: '/catalog/translations/workbook',
  summary:
    'The Chinese of a list of entries beside its translation, one row a field, with state and digest of the Chinese: to be written outside and brought back as drafts (91-7.1.1).',
  power: 'catalog.read',
  query: z.strictObject({
    language: translationLanguageSchema,
    state: translationStateSchema.optional(),
    provider: z.uuid().optional(),
  }),
  answer: fileAnswer,
  kind: 'download',
  refusals: ['catalog.translation-workbook.too-many', 'catalog.translation-workbook.too-many-texts'],
});

/** What became of a row: a draft, nothing because it says what stands there or nothing, or refused with the reason. */
export const translatedOutcomes = ['draft', 'unchanged', 'error'] as const;
export const translatedRowSchema = z.object({
  row: z.int(),
  entryId: z.string().nullable(),
  entryName: z.string(),
  field: z.string(),
  outcome: z.enum(translatedOutcomes),
  refusals: z.array(refusedPlaceSchema),
});
export type TranslatedRow = z.infer<typeof translatedRowSchema>;

export const importTranslations = route({
  id: 'catalog.import-translations',
  method: 'POST',
  path: '/catalog/translations/workbook',
  summary:
    'Takes translations that were written outside as drafts, row by row: never over a text whose Chinese has changed since, and an empty cell takes nothing away.',
  power: 'catalog.read',
  body: z.strictObject({ language: translationLanguageSchema }),
  answer: z.object({
    counts: z.object({ draft: z.int(), unchanged: z.int(), error: z.int() }),
    items: z.array(translatedRowSchema),
  }),
  kind: 'upload',
  refusals: [...tableFileRefusals, 'catalog.translation-workbook.header-not-found', 'catalog.translation-workbook.too-many-rows'],
});

/** Statuses of the refusals that only the workbook of translations has. */
export const translationWorkbookRefusals = refusals({
  'catalog.translation-workbook.too-many': 409,
  'catalog.translation-workbook.too-many-texts': 409,
  'catalog.translation-workbook.header-not-found': 422,
  'catalog.translation-workbook.too-many-rows': 422,
});
