import type { DenialBasis, EntryContent } from '@karez/contract/catalog/content';
import type { City } from '#test/city';
import { entering } from '#test/published-entry';
import { enterVersion } from '../../../../tools/seed/enter-version.ts';

/** A law that forbids sharing. */
export const secrecyLaw: DenialBasis = {
  articleId: null,
  kind: 'law',
  title: '中华人民共和国统计法',
  docNo: '主席令第十五号',
  article: '第九条',
  quotation: '统计机构和统计人员对在统计工作中知悉的商业秘密应当予以保密。',
  effectiveOn: null,
  url: null,
};

/** The content with some of its items refused, each on its own basis. */
export function denying(content: EntryContent, nos: readonly number[]): EntryContent {
  const denial = { reason: '属于商业秘密，依法应当保密。', basis: [secrecyLaw] };
  return { ...content, items: content.items.map((item) => (nos.includes(item.no) ? { ...item, shareType: 'denied', denial } : item)) };
}

/** The content refused as a whole. */
export function denyingAll(content: EntryContent): EntryContent {
  return {
    ...content,
    shareType: 'denied',
    shareModeClass: null,
    shareModeType: null,
    denialReason: '依法保密',
    denialBasis: [secrecyLaw],
  };
}

/** Brings another version of an entry of 市市场监管局 into force. */
export function changeTo(city: City, entryId: string, change: (content: EntryContent) => EntryContent): Promise<void> {
  return enterVersion(entering(city), { entryId, department: 'scjg', reason: '共享属性调整', changedOn: '2026-11-20', change });
}
