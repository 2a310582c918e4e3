import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extentsOf, measuresOf, partNames, type Reading } from '../../server/src/modules/catalog/finding/likeness.ts';
import { isDuplicate, isForTuning, labelled, type Labelled } from './labelled.ts';
import { fitted, scoreOf, type Sample } from './regression.ts';
import type { Row } from './rows.ts';
import { departmentKind } from './sides.ts';

/**
 * Fits the weights of the comparison on the sets that were looked at, never on the fourth: `node bench/duplicates/fit.ts` writes `likeness.json`. What is fitted is whether two rows
 * speak of the same things; regions and periods are compared by rules. The threshold is where precision and recall meet in a cross-validation in
 * which the pairs of one kind of department are all in one part.
 */
const penalty = 0.005;
const parts = 10;
const grid = Array.from({ length: 31 }, (_, at) => Number((0.3 + at / 100).toFixed(2)));

const collection = await labelled();
const { weigh, pairs } = collection;
const readingOf = (row: Row): Reading => collection.readingOf(row);

type Tuned = Sample & { readonly pair: Labelled; readonly part: number; readonly mayBe: boolean };

const partOf = (pair: Labelled): number => (createHash('sha256').update(departmentKind(pair.a)).digest()[0] ?? 0) % parts;

const tuned = pairs.filter(isForTuning).map((pair): Tuned => {
  const [a, b] = [readingOf(pair.a), readingOf(pair.b)];
  const measured = measuresOf(a, b, weigh);
  const extents = extentsOf(a, b);
  return {
    pair,
    part: partOf(pair),
    measured: partNames.map((name) => measured[name]),
    target: pair.label === 'other' ? 0 : 1,
    mayBe: extents === 'equal' || extents === 'contained',
  };
});
/** Siblings say nothing of the subject: some speak of the same, some do not. Own papers are told by rule. */
const telling = tuned.filter(({ pair }) => pair.label !== 'sibling' && extentsOf(readingOf(pair.a), readingOf(pair.b)) !== 'own-paper');

const scores = new Map<Tuned, number>();
for (let part = 0; part < parts; part += 1) {
  const without = fitted(
    telling.filter((sample) => sample.part !== part),
    penalty,
  );
  for (const sample of tuned) if (sample.part === part) scores.set(sample, scoreOf(without, sample.measured));
}

function figuresAt(likelyMin: number): { precision: number; recall: number } {
  const found = tuned.filter((sample) => sample.mayBe && (scores.get(sample) ?? 0) >= likelyMin);
  const right = found.filter(({ pair }) => isDuplicate(pair.label)).length;
  return { precision: right / found.length, recall: right / tuned.filter(({ pair }) => isDuplicate(pair.label)).length };
}

const meets = (likelyMin: number): number => Math.min(...Object.values(figuresAt(likelyMin)));
const likelyMin = grid.toSorted((a, b) => meets(b) - meets(a))[0] ?? 0.5;
const { bias, weights } = fitted(telling, penalty);
const crossValidated = figuresAt(likelyMin);
const file = fileURLToPath(new URL('../../server/src/modules/catalog/finding/likeness.json', import.meta.url));
writeFileSync(
  file,
  `${JSON.stringify(
    {
      fittedBy: 'node bench/duplicates/fit.ts',
      fittedOn: `${telling.length} pairs that were looked at (bench/duplicates)`,
      likelyMin,
      bias: Number(bias.toFixed(3)),
      parts: Object.fromEntries(partNames.map((name, at) => [name, Number((weights[at] ?? 0).toFixed(3))])),
    },
    undefined,
    2,
  )}\n`,
);
console.log(
  `fitted on ${telling.length} of ${tuned.length} pairs; in cross-validation, from ${likelyMin} on:`,
  `precision ${crossValidated.precision.toFixed(3)}, recall ${crossValidated.recall.toFixed(3)}`,
);
