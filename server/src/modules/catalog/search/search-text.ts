/**
 * Text for searching, in any script: folded, cut into words, with the way back to the places in the original.
 */

/** Folds one code point: compatibility forms (full width, ligatures) and letter case become one. */
function foldCharacter(character: string): string {
  return character.normalize('NFKC').toLowerCase();
}

/** Folds a text for comparison; white space and control characters of any kind and length become one space. */
export function fold(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFC')) folded += foldCharacter(character);
  return folded.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Characters that folding leaves as they are, in words with single spaces: most of a catalogue. */
const plain = /^[\u4e00-\u9fffa-z0-9_]+(?: [\u4e00-\u9fffa-z0-9_]+)*$/;
const notPlain = /[^\u4e00-\u9fffa-z0-9_]/gu;

/**
 * Letters of Uyghur that keyboards and old texts write differently become one, and what only decorates (tatweel, vowel signs, the seat of a
 * leading vowel) goes: U+0626 with its hamza; yeh in three forms, and e, which keyboards of Arabic write as yeh; kaf in two; heh, which old texts use for h
 * and e alike; o, u, ö, ü and w, for which keyboards of Arabic have waw only.
 */
const letterVariants: Readonly<Record<string, string>> = {
  '\u0640': '',
  '\u0626': '',
  '\u0654': '',
  '\u0649': '\u064A',
  '\u06CC': '\u064A',
  '\u06D0': '\u064A',
  '\u0624': '\u0648',
  '\u06C6': '\u0648',
  '\u06C7': '\u0648',
  '\u06C8': '\u0648',
  '\u06CB': '\u0648',
  '\u06A9': '\u0643',
  '\u0647': '\u06D5',
  '\u06BE': '\u06D5',
  '\u06C1': '\u06D5',
  '\u06C0': '\u06D5',
};
const decoration = /[\u064B-\u0653\u0655-\u065F\u0670\u200C\u200D]/g;
const decorated = /[\u0600-\u06FF\u200C\u200D]/;

/** Folds one code point for searching: as {@link fold} does, and letter variants become one. */
function foldSearched(character: string): string {
  const folded = foldCharacter(character);
  if (!decorated.test(folded)) return folded;
  return Array.from(folded.replace(decoration, ''), (letter) => letterVariants[letter] ?? letter).join('');
}

/** Folds a text for searching; names are compared by {@link fold} alone. */
export function foldForSearch(text: string): string {
  if (plain.test(text)) return text;
  const folded = text.normalize('NFC').replace(notPlain, foldSearched);
  return folded.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The words of a query: what stands between white space, folded; at most `WORDS_MAX`, without repetition. */
export function queryWords(query: string): readonly string[] {
  return [
    ...new Set(
      foldForSearch(query)
        .split(' ')
        .filter((word) => word !== ''),
    ),
  ].slice(0, WORDS_MAX);
}
export const WORDS_MAX = 12;

function pairs(word: string): string[] {
  const characters = Array.from(word);
  return characters.flatMap((character, index) => (index === 0 ? [] : [`${characters[index - 1]}${character}`]));
}

/** Every character and every pair of neighbours that a text holds: what the index stores. */
export function tokensOf(text: string): ReadonlySet<string> {
  const words = fold(text).split(' ');
  return new Set(words.flatMap((word) => [...Array.from(word), ...pairs(word)]));
}

type WithOffsets = { readonly folded: string; readonly from: readonly number[]; readonly to: readonly number[] };

/** Folds while remembering, for each folded UTF-16 unit, where its character begins and ends in the original. */
export function foldWithOffsets(text: string): WithOffsets {
  const from: number[] = [];
  const to: number[] = [];
  let folded = '';
  let offset = 0;
  for (const character of text) {
    const piece = foldSearched(character);
    for (let unit = 0; unit < piece.length; unit += 1) {
      from.push(offset);
      to.push(offset + character.length);
    }
    folded += piece;
    offset += character.length;
  }
  return { folded, from, to };
}

export type Range = readonly [number, number];

/** Where the words stand in a text: ranges `[from, to)` in UTF-16 units of the original, sorted, overlapping ones joined. */
export function rangesOf(text: string, words: readonly string[]): readonly Range[] {
  // What folding leaves as it is needs no way back, and most texts are so.
  const offsets = plain.test(text) ? null : foldWithOffsets(text);
  const folded = offsets?.folded ?? text;
  const found: [number, number][] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
      const end = at + word.length;
      found.push(offsets === null ? [at, end] : [offsets.from[at] ?? 0, offsets.to[end - 1] ?? text.length]);
    }
  }
  return found.length < 2 ? found : joined(found.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
}

export function joined(sorted: readonly [number, number][]): readonly Range[] {
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
