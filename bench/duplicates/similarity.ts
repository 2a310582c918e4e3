import type { Row } from './rows.ts';

/** Rows that share something with a row, with the similarity by which the sample is drawn. */
export type SimilarityIndex = { near(row: Row): { readonly row: Row; readonly similarity: number }[] };

function pairsOf(text: string): Set<string> {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
  const found = new Set<string>();
  for (let at = 0; at + 1 < folded.length; at += 1) found.add(folded.slice(at, at + 2));
  return found;
}

type Lists = { readonly sizes: Int32Array; readonly postings: Map<string, number[]> };

function listsOf(texts: readonly string[]): Lists {
  const sizes = new Int32Array(texts.length);
  const postings = new Map<string, number[]>();
  texts.forEach((text, number) => {
    const pairs = pairsOf(text);
    sizes[number] = pairs.size;
    for (const pair of pairs) {
      const list = postings.get(pair);
      if (list) list.push(number);
      else postings.set(pair, [number]);
    }
  });
  return { sizes, postings };
}

/** Dice coefficient of one text with every text: twice the pairs in common over all pairs. */
function diceWithAll({ sizes, postings }: Lists, text: string): Float64Array {
  const pairs = pairsOf(text);
  const dice = new Float64Array(sizes.length);
  for (const pair of pairs) for (const number of postings.get(pair) ?? []) dice[number] = (dice[number] ?? 0) + 1;
  return dice.map((shared, number) => (shared === 0 ? 0 : (2 * shared) / (pairs.size + (sizes[number] ?? 0))));
}

const wholeText = ({ title, summary }: Row): string => `${title}${summary === title ? '' : summary}`;

/** Similarity of two rows: the mean of the Dice coefficients of their titles and of their whole texts, by pairs of neighbouring characters. */
export function similarityIndex(rows: readonly Row[]): SimilarityIndex {
  const titles = listsOf(rows.map(({ title }) => title));
  const texts = listsOf(rows.map(wholeText));
  return {
    near(row) {
      const byTitle = diceWithAll(titles, row.title);
      const byText = diceWithAll(texts, wholeText(row));
      return rows.flatMap((other, number) => {
        const similarity = ((byTitle[number] ?? 0) + (byText[number] ?? 0)) / 2;
        return similarity === 0 || other.id === row.id ? [] : [{ row: other, similarity }];
      });
    },
  };
}
