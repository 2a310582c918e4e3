import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signsOf, type Place } from '../../server/src/modules/catalog/finding/contrast.ts';
import { seededRandom } from '../search/random.ts';
import { labelled, type Collection } from './labelled.ts';
import { departmentOf } from './sides.ts';

/**
 * Learns from the titles alone, without a label, which words tell two data apart: `node bench/duplicates/contrast.ts` writes `contrasts.json`. Two names that
 * are equal but for one word are two data when a department registers both (*kept apart*), and may be one datum under two words when departments of
 * different places register the one or the other, none both (*in place of each other*). Rows in a labelled pair and rows of departments that are in
 * no pair are left out, so that neither what is measured nor what may be drawn later is in it.
 */
const coreLength = { min: 3, max: 24 } as const;
const wordMax = 8;
const leftMin = 2;
const wordsOfFrameMax = 80;
const epochs = 6;
const pull = 0.021;
const rate = 0.15;
/** Rarer and weaker signs are left out; pairs of characters are many, so theirs weigh more. */
const signMin = { times: 12, weight: 0.2, weightOfPair: 0.8 } as const;
const scale = 20;

type Holders = ReadonlyMap<string, ReadonlySet<number>>;
/** A name with a gap, and by what departments fill it. */
type Frame = { readonly before: string; readonly after: string; readonly words: Map<string, Set<number>> };

function framesOf(cores: Holders): Iterable<Frame> {
  const frames = new Map<string, Frame>();
  for (const [core, holders] of cores) {
    for (let at = 0; at <= core.length; at += 1) {
      for (let length = 0; length <= Math.min(wordMax, core.length - at, core.length - leftMin); length += 1) {
        const [before, word, after] = [core.slice(0, at), core.slice(at, at + length), core.slice(at + length)];
        const key = `${before}_${after}`;
        const frame = frames.get(key) ?? { before, after, words: new Map<string, Set<number>>() };
        frames.set(key, frame);
        frame.words.set(word, new Set([...(frame.words.get(word) ?? []), ...holders]));
      }
    }
  }
  return frames.values();
}

const placeOf = ({ before, after }: Frame): Place => {
  if (after === '') return before === '' ? 'start' : 'end';
  return before === '' ? 'start' : 'middle';
};

type Seen = { readonly signs: readonly string[]; apart: number; exchanged: number };

/** Whether two words of one frame are kept apart by a department, and whether places use the one or the other. */
function tell(
  one: ReadonlySet<number>,
  other: ReadonlySet<number>,
  placeOfDepartment: readonly string[],
): { apart: boolean; exchanged: boolean } {
  const places = (of: Iterable<number>): Set<string> => new Set([...of].map((department) => placeOfDepartment[department] ?? ''));
  const both = places([...one].filter((department) => other.has(department)));
  const only = (of: ReadonlySet<number>): Set<string> => new Set([...places(of)].filter((place) => !both.has(place)));
  const [ones, others] = [only(one), only(other)];
  return { apart: both.size > 0, exchanged: Math.min(ones.size, others.size) > 0 && new Set([...ones, ...others]).size > 1 };
}

/** 登记 and 登录 differ in 记 and 录: that is told of a longer frame. */
const isWhole = (a: string, b: string): boolean => a === '' || b === '' || (a[0] !== b[0] && a.at(-1) !== b.at(-1));

function seenIn(frames: Iterable<Frame>, placeOfDepartment: readonly string[]): readonly Seen[] {
  const seen = new Map<string, Seen>();
  for (const frame of frames) {
    if (frame.words.size < 2) continue;
    const words = [...frame.words].toSorted(([, a], [, b]) => b.size - a.size).slice(0, wordsOfFrameMax);
    const place = placeOf(frame);
    words.forEach(([a, ofA], at) => {
      for (const [b, ofB] of words.slice(at + 1)) {
        if (!isWhole(a, b)) continue;
        const { apart, exchanged } = tell(ofA, ofB, placeOfDepartment);
        if (!apart && !exchanged) continue;
        const key = `${[a, b].toSorted().join('/')}${place}`;
        const one = seen.get(key) ?? { signs: signsOf({ a, b }, place), apart: 0, exchanged: 0 };
        seen.set(key, one);
        one.apart += apart ? 1 : 0;
        one.exchanged += exchanged ? 1 : 0;
      }
    });
  }
  return [...seen.values()];
}

/** Often seen counts more, but not as much as it is often. */
const damped = (times: number): number => times ** 0.7;

type Learnt = { readonly bias: number; readonly weights: ReadonlyMap<string, number> };
type Sample = { readonly at: readonly number[]; readonly apart: number; readonly exchanged: number };

