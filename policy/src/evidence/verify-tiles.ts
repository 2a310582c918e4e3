import type { ExportHeader } from './export-file.ts';
import { tilesOfExport } from './export-file.ts';
import type { Finding } from './findings.ts';
import { edgeTiles, hashesOf, MissingTile, rangeRoots, tileKey, tileWidth, type Tile, type TilePlace } from './tiles.ts';
import { rootOf, type Hash } from './tree.ts';

/** The tiles of a file, checked against each other. The right edge is checked by the heads, whose roots are computed from it. */
export type CheckedTiles = {
  readonly findings: readonly Finding[];
  /** Root of the tree at a size; undefined where the tiles do not reach. */
  readonly rootAt: (size: number) => Hash | undefined;
  /** Sealed hash of a leaf; undefined where its tile is damaged or missing. */
  readonly leafAt: (index: number) => Hash | undefined;
  /** What the tree has for the full tile of leaves with this index; undefined where that is not in the file. */
  readonly rootOfLeafTile: (index: number) => Hash | undefined;
};

export function checkTiles(header: ExportHeader, tiles: readonly Tile[]): CheckedTiles {
  const byPlace = new Map(tiles.map((tile) => [tileKey(tile), tile.hashes]));
  const widths = new Map(edgeTiles(header.size).map((edge) => [tileKey(edge), edge.width]));
  const findings: Finding[] = [];
  for (const place of tilesOfExport(header)) {
    const hashes = byPlace.get(tileKey(place));
    if (!hashes) {
      findings.push({ kind: 'tile-missing', ...place });
    } else if (!isSound(header, { hashes, width: widths.get(tileKey(place)), entry: entryOf(place) })) {
      findings.push({ kind: 'tile-broken', ...place });
      if (place.level === 0) byPlace.delete(tileKey(place));
    }
  }

  function entryOf({ level, index }: TilePlace): Hash | undefined {
    const parent = byPlace.get(tileKey({ level: level + 1, index: Math.floor(index / tileWidth) }));
    const at = (index % tileWidth) * 32;
    return parent && parent.length >= at + 32 ? parent.subarray(at, at + 32) : undefined;
  }
  const roots = rangeRoots(header.hash, (place) => byPlace.get(tileKey(place)));
  return {
    findings,
    rootAt: (size) => rootOrNothing(() => roots(0, size)),
    leafAt: (index) => {
      const hashes = byPlace.get(tileKey({ level: 0, index: Math.floor(index / tileWidth) }));
      const at = (index % tileWidth) * 32;
      return hashes && hashes.length >= at + 32 ? hashes.subarray(at, at + 32) : undefined;
    },
    rootOfLeafTile: (index) => entryOf({ level: 0, index }),
  };
}

function isSound(header: ExportHeader, tile: { hashes: Buffer; width: number | undefined; entry: Hash | undefined }): boolean {
  if (tile.width !== undefined) return tile.hashes.length === tile.width * 32;
  if (tile.hashes.length !== tileWidth * 32) return false;
  return tile.entry !== undefined && tile.entry.equals(rootOf(header.hash, hashesOf(tile.hashes)));
}

function rootOrNothing(compute: () => Hash): Hash | undefined {
  try {
    return compute();
  } catch (error) {
    // A part of a log carries the tiles over its range only; sizes outside of it cannot be checked with it.
    if (error instanceof MissingTile) return undefined;
    throw error;
  }
}
