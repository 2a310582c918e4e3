import type { EntryContent, ItemDenial } from '@karez/contract/catalog/content';
import type { Named } from '#modules/law';

/** A basis as the four places of a content have it: the article in the register of law, or only its name. */
type Basis = Named & { readonly articleId: string | null };
/** The article of the register that a name means; null where it holds none. */
export type ArticleOf = (named: Named) => string | null;

function basesOf({ conditions, denialBasis, items, collection }: EntryContent): Basis[] {
  const ofConditions = conditions.flatMap(({ basis }) => (basis === null ? [] : [basis]));
  const ofItems = items.flatMap(({ denial }) => denial?.basis ?? []);
  return [...ofConditions, ...denialBasis, ...ofItems, ...(collection?.basis ? [collection.basis] : [])];
}

/** What a content rests on by name only, without an article of the register (91-3.3). */
export function namedBases(content: EntryContent): Named[] {
  return basesOf(content).flatMap(({ articleId, title, docNo, article }) => (articleId === null ? [{ title, docNo, article }] : []));
}

function cited<T extends Basis>(basis: T, articleOf: ArticleOf): T {
  return basis.articleId === null ? { ...basis, articleId: articleOf(basis) } : basis;
}

function citedIn(denial: ItemDenial | null, articleOf: ArticleOf): ItemDenial | null {
  return denial === null ? null : { ...denial, basis: denial.basis.map((basis) => cited(basis, articleOf)) };
}

/** The content with the article of the register beside each name that means one; what was picked or matched before stays. */
export function withArticles(content: EntryContent, articleOf: ArticleOf): EntryContent {
  const { collection } = content;
  return {
    ...content,
    conditions: content.conditions.map((one) => ({ ...one, basis: one.basis === null ? null : cited(one.basis, articleOf) })),
    denialBasis: content.denialBasis.map((basis) => cited(basis, articleOf)),
    items: content.items.map((item) => ({ ...item, denial: citedIn(item.denial, articleOf) })),
    ...(collection?.basis ? { collection: { ...collection, basis: cited(collection.basis, articleOf) } } : {}),
  };
}
