import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';

import { findArticles, replaceCitations, type Article, type Citer } from './law-store.ts';

/**
 * Writes down which articles something rests on, in the place of what it rested on before; an empty list releases it.
 * Refuses articles that the register does not hold and articles that are repealed: nothing new may rest on them (91-3.1, 809-15).
 * Answers the articles, so that the caller can look at their ranks.
 */
export async function citeArticles(
  tx: Transaction,
  by: Citer,
  cited: { articleIds: readonly string[]; at: Date },
): Promise<Article[] | Refusal> {
  const articles = await findArticles(tx, { ids: cited.articleIds });
  const known = new Map(articles.map((article) => [article.id, article]));
  const missing = cited.articleIds.find((id) => !known.has(id));
  if (missing !== undefined) return refuse('law.article.not-found', { article: missing });
  const repealed = articles.find((article) => article.state === 'repealed');
  if (repealed) return refuse('law.article.repealed', { article: repealed.id, on: repealed.changedOn });
  await replaceCitations(tx, by, cited);
  return articles;
}
