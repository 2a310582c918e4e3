import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../search/random.ts';
import { readRows, type Row } from './rows.ts';
import { countiesOf, countyOf, withoutCounties } from './counties.ts';
import { departmentKind, departmentOf, sideOf, type Side } from './sides.ts';
import { similarityIndex, type SimilarityIndex } from './similarity.ts';

/**
 * Draws the pairs that are labelled, before anybody has looked at one: `node bench/duplicates/sample.ts` writes the sets that are not written yet, the same for
 * the same rows and seeds. What the bands and strata are: README.md. No row is in two sets.
 */
const sets: readonly PairSet[] = [
  { file: 'pairs.json', seed: 20_261_122, firstNo: 1, side: 'both' },
  { file: 'second/pairs.json', seed: 20_261_123, firstNo: 1001, side: 'both' },
  { file: 'tuning/pairs.json', seed: 20_261_124, firstNo: 2001, side: 'tuning' },
  { file: 'third/pairs.json', seed: 20_261_126, firstNo: 3001, side: 'new departments' },
  { file: 'fourth/pairs.json', seed: 20_261_128, firstNo: 4001, side: 'one new department' },
  { file: 'training/pairs.json', seed: 20_261_129, firstNo: 5001, side: 'seen departments' },
  { file: 'training/more-pairs.json', seed: 20_261_130, firstNo: 5501, side: 'seen departments' },
  { file: 'training/uncertain-pairs.json', seed: 20_261_202, firstNo: 6001, side: 'drawn elsewhere' },
  { file: 'fifth/pairs.json', seed: 20_261_203, firstNo: 8001, side: 'one new department', share: 0.5 },
];

/**
 * A set of pairs: where it is written, its seed, the number of its first pair and from which rows it is drawn: of both sides, of the tuning side only,
 * of departments none of whose rows is in an earlier pair, or one row of such a department beside one of any, both with titles that are in no earlier pair.
 * `share` of the bands is wanted. What was drawn elsewhere (uncertain.ts, by the comparison of that day) always stands.
 */
type PairSet = {
  readonly file: string;
  readonly seed: number;
  readonly firstNo: number;
  readonly side: 'both' | 'tuning' | 'new departments' | 'one new department' | 'seen departments' | 'drawn elsewhere';
  readonly share?: number;
};

/** How many pairs of rows of different places are drawn from each band of similarity, `[from, to)`. */
const bands = [
  { name: 'across 0.10-0.25', from: 0.1, to: 0.25, count: 40 },
  { name: 'across 0.25-0.40', from: 0.25, to: 0.4, count: 90 },
  { name: 'across 0.40-0.55', from: 0.4, to: 0.55, count: 110 },
  { name: 'across 0.55-0.70', from: 0.55, to: 0.7, count: 110 },
  { name: 'across 0.70-1.00', from: 0.7, to: 1.01, count: 90 },
] as const;
const equalTitles = { name: 'across equal titles', count: 40 } as const;
/** Pairs of one place whose titles name different counties and are alike without their names. */
const counties = { name: 'counties of one place', count: 130, similarityMin: 0.75 } as const;
/** The fourth set has three quarters of each band of the others, and as many counties as the third had to its bands; the fifth has half of each band. */
const shareOfFourth = 0.75;
const countiesOfFourth = 48;

type Pair = { readonly a: string; readonly b: string; readonly band: string; readonly side: Side; readonly similarity: number };
type Draw = {
  readonly random: () => number;
  readonly rows: readonly Row[];
  /** The first row of a pair is one of these. */
  readonly anchors: readonly Row[];
  readonly bands: readonly { readonly name: string; readonly count: number }[];
  readonly used: Set<string>;
  readonly pairs: Pair[];
  /** Of departments none of which is in an earlier pair. */
  readonly isNew: boolean;
  /** Rows of two sides are in no pair; departments that are new altogether are all held out. */
  sideOf(row: Row): Side;
};

function pick<T>(random: () => number, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}

