import keptApart from './kept-apart.json' with { type: 'json' };
import weights from './likeness.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };
import { differenceOf, leftoversOf, type Leftover } from './leftover.ts';
import { columnsIn, lightOf, subjectOf, tellingColumns, type Period, type Subject } from './subject.ts';

/** An entry as it is compared: its words, and the region from the city down (`['650400', '650402']`). */
export type Described = {
  readonly name: string;
  readonly abstract: string;
  readonly items: readonly string[];
  readonly region: readonly string[];
};

/** How much a pair of characters says: the rarer in the catalogue, the more. */
export type Weigh = (pair: string) => number;

/** What takes the names of places, which carry no meaning, out of a title. */
export type RemovePlaces = (title: string) => string;

export type Relation = 'same' | 'slice' | 'new';
/** Why two entries that speak of the same are new to each other. */
export type Apart = 'other-subject' | 'own-paper' | 'other-region' | 'other-period';

export type Verdict = {
  readonly relation: Relation;
  readonly apart: Apart | null;
  /** 0 to 1: how surely both speak of the same things. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
};

export const partNames = [
  'shared',
  'characters',
  'strongestUnshared',
  'alone',
  'exchanged',
  'telling',
  'acts',
  'measures',
  'breakdowns',
  'levels',
  'contrasts',
  'derived',
  'keptApart',
  'columns',
  'ending',
] as const;
export type PartName = (typeof partNames)[number];
/** One part of the score: what was measured and what it weighs. */
export type ScorePart = { readonly name: PartName; readonly value: number; readonly weight: number };

/** What a description says, read once for many comparisons. */
export type Reading = {
  readonly subject: Subject;
  readonly pairs: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly region: readonly string[];
};

export function pairsOf(text: string): ReadonlySet<string> {
  const characters = Array.from(text);
  return new Set(characters.slice(1).map((character, before) => `${characters[before]}${character}`));
}

/** Reads a description for comparing. */
export function read({ name, abstract, items, region }: Described, removePlaces: RemovePlaces): Reading {
  const subject = subjectOf(removePlaces(name));
  const columns = tellingColumns(items.length > 0 ? items : columnsIn(abstract));
  return { subject, pairs: pairsOf(subject.core), columns: new Set(columns), region };
}

function weightOf(pairs: Iterable<string>, weigh: Weigh): number {
  let sum = 0;
  for (const pair of pairs) sum += weigh(pair);
  return sum;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size);
  return smaller === 0 ? 0 : [...a].filter((one) => b.has(one)).length / smaller;
}

/** Half the columns in common says nothing; all of them speak for, none against. Lists of fewer than three are not compared. */
function columnsPart(a: Reading, b: Reading): number {
  return a.columns.size < 3 || b.columns.size < 3 ? 0 : overlap(a.columns, b.columns) - 0.3;
}

function differ(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((one) => !b.has(one)).length + [...b].filter((one) => !a.has(one)).length;
}

/** Two levels that have nothing in common tell apart; one that is not said leaves it open. */
function levelsPart(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 0;
  if (a.size === 0 || b.size === 0) return 0.3;
  return [...a].some((one) => b.has(one)) ? 0 : 1;
}

/** Of how many things the one names one side and the other another. */
function contrastsPart(a: Subject, b: Subject): number {
  const apart = [...a.contrasts].filter(([about, sides]) => {
    const others = b.contrasts.get(about);
    return others !== undefined && ![...sides].some((side) => others.has(side));
  });
  return Math.min(2, apart.length);
}

const derived: ReadonlySet<string> = new Set(words.derived);
const isDerived = (measures: ReadonlySet<string>): ReadonlySet<string> => new Set([...measures].filter((one) => derived.has(one)));

/** A county's row stands in a table by counties. */
function breakdownsPart(a: Reading, b: Reading): number {
  const deeper = a.region.length - b.region.length;
  const without = (reading: Reading, isTable: boolean) =>
    new Set([...reading.subject.breakdowns].filter((one) => !(isTable && one === 'region')));
  return Math.min(1, differ(without(a, deeper < 0), without(b, deeper > 0)));
}

type Measured = Readonly<Record<PartName, number>>;

const WORD = 4;
/** How much a text left over says, words that say little taken off; in words of four characters. */
const sizeOf = (text: string): number => lightOf(text).length / WORD;

/** Words that one and the same department registers beside each other (医师变更, 医师注销): they are not one. */
const apartWords: ReadonlySet<string> = new Set(keptApart.pairs);
const areKeptApart = ({ a, b }: Leftover): boolean => {
  const difference = differenceOf(a, b);
  return apartWords.has([difference.a, difference.b].toSorted().join('|'));
};

