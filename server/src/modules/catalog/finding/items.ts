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

const WORDINGS_MAX = 60;
const setsByWord = new Map(words.items.words.flatMap((set) => set.map((word): readonly [string, readonly string[]] => [word, set])));
const setByEnding = new Map(words.items.endings.flatMap((set) => set.map((ending): readonly [string, readonly string[]] => [ending, set])));

/** Other endings of a name: 许可证编号 of 许可证号. */
function withOtherEndings(name: string): readonly string[] {
  const ending = endings.find(([one]) => name.endsWith(one) && name.length > one.length)?.[0];
  const others = ending === undefined ? (setByEnding.get('') ?? []) : (setByEnding.get(ending) ?? []);
  return others.map((other) => `${name.slice(0, name.length - (ending?.length ?? 0))}${other}`);
}

/**
 * A name and its other wordings, by which items of the same datum are looked up in the store; at most sixty, its own first. What is found is compared by
 * `itemKey` again.
 */
export function wordingsOf(name: string): readonly string[] {
  const found = [...name.matchAll(anywhere)][0];
  const [word = '', at = 0] = [found?.[0], found?.index];
  const others = (setsByWord.get(word) ?? []).map((other) => `${name.slice(0, at)}${other}${name.slice(at + word.length)}`);
  const wordings = [name, ...others].flatMap((one) => [one, ...withOtherEndings(one)]);
  return [...new Set(wordings)].filter((one) => itemKey(one) === itemKey(name)).slice(0, WORDINGS_MAX);
}
