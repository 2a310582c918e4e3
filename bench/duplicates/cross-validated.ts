import { createHash } from 'node:crypto';
import { extentsOf, measuresOf, partNames } from '../../server/src/modules/catalog/finding/likeness.ts';
import { isDuplicate, isOfTraining, type Collection, type Labelled } from './labelled.ts';
import { fitted, scoreOf, type Sample } from './regression.ts';
import { departmentKind } from './sides.ts';

/** Of all pairs: whether extents let them be duplicates, and what is measured of them. */
export type Tuned = Sample & { readonly pair: Labelled; readonly part: number; readonly mayBe: boolean };

/** What is found from a likelihood on. */
export type Found = { right: number; wrong: number; missed: number; passed: number };

export const penalty = 0.005;
const parts = 10;
const grid = Array.from({ length: 31 }, (_, at) => Number((0.4 + at / 100).toFixed(2)));

/** Pairs of one kind of department are all in one part. */
const partOf = (pair: Labelled): number =>
  (createHash('sha256')
    .update(`${departmentKind(pair.a)}x`)
    .digest()[0] ?? 0) % parts;

/** What extents decide is not learnt: counties and years beside each other, and papers of departments about themselves, are no duplicates whatever they say. */
export function tunedOf(collection: Collection): readonly Tuned[] {
  return collection.pairs.map((pair) => {
    const [a, b] = [collection.readingOf(pair.a), collection.readingOf(pair.b)];
    const measured = measuresOf(a, b, collection.weigh);
    const extents = extentsOf(a, b);
    return {
      pair,
      part: partOf(pair),
      measured: partNames.map((name) => measured[name]),
      target: isDuplicate(pair.label) ? 1 : 0,
      mayBe: extents === 'equal' || extents === 'contained',
    };
  });
}

/** The score of each pair by weights fitted on pairs of other kinds of departments only. */
function scoresWithoutOwnKind(tuned: readonly Tuned[]): ReadonlyMap<Tuned, number> {
  const scores = new Map<Tuned, number>();
  for (let part = 0; part < parts; part += 1) {
    const others = fitted(
      tuned.filter((one) => one.part !== part && one.mayBe),
      penalty,
    );
    for (const one of tuned) if (one.part === part) scores.set(one, scoreOf(others, one.measured));
  }
  return scores;
}

/**
 * Cross-validation over pairs that chance drew (`training/`), with every other set to learn from: the threshold at which precision and recall meet, and what
 * is found there.
 */
export function crossValidated(tuned: readonly Tuned[]): { readonly likelyMin: number; readonly found: Found } {
  const scores = scoresWithoutOwnKind(tuned);
  const asked = tuned.filter(({ pair }) => isOfTraining(pair));
  const foundFrom = (likelyMin: number): Found => {
    const found = { right: 0, wrong: 0, missed: 0, passed: 0 };
    for (const one of asked) {
      const isFound = one.mayBe && (scores.get(one) ?? 0) >= likelyMin;
      if (one.target === 1) found[isFound ? 'right' : 'missed'] += 1;
      else found[isFound ? 'wrong' : 'passed'] += 1;
    }
    return found;
  };
  const apart = ({ wrong, missed }: Found): number => Math.max(wrong, missed);
  const [likelyMin = 0.5] = grid.toSorted((a, b) => apart(foundFrom(a)) - apart(foundFrom(b)));
  return { likelyMin, found: foundFrom(likelyMin) };
}
