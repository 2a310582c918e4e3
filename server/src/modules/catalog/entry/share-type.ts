import { shareTypes, type EntryContent, type ShareType } from '@karez/contract/catalog/content';

const strictness = (type: ShareType): number => shareTypes.indexOf(type);

/** The loosest of some share types; `null` when there are none. */
export function loosest(types: readonly ShareType[]): ShareType | null {
  return types.reduce<ShareType | null>((found, type) => (found === null || strictness(type) < strictness(found) ? type : found), null);
}

/** Whether `a` lets fewer departments in than `b`. */
export function stricter(a: ShareType, b: ShareType): boolean {
  return strictness(a) > strictness(b);
}

/** Share type that holds for an item: its own, else its entry's. */
export function shareTypeOfItem(item: { shareType: ShareType | null }, entryType: ShareType): ShareType {
  return item.shareType ?? entryType;
}

/** Every share type that occurs in a content: of its items, or the entry's own where it has no items. */
export function shareTypesIn(
  content: Pick<EntryContent, 'shareType'> & { readonly items: readonly Pick<EntryContent['items'][number], 'shareType'>[] },
): readonly ShareType[] {
  const { shareType, items } = content;
  if (shareType === null) return [];
  return items.length === 0 ? [shareType] : items.map((item) => shareTypeOfItem(item, shareType));
}

/** Whether anything in the content is refused to others, so that the authority must verify the legal basis (91-3.1). */
export function denies(content: Pick<EntryContent, 'shareType' | 'items'>): boolean {
  return shareTypesIn(content).includes('denied');
}
