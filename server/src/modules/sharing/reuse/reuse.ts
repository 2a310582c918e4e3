import type { LeftBehind } from '@karez/contract/sharing/reuse-schemas';
import type { ApplicationContent, UseBasis } from '@karez/contract/sharing/schemas';
import type { RequestableItem } from '../requestable.ts';

type Item = Pick<RequestableItem, 'no' | 'nameZh' | 'shareType' | 'fieldName'>;

/** What the earlier application asked for, and what of it still stands. */
export type Earlier = {
  readonly content: ApplicationContent;
  /** Items of its entry as it is now, as far as that still says. */
  readonly items: readonly Item[];
  /** Articles of the register that something new may rest on, among those that it cites. */
  readonly standingArticleIds: readonly string[];
  readonly systemRuns: boolean;
};

/** What it becomes the base of. */
export type Wanted = { readonly items: readonly Item[]; readonly isSameEntry: boolean };

/** What a new draft takes over from an earlier application of its department, and what of that did not fit and is chosen anew. */
export function reused(earlier: Earlier, wanted: Wanted): { content: ApplicationContent; leftBehind: LeftBehind } {
  const { content, systemRuns } = earlier;
  const asked = earlier.items.filter(({ no }) => content.itemNos.includes(no));
  const fits = (item: Item) => fitting(item, wanted);
  const useBasis = content.useBasis.filter((basis) => stands(basis, earlier));
  return {
    content: {
      ...content,
      itemNos: asked.flatMap((item) => fits(item)?.no ?? []).toSorted((one, other) => one - other),
      useBasis,
      systemId: systemRuns ? content.systemId : null,
      validFrom: null,
      validTo: null,
      commitment: false,
    },
    leftBehind: {
      items: asked.filter((item) => fits(item) === undefined).map(({ nameZh }) => nameZh),
      basis: content.useBasis.filter((basis) => !stands(basis, earlier)).map(({ title, article }) => `${title} ${article}`.trim()),
      system: content.systemId !== null && !systemRuns,
    },
  };
}

/** In the same entry an item keeps its number; in another one, whatever is called the same is meant. */
function fitting(item: Item, { items, isSameEntry }: Wanted): Item | undefined {
  const same = items.find(({ no, nameZh }) => (isSameEntry ? no === item.no : nameZh === item.nameZh));
  return same && same.shareType !== 'denied' && same.fieldName !== null ? same : undefined;
}

/** A basis that the register of law does not hold was written by hand, and stands until somebody looks. */
function stands({ articleId }: UseBasis, { standingArticleIds }: Earlier): boolean {
  return articleId === null || standingArticleIds.includes(articleId);
}
