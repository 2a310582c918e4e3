import type { Reader } from '#platform/database';
import { articlesOfInstruments, listInstruments, registerDigest } from './law-store.ts';
import { articleAmong, namedIn, type InstrumentsNamed, type Named } from './named-article.ts';

export type { Named };

const keyOf = ({ title, docNo, article }: Named): string => JSON.stringify([title, docNo, article]);

/** The register as it was last read, under the digest of its names: memory that can be thrown away, and is when the digest is another. */
let known: { readonly digest: string; readonly instruments: InstrumentsNamed } | null = null;

/** Every draft that is saved asks for it, and it changes a few times a year: read only when it is another one. */
async function instrumentsNamed(reader: Reader): Promise<InstrumentsNamed> {
  const digest = await registerDigest(reader);
  if (known?.digest === digest) return known.instruments;
  const instruments = namedIn(await listInstruments(reader));
  // What was changed while it was read is not kept under the digest of what was there before.
  if ((await registerDigest(reader)) === digest) known = { digest, instruments };
  return instruments;
}

/**
 * Looks up what was written by hand in the register of law: answers for each name the id of the article that it means, repealed or not, or null where
 * the register does not hold it or it is not clear which is meant (91-3.3).
 */
export async function articlesNamed(reader: Reader, names: readonly Named[]): Promise<(named: Named) => string | null> {
  if (names.length === 0) return () => null;
  const instrumentOf = await instrumentsNamed(reader);
  const meant = names.flatMap((named) => {
    const instrument = instrumentOf(named);
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
