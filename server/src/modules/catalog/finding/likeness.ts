import weights from './likeness.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };
import { fold } from '../search/search-text.ts';
import { dutiesOf } from './duty.ts';
import { contrastOf } from './contrast.ts';
import { leftoversOf, type Leftover } from './leftover.ts';
import { columnsIn, lightOf, subjectOf, tellingColumns, type Period, type Subject } from './subject.ts';

/** An entry as it is compared: its words, and the region from the city down (`['650400', '650402']`). */
export type Described = {
  readonly name: string;
  readonly abstract: string;
  readonly items: readonly string[];
  readonly region: readonly string[];
  /** The department's name. */
  readonly department: string;
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
  'alone',
  'exchanged',
  'telling',
  'acts',
  'ownActs',
  'measures',
  'breakdowns',
  'levels',
  'contrasts',
  'derived',
  'columns',
  'ending',
  'length',
  'explained',
  'sameDuty',
  'generalApart',
  'equal',
  'titles',
  'wider',
  'keptApart',
] as const;
export type PartName = (typeof partNames)[number];
/** One part of the score: what was measured and what it weighs. */
export type ScorePart = { readonly name: PartName; readonly value: number; readonly weight: number };

/** What a description says, read once for many comparisons. */
export type Reading = {
  readonly subject: Subject;
  readonly pairs: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  /** Pairs of the whole title. */
  readonly titlePairs: ReadonlySet<string>;
  /** Pairs of what is said beside the title. */
  readonly said: ReadonlySet<string>;
  readonly region: readonly string[];
  readonly duties: ReadonlySet<string>;
  /** Its department's duties; none where that department shows the decisions of all (双公示). */
  readonly standsFor: ReadonlySet<string>;
  /** What departments of every duty register of their own (行政处罚, 留言): between two duties it is never the same. */
  readonly isEverybodys: boolean;
};

export function pairsOf(text: string): ReadonlySet<string> {
  const characters = Array.from(text);
  return new Set(characters.slice(1).map((character, before) => `${characters[before]}${character}`));
}

const SAID_MAX = 400;
const punctuation = /[\s\p{P}\p{S}]+/gu;

/** Whose they are says nothing: 企业行政处罚 is as general as 行政处罚. */
const holders = new RegExp(`^(?:${words.holders.join('|')})(?=.{2})|(?<=.{2})(?:${words.holders.join('|')})$`, 'gu');
const generalOf = (core: string): string => core.replaceAll(holders, '');
const everybodys: ReadonlySet<string> = new Set(words.everybodys.map((name) => generalOf(subjectOf(name).core)));
const shownForAll: ReadonlySet<string> = new Set(words.shownForAll);

/** 县公安局行政奖励, filed by the county or its data bureau: the title tells whose duty it is. */
const namedDepartment = /^[\u4e00-\u9fff]{1,10}?(?:局|委员会|厅)/u;

/** The duties that a department's name tells or, of one that serves every duty, the department that the title names first. */
function dutiesIn(department: string, bareName: string): ReadonlySet<string> {
  const own = dutiesOf(department);
  return own.size > 0 ? own : dutiesOf(namedDepartment.exec(bareName)?.[0] ?? '');
}