/** Steps that grow smaller the more often a sign was met; the bias is number 0. */
class Steps {
  readonly weights: Float64Array;
  readonly #met: Float64Array;

  constructor(size: number) {
    this.weights = new Float64Array(size);
    this.#met = new Float64Array(size).fill(1e-3);
  }

  take({ at, apart, exchanged }: Sample): void {
    const sum = at.reduce((all, number) => all + (this.weights[number] ?? 0), 0);
    const chance = 1 / (1 + Math.exp(-sum));
    const slope = apart * (1 - chance) - exchanged * chance;
    for (const number of at) {
      const weight = this.weights[number] ?? 0;
      const down = number === 0 ? slope : slope - pull * weight;
      const met = (this.#met[number] ?? 0) + down * down;
      this.#met[number] = met;
      this.weights[number] = weight + (rate * down) / Math.sqrt(met);
    }
  }
}

/** Signs that are met often enough, each with its number. */
function numbersOf(seen: readonly Seen[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { signs } of seen) for (const sign of new Set(signs)) times.set(sign, (times.get(sign) ?? 0) + 1);
  const known = [...times].flatMap(([sign, count]) => (count >= signMin.times ? [sign] : []));
  return new Map(known.map((sign, number) => [sign, number + 1]));
}

/** Logistic regression, both sides brought to one sum; the same words in the same order give the same weights. */
function learnt(seen: readonly Seen[]): Learnt {
  const numbers = numbersOf(seen);
  const total = (side: 'apart' | 'exchanged') => seen.reduce((sum, one) => sum + damped(one[side]), 0);
  const evened = total('exchanged') / total('apart');
  const samples = seen.map(({ signs, apart, exchanged }): Sample => ({
    at: [0, ...new Set(signs.flatMap((sign) => numbers.get(sign) ?? []))],
    apart: damped(apart) * evened,
    exchanged: damped(exchanged),
  }));
  const steps = new Steps(numbers.size + 1);
  const random = seededRandom(20_261_131);
  for (let left = epochs * samples.length; left > 0; left -= 1) {
    const sample = samples[Math.floor(random() * samples.length)];
    if (sample) steps.take(sample);
  }
  return { bias: steps.weights[0] ?? 0, weights: new Map([...numbers].map(([sign, number]) => [sign, steps.weights[number] ?? 0])) };
}

function coresOf(collection: Collection): { cores: Holders; placeOfDepartment: readonly string[] } {
  const { rows, pairs, held } = collection;
  const inPairs = new Set([...pairs, ...held].flatMap(({ a, b }) => [a.id, b.id]));
  const seenDepartments = new Set(pairs.flatMap(({ a, b }) => [departmentOf(a), departmentOf(b)]));
  const numbers = new Map<string, number>();
  const placeOfDepartment: string[] = [];
  const cores = new Map<string, Set<number>>();
  for (const row of rows) {
    const { subject } = collection.readingOf(row);
    const { length } = subject.core;
    if (inPairs.has(row.id) || !seenDepartments.has(departmentOf(row)) || subject.isOwnPaper) continue;
    if (length < coreLength.min || length > coreLength.max) continue;
    const number = numbers.get(departmentOf(row)) ?? numbers.size;
    numbers.set(departmentOf(row), number);
    placeOfDepartment[number] = row.place;
    cores.set(subject.core, (cores.get(subject.core) ?? new Set<number>()).add(number));
  }
  return { cores, placeOfDepartment };
}

const { cores, placeOfDepartment } = coresOf(await labelled());
const seen = seenIn(framesOf(cores), placeOfDepartment);
const { bias, weights } = learnt(seen);
const isKept = ([sign, weight]: readonly [string, number]): boolean =>
  Math.abs(weight) >= (sign.startsWith('p') ? signMin.weightOfPair : signMin.weight);
const kept = [...weights].filter(isKept).toSorted(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  fileURLToPath(new URL('../../server/src/modules/catalog/finding/contrasts.json', import.meta.url)),
  `${JSON.stringify(
    {
      about: `Signs that words tell two data apart (above 0) or stand for each other, learnt from ${cores.size} names without a label; the names are of nju-websoft/CNPDS.`,
      madeBy: 'node bench/duplicates/contrast.ts',
      version: 1,
      scale,
      bias: Number(bias.toFixed(3)),
      signs: kept.map(([sign, weight]) => `${sign}:${Math.round(weight * scale)}`).join(' '),
    },
    undefined,
    2,
  )}\n`,
);
console.log(`${seen.length} ways in which two names differ, ${weights.size} signs, ${kept.length} kept`);
