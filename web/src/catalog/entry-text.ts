import { collectionBasisSchema, collectionFormSchema } from '@karez/contract/catalog/collection';
import {
  conditionSchema,
  denialBasisSchema,
  entryContentSchema,
  itemDenialSchema,
  type DenialBasis,
  type EntryContent,
} from '@karez/contract/catalog/content';
import type { WordParams } from '@karez/contract/wording';
import type { Names } from './use-names.ts';

type Speaking = { readonly t: (key: string, params?: WordParams) => string; readonly has: (key: string) => boolean };
export type Telling = { readonly words: Speaking; readonly names: Names };
export type FieldName = keyof EntryContent;

/** Every field of an entry, in the order of the contract. */
export const fieldNames: readonly FieldName[] = entryContentSchema.keyof().options;

/** Value lists of the fields, and of parts of fields, that choose from one: `<list>.<value>` has the word. */
const listOf: Readonly<Record<string, string>> = {
  shareType: 'catalog.share-type',
  formatClass: 'catalog.format-class',
  shareModeClass: 'catalog.share-mode',
  shareModeType: 'catalog.share-mode',
  updateCycle: 'catalog.update-cycle',
  dataClass: 'catalog.data-class',
  dataGrade: 'catalog.data-grade',
  personalData: 'catalog.personal-data',
  'secrecyAssessment/conclusion': 'portal.catalog.secrecy-conclusion',
  'impactAssessment/conclusion': 'portal.catalog.impact-conclusion',
  'collection/channels': 'catalog.collection.channel',
  'collection/frequency': 'catalog.update-cycle',
  'items/dataType': 'catalog.data-type',
  'items/sensitivity': 'catalog.sensitivity',
  'items/shareType': 'catalog.share-type',
  'items/updateCycle': 'catalog.update-cycle',
  'items/maskingRule': 'catalog.masking',
};

/** A cited article as papers write it. */
export function citation({ title, docNo, article }: Pick<DenialBasis, 'title' | 'docNo' | 'article'>, { t }: Pick<Speaking, 't'>): string {
  return t('portal.catalog.citation', {
    title,
    docNo: docNo === '' ? '' : t('portal.catalog.citation-no', { docNo }),
    article,
  });
}

/** Values that are codes with a name, or things that read as one line. */
const shaped: Readonly<Record<string, (value: unknown, telling: Telling) => string>> = {
  category: (code, { names }) => `${names.category(String(code))} ${String(code)}`,
  otherCategories: (code, { names }) => `${names.category(String(code))} ${String(code)}`,
  coverageRegion: (code, { names }) => names.region(String(code)),
  regionItemNo: (no, { words }) => words.t('portal.catalog.region-item', { no: Number(no), name: '' }).trim(),
  systemId: (id, { names, words }) => names.system(String(id)) ?? words.t('portal.catalog.system-registered'),
  'collection/basis': basisText,
  'collection/form': formText,
  conditions: conditionText,
  denialBasis: denialBasisText,
  'items/denial': denialText,
};

function basisText(value: unknown, { words }: Telling): string {
  const { data: basis } = collectionBasisSchema.safeParse(value);
  return basis ? citation(basis, words) : words.t('portal.catalog.long-content');
}

function formText(value: unknown, { words }: Telling): string {
  const { data: form } = collectionFormSchema.safeParse(value);
  if (!form) return words.t('portal.catalog.long-content');
  return words.t('portal.collection.form-told', {
    name: form.name,
    number: form.number === '' ? '' : words.t('portal.catalog.citation-no', { docNo: form.number }),
    fields: form.fields.map(({ name }) => name).join(' · '),
  });
}

function denialBasisText(value: unknown, { words }: Telling): string {
  const basis = denialBasisSchema.safeParse(value);
  return basis.success ? citation(basis.data, words) : words.t('portal.catalog.long-content');
}

function denialText(value: unknown, telling: Telling): string {
  const { data: denial } = itemDenialSchema.safeParse(value);
  if (!denial) return telling.words.t('portal.catalog.long-content');
  return [denial.reason, ...denial.basis.map((basis) => denialBasisText(basis, telling))].filter((part) => part !== '').join('\n');
}

function conditionText(value: unknown, { words }: Telling): string {
  const { data: condition } = conditionSchema.safeParse(value);
  if (!condition) return words.t('portal.catalog.long-content');
  const { kind, text, monthsMax, basis } = condition;
  const months = monthsMax === null ? '' : words.t('portal.catalog.months-max', { months: monthsMax });
  return [words.t(`catalog.condition.${kind}`), text, months, basis ? citation(basis, words) : ''].filter((part) => part !== '').join(' ');
}

/** Whether a value says nothing. */
export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The parts of a value that has parts, by name; none for one that stands alone. */
export function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
}

/** The name of a part of a value: 结论, 字段名. */
export function partName(part: string, { t, has }: Speaking): string {
  return has(`portal.catalog.part.${part}`) ? t(`portal.catalog.part.${part}`) : part;
}

/** A value in words: a word of a list, a name behind a code, yes or no, the text itself; lists line by line. `field` names a part as `items/shareType`. */
export function valueText(field: string, value: unknown, telling: Telling): string {
  if (isBlank(value)) return '';
  if (Array.isArray(value)) return value.map((one: unknown) => valueText(field, one, telling)).join('\n');
  const told = shaped[field];
  if (told) return told(value, telling);
  const parts = partsOf(value);
  if (!parts) return plainText(field, value, telling.words);
  return [...parts]
    .filter(([, part]) => !isBlank(part))
    .map(([name, part]) => `${partName(name, telling.words)} ${valueText(`${field}/${name}`, part, telling)}`)
    .join(' · ');
}

function plainText(field: string, value: unknown, { t, has }: Speaking): string {
  if (typeof value === 'boolean') return t(value ? 'portal.yes' : 'portal.no');
  const key = `${listOf[field] ?? ''}.${String(value)}`;
  return has(key) ? t(key) : String(value);
}

/** A field's value as lines of words. */
export function fieldText(field: FieldName, content: EntryContent, telling: Telling): string {
  return valueText(field, content[field], telling);
}