/** Reads a description for comparing. */
export function read({ name, abstract, items, region, department }: Described, removePlaces: RemovePlaces): Reading {
  const bareName = removePlaces(name);
  const subject = subjectOf(bareName);
  const columns = tellingColumns(items.length > 0 ? items : columnsIn(abstract));
  const said = pairsOf(fold(`${items.join('、')}。${abstract}`.slice(0, SAID_MAX)).replaceAll(punctuation, ''));
  const [general, duties] = [generalOf(subject.core), dutiesIn(department, bareName)];
  const standsFor = shownForAll.has(general) && duties.has(words.showsForAll) ? new Set<string>() : duties;
  const pairs = pairsOf(subject.core);
  const titlePairs = pairsOf(fold(name).replaceAll(punctuation, ''));
  return { subject, pairs, titlePairs, said, columns: new Set(columns), region, duties, standsFor, isEverybodys: everybodys.has(general) };
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

/** 固定资产投资额 is 固定资产投资. */
const weak: ReadonlySet<string> = new Set(words.weakMeasures);
const strongOf = ({ subject }: Reading): ReadonlySet<string> => new Set([...subject.measures].filter((one) => !weak.has(one)));

const derived: ReadonlySet<string> = new Set(words.derived);
const isDerived = (measures: ReadonlySet<string>): ReadonlySet<string> => new Set([...measures].filter((one) => derived.has(one)));

/** A county's row stands in a table by counties. */
function breakdownsPart(a: Reading, b: Reading): number {
  const deeper = a.region.length - b.region.length;
  const without = (reading: Reading, isTable: boolean) =>
    new Set([...reading.subject.breakdowns].filter((one) => !(isTable && one === 'region')));
  return Math.min(1, differ(without(a, deeper < 0), without(b, deeper > 0)));
}

/** Of the words that only one name holds, how much the other description says elsewhere: in its items or its summary. */
function explainedPart(a: Reading, b: Reading, weigh: Weigh): number {
  const of = (one: Reading, other: Reading): number => {
    const left = [...one.pairs].filter((pair) => !other.pairs.has(pair));
    const all = weightOf(left, weigh);
    return all === 0
      ? 0
      : weightOf(
          left.filter((pair) => other.said.has(pair)),
          weigh,
        ) / all;
  };
  return Math.max(of(a, b), of(b, a));
}

/** Two departments whose names tell duties, and none in common. */
const areDutiesApart = ({ standsFor: a }: Reading, { standsFor: b }: Reading): boolean =>
  a.size > 0 && b.size > 0 && ![...a].some((duty) => b.has(duty));

/** Acts that a register of what they bring about may name or leave out: 许可, 发放. Any other act makes a record of its own: 注销, 年检, 检查. */
const ownActs: ReadonlySet<string> = new Set(words.ownActs);
const actsOf = (acts: ReadonlySet<string>, { subject }: Reading): ReadonlySet<string> =>
  new Set([...subject.acts].filter((act) => acts.has(act)));
const actsBut = (acts: ReadonlySet<string>, { subject }: Reading): ReadonlySet<string> =>
  new Set([...subject.acts].filter((act) => !acts.has(act)));

type Measured = Readonly<Record<PartName, number>>;

const WORD = 4;
/** How much a text left over says, words that say little taken off; in words of four characters. */
const sizeOf = (text: string): number => lightOf(text).length / WORD;

/** Words that stand alone on one side, and words that stand in each other's place. */
function leftoverParts(leftovers: readonly Leftover[]): Pick<Measured, 'alone' | 'exchanged'> {
  const sizes = leftovers.map((left) => [sizeOf(left.a), sizeOf(left.b)] as const);
  const sum = (side: 0 | 1) => sizes.reduce((total, pair) => total + pair[side], 0);
  return {
    alone: Math.min(2, Math.max(sum(0), sum(1))),
    exchanged: Math.min(
      1.5,
      sizes.reduce((total, [one, other]) => total + Math.min(one, other), 0),
    ),
  };
}

/** One word tells apart at most so much, for and against. */
const apartMost = { two: 6, one: -3 } as const;

/** How surely the words in which two names differ tell two data apart, by what departments register side by side; 0 where they have nothing in common. */
function keptApartPart(leftovers: readonly Leftover[], cores: Leftover): number {
  if (leftovers.some(({ a, b }) => a === cores.a && b === cores.b)) return 0;
  return leftovers.reduce((sum, left) => sum + Math.max(apartMost.one, Math.min(apartMost.two, contrastOf(left, cores))), 0);
}

/**
 * Where one region contains the other, what narrows the subject of the wider one (限额以上 of the city beside all enterprises of a county) leaves neither
 * contained in the other.
 */
function widerPart(a: Reading, b: Reading, leftovers: readonly Leftover[]): number {
  if (a.region.length === b.region.length) return 0;
  const isAWider = a.region.length < b.region.length;
  const alone = leftovers.flatMap((left) => ((isAWider ? left.b : left.a) === '' ? [isAWider ? left.a : left.b] : []));
  const size = alone.reduce((sum, word) => sum + Math.min(1, word.length / WORD), 0);
  return Math.min(2, size);
}

/** Twice what two have in common over all that they have. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((one) => b.has(one)).length;
  return both === 0 ? 0 : (2 * both) / (a.size + b.size);
}

function pairParts(a: Reading, b: Reading, weigh: Weigh): Pick<Measured, 'shared' | 'telling'> {
  const shared = [...a.pairs].filter((pair) => b.pairs.has(pair));
  const [ofA, ofB, both] = [weightOf(a.pairs, weigh), weightOf(b.pairs, weigh), weightOf(shared, weigh)];
  return {
    shared: ofA + ofB === 0 ? 0 : (2 * both) / (ofA + ofB),
    telling: Math.min(2, both) / 2,
  };
}

/** What the words of two names say of each other. */
function nameParts(a: Reading, b: Reading): Pick<Measured, 'alone' | 'exchanged' | 'keptApart' | 'wider' | 'equal' | 'titles'> {
  const cores = { a: a.subject.core, b: b.subject.core };
  const leftovers = leftoversOf(cores.a, cores.b);
  return {
    ...leftoverParts(leftovers),
    wider: widerPart(a, b, leftovers),
    keptApart: keptApartPart(leftovers, cores),
    equal: cores.a === cores.b ? 1 : 0,
    titles: alike(a.titlePairs, b.titlePairs),
  };
}

/** What is measured of two readings; the weights were fitted on the labelled pairs (bench/duplicates). */
export function measuresOf(a: Reading, b: Reading, weigh: Weigh): Measured {
  const characters = { a: new Set(a.subject.core), b: new Set(b.subject.core) };
  const pairs = pairParts(a, b, weigh);
  return {
    ...pairs,
    ...nameParts(a, b),
    characters: overlap(characters.a, characters.b),
    acts: Math.min(2, differ(actsBut(ownActs, a), actsBut(ownActs, b))),
    ownActs: Math.min(2, differ(actsOf(ownActs, a), actsOf(ownActs, b))),
    measures: Math.min(2, differ(strongOf(a), strongOf(b))),
    breakdowns: breakdownsPart(a, b),
    contrasts: contrastsPart(a.subject, b.subject),
    derived: Math.min(1, differ(isDerived(a.subject.measures), isDerived(b.subject.measures))),
    levels: levelsPart(a.subject.levels, b.subject.levels),
    columns: columnsPart(a, b),
    length: Math.min(a.subject.core.length, b.subject.core.length) / 10,
    explained: explainedPart(a, b, weigh),
    sameDuty: [...a.duties].some((duty) => b.duties.has(duty)) ? 1 : 0,
    generalApart: areDutiesApart(a, b) ? (a.isEverybodys || b.isEverybodys ? 1 : 0.3 * (1 - pairs.telling)) : 0,
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

/** One year of the city beside all years of a county: neither contains the other. */
function isCrossed(a: Reading, b: Reading): boolean {
  const [wide, narrow] = a.region.length < b.region.length ? [a.subject.period, b.subject.period] : [b.subject.period, a.subject.period];
  return a.region.length !== b.region.length && !within(narrow, wide);
}

/** Why two entries, though they speak of the same, are new to each other, and whether one extent contains the other; no score is looked at. */
export function extentsOf(a: Reading, b: Reading): Extent | Exclude<Apart, 'other-subject'> {
  if (a.subject.isOwnPaper || b.subject.isOwnPaper) return 'own-paper';
  const region = regionExtent(a.region, b.region);
  if (region === 'apart') return 'other-region';
  const period = periodExtent(a.subject.period, b.subject.period);
  if (period === 'apart' || isCrossed(a, b)) return 'other-period';
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
