import { sm3 } from '@karez/kit/crypto/sm3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeTiles, grow, MissingTile, rangeRoots, tileKey, tilesFor, tileWidth, type Tile } from './tiles.ts';
import {
  consistencyRanges,
  includes,
  inclusionRanges,
  isConsistent,
  leafHash,
  nodeHash,
  rootOf,
  splitOf,
  type Hash,
  type TreeHash,
} from './tree.ts';

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_none, at) => leafHash('sm3', Buffer.from(`leaf ${at}`)));

/** The recursive definition of RFC 9162 §2.1.1, kept apart from the code under test. */
function definedRoot(algorithm: TreeHash, leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (!first) return sm3();
  if (leaves.length === 1) return first;
  const split = splitOf(leaves.length);
  return nodeHash(algorithm, definedRoot(algorithm, leaves.slice(0, split)), definedRoot(algorithm, leaves.slice(split)));
}

function grown(counts: readonly number[]): { tiles: Map<string, Buffer>; roots: Hash[]; leaves: Hash[] } {
  const tiles = new Map<string, Buffer>();
  const leaves = leavesOf(counts.reduce((sum, count) => sum + count, 0));
  const roots: Hash[] = [];
  let size = 0;
  for (const count of counts) {
    const growth = grow('sm3', { size, lookup: (place) => tiles.get(tileKey(place)) }, leaves.slice(size, size + count));
    growth.tiles.forEach((tile: Tile) => tiles.set(tileKey(tile), tile.hashes));
    size = growth.size;
    roots.push(growth.root);
  }
  return { tiles, roots, leaves };
}

describe('tree', () => {
  test('gives the roots of the published test tree of Certificate Transparency with SHA-256', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const leaves = inputs.map((input) => leafHash('sha256', Buffer.from(input, 'hex')));

    expect(leaves.map((_leaf, at) => rootOf('sha256', leaves.slice(0, at + 1)).toString('hex'))).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
    expect(rootOf('sha256', []).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('pairing level by level gives the root of the recursive definition', () => {
    for (let count = 0; count <= 70; count += 1)
      expect(rootOf('sm3', leavesOf(count)).equals(definedRoot('sm3', leavesOf(count)))).toBe(true);
  });

  test('every leaf of every small tree has an inclusion proof, which fails for any other leaf, place or root', () => {
    for (let size = 1; size <= 33; size += 1) {
      const leaves = leavesOf(size);
      const root = rootOf('sm3', leaves);
      for (const [index, leaf] of leaves.entries()) {
        const proof = inclusionRanges(index, size).map(([from, to]) => rootOf('sm3', leaves.slice(from, to)));
        expect(includes('sm3', { leaf, index, size, root, proof })).toBe(true);
        expect(includes('sm3', { leaf: leafHash('sm3', leaf), index, size, root, proof })).toBe(false);
        expect(includes('sm3', { leaf, index: index + 1, size, root, proof })).toBe(false);
        expect(includes('sm3', { leaf, index, size, root: leaf, proof })).toBe(size === 1);
        expect(includes('sm3', { leaf, index, size, root, proof: [...proof, leaf] })).toBe(false);
      }
    }
  });

  test('every pair of small trees has a consistency proof, which fails when the older tree was another one', () => {
    for (let second = 1; second <= 33; second += 1) {
      const leaves = leavesOf(second);
      const secondRoot = rootOf('sm3', leaves);
      for (let first = 0; first <= second; first += 1) {
        const firstRoot = rootOf('sm3', leaves.slice(0, first));
        const proof = consistencyRanges(first, second).map(([from, to]) => rootOf('sm3', leaves.slice(from, to)));
        const other = rootOf('sm3', leavesOf(first + 40).slice(40));

        expect(isConsistent('sm3', { first, firstRoot, second, secondRoot, proof })).toBe(true);
        if (first > 0) expect(isConsistent('sm3', { first, firstRoot: other, second, secondRoot, proof })).toBe(false);
        if (first > 0 && first < second) expect(isConsistent('sm3', { first, firstRoot, second, secondRoot: other, proof })).toBe(false);
      }
    }
  });

  test('consistency proofs name the hashes that the example of RFC 9162 §2.1.5 names', () => {
    expect(consistencyRanges(3, 7)).toEqual([
      [2, 3],
      [3, 4],
      [0, 2],
      [4, 7],
    ]);
    expect(consistencyRanges(4, 7)).toEqual([[4, 7]]);
    expect(consistencyRanges(6, 7)).toEqual([
      [4, 6],
      [6, 7],
      [0, 4],
    ]);
    expect(inclusionRanges(0, 7)).toEqual([
      [1, 2],
      [2, 4],
      [4, 7],
    ]);
  });
});

describe('tiles', () => {
  test('the root does not depend on how the leaves were batched, and equals the root of the leaves', () => {
    const batch = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(batch, (counts) => {
        const { roots, leaves } = grown(counts);

        let size = 0;
        counts.forEach((count, step) => {
          size += count;
          expect(roots[step]?.equals(rootOf('sm3', leaves.slice(0, size)))).toBe(true);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('a tree of three levels of tiles has the right root and proofs at every edge', () => {
    const size = tileWidth * tileWidth + tileWidth + 3;
    const { tiles, roots, leaves } = grown([tileWidth * tileWidth - 1, 1, tileWidth + 3]);
    const root = rangeRoots('sm3', (place) => tiles.get(tileKey(place)));

    expect(roots.at(-1)?.equals(rootOf('sm3', leaves))).toBe(true);
    expect(tiles.get('2/0')).toHaveLength(32);
    expect(edgeTiles(size)).toEqual([
      { level: 0, index: 257, width: 3 },
      { level: 1, index: 1, width: 1 },
      { level: 2, index: 0, width: 1 },
    ]);
    for (const index of [0, 255, 256, 65_535, 65_536, size - 1]) {
      const ranges = inclusionRanges(index, size);
      const proof = ranges.map(([from, to]) => root(from, to));
      const [leaf = Buffer.alloc(0)] = leaves.slice(index);
      expect(includes('sm3', { leaf, index, size, root: root(0, size), proof })).toBe(true);
      expect(tilesFor(ranges).length).toBeLessThanOrEqual(5);
    }
  });

  test('consistency can be proven from tiles for any two sizes', () => {
    const { tiles } = grown([1000]);
    const root = rangeRoots('sm3', (place) => tiles.get(tileKey(place)));
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const proof = consistencyRanges(first, second).map(([from, to]) => root(from, to));

        expect(isConsistent('sm3', { first, firstRoot: root(0, first), second, secondRoot: root(0, second), proof })).toBe(true);
      }),
    );
  });

  test('a proof on a hundred million leaves reads few tiles', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), (index) => {
        expect(tilesFor(inclusionRanges(index, 100_000_000)).length).toBeLessThanOrEqual(8);
      }),
    );
  });

  test('a missing or short tile is named', () => {
    expect(() => rangeRoots('sm3', () => undefined)(0, 3)).toThrow(MissingTile);
    expect(() => grow('sm3', { size: 3, lookup: () => Buffer.alloc(32) }, [])).toThrow('tile 0/0 is missing or too short');
  });
});
