import type { Match } from '@karez/contract/catalog/answers';
import { nearRange, nearWord, type NearWord } from './near.ts';
import { partsOf } from './parts.ts';
import { spelledIn, spellingOf, type Spelling } from './reading.ts';
import { otherWordsFor, type OtherWord } from './synonyms.ts';
import type { TranslatedTexts, Translations } from './translated-texts.ts';
import { foldForSearch, foldWithOffsets, joined, rangesOf, type Range } from './search-text.ts';

/** Texts of an entry in which words are looked for, most telling first. */
export type MatchedTexts = {
  readonly name: string;
  readonly nameUg: string;
  readonly code: string;
  readonly providerNames: readonly string[];
  readonly items: readonly string[];
  readonly abstract: string;
  readonly abstractUg: string;
  /** Pinyin of name, department names and items, in this order; empty while they have not been read. */
  readonly readings: readonly string[];
  readonly translations: Translations;
};

/** What was asked, made ready once for all entries of a page: the words, and the other forms of those that have any. */
export type Asked = {
  readonly words: readonly string[];
  readonly forms: readonly AskedWord[];
  /** Whether any form is looked for in readings. */
  readonly isReadAloud: boolean;
};

/** The other forms in which one word may stand; `near` and `parts` (with their other names) only for what does not hold the words. */
type AskedWord = {
  readonly others: readonly OtherWord[];
  readonly spelling: Spelling | null;
  readonly near: NearWord | null;
  readonly parts: readonly string[];
};

/** Makes a question ready: `holding` for entries that hold its words, `near` for those that were found because they are near them. */
export function askedFor(words: readonly string[], entries: 'holding' | 'near'): Asked {
  const all = words.map((word): AskedWord => {
    const form = { others: otherWordsFor(word), spelling: spellingOf(word) };
    if (entries === 'holding') return { ...form, near: null, parts: [] };
    const near = nearWord(word);
    return {
      ...form,
      near: near.shapes.length > 0 ? near : null,
      parts: partsOf([word]).parts.flatMap((part) => [part, ...otherWordsFor(part).map(wordOf)]),
    };
  });
  const forms = all.filter(({ others, spelling, near, parts }) => others.length + parts.length > 0 || spelling !== null || near !== null);
  return { words, forms, isReadAloud: forms.some(({ spelling, near }) => spelling !== null || near?.spelled === true) };
}

const wordOf = ({ word }: OtherWord): string => word;

/** How many places are shown per entry, and how much text around the first match of a long text (UTF-16 units). */
export const MATCHES_MAX = 5;
const TEXT_MAX = 120;
const BEFORE = 30;

/** Cuts a long text around its first match, never through a character. */
function excerpt(text: string, ranges: readonly Range[]): { text: string; ranges: [number, number][] } {
  if (text.length <= TEXT_MAX) return { text, ranges: ranges.map(([from, to]) => [from, to]) };
  const first = ranges[0]?.[0] ?? 0;
  const start = wholeCharacter(text, Math.max(0, first - BEFORE));
  const end = wholeCharacter(text, Math.min(text.length, start + TEXT_MAX));
  const inside = ranges.filter(([from, to]) => from >= start && to <= end);
  return { text: text.slice(start, end), ranges: inside.map(([from, to]) => [from - start, to - start]) };
}

function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}

type Searched = { readonly field: Match['field']; readonly text: string; readonly reading: string };

const untranslated: TranslatedTexts = { name: null, abstract: null, items: [] };

/** What stands in other languages; the provider's own Uyghur stands in where nobody translated. */
function translatedTexts({ translations, nameUg, abstractUg }: MatchedTexts): { readonly ug: Translated; readonly en: Translated } {
  const { ug = untranslated, en = untranslated } = translations;
  return { ug: textsOf(ug, { name: nameUg, abstract: abstractUg }), en: textsOf(en, { name: '', abstract: '' }) };
}

type Translated = { readonly name: string; readonly abstract: string; readonly items: readonly string[] };

function textsOf({ name, abstract, items }: TranslatedTexts, otherwise: Pick<Translated, 'name' | 'abstract'>): Translated {
  return { name: name?.text ?? otherwise.name, abstract: abstract?.text ?? otherwise.abstract, items };
}

