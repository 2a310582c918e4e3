import { expect, test } from 'vitest';
import { soundsOf, spelledIn, spellingOf } from './reading.ts';

/** Every list of up to three of these syllables; `.` stands for what has no reading. */
const syllables = ['a', 'an', 'ni', 'n', 'na', 'nan', '.'];
const readings = syllables.flatMap((one) => [
  one,
  ...syllables.flatMap((two) => [`${one} ${two}`, ...syllables.map((three) => `${one} ${two} ${three}`)]),
]);

/** Every word of two to four of these letters. */
const letters = ['a', 'n', 'i'];
const longer = (words: readonly string[]): string[] => words.flatMap((word) => letters.map((letter) => word + letter));
const [two, three] = [longer(letters), longer(longer(letters))];
const words = [...two, ...three, ...longer(three)];

/** The rule in other words: the letters go on from the beginning of a syllable that is no longer than they are; no letter is a dot. */
function isSpelledBySyllables(reading: string, word: string): boolean {
  const said = reading.split(' ');
  return said.some((first, at) => first.length <= word.length && said.slice(at).join('').startsWith(word));
}

test('a word spells a reading by whole syllables of which the last may be begun, or by first letters, and by nothing else', () => {
  const wrong = words.flatMap((word) => {
    const spelling = spellingOf(word);
    return readings.filter((reading) => {
      const bySyllables = isSpelledBySyllables(reading, word);
      const inAnyWay = bySyllables || soundsOf(reading).initials.includes(word);
      return spelling?.bySyllables.test(reading) !== bySyllables || (spelledIn(reading, spelling) !== null) !== inAnyWay;
    });
  });

  expect(wrong).toEqual([]);
});

test.each([
  ['niandu', 'nian du', [0, 2]],
  ['nia', 'nian du', null],
  ['ndu', 'nian du', null],
  ['nd', 'nian du', [0, 2]],
  ['niand', '. nian du', [1, 3]],
])('%s in the reading “%s” marks %j', (word, reading, marked) => {
  const spelling = spellingOf(word);

  expect(spelling && spelledIn(reading, spelling)).toEqual(marked);
});

test.each(['n', 'ab3', '机井', 'well_no'])('%s is no pinyin', (word) => {
  expect(spellingOf(word)).toBeNull();
});
