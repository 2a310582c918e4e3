import { z } from 'zod';
import { plainText, updateCycleSchema } from './field-types.ts';

/**
 * 采集 (91-4.1: 按照法定职责采集): on what basis, by which form, through which channel, by which 科室 and how often an entry's data is collected. Other
 * departments read it in the portal; it never leaves the platform.
 */

/** 采集渠道. `shared`: not collected, obtained from another department by sharing. */
export const collectionChannels = [
  'counter',
  'online',
  'business-system',
  'report',
  'inspection',
  'survey',
  'census',
  'sensor',
  'shared',
  'other',
] as const;

/** What entitles the department to collect: an article of the register of law, or a named document. */
export const collectionBasisSchema = z.strictObject({
  /** The article in the register of law, where it stands there: its amendment or repeal is then told to the department (91-3.3). */
  articleId: plainText(100, 1).nullable(),
  title: plainText(200),
  docNo: plainText(100),
  article: plainText(60),
});
export type CollectionBasis = z.infer<typeof collectionBasisSchema>;

/** One field of the form. `no` is its own number: it keeps its meaning over all versions. */
export const formFieldSchema = z.strictObject({ no: z.int().min(1).max(9999), name: plainText(128, 1) });
export type FormField = z.infer<typeof formFieldSchema>;

export const FORM_FIELDS_MAX = 300;
/** The form by which it is collected, with its number and every field that somebody has to fill in. */
export const collectionFormSchema = z.strictObject({
  number: plainText(64),
  name: plainText(200),
  fields: z.array(formFieldSchema).max(FORM_FIELDS_MAX),
});
export type CollectionForm = z.infer<typeof collectionFormSchema>;

export const collectionSchema = z.strictObject({
  channels: z.array(z.enum(collectionChannels)).max(collectionChannels.length),
  basis: collectionBasisSchema.nullable(),
  form: collectionFormSchema.nullable(),
  /** 采集科室. */
  subUnit: plainText(64),
  frequency: updateCycleSchema.nullable(),
  /** Why basis, form, office and frequency are not stated: for what is obtained by sharing only. */
  lackReason: plainText(500),
});
export type Collection = z.infer<typeof collectionSchema>;

/** A collection of which nothing is known yet. */
export function emptyCollection(): Collection {
  return { channels: [], basis: null, form: null, subUnit: '', frequency: null, lackReason: '' };
}

/** Whether nobody is asked for the data: another department gives it. */
export function isObtained({ channels }: Pick<Collection, 'channels'>): boolean {
  return channels.length > 0 && channels.every((channel) => channel === 'shared');
}

/** Parts of a collection that are still blank and that submission asks for: `''` for the whole of it, `form/fields` for one part (91-4.1). */
export function blanksOfCollection(collection: Collection | null): readonly string[] {
  if (collection === null) return [''];
  const { channels, basis, form, subUnit, frequency, lackReason } = collection;
  if (isObtained(collection) && lackReason !== '') return [];
  const blank: readonly (readonly [string, boolean])[] = [
    ['channels', channels.length === 0],
    ['basis', basis === null],
    ['basis/title', basis?.title === ''],
    ['form', form === null],
    ['form/name', form?.name === ''],
    ['form/fields', form?.fields.length === 0],
    ['subUnit', subUnit === ''],
    ['frequency', frequency === null],
  ];
  return blank.flatMap(([part, isBlank]) => (isBlank ? [part] : []));
}
