import { append, common, emptyPosting, numbersOf, type Posting } from './posting.ts';

/** Which texts hold which characters and pairs of neighbours; a text is known by its number, and numbers only rise. */
export type GramIndex = { readonly texts: string[]; readonly postings: Map<string, Posting> };

export function emptyGrams(): GramIndex {
  return { texts: [], postings: new Map() };
}

const nothing = new Int32Array(0);
/** Above this many candidates one more list is laid beside them before each text is read. */
const READ_AT_ONCE_MAX = 500;

/** Takes in a text; an empty one is only counted. */
export function addText({ texts, postings }: GramIndex, number: number, text: string): void {
  texts[number] = text;
  let previous = ' ';
  for (const character of text) {
    if (character !== ' ') add(postings, character, number);
    if (character !== ' ' && previous !== ' ') add(postings, previous + character, number);
    previous = character;
  }
  if (text !== '') add(postings, beginning(text), number);
}

/** No text holds a line break, so this is no pair of characters. */
function beginning(text: string): string {
  const [first = '', second = ''] = text;
  return `\n${first}${second}`;
}

/** Numbers of the texts that begin with the phrase, of two characters or more. */
export function textsBeginning({ texts, postings }: GramIndex, phrase: string): Int32Array {
  const posting = postings.get(beginning(phrase));
  return posting ? numbersOf(posting).filter((number) => texts[number]?.startsWith(phrase)) : nothing;
}

function add(postings: Map<string, Posting>, gram: string, number: number): void {
  let posting = postings.get(gram);
  if (!posting) {
    posting = emptyPosting();
    postings.set(gram, posting);
  }
  append(posting, number);
}

/** The pairs of a word, or the word itself when it is one character. */
export function gramsOf(word: string): readonly string[] {
  const characters = Array.from(word);
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, before) => `${characters[before]}${character}`))];
}

/** Numbers of the texts that hold the word. */
export function textsHolding(index: GramIndex, word: string): Int32Array {
  const grams = gramsOf(word);
  // A word of one or two characters is its own gram: whoever has it holds the word. 0000 has one gram too, and is not that gram.
  return grams[0] === word ? candidates(index, grams) : textsWith(index, grams, (text) => text.includes(word));
}

/** Numbers of those texts with all grams that hold what is asked. */
export function textsWith(index: GramIndex, grams: readonly string[], holds: (text: string, number: number) => boolean): Int32Array {
  return candidates(index, grams).filter((number) => holds(index.texts[number] ?? '', number));
}

function candidates({ postings }: GramIndex, grams: readonly string[]): Int32Array {
  const lists: Int32Array[] = [];
  for (const gram of grams) {
    const posting = postings.get(gram);
    if (!posting) return nothing;
    lists.push(numbersOf(posting));
  }
  const [rarest = nothing, ...others] = lists.toSorted((a, b) => a.length - b.length);
  let found = rarest;
  for (const list of others) {
    if (found.length <= READ_AT_ONCE_MAX) break;
    found = common(found, list);
  }
  return found;
}
