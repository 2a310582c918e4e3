import type { PublicKey } from '@karez/kit/crypto/signing';
import type { ErasedLeaf, ExportHeader, ProvenRecord } from './export-file.ts';
import type { SignedHead } from './head.ts';
import type { Tile } from './tiles.ts';
import type { TreeHash } from './tree.ts';

/** A line of an export other than a record, read back; undefined members are those that no line of its kind has. */
export type ExportLine =
  | { readonly kind: 'export'; readonly header: ExportHeader }
  | { readonly kind: 'key'; readonly key: PublicKey }
  | { readonly kind: 'head'; readonly head: SignedHead }
  | { readonly kind: 'tile'; readonly tile: Tile }
  | { readonly kind: 'proof'; readonly proven: ProvenRecord }
  | { readonly kind: 'erased'; readonly erased: ErasedLeaf };

type Members = Readonly<Record<string, unknown>>;

/** Reads one line; undefined where it is damaged. Its members are only shapes here: what they claim is checked against the signed head. */
export function readLine(text: string): ExportLine | undefined {
  const members = membersOf(text);
  switch (members?.['karez']) {
    case 'export':
      return headerOf(members);
    case 'key':
      return keyOf(members);
    case 'head':
      return headOf(members);
    case 'tile':
      return tileOf(members);
    case 'proof':
      return proofOf(members);
    case 'erased':
      return erasedOf(members);
    default:
      return undefined;
  }
}

/** The members of a JSON object, or undefined where the text is none. */
export function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    // A damaged line is what a verifier looks for, not a fault of the program.
    return undefined;
  }
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isHex(value: unknown, bytes?: number): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/.test(value) && (bytes === undefined || value.length === bytes * 2);
}

export function headOf(members: Members): { kind: 'head'; head: SignedHead } | undefined {
  const { body, signature } = members;
  return typeof body === 'string' && isHex(signature, 64) ? { kind: 'head', head: { body, signature } } : undefined;
}

export function keyOf(members: Members): { kind: 'key'; key: PublicKey } | undefined {
  const { algorithm, publicKey } = members;
  if ((algorithm !== 'sm2' && algorithm !== 'ed25519') || !isHex(publicKey)) return undefined;
  return { kind: 'key', key: { algorithm, publicKey } };
}

export function proofOf(members: Members): { kind: 'proof'; proven: ProvenRecord } | undefined {
  const { index, proof, record } = members;
  if (!isCount(index) || typeof record !== 'string' || !isHashes(proof)) return undefined;
  return { kind: 'proof', proven: { index, proof, record } };
}

function isHashes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((hash) => isHex(hash, 32));
}

function headerOf(members: Members): ExportLine | undefined {
  const { from, hash, log, made, size, to, v } = members;
  if (v !== 1 || !isHashName(hash) || typeof log !== 'string' || typeof made !== 'string') return undefined;
  if (!isCount(from) || !isCount(to) || !isCount(size) || !(from <= to && to <= size)) return undefined;
  return { kind: 'export', header: { from, hash, log, made, size, to } };
}

export function isHashName(value: unknown): value is TreeHash {
  return value === 'sm3' || value === 'sha256';
}

function tileOf(members: Members): ExportLine | undefined {
  const { hashes, index, level } = members;
  if (!isHex(hashes) || hashes.length % 64 !== 0 || !isCount(index) || !isCount(level)) return undefined;
  return { kind: 'tile', tile: { hashes: Buffer.from(hashes, 'hex'), index, level } };
}

function erasedOf(members: Members): ExportLine | undefined {
  const { by, hash, rule } = members;
  if (typeof by !== 'string' || !isHex(hash, 32) || typeof rule !== 'string') return undefined;
  return { kind: 'erased', erased: { by, hash, rule } };
}
