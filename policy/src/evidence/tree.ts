import { sha256, sm3 } from '@karez/kit/crypto/sm3';

/** Hash of a log; both give 32 bytes. */
export type TreeHash = 'sm3' | 'sha256';
/** 32 bytes. */
export type Hash = Buffer;

const leafPrefix = Buffer.of(0x00);
const nodePrefix = Buffer.of(0x01);
const headPrefix = Buffer.of(0x02);

function digest(algorithm: TreeHash, ...parts: readonly Uint8Array[]): Hash {
  return algorithm === 'sm3' ? sm3(...parts) : sha256(...parts);
}

/** Hash of a leaf: H(0x00 ‖ exact bytes of the record). */
export function leafHash(algorithm: TreeHash, bytes: Uint8Array): Hash {
  return digest(algorithm, leafPrefix, bytes);
}

/** Hash of a node: H(0x01 ‖ left ‖ right). */
export function nodeHash(algorithm: TreeHash, left: Uint8Array, right: Uint8Array): Hash {
  return digest(algorithm, nodePrefix, left, right);
}

/** Hash that the next head names as `previous`: H(0x02 ‖ bytes of the head). */
export function headHash(algorithm: TreeHash, bytes: Uint8Array): Hash {
  return digest(algorithm, headPrefix, bytes);
}

/** Root of the tree without leaves: H(). */
export function emptyRoot(algorithm: TreeHash): Hash {
  return digest(algorithm, Buffer.alloc(0));
}

/** Root of a list of hashes (RFC 9162 §2.1.1): a left part of the largest power of two below its length, and the rest. */
export function rootOf(algorithm: TreeHash, hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot(algorithm);
  let level = hashes;
  // Pairing from the left and carrying a single last one up gives the same shape as the recursive definition.
  while (level.length > 1) {
    const next: Hash[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at];
      const right = level[at + 1];
      if (left) next.push(right ? nodeHash(algorithm, left, right) : left);
    }
    level = next;
  }
  const [root] = level;
  return root ?? emptyRoot(algorithm);
}

/** Largest power of two that is smaller than `size` (≥ 2). Plain arithmetic: sizes may exceed 32 bits. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Gives the root of leaves `from` (inclusive) to `to` (exclusive): from leaves in memory, or from tiles. */
export type RangeRoot = (from: number, to: number) => Hash;

/** Ranges of leaves whose roots prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards (RFC 9162 §2.1.3). */
export function inclusionRanges(index: number, size: number): [number, number][] {
  const ranges: [number, number][] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return ranges.toReversed();
}

/** Ranges whose roots prove that the tree of `first` leaves is a prefix of the tree of `second` leaves (RFC 9162 §2.1.4); none for equal or empty trees. */
export function consistencyRanges(first: number, second: number): [number, number][] {
  if (first === 0 || first === second) return [];
  const ranges: [number, number][] = [];
  let from = 0;
  let to = second;
  let whole = true;
  while (first < to || !whole) {
    if (first === to) {
      ranges.push([from, to]);
      break;
    }
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
      whole = false;
    }
  }
  return ranges.toReversed();
}

/** Whether a proof leads from a leaf's hash to the root (RFC 9162 §2.1.3.2). */
export function includes(
  algorithm: TreeHash,
  claim: { leaf: Hash; index: number; size: number; root: Uint8Array; proof: readonly Hash[] },
): boolean {
  const { index, size, proof } = claim;
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return false;
  let hash = claim.leaf;
  ranges.forEach(([from], step) => {
    const sibling = proof[step];
    if (sibling) hash = from > index ? nodeHash(algorithm, hash, sibling) : nodeHash(algorithm, sibling, hash);
  });
  return hash.equals(claim.root);
}

export type ConsistencyClaim = { first: number; firstRoot: Uint8Array; second: number; secondRoot: Uint8Array; proof: readonly Hash[] };

/** Whether a proof shows that the smaller tree is a prefix of the larger (RFC 9162 §2.1.4.2). */
export function isConsistent(algorithm: TreeHash, claim: ConsistencyClaim): boolean {
  const { first, second, proof } = claim;
  if (first < 0 || first > second) return false;
  if (first === second) return proof.length === 0 && Buffer.compare(claim.firstRoot, claim.secondRoot) === 0;
  if (first === 0) return proof.length === 0 && emptyRoot(algorithm).equals(claim.firstRoot);
  const ranges = consistencyRanges(first, second);
  if (ranges.length !== proof.length) return false;
  return rebuilds(algorithm, claim, ranges);
}

function rebuilds(algorithm: TreeHash, claim: ConsistencyClaim, ranges: readonly [number, number][]): boolean {
  const join = (left: Hash, right: Hash | undefined): Hash => (right ? nodeHash(algorithm, left, right) : left);
  // Where `first` is itself a complete subtree at the left edge, its root is not in the proof: it is the claim.
  const known = ranges[0]?.[0] === claim.first ? Buffer.from(claim.firstRoot) : undefined;
  let older: Hash | undefined = known;
  let newer: Hash | undefined = known;
  for (const [step, hash] of claim.proof.entries()) {
    const from = ranges[step]?.[0] ?? 0;
    if (from >= claim.first) {
      newer = newer ? nodeHash(algorithm, newer, hash) : hash;
    } else {
      older = join(hash, older);
      newer = join(hash, newer);
    }
  }
  return equal(older, claim.firstRoot) && equal(newer, claim.secondRoot);
}

function equal(hash: Hash | undefined, other: Uint8Array): boolean {
  return hash !== undefined && hash.equals(other);
}
