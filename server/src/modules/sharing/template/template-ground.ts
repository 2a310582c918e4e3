import type { TemplateContent } from '@karez/contract/sharing/template';
import { isRefusal } from '@karez/kit/refusal';
import { findArticles } from '#modules/law';
import type { Reader } from '#platform/database';
import { requestableEntry } from '../requestable-entry.ts';
import type { TemplateGround } from './template.ts';

/** What of the register and of the catalogue stands on a day of the region, among what a template names. */
export async function templateGround(
  reader: Reader,
  content: Pick<TemplateContent, 'useBasis' | 'entryIds'>,
  today: string,
): Promise<TemplateGround> {
  const publishedEntryIds: string[] = [];
  for (const entryId of content.entryIds) {
    if (!isRefusal(await requestableEntry(reader, { entryId, today }))) publishedEntryIds.push(entryId);
  }
  return { standingArticleIds: await standingArticles(reader, content), publishedEntryIds };
}

/** Cited articles that the register holds and that are not repealed. */
export async function standingArticles(reader: Reader, { useBasis }: Pick<TemplateContent, 'useBasis'>): Promise<string[]> {
  const ids = useBasis.flatMap(({ articleId }) => articleId ?? []);
  return (await findArticles(reader, { ids })).filter(({ state }) => state !== 'repealed').map(({ id }) => id);
}
