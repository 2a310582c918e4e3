/**
 * Text for searching, in any script: folded, cut into single characters and pairs of neighbours. Every part of a text of one or
 * more characters is found by its pairs; a recheck on the folded text makes the answer exact.
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

/** The words of a query: what stands between white space, folded; at most `WORDS_MAX`, without repetition. */
export function queryWords(query: string): readonly string[] {
  return [
    ...new Set(
      fold(query)
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

/** What must be in the index for a word to be in the text: its pairs, or itself when it is one character. */
export function tokensOfWord(word: string): readonly string[] {
  return Array.from(word).length === 1 ? [word] : [...new Set(pairs(word))];
}

/** The `tsquery` text that asks for all words, each lexeme quoted; `null` when there is nothing to ask. */
export function tsqueryOf(words: readonly string[]): string | null {
  const lexemes = [...new Set(words.flatMap(tokensOfWord))];
  if (lexemes.length === 0) return null;
  return lexemes.map((lexeme) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(' & ');
}

/** A LIKE pattern that finds the word anywhere, its own `%`, `_` and `\` taken literally. */
export function likeOf(word: string): string {
  return `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** Folds while remembering, for each folded UTF-16 unit, where its character begins and ends in the original. */
function foldWithOffsets(text: string): { folded: string; from: number[]; to: number[] } {
  const from: number[] = [];
  const to: number[] = [];
  let folded = '';
  let offset = 0;
  for (const character of text) {
    const piece = foldCharacter(character);
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
  const { folded, from, to } = foldWithOffsets(text);
  const found: [number, number][] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
      found.push([from[at] ?? 0, to[at + word.length - 1] ?? text.length]);
    }
  }
  return joined(found.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
}

function joined(sorted: readonly [number, number][]): readonly Range[] {
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
