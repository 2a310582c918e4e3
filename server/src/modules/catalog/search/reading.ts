import { pinyin } from 'pinyin-pro';
import exceptions from './readings.json' with { type: 'json' };

/**
 * How a text is read aloud: one syllable of pinyin for each Chinese character, without tones, `v` for ü; a dot for every other character.
 * Nobody types a whole place name wrongly because a dictionary does: names that dictionaries get wrong stand in `readings.json`.
 */
const names = new Map(Object.entries(exceptions).map(([name, syllables]) => [name, syllables.split(' ')]));
/** The longest name first: 吐峪沟 before 吐峪. */
const anyName = new RegExp([...names.keys()].toSorted((a, b) => b.length - a.length).join('|'), 'gu');

/** Raised when readings of the same text change: entries that were read before are read again. */
export const READINGS_VERSION = 1;

const han = /\p{Script=Han}/u;
const syllable = /^[a-z]+$/;

/** Syllables separated by spaces; empty when there is no Chinese character. */
export function readingOf(text: string): string {
  if (!han.test(text)) return '';
  const characters = Array.from(text);
  const read = pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' });
  const syllables = characters.map((character, at) => {
    const said = read[at] ?? '';
    return han.test(character) && syllable.test(said) ? said : '.';
  });
  for (const { 0: name, index } of text.matchAll(anyName)) {
    const right = names.get(name) ?? [];
    syllables.splice(Array.from(text.slice(0, index)).length, right.length, ...right);
  }
  return syllables.join(' ').replace(/(?: \.)+$/, '');
}

/** The reading as it is searched: all syllables in one, and their first letters. */
export function soundsOf(reading: string): { readonly full: string; readonly initials: string } {
  const syllables = reading.split(' ');
  return { full: syllables.join(''), initials: syllables.map((one) => one.charAt(0)).join('') };
}

/** A word that can be pinyin at all, and the readings that it spells a part of: one look at a reading, which leaves nothing behind. */
export type Spelling = {
  readonly letters: string;
  /** Whole syllables, the last of which may be begun only. */
  readonly bySyllables: RegExp;
  /** Whole syllables, or the first letters of some. */
  readonly inAnyWay: RegExp;
};

/** Two letters or more; null for any other word. */
export function spellingOf(word: string): Spelling | null {
  const letters = word.replaceAll('ü', 'v');
  if (!/^[a-z]{2,}$/.test(letters)) return null;
  const each = Array.from(letters);
  // The first syllable is whole when it ends within the letters; where the others end, a space says.
  const syllables = `(?=[a-z]{1,${each.length}}(?: |$))${each.join(' ?')}`;
  const initials = each.join('[a-z]* ');
  return { letters, bySyllables: new RegExp(`(?:^| )${syllables}`), inAnyWay: new RegExp(`(?:^| )(?:${syllables}|${initials})`) };
}

/** Which characters `[from, to)` the letters spell: first letters of each, or whole syllables of which the last may be begun only. */
export function spelledIn(reading: string, { letters, inAnyWay }: Spelling): readonly [number, number] | null {
  if (!inAnyWay.test(reading)) return null;
  const syllables = reading.split(' ');
  for (let from = 0; from < syllables.length; from += 1) {
    const to = spelledFrom(syllables, { from, letters });
    if (to !== null) return [from, to];
  }
  const at = soundsOf(reading).initials.indexOf(letters);
  return at === -1 ? null : [at, at + letters.length];
}

/** Where the letters end that begin at a syllable, the first of which must be whole. */
function spelledFrom(syllables: readonly string[], { from, letters }: { from: number; letters: string }): number | null {
  let rest = letters;
  for (let at = from; rest !== ''; at += 1) {
    const said = syllables[at];
    if (said === undefined || said === '.') return null;
    if (rest.startsWith(said)) rest = rest.slice(said.length);
    else if (at > from && said.startsWith(rest)) return at + 1;
    else return null;
    if (rest === '') return at + 1;
  }
  return null;
}
