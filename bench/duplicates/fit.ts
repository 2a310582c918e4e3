import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measuresOf, partNames, type Reading } from '../../server/src/modules/catalog/finding/likeness.ts';
import { labelled } from './labelled.ts';
import type { Row } from './rows.ts';

/**
 * Fits the weights of the comparison on the tuning side only: `node bench/duplicates/fit.ts` writes `likeness.json`. What is fitted is whether two rows
 * speak of the same things; regions and periods are compared by rules.
 */
const steps = 20_000;
const rate = 0.3;
/** Keeps weights small where a hundred pairs say little. */
const shrink = 0.002;
/** Where precision and recall meet on the tuning side. */
const likelyMin = 0.45;

const { weigh, pairs, readings } = await labelled();
const readingOf = (row: Row): Reading => {
  const reading = readings.get(row);
  if (!reading) throw new Error('a labelled row was not read');
  return reading;
};
const samples = pairs
  .filter(({ side }) => side === 'tuning')
  .map(({ a, b, label }) => ({ measured: measuresOf(readingOf(a), readingOf(b), weigh), target: label === 'other' ? 0 : 1 }));

let bias = 0;
const weights = { shared: 0, contained: 0, characters: 0, strongestUnshared: 0, acts: 0, measures: 0, columns: 0, ending: 0 };
for (let step = 0; step < steps; step += 1) {
  let pull = 0;
  const pulls = { ...weights };
  for (const name of partNames) pulls[name] = -shrink * samples.length * weights[name];
  for (const { measured, target } of samples) {
    const sum = partNames.reduce((total, name) => total + measured[name] * weights[name], bias);
    const error = target - 1 / (1 + Math.exp(-sum));
    pull += error;
    for (const name of partNames) pulls[name] += error * measured[name];
  }
  bias += (rate * pull) / samples.length;
  for (const name of partNames) weights[name] += (rate * pulls[name]) / samples.length;
}
const rounded = Object.fromEntries(partNames.map((name) => [name, Number(weights[name].toFixed(3))]));
const file = fileURLToPath(new URL('../../server/src/modules/catalog/finding/likeness.json', import.meta.url));
writeFileSync(file, `${JSON.stringify({ likelyMin, bias: Number(bias.toFixed(3)), parts: rounded }, undefined, 2)}\n`);
console.log(`fitted on ${samples.length} pairs`);
