import type { Reader } from '#platform/database';
import { articlesOfInstruments, listInstruments } from './law-store.ts';
import { articleAmong, instrumentNamed, type Named } from './named-article.ts';

export type { Named };

const keyOf = ({ title, docNo, article }: Named): string => JSON.stringify([title, docNo, article]);

/**
 * Looks up what was written by hand in the register of law: answers for each name the id of the article that it means, repealed or not, or null where
 * the register does not hold it or it is not clear which is meant (91-3.3).
 */
export async function articlesNamed(reader: Reader, names: readonly Named[]): Promise<(named: Named) => string | null> {
  if (names.length === 0) return () => null;
  const register = await listInstruments(reader);
  const meant = names.flatMap((named) => {
    const instrument = instrumentNamed(register, named);
    return instrument ? [{ named, instrumentId: instrument.id }] : [];
  });
  const articles = await articlesOfInstruments(reader, [...new Set(meant.map(({ instrumentId }) => instrumentId))]);
  const found = new Map(
    meant.map(({ named, instrumentId }) => {
      const own = articles.filter((article) => article.instrumentId === instrumentId);
      return [keyOf(named), articleAmong(own, named)?.id ?? null];
    }),
  );
  return (named) => found.get(keyOf(named)) ?? null;
}
