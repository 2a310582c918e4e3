import { canonicalJson } from '@karez/kit/canonical-json';
import { keyIdOf, type PublicKey } from '@karez/kit/crypto/signing';
import type { SignedHead } from './head.ts';
import type { Tile, TilePlace } from './tiles.ts';
import { edgeTiles, tileKey, tileWidth } from './tiles.ts';
import type { TreeHash } from './tree.ts';

/** First line of an export: leaves `from` (inclusive) to `to` (exclusive) of a log that had `size` leaves at the last head in the file. */
export type ExportHeader = {
  readonly from: number;
  readonly hash: TreeHash;
  readonly log: string;
  /** When the file was made. */
  readonly made: string;
  readonly size: number;
  readonly to: number;
};

/** A leaf whose body went by rule: its hash stays, and `by` is the record that says who erased it under which rule. */
export type ErasedLeaf = { readonly by: string; readonly hash: string; readonly rule: string };
/** A record that lies outside of the exported range, with the proof that it is in the tree of the last head. */
export type ProvenRecord = { readonly index: number; readonly proof: readonly string[]; readonly record: string };

/** Every line that is not a record begins so; no record does, for its first member is `action`. */
export const linePrefix = '{"karez":';

const line = (kind: string, members: Readonly<Record<string, unknown>>): string =>
  `${linePrefix}"${kind}",${canonicalJson(members).slice(1)}`;

export function headerLine(header: ExportHeader): string {
  return line('export', { ...header, v: 1 });
}

export function keyLine({ algorithm, publicKey }: PublicKey): string {
  return line('key', { algorithm, id: keyIdOf({ algorithm, publicKey }), publicKey });
}

export function headLine(head: SignedHead): string {
  return line('head', { body: head.body, signature: head.signature });
}

export function tileLine(tile: Tile): string {
  return line('tile', { hashes: tile.hashes.toString('hex'), index: tile.index, level: tile.level });
}

export function proofLine(proven: ProvenRecord): string {
  return line('proof', { ...proven });
}

export function erasedLine(erased: ErasedLeaf): string {
  return line('erased', { ...erased });
}

/** Tiles that an export must carry: those over its range at every level, and the right edge, from which the root is computed. */
export function tilesOfExport({ from, to, size }: { from: number; to: number; size: number }): TilePlace[] {
  const places = new Map<string, TilePlace>();
  const add = (place: TilePlace) => places.set(tileKey(place), place);
  let [first, end, count] = [from, to, size];
  for (let level = 0; count > 0; level += 1) {
    const last = Math.ceil(end / tileWidth);
    for (let index = Math.floor(first / tileWidth); index < last; index += 1) add({ level, index });
    [first, end, count] = [Math.floor(first / tileWidth), Math.ceil(end / tileWidth), Math.floor(count / tileWidth)];
    end = Math.min(end, count);
  }
  for (const { level, index } of edgeTiles(size)) add({ level, index });
  return [...places.values()];
}
