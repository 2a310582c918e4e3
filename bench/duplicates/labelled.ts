import { pairsOf, read, type Reading, type RemovePlaces, type Weigh } from '../../server/src/modules/catalog/finding/likeness.ts';
import { placeRemover } from '../../server/src/modules/catalog/finding/subject.ts';
import fifthLabels from './fifth/labels.json' with { type: 'json' };
import fifthPairs from './fifth/pairs.json' with { type: 'json' };
import firstLabels from './labels.json' with { type: 'json' };
import firstPairs from './pairs.json' with { type: 'json' };
import fourthLabels from './fourth/labels.json' with { type: 'json' };
import fourthPairs from './fourth/pairs.json' with { type: 'json' };
import { regionsOf } from './regions.ts';
import { readRows, type Row } from './rows.ts';
import secondLabels from './second/labels.json' with { type: 'json' };
import secondPairs from './second/pairs.json' with { type: 'json' };
import moreLabels from './training/more-labels.json' with { type: 'json' };
import morePairs from './training/more-pairs.json' with { type: 'json' };
import trainingLabels from './training/labels.json' with { type: 'json' };
import trainingPairs from './training/pairs.json' with { type: 'json' };
import thirdLabels from './third/labels.json' with { type: 'json' };
import thirdPairs from './third/pairs.json' with { type: 'json' };
import tuningLabels from './tuning/labels.json' with { type: 'json' };
import tuningPairs from './tuning/pairs.json' with { type: 'json' };

type Drawn = { readonly no: number; readonly a: string; readonly b: string; readonly band: string; readonly side: string };
type Labels = Readonly<Record<string, string>>;
export type SetName = 'first' | 'second' | 'tuning' | 'third' | 'fourth' | 'training' | 'fifth';

const sets: readonly { readonly set: SetName; readonly pairs: readonly Drawn[]; readonly labels: Labels }[] = [
  { set: 'first', pairs: firstPairs, labels: firstLabels },
  { set: 'second', pairs: secondPairs, labels: secondLabels },
  { set: 'tuning', pairs: tuningPairs, labels: tuningLabels },
  { set: 'third', pairs: thirdPairs, labels: thirdLabels },
  { set: 'fourth', pairs: fourthPairs, labels: fourthLabels },
  { set: 'training', pairs: trainingPairs, labels: trainingLabels },
  { set: 'training', pairs: morePairs, labels: moreLabels },
  { set: 'fifth', pairs: fifthPairs, labels: fifthLabels },
];

/** A pair with the label that counts. */
export type Labelled = {
  readonly no: number;
  readonly set: SetName;
  readonly band: string;
  readonly side: string;
  readonly label: string;
  readonly a: Row;
  readonly b: Row;
};

export type Collection = {
  readonly rows: readonly Row[];
  readonly weigh: Weigh;
  readonly removePlaces: RemovePlaces;
  /** What words, weights and threshold were chosen on. */
  readonly pairs: readonly Labelled[];
  /** Measured only, nothing is learnt from them. */
  readonly held: readonly Labelled[];
  /** Read once. */
  readingOf(row: Row): Reading;
  /** Read as a submission reads: anew. */
  readAnew(row: Row): Reading;
};

/** Pairs that chance drew and that no error was read of while words were chosen one by one: the cross-validation is told of them. */
export const isOfTraining = ({ set }: Labelled): boolean => set === 'training';

const isHeld = ({ set }: Labelled): boolean => set === 'fifth';

export const isDuplicate = (label: string): boolean => label === 'same' || label === 'slice';

/** How much a pair of characters says: 0 when every title holds it, 1 when a single one does. */
function weighing(cores: readonly string[]): (pair: string) => number {
  const counts = new Map<string, number>();
  for (const core of cores) for (const pair of pairsOf(core)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return (pair) => Math.log(cores.length / (counts.get(pair) ?? 1)) / Math.log(cores.length);
}

export async function labelled(): Promise<Collection> {
  const rows = await readRows();
  const regions = regionsOf(rows);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const removePlaces = placeRemover(regions.places);
  const readRow = (row: Row): Reading =>
    read({ name: row.title, abstract: row.summary, items: [], region: regions.regionOf(row), department: row.org }, removePlaces);
  const readings = new Map(rows.map((row) => [row, readRow(row)]));
  const weigh = weighing([...readings.values()].map(({ subject }) => subject.core));
  const found = sets.flatMap(({ set, pairs, labels }) =>
    pairs.flatMap(({ a, b, no, band, side }): Labelled[] => {
      const [first, second, label] = [byId.get(a), byId.get(b), labels[no]];
      return first && second && label !== undefined ? [{ no, set, band, side, label, a: first, b: second }] : [];
    }),
  );
  const readingOf = (row: Row): Reading => {
    const reading = readings.get(row);
    if (!reading) throw new Error(`row ${row.id} was not read`);
    return reading;
  };
  const [pairs, held] = [found.filter((pair) => !isHeld(pair)), found.filter(isHeld)];
  return { rows, weigh, pairs, held, readingOf, readAnew: readRow, removePlaces };
}
