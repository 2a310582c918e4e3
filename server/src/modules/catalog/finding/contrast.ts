import type { Leftover } from './leftover.ts';
import table from './contrasts.json' with { type: 'json' };

/** Where a word stands that only one of two names holds. */
export type Place = 'start' | 'middle' | 'end';

const bigramsOf = (word: string): readonly string[] =>
  Array.from(word.slice(1), (character, before) => `${Array.from(word)[before]}${character}`);

function signsAlone(word: string, place: Place): readonly string[] {
  const where = place[0];
  const parts = [...bigramsOf(word).map((pair) => `b${pair}`), ...new Set(word)].map((part) => `a${part}`);
  return [`a${where}`, `a${Math.min(word.length, 6)}`, `w${word}`, `e${where}${word.slice(-2)}`, `s${where}${word.slice(0, 2)}`, ...parts];
}

const charactersOnly = (of: ReadonlySet<string>, not: ReadonlySet<string>): readonly string[] =>
  [...of].filter((character) => !not.has(character));

function signsExchanged(one: string, other: string): readonly string[] {
  const lengths = [Math.min(one.length, 6), Math.min(other.length, 6)].toSorted((a, b) => a - b);
  const [ones, others] = [new Set(one), new Set(other)];
  const each = [one, other].flatMap((word) => [`X${word}`, `E${word.slice(-2)}`, `S${word.slice(0, 2)}`]);
  const crossed = charactersOnly(ones, others).flatMap((a) => charactersOnly(others, ones).map((b) => `p${a < b ? a + b : b + a}`));
  const held = [...ones, ...others].map((character) => `C${character}`);
  return ['x', `l${lengths.join('')}`, `n${[...ones].filter((character) => others.has(character)).length}`, ...each, ...held, ...crossed];
}

/** The signs by which it is told whether the words in which two names differ tell two data apart; one of the words may be none. */
export function signsOf({ a, b }: Leftover, place: Place): readonly string[] {
  return a === '' || b === '' ? signsAlone(a + b, place) : signsExchanged(a, b);
}

const weights: ReadonlyMap<string, number> = new Map(
  table.signs.split(' ').map((entry): [string, number] => {
    const at = entry.lastIndexOf(':');
    return [entry.slice(0, at), Number(entry.slice(at + 1)) / table.scale];
  }),
);

function placeIn(core: string, word: string): Place {
  if (core.endsWith(word)) return 'end';
  return core.startsWith(word) ? 'start' : 'middle';
}

/** What was learnt is of short words; longer ones are names of their own. */
const WORD_MAX = 8;

/**
 * How surely the words of a leftover tell two data apart, learnt without labels (contrasts.json): one department registers both names when they are two
 * data, and departments of different places use the one or the other when they are two words for one. Above 0: rather two data; 0 where
 * nothing is known.
 */
export function contrastOf(left: Leftover, cores: Leftover): number {
  if (Math.max(left.a.length, left.b.length) > WORD_MAX) return 0;
  const place = left.a === '' ? placeIn(cores.b, left.b) : placeIn(cores.a, left.a);
  return signsOf(left, place).reduce((sum, sign) => sum + (weights.get(sign) ?? 0), table.bias);
}
