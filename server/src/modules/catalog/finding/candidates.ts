import { entriesNamed } from '../search/named-entries.ts';
import { numbersOf } from '../search/posting.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { otherWordsFor } from '../search/synonyms.ts';
import { fold } from '../search/search-text.ts';
import { pairsOf, type RemovePlaces, type Weigh } from './likeness.ts';
import { subjectOf } from './subject.ts';

/** So many entries are compared with a draft one by one; the rest shares less of its name. */
export const CANDIDATES_MAX = 200;
/** Pairs that more than this share of all texts hold choose nobody. */
const COMMON_MAX = 0.05;

/** How much a pair of characters says in this catalogue: 0 when every text holds it, 1 when at most one does. */
export function weighIn({ texts }: SearchIndex): Weigh {
  const all = Math.max(2, texts.readings.length);
  return (pair) => 1 - Math.log(Math.max(1, texts.words.postings.get(pair)?.length ?? 1)) / Math.log(all);
}

/** The pairs by which a name is looked up: its own, those of its subject, and those of the other words for it. */
function lookedUp(name: string, removePlaces: RemovePlaces): ReadonlySet<string> {
  const bare = removePlaces(name);
  const { core } = subjectOf(bare);
  const texts = [core, fold(bare), ...otherWordsFor(core).map(({ word }) => word)];
  return new Set(texts.flatMap((text) => [...pairsOf(text)]).filter((pair) => !/[\s\p{P}]/u.test(pair)));
}

function scoreNames(index: SearchIndex, pairs: ReadonlySet<string>): Map<number, number> {
  const weigh = weighIn(index);
  const scores = new Map<number, number>();
  const commonMax = Math.max(50, index.texts.readings.length * COMMON_MAX);
  for (const pair of pairs) {
    const posting = index.texts.words.postings.get(pair);
    if (!posting || posting.length > commonMax) continue;
    const weight = weigh(pair);
    for (const text of numbersOf(posting)) scores.set(text, (scores.get(text) ?? 0) + weight);
  }
  return scores;
}

/** A long name shares much with everybody: what it shares is weighed against its length. */
function rankOf(index: SearchIndex, text: number, score: number): number {
  return score / Math.sqrt(4 + (index.texts.words.texts[text]?.length ?? 0));
}

/**
 * Entries of other departments, open to everyone, whose names share most with a draft's: the candidates of the comparison, best first.
 * One department's own entries are never candidates.
 */
export function candidatesFor(
  index: SearchIndex,
  draft: { readonly name: string; readonly providerOrgId: string },
  removePlaces: RemovePlaces,
): readonly string[] {
  const scores = scoreNames(index, lookedUp(draft.name, removePlaces));
  const ranked = [...scores].map(([text, score]) => ({ text, rank: rankOf(index, text, score) })).toSorted((a, b) => b.rank - a.rank);
  const found: string[] = [];
  for (const { text } of ranked) {
    found.push(...entriesNamed(index, text, draft.providerOrgId));
    if (found.length >= CANDIDATES_MAX) break;
  }
  return found.slice(0, CANDIDATES_MAX);
}
