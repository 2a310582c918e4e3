import type { DenialBasis, EntryContent, Item } from '@karez/contract/catalog/content';
import { contentWith, deniedContent, itemWith } from '../test-content.ts';

/** A basis that law allows; a test says what matters of it. */
export function basisWith(some: Partial<DenialBasis> = {}): DenialBasis {
  return {
    articleId: null,
    kind: 'law',
    title: '中华人民共和国食品安全法',
    docNo: '主席令第二十一号',
    article: '第一百一十五条',
    quotation: '有关部门应当对举报人的信息予以保密。',
    effectiveOn: null,
    url: null,
    ...some,
  };
}

/** An item that is denied on a basis of its own. */
export function deniedItem(some: Partial<Item> = {}): Item {
  return itemWith({
    no: 2,
    nameZh: '举报人姓名',
    fieldName: 'informant_name',
    meaning: '举报时所留姓名',
    isKey: false,
    shareType: 'denied',
    denial: { reason: '法律规定应当为举报人保密', basis: [basisWith()] },
    ...some,
  });
}

/** A shared entry one of whose items is denied. */
export function mixedContent(name: string, some: Partial<EntryContent> = {}): EntryContent {
  return contentWith({ name, items: [itemWith(), deniedItem()], ...some });
}

/** An entry denied as a whole on an instrument of a kind that 809-14 no longer allows. */
export function oldDenial(name: string): EntryContent {
  return deniedContent({ name, denialBasis: [basisWith({ kind: 'rule', title: '举报管理办法', docNo: '令第7号', article: '第六条' })] });
}
