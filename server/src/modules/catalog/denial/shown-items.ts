import type { EntryContent, Item } from '@karez/contract/catalog/content';
import { emptyItem } from '@karez/contract/catalog/empty-content';
import { shareTypeOfItem } from '../entry/share-type.ts';

/** Whether an item of the content is refused to others. */
export function isDenied(item: Pick<Item, 'shareType'>, { shareType }: Pick<EntryContent, 'shareType'>): boolean {
  return shareType !== null && shareTypeOfItem(item, shareType) === 'denied';
}

/** What everyone may know of a denied item: its name, the reason and the basis (91-3.1). */
function nameAndBasis({ no, nameZh, denial }: Item): Item {
  return { ...emptyItem({ no, nameZh }), shareType: 'denied', denial };
}

/** A content as departments see it that neither hold the entry nor look after its catalogue: of denied items the name, the reason and the basis only. */
export function shownToOthers(content: EntryContent): EntryContent {
  return { ...content, items: content.items.map((item) => (isDenied(item, content) ? nameAndBasis(item) : item)) };
}

/** Numbers of the items that a content denies, each on its own or with the whole. */
export function deniedNumbers(content: EntryContent): number[] {
  return content.items.flatMap((item) => (isDenied(item, content) ? [item.no] : []));
}

/** Several versions of one entry as others see them: what one of them denies, or the one in force, is not told by another. */
export function shownBesides(contents: readonly EntryContent[], live: EntryContent | undefined): EntryContent[] {
  const denied = new Set([...contents, ...(live ? [live] : [])].flatMap(deniedNumbers));
  return contents.map((content) => ({ ...content, items: content.items.map((item) => (denied.has(item.no) ? nameAndBasis(item) : item)) }));
}
