import type { EntryContent } from '@karez/contract/catalog/content';
import { articlesNamed } from '#modules/law';
import type { Reader } from '#platform/database';
import { namedBases, withArticles } from './named-basis.ts';

/**
 * A content as it is stored: whatever it rests on by name carries the article of the register that is meant, so that its amendment or repeal is told
 * to the unit and nothing new rests on what is repealed (91-3.3). A content without such names costs no question.
 */
export async function recognised(reader: Reader, content: EntryContent): Promise<EntryContent> {
  const names = namedBases(content);
  return names.length === 0 ? content : withArticles(content, await articlesNamed(reader, names));
}

/** The same of what holds many contents, with one look at the register. */
export async function recognisedEach<T extends { readonly content: EntryContent }>(reader: Reader, all: readonly T[]): Promise<T[]> {
  const articleOf = await articlesNamed(
    reader,
    all.flatMap(({ content }) => namedBases(content)),
  );
  return all.map((each) => (namedBases(each.content).length === 0 ? each : { ...each, content: withArticles(each.content, articleOf) }));
}
