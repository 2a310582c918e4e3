import { pairsOf, read, type Reading, type RemovePlaces, type Weigh } from '../../server/src/modules/catalog/finding/likeness.ts';
import { placeRemover } from '../../server/src/modules/catalog/finding/subject.ts';
import labels from './labels.json' with { type: 'json' };
import pairs from './pairs.json' with { type: 'json' };
import { regionsOf } from './regions.ts';
import { readRows, type Row } from './rows.ts';

/** A pair with the label that counts. */
export type Labelled = {
  readonly no: number;
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
  readonly pairs: readonly Labelled[];
  readonly readings: ReadonlyMap<Row, Reading>;
};

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
  const byNo: Readonly<Record<string, string>> = labels;
  const removePlaces = placeRemover(regions.places);
  const readRow = (row: Row): Reading =>
    read({ name: row.title, abstract: row.summary, items: [], region: regions.regionOf(row) }, removePlaces);
  const readings = new Map(rows.map((row) => [row, readRow(row)]));
  const weigh = weighing([...readings.values()].map(({ subject }) => subject.core));
  const found = pairs.flatMap(({ a, b, no, band, side }): Labelled[] => {
    const [first, second, label] = [byId.get(a), byId.get(b), byNo[no]];
    return first && second && label !== undefined ? [{ no, band, side, label, a: first, b: second }] : [];
  });
  if (found.length !== pairs.length) throw new Error('a labelled row or a label is missing');
  return { rows, weigh, pairs: found, readings, removePlaces };
}