/** Words that stand alone on one side, and words that stand in each other's place. */
function leftoverParts(a: Subject, b: Subject): Pick<Measured, 'alone' | 'exchanged' | 'keptApart'> {
  const leftovers = leftoversOf(a.core, b.core);
  const sizes = leftovers.map((left) => [sizeOf(left.a), sizeOf(left.b)] as const);
  const sum = (side: 0 | 1) => sizes.reduce((total, pair) => total + pair[side], 0);
  return {
    keptApart: leftovers.some(areKeptApart) ? 1 : 0,
    alone: Math.min(2, Math.max(sum(0), sum(1))),
    exchanged: Math.min(
      1.5,
      sizes.reduce((total, [one, other]) => total + Math.min(one, other), 0),
    ),
  };
}

function pairParts(a: Reading, b: Reading, weigh: Weigh): Pick<Measured, 'shared' | 'strongestUnshared' | 'telling'> {
  const shared = [...a.pairs].filter((pair) => b.pairs.has(pair));
  const unshared = [...a.pairs, ...b.pairs].filter((pair) => !(a.pairs.has(pair) && b.pairs.has(pair)));
  const [ofA, ofB, both] = [weightOf(a.pairs, weigh), weightOf(b.pairs, weigh), weightOf(shared, weigh)];
  return {
    shared: ofA + ofB === 0 ? 0 : (2 * both) / (ofA + ofB),
    strongestUnshared: Math.max(0, ...unshared.map(weigh)),
    telling: Math.min(2, both) / 2,
  };
}

/** What is measured of two readings; the weights were fitted on the tuning side of the labelled set (bench/duplicates). */
export function measuresOf(a: Reading, b: Reading, weigh: Weigh): Measured {
  const characters = { a: new Set(a.subject.core), b: new Set(b.subject.core) };
  return {
    ...pairParts(a, b, weigh),
    ...leftoverParts(a.subject, b.subject),
    characters: overlap(characters.a, characters.b),
    acts: Math.min(2, differ(a.subject.acts, b.subject.acts)),
    measures: Math.min(2, differ(a.subject.measures, b.subject.measures)),
    breakdowns: breakdownsPart(a, b),
    contrasts: contrastsPart(a.subject, b.subject),
    derived: Math.min(1, differ(isDerived(a.subject.measures), isDerived(b.subject.measures))),
    levels: levelsPart(a.subject.levels, b.subject.levels),
    columns: columnsPart(a, b),
    ending: a.subject.core.slice(-2) === b.subject.core.slice(-2) ? 1 : 0,
  };
}

type Extent = 'equal' | 'contained' | 'apart';

function regionExtent(a: readonly string[], b: readonly string[]): Extent {
  const shorter = Math.min(a.length, b.length);
  if (a.slice(0, shorter).some((code, at) => code !== b[at])) return 'apart';
  return a.length === b.length ? 'equal' : 'contained';
}

const within = (inner: Period, outer: Period): boolean =>
  inner.from >= outer.from && inner.to <= outer.to && (outer.part === '' || outer.part === inner.part);

function periodExtent(a: Period, b: Period): Extent {
  if (a.from === b.from && a.to === b.to && a.part === b.part) return 'equal';
  return within(a, b) || within(b, a) ? 'contained' : 'apart';
}

/** Why two entries, though they speak of the same, are new to each other, and whether one extent contains the other; no score is looked at. */
export function extentsOf(a: Reading, b: Reading): Extent | Exclude<Apart, 'other-subject'> {
  if (a.subject.isOwnPaper || b.subject.isOwnPaper) return 'own-paper';
  const region = regionExtent(a.region, b.region);
  if (region === 'apart') return 'other-region';
  const period = periodExtent(a.subject.period, b.subject.period);
  if (period === 'apart') return 'other-period';
  return region === 'equal' && period === 'equal' ? 'equal' : 'contained';
}

const relations: Readonly<Record<Extent, Relation>> = { equal: 'same', contained: 'slice', apart: 'new' };

/**
 * Whether one entry collects again what another holds (91-4.1): `same` datum over the same extent, `slice` when one region or period contains
 * the other, else `new` with the reason. Counties side by side, and years side by side, are not duplicates.
 */
export function compare(a: Reading, b: Reading, weigh: Weigh): Verdict {
  const measured = measuresOf(a, b, weigh);
  const parts = partNames.map((name): ScorePart => ({ name, value: measured[name], weight: weights.parts[name] }));
  const score = 1 / (1 + Math.exp(-parts.reduce((sum, { value, weight }) => sum + value * weight, weights.bias)));
  const extents = extentsOf(a, b);
  const fresh = (apart: Apart): Verdict => ({ relation: 'new', apart, score, parts });
  if (extents === 'own-paper') return fresh(extents);
  if (score < weights.likelyMin) return fresh('other-subject');
  if (extents === 'other-region' || extents === 'other-period') return fresh(extents);
  return { relation: relations[extents], apart: null, score, parts };
}
