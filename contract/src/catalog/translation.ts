import { z } from 'zod';
import { allowedSchema, refusals, route } from '../route.ts';
import { plainText } from './content.ts';

/** Languages beside Chinese in which an entry is told (91-7.1.1). Only Chinese has legal force. */
export const translationLanguages = ['ug', 'en'] as const;
export const translationLanguageSchema = z.enum(translationLanguages);
export type TranslationLanguage = z.infer<typeof translationLanguageSchema>;

/**
 * A field's way: nothing there; being written; handed over; found right by somebody else. `stale`: the Chinese changed after it was
 * written.
 */
export const translationStates = ['missing', 'draft', 'translated', 'reviewed', 'stale'] as const;
export const translationStateSchema = z.enum(translationStates);
export type TranslationState = z.infer<typeof translationStateSchema>;

/** What is translated: `name`, `abstract`, `useConditions`, `denialReason`, `conditions/<place>`, `items/<no>/name`, `items/<no>/meaning`, `items/<no>/denial`. */
export const translationFieldSchema = z
  .string()
  .regex(/^(?:name|abstract|useConditions|denialReason|conditions\/\d{1,2}|items\/\d{1,3}\/(?:name|meaning|denial))$/);

export const TRANSLATION_TEXT_MAX = 4000;

/** How many fields of an entry are in which state. */
export const translationCountsSchema = z.object({
  missing: z.int(),
  draft: z.int(),
  translated: z.int(),
  reviewed: z.int(),
  stale: z.int(),
});
export type TranslationCounts = z.infer<typeof translationCountsSchema>;

const stampSchema = z.object({ organisation: z.string(), at: z.iso.datetime() });
const judgementSchema = stampSchema.extend({ opinion: z.string() });

/** The same Chinese, put into this language elsewhere: a suggestion with its source. */
const suggestionSchema = z.object({
  text: z.string(),
  reviewed: z.boolean(),
  /** How many entries say it so. */
  uses: z.int(),
  entryId: z.string(),
  entryName: z.string(),
});

export const translatedFieldSchema = z.object({
  field: z.string(),
  /** The Chinese in force. */
  zh: z.string(),
  /** The Chinese that the text was written to, where it is another one than now. */
  previousZh: z.string().nullable(),
  text: z.string(),
  state: translationStateSchema,
  written: stampSchema.nullable(),
  reviewed: judgementSchema.nullable(),
  /** Why it was sent back, while it is a draft again. */
  returned: judgementSchema.nullable(),
  /** The caller wrote it, so somebody else reviews it. */
  own: z.boolean(),
  suggestions: z.array(suggestionSchema),
});
export type TranslatedField = z.infer<typeof translatedFieldSchema>;

export const translationSchema = z.object({
  entryId: z.string(),
  language: translationLanguageSchema,
  /** For `If-Match`: rises with every change of the translation; 0 before the first. */
  revision: z.int(),
  state: translationStateSchema,
  counts: translationCountsSchema,
  entryName: z.string(),
  resourceCode: z.string().nullable(),
  version: z.string().nullable(),
  provider: z.string(),
  fields: z.array(translatedFieldSchema),
  allowed: allowedSchema,
});
export type Translation = z.infer<typeof translationSchema>;

/** What a reader is shown: a text that somebody else has not found right yet says so; one of earlier Chinese as well. */
export const readingMarkSchema = z.enum(['reviewed', 'unreviewed', 'outdated']);
export type ReadingMark = z.infer<typeof readingMarkSchema>;
export const readingSchema = z.object({
  language: translationLanguageSchema,
  fields: z.array(z.object({ field: z.string(), zh: z.string(), text: z.string(), mark: readingMarkSchema })),
});
export type Reading = z.infer<typeof readingSchema>;

const params = z.object({ entryId: z.uuid(), language: translationLanguageSchema });
const path = '/catalog/entries/:entryId/translations/:language';
const fieldList = z.array(translationFieldSchema).min(1).max(1100);
const opinion = plainText(1000, 1);

const refusalsOfReading = ['catalog.entry.not-found', 'catalog.translation.not-in-force'] as const;
const refusalsOfWriting = [
  ...refusalsOfReading,
  'catalog.translation.changed',
  'catalog.translation.field-unknown',
  'catalog.translation.illegal-transition',
] as const;

export const getTranslation = route({
  id: 'catalog.get-translation',
  method: 'GET',
  path,
  summary: 'The translation of an entry as its writers work on it: Chinese and translation side by side, field by field (91-7.1.1).',
  params,
  answer: translationSchema,
  refusals: refusalsOfReading,
});

export const readTranslation = route({
  id: 'catalog.read-translation',
  method: 'GET',
  path: `${path}/reading`,
  summary: 'What of an entry can be read in a language beside Chinese, with a mark on what nobody has reviewed yet.',
  power: 'catalog.read',
  params,
  answer: readingSchema,
  refusals: ['catalog.entry.not-found'],
});

export const saveTranslation = route({
  id: 'catalog.save-translation',
  method: 'PUT',
  path,
  summary: 'Saves texts of some fields as drafts; an empty text takes the field’s translation away. Needs If-Match.',
  params,
  body: z.strictObject({
    fields: z
      .array(z.strictObject({ field: translationFieldSchema, text: plainText(TRANSLATION_TEXT_MAX) }))
      .min(1)
      .max(1100),
  }),
  answer: translationSchema,
  refusals: [...refusalsOfWriting, 'catalog.translation.reviewed-field'],
});

export const deliverTranslation = route({
  id: 'catalog.deliver-translation',
  method: 'POST',
  path: `${path}/delivery`,
  summary: 'Hands drafts over for review by the language editors.',
  params,
  body: z.strictObject({ fields: fieldList }),
  answer: translationSchema,
  refusals: refusalsOfWriting,
});

export const confirmTranslation = route({
  id: 'catalog.confirm-translation',
  method: 'POST',
  path: `${path}/confirmation`,
  summary: 'Says that texts still fit the changed Chinese; they go to review as they are.',
  params,
  body: z.strictObject({ fields: fieldList }),
  answer: translationSchema,
  refusals: refusalsOfWriting,
});

export const reviewTranslation = route({
  id: 'catalog.review-translation',
  method: 'POST',
  path: `${path}/review`,
  summary: 'A language editor passes texts that somebody else wrote, or sends them back with an opinion.',
  power: 'catalog.translate',
  params,
  body: z.strictObject({ fields: fieldList, decision: z.enum(['pass', 'return']), opinion }),
  answer: translationSchema,
  refusals: [...refusalsOfWriting, 'catalog.translation.own-work'],
});

/** Statuses of the refusals of translations; their words stand in `contract/messages`. */
export const catalogTranslationRefusals = refusals({
  'catalog.translation.not-in-force': 409,
  'catalog.translation.changed': 412,
  'catalog.translation.field-unknown': 422,
  'catalog.translation.illegal-transition': 409,
  'catalog.translation.reviewed-field': 403,
  'catalog.translation.own-work': 403,
});
