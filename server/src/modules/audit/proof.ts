import { rangeRoots, tileKey, tilesFor } from '@karez/policy/evidence/tiles';
import { consistencyRanges, inclusionRanges } from '@karez/policy/evidence/tree';
import type { Reader } from '#platform/database';
import { tilesAt, type StoredTree } from './tree-store.ts';

/** Hashes (hex) that prove a leaf to be in the tree of `size` leaves: one read of few tiles, however long the log. */
export function inclusionProof(reader: Reader, tree: StoredTree, { index, size }: { index: number; size: number }): Promise<string[]> {
  return rootsOf(reader, tree, inclusionRanges(index, size));
}

/** Hashes (hex) that prove the tree of `first` leaves to be a prefix of the tree of `second`. */
export function consistencyProof(
  reader: Reader,
  tree: StoredTree,
  { first, second }: { first: number; second: number },
): Promise<string[]> {
  return rootsOf(reader, tree, consistencyRanges(first, second));
}

async function rootsOf(reader: Reader, tree: StoredTree, ranges: [number, number][]): Promise<string[]> {
  const tiles = await tilesAt(reader, tree.log, tilesFor(ranges));
  const byPlace = new Map(tiles.map((tile) => [tileKey(tile), tile.hashes]));
  const root = rangeRoots(tree.hash, (place) => byPlace.get(tileKey(place)));
  return ranges.map(([from, to]) => root(from, to).toString('hex'));
}
