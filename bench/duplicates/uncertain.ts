import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare, extentsOf, type Reading } from '../../server/src/modules/catalog/finding/likeness.ts';
import { seededRandom } from '../search/random.ts';
import { labelled, type Collection } from './labelled.ts';
import type { Row } from './rows.ts';
import { departmentOf } from './sides.ts';

/**
 * Draws pairs of which the comparison of the day is not sure, to learn from and for no figure: `node bench/duplicates/uncertain.ts` writes
 * `training/uncertain-pairs.json` where none stands. Both departments are in pairs already, no title and no row is, and no subject is in more than two pairs.
 */
const file = fileURLToPath(new URL('training/uncertain-pairs.json', import.meta.url));
const drawn = { seed: 20_261_202, firstNo: 6001, count: 1600 } as const;
const likely = { from: 0.06, to: 0.95 } as const;
/** A pair is as often one that is rather none, one in the middle or one that is rather a duplicate, where a row has all of them. */
const cuts = [0.3, 0.7] as const;
const postingMax = 3000;
const nearMax = 60;
const sameSubjectMax = 2;

type Candidate = { readonly other: number; readonly score: number };

/** The rows that may be drawn, each as it is read, and by which pairs of characters it is looked up. */
type Stock = {
  readonly collection: Collection;
  readonly rows: readonly Row[];
  readonly readings: readonly Reading[];
  readonly postings: ReadonlyMap<string, readonly number[]>;
};

function postingsOf(readings: readonly Reading[]): ReadonlyMap<string, readonly number[]> {
  const postings = new Map<string, number[]>();
  readings.forEach(({ pairs }, number) => {
    for (const pair of pairs) {
      const posting = postings.get(pair);
      if (posting) posting.push(number);
      else postings.set(pair, [number]);
    }
  });
  return postings;
}

const pick = <T>(random: () => number, from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];

function stockOf(collection: Collection): Stock {
  const inPairs = collection.pairs.flatMap(({ a, b }) => [a, b]);
  const departments = new Set(inPairs.map(departmentOf));
  const titles = new Set(inPairs.map(({ title }) => title));
  const mayBeDrawn = (row: Row): boolean =>
    departments.has(departmentOf(row)) && !titles.has(row.title) && !collection.readingOf(row).subject.isOwnPaper;
  const rows = collection.rows.filter(mayBeDrawn);
  const readings = rows.map((row) => collection.readingOf(row));
  return { collection, rows, readings, postings: postingsOf(readings) };
}

/** How much each row of another place shares with a row. */
function sharedWith({ collection, rows, readings, postings }: Stock, number: number): ReadonlyMap<number, number> {
  const scores = new Map<number, number>();
  const told = [...(readings[number]?.pairs ?? [])].filter((pair) => (postings.get(pair)?.length ?? 0) <= postingMax);
  for (const pair of told) {
    const others = (postings.get(pair) ?? []).filter((other) => rows[other]?.place !== rows[number]?.place);
    for (const other of others) scores.set(other, (scores.get(other) ?? 0) + collection.weigh(pair));
  }
  return scores;
}

/** Numbers of the rows of other places that share most with a row, the nearest first. */
function nearest(stock: Stock, number: number): readonly number[] {
  return [...sharedWith(stock, number)]
    .map(([other, score]) => ({ other, rank: score / Math.sqrt(4 + (stock.readings[other]?.pairs.size ?? 0)) }))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, nearMax)
    .map(({ other }) => other);
}

/** How sure the comparison is that two rows are one datum, where their extents let them be. */
function scoreOf({ collection, readings }: Stock, number: number, other: number): number | undefined {
  const [a, b] = [readings[number], readings[other]];
  if (!a || !b) return undefined;
  const extents = extentsOf(a, b);
  return extents === 'equal' || extents === 'contained' ? compare(a, b, collection.weigh).score : undefined;
}

/** What is drawn already: rows, and how often each subject. */
class Drawn {
  readonly pairs: (readonly [Row, Row])[] = [];
  readonly #rows = new Set<string>();
  readonly #subjects = new Map<string, number>();
  readonly #stock: Stock;

  constructor(stock: Stock) {
    this.#stock = stock;
  }

  isFree(number: number): boolean {
    const [row, reading] = [this.#stock.rows[number], this.#stock.readings[number]];
    return row !== undefined && !this.#rows.has(row.id) && (this.#subjects.get(reading?.subject.core ?? '') ?? 0) < sameSubjectMax;
  }

  take(number: number, other: number): void {
    const [a, b] = [this.#stock.rows[number], this.#stock.rows[other]];
    if (!a || !b) return;
    this.pairs.push([a, b]);
    this.#rows.add(a.id).add(b.id);
    for (const one of [number, other]) {
      const core = this.#stock.readings[one]?.subject.core ?? '';
      this.#subjects.set(core, (this.#subjects.get(core) ?? 0) + 1);
    }
  }
}

function candidatesOf(stock: Stock, taken: Drawn, number: number): readonly Candidate[] {
  return nearest(stock, number).flatMap((other): Candidate[] => {
    const score = taken.isFree(other) ? scoreOf(stock, number, other) : undefined;
    return score !== undefined && score > likely.from && score < likely.to ? [{ other, score }] : [];
  });
}

function draw(stock: Stock): readonly (readonly [Row, Row])[] {
  const random = seededRandom(drawn.seed);
  const taken = new Drawn(stock);
  const order = stock.rows.map((_, number) => ({ number, key: random() })).toSorted((a, b) => a.key - b.key);
  for (const { number } of order) {
    if (taken.pairs.length >= drawn.count) break;
    const candidates = taken.isFree(number) ? candidatesOf(stock, taken, number) : [];
    if (candidates.length === 0) continue;
    const groups = Map.groupBy(candidates, ({ score }) => cuts.filter((cut) => score >= cut).length);
    const group = pick(
      random,
      [...groups].toSorted(([a], [b]) => a - b),
    );
    const chosen = pick(random, group?.[1] ?? []);
    if (chosen) taken.take(number, chosen.other);
  }
  return taken.pairs
    .map((pair) => ({ pair, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ pair }) => pair);
}

if (existsSync(file)) throw new Error('the pairs stand: they were drawn by the comparison of their day');
const lines = draw(stockOf(await labelled())).map(([a, b], at) =>
  JSON.stringify({ no: drawn.firstNo + at, a: a.id, b: b.id, band: 'across uncertain', side: 'held-out' }),
);
writeFileSync(file, `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`);
