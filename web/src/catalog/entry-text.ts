import type { DenialBasis, EntryContent } from '@karez/contract/catalog/content';
import type { WordParams } from '@karez/contract/words';
import type { Names } from './use-names.ts';

type Speaking = { readonly t: (key: string, params?: WordParams) => string; readonly has: (key: string) => boolean };
export type FieldName = keyof EntryContent;

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
  return t('portal.catalog.citation', { title, docNo: docNo === '' ? '' : t('portal.catalog.citation-no', { docNo }), article });
}

/** One value that stands alone, in words: a word of a list, yes or no, the text itself. */
export function valueText(field: string, value: string | number | boolean | null, { t, has }: Speaking): string {
  if (value === null || value === '') return '';
  if (value === true || value === 'true') return t('portal.yes');
  if (value === false || value === 'false') return t('portal.no');
  const key = `${listOf[field] ?? ''}.${String(value)}`;
  return has(key) ? t(key) : String(value);
}

/** A field's value as one line of words, for comparing two versions. */
export function fieldText(field: FieldName, content: EntryContent, { words, names }: { words: Speaking; names: Names }): string {
  const { t } = words;
  switch (field) {
    case 'category':
      return content.category === null ? '' : `${names.category(content.category)} ${content.category}`;
    case 'otherCategories':
      return content.otherCategories.map((code) => `${names.category(code)} ${code}`).join('\n');
    case 'coverageRegion':
      return content.coverageRegion === null ? '' : names.region(content.coverageRegion);
    case 'systemId':
      return content.systemId === null ? '' : (names.system(content.systemId) ?? t('portal.catalog.system-registered'));
    case 'items':
      return content.items.map((item) => [item.no, item.nameZh, item.fieldName, item.dataType].filter((part) => part !== null).join(' ')).join('\n');
    case 'conditions':
      return content.conditions.map((one) => `${t(`catalog.condition.${one.kind}`)} ${one.text}${one.basis ? ` ${citation(one.basis, words)}` : ''}`).join('\n');
    case 'denialBasis':
      return content.denialBasis.map((one) => citation(one, words)).join('\n');
    case 'relatedCodes':
    case 'relatedMatters':
      return content[field].join('\n');
    case 'census':
    case 'secrecyAssessment':
    case 'impactAssessment':
      return Object.values(content[field] ?? {}).join(' ');
    default:
      return valueText(field, content[field], words);
  }
}

/** A value of the history, which comes as text: words where it is a word of a list, its count where it is a list of things. */
export function historyText(field: string, text: string, words: Speaking): string {
  if (text === '') return words.t('portal.catalog.blank');
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
