import { fold } from '../search/search-text.ts';
import words from './words.json' with { type: 'json' };

type Standing = readonly (readonly [string, string])[];

/** Every listed word with the one that stands for it, longest first; a word that stands for itself is not cut up. */
const standingFor = (sets: readonly (readonly string[])[]): Standing =>
  sets
    .flatMap((set) => set.map((word): readonly [string, string] => [word, set[0] ?? '']))
    .filter(([word]) => word !== '')
    .toSorted(([a], [b]) => b.length - a.length);

const standing = new Map(standingFor(words.items.words));
const anywhere = new RegExp([...standing.keys()].join('|'), 'gu');
const endings = standingFor(words.items.endings);
const startPattern = new RegExp(`^(?:${words.items.starts.join('|')})(?=.{2})`, 'u');

function withOneEnding(name: string): string {
  const found = endings.find(([ending]) => name.endsWith(ending) && name.length > ending.length);
  return found ? `${name.slice(0, -found[0].length)}${found[1]}` : name;
}

/**
 * What a data item is called once unit, wording and the usual endings are taken away: 许可证书编号 and 许可证号 have one key, 有效期自 and 有效期至
 * have two. Items of one key in two entries are taken for the same datum.
 */
export function itemKey(name: string): string {
  const bare = fold(name)
    .replaceAll(/[(（[【].*?[)）\]】]/gu, '')
    .replaceAll(/[\s\p{P}\p{S}]+/gu, '');
  const plain = (bare === '' ? fold(name) : bare).replaceAll(anywhere, (word) => standing.get(word) ?? word);
  return withOneEnding(plain.replace(startPattern, ''));
}
