import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { articleUseCounts, articleUses } from './article-use-store.ts';
import { afterOf, paged } from './page.ts';
import { reachOf } from './revision-case-policy.ts';

/** Articles of one question. */
const ARTICLES_MAX = 100;

/** How many entries, conditions and denials rest on each of some articles (91-3.3: what an amendment would touch). */
export async function countArticleUses(reader: Reader, { actor, articles }: { actor: Actor; articles: string }) {
  const ids = articles.split(',').filter(Boolean).slice(0, ARTICLES_MAX);
  return { items: await articleUseCounts(reader, ids, reachOf(actor)) };
}

export type ListUses = { readonly actor: Actor; readonly articleId: string; readonly cursor?: string | undefined; readonly limit: number };

/** The entries behind such a number. */
export async function listArticleUses(reader: Reader, { actor, articleId, cursor, limit }: ListUses) {
  const { uses, total } = await articleUses(reader, { articleId, reach: reachOf(actor), after: afterOf(cursor), limit: limit + 1 });
  const { shown, next } = paged(uses, limit);
  return { items: shown.map(({ places, ...entry }) => ({ entry, places })), next, total };
}
