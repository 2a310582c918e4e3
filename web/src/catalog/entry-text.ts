import { entryContentSchema, type DenialBasis, type EntryContent } from '@karez/contract/catalog/content';
import type { WordParams } from '@karez/contract/words';
import type { Names } from './use-names.ts';

type Speaking = { readonly t: (key: string, params?: WordParams) => string; readonly has: (key: string) => boolean };
type Telling = { readonly words: Speaking; readonly names: Names };
export type FieldName = keyof EntryContent;

/** Every field of an entry, in the order of the contract. */
export const fieldNames: readonly FieldName[] = entryContentSchema.keyof().options;

/** Value lists of the fields that choose from one: `<list>.<value>` has the word. */
const listOf: Readonly<Record<string, string>> = {
  shareType: 'catalog.share-type',
  formatClass: 'catalog.format-class',
  shareModeClass: 'catalog.share-mode',
  shareModeType: 'catalog.share-mode',
  updateCycle: 'catalog.update-cycle',
  dataClass: 'catalog.data-class',
  dataGrade: 'catalog.data-grade',
  personalData: 'catalog.personal-data',
};

/** A cited article as papers write it. */
export function citation({ title, docNo, article }: Pick<DenialBasis, 'title' | 'docNo' | 'article'>, { t }: Pick<Speaking, 't'>): string {
  return t('portal.catalog.citation', {
    title,
    docNo: docNo === '' ? '' : t('portal.catalog.citation-no', { docNo }),
    article,
  });
}

/** One value that stands alone, in words: a word of a list, yes or no, the text itself. */
export function valueText(field: string, value: string | number | boolean | null, { t, has }: Speaking): string {
  if (value === null || value === '') return '';
  if (value === true || value === 'true') return t('portal.yes');
  if (value === false || value === 'false') return t('portal.no');
  const key = `${listOf[field] ?? ''}.${String(value)}`;
  return has(key) ? t(key) : String(value);
}

/** Fields whose values are codes with names, lists, or things with parts. */
const shaped: { readonly [F in FieldName]?: (content: EntryContent, telling: Telling) => string } = {
  category: ({ category }, { names }) => (category === null ? '' : `${names.category(category)} ${category}`),
  otherCategories: ({ otherCategories }, { names }) => otherCategories.map((code) => `${names.category(code)} ${code}`).join('\n'),
  coverageRegion: ({ coverageRegion }, { names }) => (coverageRegion === null ? '' : names.region(coverageRegion)),
  systemId: ({ systemId }, { names, words }) =>
    systemId === null ? '' : (names.system(systemId) ?? words.t('portal.catalog.system-registered')),
  items: ({ items }) =>
    items
      .map(({ no, nameZh, fieldName, dataType }) => [no, nameZh, fieldName, dataType].filter((part) => part !== null).join(' '))
      .join('\n'),
  conditions: ({ conditions }, { words }) =>
    conditions
      .map(({ kind, text, basis }) => [words.t(`catalog.condition.${kind}`), text, basis ? citation(basis, words) : ''].join(' ').trimEnd())
      .join('\n'),
  denialBasis: ({ denialBasis }, { words }) => denialBasis.map((one) => citation(one, words)).join('\n'),
  relatedCodes: ({ relatedCodes }) => relatedCodes.join('\n'),
  relatedMatters: ({ relatedMatters }) => relatedMatters.join('\n'),
  census: ({ census }) => Object.values(census).join(' ').trim(),
  secrecyAssessment: ({ secrecyAssessment }) => Object.values(secrecyAssessment ?? {}).join(' '),
  impactAssessment: ({ impactAssessment }) => Object.values(impactAssessment ?? {}).join(' '),
};

/** A field's value as lines of words. */
export function fieldText(field: FieldName, content: EntryContent, telling: Telling): string {
  const told = shaped[field];
  if (told) return told(content, telling);
  const value = content[field];
  return typeof value === 'object' && value !== null ? '' : valueText(field, value, telling.words);
}

/** A value of the history, which comes as text: words where it is a word of a list, its count where it is a list of things. */
export function historyText(field: string, text: string, words: Speaking): string {
  if (text === '' || text === '[]') return words.t('portal.catalog.blank');
  if (text.startsWith('[') || text.startsWith('{')) return listText(text, words);
  return valueText(field, text, words);
}

function listText(text: string, { t }: Speaking): string {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? t('portal.catalog.pieces', { count: parsed.length }) : Object.values(Object(parsed)).join(' ');
  } catch {
    // Cut by the server at 200 characters: the whole stands in the version itself.
    return t('portal.catalog.long-content');
  }
}
