import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresIn } from '../duplicates.ts';
import { labelled } from './labelled.ts';

const rowsFile = new URL('../../../shared/data/catalogs/catalogs.jsonl.gz', import.meta.url);

/** Below these the comparison has become worse at what it was once good at; what was measured stands in `bench/results/duplicates.json`. */
const min: Readonly<Record<string, number>> = {
  crossValidatedPrecision: 0.87,
  crossValidatedRecall: 0.87,
  allPrecision: 0.89,
  allRecall: 0.88,
  fifthPrecision: 0.73,
  fifthRecall: 0.84,
  fifthCandidateRecall: 0.95,
  itemsPrecision: 0.98,
  itemsRecall: 0.88,
  itemsLookedAtPrecision: 0.98,
  itemsLookedAtRecall: 0.95,
};

test.skipIf(!existsSync(rowsFile))(
  '91-4.1: precision and recall of the comparison, of its candidates and of its items stay what they were',
  async () => {
    const figures = figuresIn(await labelled());

    const below = Object.entries(min).flatMap(([name, least]) =>
      (figures[name] ?? 0) < least ? [`${name}: ${figures[name]} < ${least}`] : [],
    );
    expect(below).toEqual([]);
  },
  180_000,
);
