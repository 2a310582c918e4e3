import { fold } from './search-text.ts';
import rows from './synonyms.json' with { type: 'json' };

/** Why one word stands for another: a short name, the former name of a department, or another word for the same thing. */
export type OtherWord = { readonly word: string; readonly by: 'short-name' | 'former-name' | 'synonym' };

/** Rows of `synonyms.json`: each `from` is also looked for as each `to`. */
type Way = { readonly from: string; readonly to: readonly string[]; readonly by: OtherWord['by'] };

const ways: readonly Way[] = [
  ...rows.shortNames.flatMap((set) => eachForAll(set, 'short-name')),
  ...rows.synonyms.flatMap((set) => eachForAll(set, 'synonym')),
  // By a former name today's department is found, never the other way round: the names of 1990 are not what today's department is called.
  ...rows.formerNames.flatMap(({ former, today }) =>
    former.map((name): Way => ({ from: fold(name), to: today.map(fold), by: 'former-name' })),
  ),
];

function eachForAll(set: readonly string[], by: OtherWord['by']): Way[] {
  const words = set.map(fold);
  return words.map((from) => ({ from, to: words.filter((word) => word !== from), by }));
}

/** Other words that are looked for beside one word. */
const OTHERS_MAX = 16;

/** What else a word may be called; a word that holds a listed one has it replaced: 低保对象 → 最低生活保障对象. */
export function otherWordsFor(word: string): readonly OtherWord[] {
  const found = new Map<string, OtherWord>();
  for (const { from, to, by } of ways) {
    if (!word.includes(from)) continue;
    for (const other of to) {
      // A longer name that the word holds already is no other word: 发展和改革委员会 is not read as 发展和改革委员会员会.
      if (other.includes(from) && word.includes(other)) continue;
      const text = word.replace(from, other);
      if (!text.includes(word)) found.set(text, { word: text, by });
    }
  }
  return [...found.values()].slice(0, OTHERS_MAX);
}
