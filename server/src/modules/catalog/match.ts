import type { Match } from '@karez/contract/catalog/answers';
import { rangesOf, type Range } from './search-text.ts';

/** Texts of an entry in which words are looked for, most telling first. */
export type MatchedTexts = {
  readonly name: string;
  readonly nameUg: string;
  readonly code: string;
  readonly providerNames: readonly string[];
  readonly items: readonly string[];
  readonly abstract: string;
  readonly abstractUg: string;
};

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

/** Why an entry was found: the fields that hold the words, with the places to mark. */
export function matchesOf(texts: MatchedTexts, words: readonly string[]): Match[] {
  if (words.length === 0) return [];
  const candidates: { field: Match['field']; text: string }[] = [
    { field: 'name', text: texts.name },
    { field: 'name-ug', text: texts.nameUg },
    { field: 'code', text: texts.code },
    ...texts.providerNames.map((text) => ({ field: 'provider' as const, text })),
    ...texts.items.map((text) => ({ field: 'item' as const, text })),
    { field: 'abstract', text: texts.abstract },
    { field: 'abstract-ug', text: texts.abstractUg },
  ];
  const found: Match[] = [];
  for (const { field, text } of candidates) {
    const ranges = rangesOf(text, words);
    if (ranges.length > 0) found.push({ field, ...excerpt(text, ranges) });
    if (found.length === MATCHES_MAX) break;
  }
  return found;
}