function shuffled<T>(random: () => number, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

function keep(draw: Draw, pair: Pair): void {
  draw.used.add(pair.a).add(pair.b);
  draw.pairs.push(pair);
}

function bandOf(similarity: number, isEqual: boolean): string | undefined {
  if (isEqual) return equalTitles.name;
  return bands.find(({ from, to }) => similarity >= from && similarity < to)?.name;
}

type Partner = { readonly row: Row; readonly similarity: number; readonly band: string };

function partnersOf(draw: Draw, anchor: Row, index: SimilarityIndex): Partner[] {
  const side = draw.sideOf(anchor);
  return index.near(anchor).flatMap(({ row, similarity }) => {
    if (row.place === anchor.place || draw.used.has(row.id) || draw.sideOf(row) !== side) return [];
    const band = bandOf(similarity, row.title === anchor.title);
    return band === undefined ? [] : [{ row, similarity, band }];
  });
}

/** A row at random, a band at random among those that lack pairs and in which the row has partners, one of these partners at random. */
function drawAcross(draw: Draw, index: SimilarityIndex): void {
  const wanted = new Map<string, number>(draw.bands.flatMap(({ name, count }) => (name === counties.name ? [] : [[name, count] as const])));
  for (const anchor of shuffled(draw.random, draw.anchors)) {
    if (wanted.size === 0) return;
    if (draw.used.has(anchor.id)) continue;
    const partners = partnersOf(draw, anchor, index).filter(({ band }) => wanted.has(band));
    const band = pick(
      draw.random,
      [...wanted.keys()].filter((name) => partners.some((partner) => partner.band === name)),
    );
    const chosen = pick(
      draw.random,
      partners.filter((partner) => partner.band === band),
    );
    if (band === undefined || chosen === undefined) continue;
    keep(draw, { a: anchor.id, b: chosen.row.id, band, side: draw.sideOf(anchor), similarity: Number(chosen.similarity.toFixed(3)) });
    const left = (wanted.get(band) ?? 0) - 1;
    if (left > 0) wanted.set(band, left);
    else wanted.delete(band);
  }
}

/** The same for counties of one place: both titles (or departments, among new ones) name a county, not the same one, and are alike when the names are taken out. */
function drawCounties(draw: Draw): void {
  const named = countiesOf(draw.rows);
  const bare = draw.rows.flatMap((row) => {
    // Few of the departments left name their county in a title; their own name tells it as well.
    const county = countyOf(named, row) ?? (draw.isNew ? countyOf(named, { ...row, title: row.org }) : undefined);
    return county === undefined ? [] : [{ row: { ...row, title: withoutCounties(named, row), summary: '' }, county }];
  });
  const countyById = new Map(bare.map(({ row, county }) => [row.id, county]));
  const index = similarityIndex(bare.map(({ row }) => row));
  const anchors = new Set(draw.anchors.map(({ id }) => id));
  let left = draw.bands.find(({ name }) => name === counties.name)?.count ?? 0;
  for (const { row: anchor, county } of shuffled(draw.random, bare)) {
    if (left === 0) return;
    if (draw.used.has(anchor.id) || !anchors.has(anchor.id)) continue;
    const partners = index.near(anchor).filter(({ row, similarity }) => {
      if (row.place !== anchor.place || countyById.get(row.id) === county || draw.used.has(row.id)) return false;
      return similarity >= counties.similarityMin && draw.sideOf(row) === draw.sideOf(anchor) && row.org !== anchor.org;
    });
    const chosen = pick(draw.random, partners);
    if (!chosen) continue;
    const { row, similarity } = chosen;
    keep(draw, { a: anchor.id, b: row.id, band: counties.name, side: draw.sideOf(anchor), similarity: Number(similarity.toFixed(3)) });
    left -= 1;
  }
}

const all = await readRows();
const used = new Set<string>();

type Stock = Pick<Draw, 'rows' | 'anchors' | 'bands'>;

function stockFor({ side, share = shareOfFourth }: PairSet): Stock {
  const whole = [...bands, equalTitles, counties];
  const of = (rows: readonly Row[]): Stock => ({ rows, anchors: rows, bands: whole });
  if (side === 'both') return of(all);
  if (side === 'tuning') return of(all.filter((row) => sideOf(row) === side));
  const seen = all.filter(({ id }) => used.has(id));
  const departments = new Set(seen.map(departmentOf));
  const isNew = (row: Row): boolean => !departments.has(departmentOf(row));
  if (side === 'new departments') return of(all.filter(isNew));
  const titles = new Set(seen.map(({ title }) => title));
  const rows = all.filter(({ title }) => !titles.has(title));
  if (side === 'seen departments') {
    const ofSeen = rows.filter((row) => !isNew(row));
    return { rows: ofSeen, anchors: ofSeen, bands: [...bands, equalTitles] };
  }
  const fewer = whole.map(({ name, count }) => ({
    name,
    count: Math.round(name === counties.name ? (countiesOfFourth * share) / shareOfFourth : count * share),
  }));
  return { rows, anchors: rows.filter(isNew), bands: fewer };
}

/** A set that stands written is not drawn again; `--anew` draws all of them, the same for the same rows and seeds. */
function standing({ file, side }: PairSet): readonly Pair[] | undefined {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const isAnew = process.argv.includes('--anew') && side !== 'drawn elsewhere';
  return isAnew || !existsSync(path) ? undefined : JSON.parse(readFileSync(path, 'utf8'));
}

for (const set of sets) {
  const { file, seed, firstNo, side } = set;
  const stands = standing(set);
  if (stands) {
    for (const { a, b } of stands) used.add(a).add(b);
    continue;
  }
  const isNew = side === 'new departments' || side === 'one new department' || side === 'seen departments';
  const stock = stockFor(set);
  const draw: Draw = { ...stock, random: seededRandom(seed), used, pairs: [], isNew, sideOf: isNew ? (): Side => 'held-out' : sideOf };
  drawAcross(draw, similarityIndex(stock.rows));
  drawCounties(draw);
  const numbered = shuffled(draw.random, draw.pairs).map((pair, index) => ({ no: index + firstNo, ...pair }));
  writeFileSync(
    fileURLToPath(new URL(file, import.meta.url)),
    `[\n${numbered.map((pair) => `  ${JSON.stringify(pair)}`).join(',\n')}\n]\n`,
  );
  console.log(`${file}, seed ${seed}`);
  for (const part of ['tuning', 'held-out'] as const) {
    const kinds = new Set(stock.rows.filter((row) => draw.sideOf(row) === part).map(departmentKind));
    console.log(`  ${part}: ${numbered.filter((pair) => pair.side === part).length} pairs of ${kinds.size} kinds of departments`);
  }
  for (const { name, count } of stock.bands) {
    console.log(`  ${name}: ${numbered.filter(({ band }) => band === name).length} of ${count}`);
  }
}
