import type { Match } from '@karez/contract/catalog/answers';
import { nearRange, nearWord, type NearWord } from './near.ts';
import { partsOf } from './parts.ts';
import { spelledIn, spelledWord } from './reading.ts';
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

/** What was asked, made ready once for all entries of a page. */
export type Asked = { readonly words: readonly string[]; readonly forms: readonly AskedWord[] };

/** The other forms in which one word may stand; `near` and `parts` only for what does not hold the words. */
type AskedWord = {
  readonly others: readonly OtherWord[];
  readonly letters: string | null;
  readonly near: NearWord | null;
  readonly parts: readonly string[];
};

/** Makes a question ready: `holding` for entries that hold its words, `near` for those that were found because they are near them. */
export function askedFor(words: readonly string[], entries: 'holding' | 'near'): Asked {
  const forms = words.map((word): AskedWord => {
    const form = { others: otherWordsFor(word), letters: spelledWord(word) };
    if (entries === 'holding') return { ...form, near: null, parts: [] };
    return { ...form, near: nearWord(word), parts: partsOf([word]).parts };
  });
  return { words, forms };
}

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

const unread = (field: Match['field'], text: string | undefined): Searched => ({ field, text: text ?? '', reading: '' });

const untranslated: TranslatedTexts = { name: null, abstract: null, items: [] };

/** What stands in other languages; the provider's own Uyghur stands in where nobody translated. */
function translatedTexts({ translations, nameUg, abstractUg }: MatchedTexts) {
  const { ug = untranslated, en = untranslated } = translations;
  return {
    names: [unread('name-ug', ug.name?.text ?? nameUg), unread('name-en', en.name?.text)],
    items: [...ug.items.map((text) => unread('item-ug', text)), ...en.items.map((text) => unread('item-en', text))],
    abstracts: [unread('abstract-ug', ug.abstract?.text ?? abstractUg), unread('abstract-en', en.abstract?.text)],
  };
}

function searchedTexts(texts: MatchedTexts): Searched[] {
  const { providerNames, items, readings } = texts;
  const read = (at: number): string => readings[at] ?? '';
  const translated = translatedTexts(texts);
  return [
    { field: 'name', text: texts.name, reading: read(0) },
    ...translated.names,
    unread('code', texts.code),
    ...providerNames.map((text, at): Searched => ({ field: at === 0 ? 'provider' : 'provider-other-name', text, reading: read(1 + at) })),
    ...items.map((text, at): Searched => ({ field: 'item', text, reading: read(1 + providerNames.length + at) })),
    ...translated.items,
    unread('abstract', texts.abstract),
    ...translated.abstracts,
  ];
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
    if (asked.words.some((word) => folded.includes(word))) {
      held.push({ field: searched.field, by: 'text', ...excerpt(searched.text, rangesOf(searched.text, asked.words)) });
      if (held.length === MATCHES_MAX) break;
    } else if (inOtherForm.length < MATCHES_MAX) inOtherForm.push(...otherMatch(searched, folded, asked));
  }
  return [...held, ...inOtherForm].slice(0, MATCHES_MAX);
}

function otherMatch({ field, text, reading }: Searched, folded: string, { forms }: Asked): Match[] {
  const found = forms.flatMap((form) => otherRanges({ text, folded, reading }, form));
  const [first] = found;
  if (!first) return [];
  const ranges = joined(
    found.flatMap((one) => one.ranges.map(([from, to]): [number, number] => [from, to])).toSorted((a, b) => a[0] - b[0]),
  );
  return [{ field, by: first.by, ...excerpt(text, ranges) }];
}

type OtherRanges = { readonly by: Match['by']; readonly ranges: readonly Range[] };
type Read = { readonly text: string; readonly folded: string; readonly reading: string };

/** Where the text says the word by another name, or is spelled so in pinyin, or is near it. */
function otherRanges({ text, folded, reading }: Read, { others, letters, near, parts }: AskedWord): OtherRanges[] {
  const other = others.find(({ word }) => folded.includes(word));
  if (other) return [{ by: other.by, ranges: rangesOf(text, [other.word]) }];
  const spelled = letters === null ? null : spelledIn(reading, letters);
  if (spelled !== null) return [{ by: 'pinyin', ranges: [unitsOf(text, spelled)] }];
  const nearly = near === null ? [] : nearRanges({ text, folded, reading }, near);
  return nearly.length > 0 ? nearly : partRanges({ text, folded, reading }, parts);
}

/** Where the text says parts of the word, as they are or by another name. */
function partRanges({ text, folded }: Read, parts: readonly string[]): OtherRanges[] {
  const said = parts.flatMap((part) => [part, ...otherWordsFor(part).map(({ word }) => word)]).filter((part) => folded.includes(part));
  return said.length === 0 ? [] : [{ by: 'part', ranges: rangesOf(text, said) }];
}

/** Where the text is near the word; a name that only sounds near is marked as a whole. */
function nearRanges({ text, folded, reading }: Read, near: NearWord): OtherRanges[] {
  const range = nearRange(folded, near);
  if (range !== null) {
    const { from, to } = foldWithOffsets(text);
    return [{ by: 'near', ranges: [[from[range[0]] ?? 0, to[range[1] - 1] ?? text.length]] }];
  }
  const sounds = near.spelled && nearRange(reading.replaceAll(' ', ''), { ...near, spelled: false }) !== null;
  return sounds ? [{ by: 'near', ranges: [[0, text.length]] }] : [];
}

/** A range of characters as a range of UTF-16 units. */
function unitsOf(text: string, [from, to]: readonly [number, number]): Range {
  const characters = Array.from(text);
  const start = characters.slice(0, from).join('').length;
  return [start, start + characters.slice(from, to).join('').length];
}
