import { findingsMax, type Finding } from './findings.ts';
import type { Hash } from './tree.ts';

export type ExpectedLeaves = {
  readonly from: number;
  readonly to: number;
  /** Sealed hash of a leaf; undefined where its tile is damaged. */
  readonly hashAt: (index: number) => Hash | undefined;
  /** Whether leaf hashes from `from` on give the root that the tree has for their damaged tile; undefined where that cannot be told. */
  readonly fits: (from: number, hashes: readonly Hash[]) => boolean | undefined;
  /** Number of leaves that share a tile with `index` from there on. */
  readonly restOfTile: (index: number) => number;
};

/** Sets the lines of a file against the leaves that were sealed, in order, and says which line is which leaf. */
export type LeafSequence = {
  /** The leaf that a line with this hash is; undefined where it is none, or one that was there before. */
  take(hash: Hash, line: number): number | undefined;
  end(): Finding[];
};

type Stray = { readonly line: number; readonly at: number };

export function leafSequence(expected: ExpectedLeaves): LeafSequence {
  const seen = new Uint8Array(expected.to - expected.from);
  const findings: Finding[] = [];
  const strays: Stray[] = [];
  let next = expected.from;
  let blind: { from: number; hashes: Hash[] } | undefined;
  let places: Map<string, number> | undefined;

  const add = (finding: Finding): void => {
    if (findings.length < findingsMax) findings.push(finding);
  };
  const mark = (index: number): number => {
    seen[index - expected.from] = 1;
    next = Math.max(next, index + 1);
    return index;
  };
  const takeBlind = (hash: Hash): number => {
    blind ??= { from: next, hashes: [] };
    blind.hashes.push(hash);
    const full = expected.restOfTile(blind.from) === blind.hashes.length;
    if (full) {
      if (expected.fits(blind.from, blind.hashes) === false)
        add({ kind: 'range-altered', from: blind.from, to: blind.from + blind.hashes.length });
      blind = undefined;
    }
    return mark(next);
  };
  const takeElsewhere = (hash: Hash, line: number): number | undefined => {
    // Only a file with something wrong pays for the map.
    places ??= placesOf(expected);
    const index = places.get(hash.toString('latin1'));
    if (index === undefined) {
      strays.push({ line, at: next });
      return undefined;
    }
    if (seen[index - expected.from] === 1) {
      add({ kind: 'duplicated', line, index });
      return undefined;
    }
    if (index < next) add({ kind: 'out-of-order', line, index });
    return mark(index);
  };

  return {
    take: (hash, line) => {
      if (next >= expected.to) return takeElsewhere(hash, line);
      const here = expected.hashAt(next);
      if (!here) return takeBlind(hash);
      return hash.equals(here) ? mark(next) : takeElsewhere(hash, line);
    },
    end: () => [...findings, ...absences(expected, seen, strays)],
  };
}

function placesOf(expected: ExpectedLeaves): Map<string, number> {
  const places = new Map<string, number>();
  for (let index = expected.from; index < expected.to; index += 1) {
    const hash = expected.hashAt(index);
    if (hash) places.set(hash.toString('latin1'), index);
  }
  return places;
}

/** Leaves without a line, and lines without a leaf: a stray line where a leaf is missing is that leaf, altered. */
function absences({ from, to }: ExpectedLeaves, seen: Uint8Array, strays: readonly Stray[]): Finding[] {
  const findings: Finding[] = [];
  let claimed = from;
  for (const { line, at } of strays.slice(0, findingsMax)) {
    const index = Math.max(at, claimed);
    if (index < to && seen[index - from] === 0) {
      findings.push({ kind: 'altered', line, index });
      seen[index - from] = 1;
      claimed = index + 1;
    } else {
      findings.push({ kind: 'foreign', line });
    }
  }
  for (const gap of gapsOf(seen)) {
    findings.push({ kind: gap.to === seen.length ? 'cut-short' : 'missing', from: from + gap.from, to: from + gap.to });
  }
  return findings;
}

function gapsOf(seen: Uint8Array): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (let at = seen.indexOf(0); at !== -1 && gaps.length < findingsMax;) {
    const found = seen.indexOf(1, at);
    const to = found === -1 ? seen.length : found;
    gaps.push({ from: at, to });
    at = seen.indexOf(0, to);
  }
  return gaps;
}
