import { z } from 'zod';
import { pageOf, pageQuery, route } from '../route.ts';
import { translationCountsSchema, translationLanguageSchema, translationStateSchema } from './translation.ts';

/** How many entries of a department stand in which state; the state of an entry is the most urgent of its fields'. */
export const boardRowSchema = z.object({ organisationId: z.string(), organisation: z.string(), counts: translationCountsSchema });
export type BoardRow = z.infer<typeof boardRowSchema>;

export const translationTaskSchema = z.object({
  entryId: z.string(),
  name: z.string(),
  resourceCode: z.string().nullable(),
  provider: z.string(),
  state: translationStateSchema,
  /** Fields by state; `null` where nobody began. */
  counts: translationCountsSchema.nullable(),
  /** The entry's name in the language as far as it is written. */
  translatedName: z.string(),
  /** How many departments use or used the entry: what is asked for most comes first. */
  uses: z.int(),
});
export type TranslationTask = z.infer<typeof translationTaskSchema>;

export const readTranslationBoard = route({
  id: 'catalog.read-translation-board',
  method: 'GET',
  path: '/catalog/translations/board',
  summary: 'How far the catalogue is translated: entries in force by department and state, as far as the caller works on them (91-7.1.1).',
  power: 'catalog.read',
  query: z.strictObject({ language: translationLanguageSchema }),
  answer: z.object({ total: translationCountsSchema, rows: z.array(boardRowSchema) }),
});

export const listTranslations = route({
  id: 'catalog.list-translations',
  method: 'GET',
  path: '/catalog/translations',
  summary: 'Entries in force with the state of their translation, the most used first.',
  power: 'catalog.read',
  query: z.strictObject({
    ...pageQuery,
    language: translationLanguageSchema,
    state: translationStateSchema.optional(),
    provider: z.uuid().optional(),
  }),
  answer: pageOf(translationTaskSchema),
});
