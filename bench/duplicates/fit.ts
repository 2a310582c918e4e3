import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { partNames } from '../../server/src/modules/catalog/finding/likeness.ts';
import { crossValidated, penalty, tunedOf } from './cross-validated.ts';
import { labelled } from './labelled.ts';
import { fitted } from './regression.ts';

/**
 * Fits the weights of the comparison on every labelled pair whose extents let it be a duplicate: `node bench/duplicates/fit.ts` writes `likeness.json`. The
 * threshold is where precision and recall meet in the cross-validation.
 */
const tuned = tunedOf(await labelled());
const telling = tuned.filter(({ mayBe }) => mayBe);
const { likelyMin, found } = crossValidated(tuned);
const { bias, weights } = fitted(telling, penalty);
writeFileSync(
  fileURLToPath(new URL('../../server/src/modules/catalog/finding/likeness.json', import.meta.url)),
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
const { right, wrong, missed } = found;
console.log(
  `fitted on ${telling.length} of ${tuned.length} pairs; in cross-validation, from ${likelyMin} on:`,
  `precision ${(right / (right + wrong)).toFixed(3)}, recall ${(right / (right + missed)).toFixed(3)}`,
);
