import { emptyRoot, nodeHash, rootOf, splitOf, type Hash, type RangeRoot, type TreeHash } from './tree.ts';

/** Hashes in one full tile. */
export const tileWidth = 256;
const hashLength = 32;

/** Place of a tile: entry k of level n + 1 is the root of the full tile k of level n. */
export type TilePlace = { readonly level: number; readonly index: number };
export type Tile = TilePlace & { readonly hashes: Buffer };
/** Finds a tile's hashes; a tile may hold more hashes than a smaller tree had. */
export type TileLookup = (place: TilePlace) => Uint8Array | undefined;

/** Thrown when a computation needs a tile that is not there: a damaged store or file. */
export class MissingTile extends Error {
  override readonly name = 'MissingTile';
  readonly place: TilePlace;

  constructor(place: TilePlace) {
    super(`tile ${place.level}/${place.index} is missing or too short`);
    this.place = place;
  }
}

/** A key for maps of tiles. */
export function tileKey({ level, index }: TilePlace): string {
  return `${level}/${index}`;
}

/** The hashes of a tile one by one. */
export function hashesOf(bytes: Uint8Array): Hash[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / hashLength) }, (_none, at) =>
    buffer.subarray(at * hashLength, (at + 1) * hashLength),
  );
}

/** The short last tiles of a tree, lowest level first: with them alone its root can be computed and it can grow. */
export function edgeTiles(size: number): (TilePlace & { width: number })[] {
  const edge: (TilePlace & { width: number })[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
    const width = count % tileWidth;
    if (width > 0) edge.push({ level, index: Math.floor(count / tileWidth), width });
  }
  return edge;
}

type Block = TilePlace & { first: number; count: number };

/** The run of entries of one tile whose root is the root of a complete, aligned subtree. */
function blockOf(from: number, leaves: number): Block {
  let level = 0;
  let [first, count] = [from, leaves];
  while (count >= tileWidth) {
    level += 1;
    first /= tileWidth;
    count /= tileWidth;
  }
  return { level, index: Math.floor(first / tileWidth), first: first % tileWidth, count };
}

/** Complete, aligned subtrees that make up a range that is one node of the tree, left to right. */
function blocksOf(from: number, to: number): Block[] {
  const blocks: Block[] = [];
  for (let at = from; at < to;) {
    const rest = to - at;
    const leaves = rest === 1 ? 1 : isPowerOfTwo(rest) ? rest : splitOf(rest);
    blocks.push(blockOf(at, leaves));
    at += leaves;
  }
  return blocks;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.round(Math.log2(value)) === value;
}

/** Tiles that must be read to compute the roots of these ranges. */
export function tilesFor(ranges: readonly (readonly [number, number])[]): TilePlace[] {
  const places = new Map<string, TilePlace>();
  for (const [from, to] of ranges) {
    for (const { level, index } of blocksOf(from, to)) places.set(tileKey({ level, index }), { level, index });
  }
  return [...places.values()];
}

/** Computes roots of ranges from tiles; throws {@link MissingTile} where one is not there. Ranges are nodes of the tree, as the proofs ask for them. */
export function rangeRoots(algorithm: TreeHash, lookup: TileLookup): RangeRoot {
  return (from, to) => {
    if (from === to) return emptyRoot(algorithm);
    const roots = blocksOf(from, to).map((block) => blockRoot(algorithm, lookup, block));
    return roots.reduceRight((right, left) => nodeHash(algorithm, left, right));
  };
}

function blockRoot(algorithm: TreeHash, lookup: TileLookup, block: Block): Hash {
  const bytes = lookup({ level: block.level, index: block.index });
  const end = (block.first + block.count) * hashLength;
  if (!bytes || bytes.length < end) throw new MissingTile({ level: block.level, index: block.index });
  return rootOf(algorithm, hashesOf(bytes.subarray(block.first * hashLength, end)));
}

/** What a tree becomes when leaves are appended: its new root and the tiles that were begun or lengthened. */
export type Growth = { readonly size: number; readonly root: Hash; readonly tiles: readonly Tile[] };

/** Appends leaf hashes to a tree of `size` leaves; `lookup` needs to know its {@link edgeTiles} only. */
export function grow(algorithm: TreeHash, { size, lookup }: { size: number; lookup: TileLookup }, leaves: readonly Hash[]): Growth {
  const changed = new Map<string, { place: TilePlace; hashes: Hash[] }>();
  const open = new Map<number, { place: TilePlace; hashes: Hash[] }>();
  for (const { level, index, width } of edgeTiles(size)) {
    const bytes = lookup({ level, index });
    if (!bytes || bytes.length !== width * hashLength) throw new MissingTile({ level, index });
    open.set(level, { place: { level, index }, hashes: hashesOf(bytes) });
  }
  const next = new Map<number, number>();
  const append = (level: number, hash: Hash): void => {
    const index = open.get(level)?.place.index ?? next.get(level) ?? Math.floor(size / tileWidth ** (level + 1));
    const tile = open.get(level) ?? { place: { level, index }, hashes: [] };
    tile.hashes.push(hash);
    changed.set(tileKey(tile.place), tile);
    open.set(level, tile);
    if (tile.hashes.length < tileWidth) return;
    open.delete(level);
    next.set(level, index + 1);
    append(level + 1, rootOf(algorithm, tile.hashes));
  };
  for (const leaf of leaves) append(0, leaf);

  const tiles = [...changed.values()].map(({ place, hashes }) => ({ ...place, hashes: Buffer.concat(hashes) }));
  const fresh = new Map(tiles.map((tile) => [tileKey(tile), tile.hashes]));
  const grown = size + leaves.length;
  const root = rangeRoots(algorithm, (place) => fresh.get(tileKey(place)) ?? lookup(place))(0, grown);
  return { size: grown, root, tiles };
}