/** The texts that are not empty, in the order in which they tell. */
function searchedTexts(texts: MatchedTexts): Searched[] {
  const { name, code, providerNames, items, abstract, readings } = texts;
  const { ug, en } = translatedTexts(texts);
  const found: Searched[] = [];
  const add = (field: Match['field'], text: string, reading = ''): void => {
    if (text !== '') found.push({ field, text, reading });
  };
  add('name', name, readings[0]);
  add('name-ug', ug.name);
  add('name-en', en.name);
  add('code', code);
  for (const [at, text] of providerNames.entries()) add(at === 0 ? 'provider' : 'provider-other-name', text, readings[1 + at]);
  for (const [at, text] of items.entries()) add('item', text, readings[1 + providerNames.length + at]);
  for (const text of ug.items) add('item-ug', text);
  for (const text of en.items) add('item-en', text);
  add('abstract', abstract);
  add('abstract-ug', ug.abstract);
  add('abstract-en', en.abstract);
  return found;
}

/**
 * Why an entry was found: the fields that hold the words, with the places to mark; behind them the fields that hold another form of a word,
 * with the form.
 */
export function matchesOf(texts: MatchedTexts, asked: Asked): Match[] {
  if (asked.words.length === 0) return [];
  const held: Match[] = [];
  const inOtherForm: Match[] = [];
  for (const searched of searchedTexts(texts)) {
    const folded = foldForSearch(searched.text);
    if (holdsOne(folded, asked.words)) {
      held.push({ field: searched.field, by: 'text', ...excerpt(searched.text, rangesOf(searched.text, asked.words)) });
      if (held.length === MATCHES_MAX) break;
    } else if (inOtherForm.length < MATCHES_MAX) {
      const other = otherMatch(searched, folded, asked);
      if (other !== null) inOtherForm.push(other);
    }
  }
  return [...held, ...inOtherForm].slice(0, MATCHES_MAX);
}

function holdsOne(folded: string, words: readonly string[]): boolean {
  for (const word of words) if (folded.includes(word)) return true;
  return false;
}

function otherMatch(searched: Searched, folded: string, { forms }: Asked): Match | null {
  const found: OtherRanges[] = [];
  // Most texts say no form of any word: nothing is made for them.
  for (const form of forms) {
    const one = otherRanges(searched, folded, form);
    if (one !== null) found.push(one);
  }
  const [first] = found;
  if (!first) return null;
  const ranges = joined(
    found.flatMap((one) => one.ranges.map(([from, to]): [number, number] => [from, to])).toSorted((a, b) => a[0] - b[0]),
  );
  return { field: searched.field, by: first.by, ...excerpt(searched.text, ranges) };
}

type OtherRanges = { readonly by: Match['by']; readonly ranges: readonly Range[] };

/** Where the text says the word by another name, or is spelled so in pinyin, or is near it. */
function otherRanges(searched: Searched, folded: string, { others, spelling, near, parts }: AskedWord): OtherRanges | null {
  const { text, reading } = searched;
  for (const { word, by } of others) if (folded.includes(word)) return { by, ranges: rangesOf(text, [word]) };
  const spelled = spelling === null ? null : spelledIn(reading, spelling);
  if (spelled !== null) return { by: 'pinyin', ranges: [unitsOf(text, spelled)] };
  const nearly = near === null ? null : nearRanges(searched, folded, near);
  return nearly ?? partRanges(text, folded, parts);
}

/** Where the text says parts of the word, as they are or by another name. */
function partRanges(text: string, folded: string, parts: readonly string[]): OtherRanges | null {
  const said = parts.filter((part) => folded.includes(part));
  return said.length === 0 ? null : { by: 'part', ranges: rangesOf(text, said) };
}

/** Where the text is near the word; a name that only sounds near is marked as a whole. */
function nearRanges({ text, reading }: Searched, folded: string, near: NearWord): OtherRanges | null {
  const range = nearRange(folded, near);
  if (range !== null) {
    const { from, to } = foldWithOffsets(text);
    return { by: 'near', ranges: [[from[range[0]] ?? 0, to[range[1] - 1] ?? text.length]] };
  }
  const sounds = near.spelled && nearRange(reading.replaceAll(' ', ''), { ...near, spelled: false }) !== null;
  return sounds ? { by: 'near', ranges: [[0, text.length]] } : null;
}

/** A range of characters as a range of UTF-16 units. */
function unitsOf(text: string, [from, to]: readonly [number, number]): Range {
  const characters = Array.from(text);
  const start = characters.slice(0, from).join('').length;
  return [start, start + characters.slice(from, to).join('').length];
}
