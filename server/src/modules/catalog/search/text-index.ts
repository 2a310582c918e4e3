import { foldForSearch } from './search-text.ts';
import { addText, emptyGrams, gramsOf, textsBeginning, textsHolding, textsWith, type GramIndex } from './gram-index.ts';
import { nearRange, type NearWord, type Shape } from './near.ts';
import { soundsOf, type Spelling } from './reading.ts';

/**
 * Every distinct text of the catalogue once, however many entries hold it: names, departments and above all items repeat. A text has a number;
 * beside it stand its reading in whole syllables and in first letters.
 */
export type TextIndex = {
  readonly numbers: Map<string, number>;
  readonly words: GramIndex;
  readonly syllables: GramIndex;
  readonly initials: GramIndex;
  readonly readings: string[];
};

export function emptyTexts(): TextIndex {
  return { numbers: new Map(), words: emptyGrams(), syllables: emptyGrams(), initials: emptyGrams(), readings: [] };
}

/** The number of a text with its reading, new or known. */
export function textNumber(index: TextIndex, text: string, reading: string): number {
  const key = reading === '' ? text : `${text}\n${reading}`;
  const known = index.numbers.get(key);
  if (known !== undefined) return known;
  const number = index.readings.length;
  const sounds = soundsOf(reading);
  index.numbers.set(key, number);
  index.readings.push(reading);
  addText(index.words, number, foldForSearch(text));
  addText(index.syllables, number, sounds.full);
  addText(index.initials, number, sounds.initials);
  return number;
}

export function textOf(index: TextIndex, number: number): string {
  return index.words.texts[number] ?? '';
}

/** Texts that hold the word as it is. */
export function textsSaying(index: TextIndex, word: string): Int32Array {
  return textsHolding(index.words, word);
}

/** Which texts begin with the phrase; null when it is too short to be looked up, and each text has to be read. */
export function beginners(index: TextIndex, phrase: string): ReadonlySet<number> | null {
  return Array.from(phrase).length < 2 ? null : new Set(textsBeginning(index.words, phrase));
}

/** Texts that are spelled so in pinyin, by first letters or by syllables. */
export function textsSpelled(index: TextIndex, { letters, bySyllables }: Spelling): readonly Int32Array[] {
  const inSyllables = textsWith(index.syllables, gramsOf(letters), (_full, number) => bySyllables.test(index.readings[number] ?? ''));
  return [inSyllables, textsHolding(index.initials, letters)];
}

/** Texts that are near the word, as written or as spelled in pinyin. */
export function textsNear(index: TextIndex, word: NearWord): readonly Int32Array[] {
  const found = word.shapes.map((shape) => textsShaped(index.words, shape, { ...word, shapes: [shape] }));
  if (!word.spelled) return found;
  const pinyin = { spelled: false, shapes: word.shapes };
  return [...found, ...word.shapes.map((shape) => textsShaped(index.syllables, shape, { ...pinyin, shapes: [shape] }))];
}

function textsShaped(grams: GramIndex, { head, gap, tail }: Shape, word: NearWord): Int32Array {
  const asked = gap === 0 ? gramsOf(head + tail) : [...gramsOf(head), ...gramsOf(tail)];
  return textsWith(grams, asked, (text) => nearRange(text, word) !== null);
}
