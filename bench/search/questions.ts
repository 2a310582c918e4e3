import { foldForSearch } from '../../server/src/modules/catalog/search/search-text.ts';
import type { SearchDocument } from '../../server/src/modules/catalog/search/search-document.ts';
import { seededRandom } from './random.ts';

export type Question = { readonly kind: 'title' | 'item' | 'bigram'; readonly q: string; readonly shareType: string | undefined };

/** Every searched text of an entry, folded, one a line: what a scan reads. */
export function scannedText(document: SearchDocument): string {
  const { name, nameUg, code, abstract, abstractUg, providerNames, items } = document;
  return [name, nameUg, code, ...providerNames, ...items, abstract, abstractUg].map(foldForSearch).join('\n');
}

/** The pairs of Chinese characters that most entries hold, the commonest first. */
function commonestBigrams(texts: readonly string[], count: number): string[] {
  const held = new Map<string, number>();
  for (const text of texts) {
    const pairs = new Set<string>();
    for (let at = 1; at < text.length; at += 1) pairs.add(text.slice(at - 1, at + 1));
    for (const pair of pairs) if (/^\p{Script=Han}{2}$/u.test(pair)) held.set(pair, (held.get(pair) ?? 0) + 1);
  }
  return [...held]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([pair]) => pair);
}

/** A third each: parts of titles, parts of items (names and field names), the 100 commonest pairs; every fourth with a filter. */
export function questionsOf(documents: readonly SearchDocument[], { count, seed }: { count: number; seed: number }): Question[] {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const part = (text: string, longest: number): string => {
    const length = Math.min(text.length, 2 + below(longest - 1));
    return text.slice(below(text.length - length + 1)).slice(0, length);
  };
  const sample = documents.filter((_document, at) => at % 10 === 0).map(scannedText);
  const bigrams = commonestBigrams(sample, 100);
  return Array.from({ length: count }, (_none, at): Question => {
    const document = documents[below(documents.length)];
    const item = document?.items[below(document.items.length)] ?? '';
    const shareType = at % 4 === 0 ? 'unconditional' : undefined;
    if (at % 3 === 0) return { kind: 'title', q: part(document?.name ?? '', 8), shareType };
    if (at % 3 === 1) return { kind: 'item', q: part(item, 6).trim(), shareType };
    return { kind: 'bigram', q: bigrams[((at - 2) / 3) % bigrams.length] ?? '', shareType };
  });
}
