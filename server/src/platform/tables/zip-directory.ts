import { refuse, type Refusal } from '@karez/kit/refusal';

import type { TableLimits } from './table-limits.ts';

/** One part as the ZIP's central directory declares it. */
export type ZipEntry = {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly headerOffset: number;
};

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const commentBytesMax = 65_535;
const wide = 0xffffffff;

const broken = () => refuse('table.workbook-broken');

/**
 * Lists what a ZIP declares, without unpacking anything, and refuses archives that no spreadsheet program writes:
 * too many entries, too large, packed too tightly, encrypted, overlapping or doubled parts, paths that leave the archive.
 */
export function inspectZip(bytes: Buffer, limits: TableLimits): readonly ZipEntry[] | Refusal {
  const end = findEnd(bytes);
  if (!end) return broken();
  if (end.entries > limits.zipEntriesMax) {
    return refuse('table.zip-too-many-entries', { entries: end.entries, limit: limits.zipEntriesMax });
  }
  const entries = readEntries(bytes, end);
  if (!entries) return broken();
  return refusePaths(entries, limits) ?? refuseSizes(entries, limits) ?? refuseOverlap(entries, bytes.length) ?? entries;
}

type End = { entries: number; offset: number; size: number };

function findEnd(bytes: Buffer): End | undefined {
  const lowest = Math.max(0, bytes.length - endBytes - commentBytesMax);
  for (let at = bytes.length - endBytes; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) !== endSignature) continue;
    const end = { entries: bytes.readUInt16LE(at + 10), size: bytes.readUInt32LE(at + 12), offset: bytes.readUInt32LE(at + 16) };
    const isWide = end.entries === 0xffff || end.size === wide || end.offset === wide;
    return isWide ? findEnd64(bytes, at) : end;
  }
  return undefined;
}

function findEnd64(bytes: Buffer, endAt: number): End | undefined {
  const locator = endAt - 20;
  if (locator < 0 || bytes.readUInt32LE(locator) !== end64LocatorSignature) return undefined;
  const at = Number(bytes.readBigUInt64LE(locator + 8));
  if (at + 56 > bytes.length || bytes.readUInt32LE(at) !== end64Signature) return undefined;
  return {
    entries: Number(bytes.readBigUInt64LE(at + 32)),
    size: Number(bytes.readBigUInt64LE(at + 40)),
    offset: Number(bytes.readBigUInt64LE(at + 48)),
  };
}

function readEntries(bytes: Buffer, end: End): readonly ZipEntry[] | undefined {
  if (end.offset + end.size > bytes.length) return undefined;
  const entries: ZipEntry[] = [];
  let at = end.offset;
  for (let index = 0; index < end.entries; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) return undefined;
    const nameBytes = bytes.readUInt16LE(at + 28);
    const extraBytes = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameBytes + extraBytes + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) return undefined;
    entries.push(readEntry(bytes, { at, nameBytes, extraBytes }));
    at = next;
  }
  return entries;
}

function readEntry(bytes: Buffer, place: { at: number; nameBytes: number; extraBytes: number }): ZipEntry {
  const { at, nameBytes, extraBytes } = place;
  const extra = bytes.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
  // ZIP64 keeps in this order only those values that did not fit their 32-bit field.
  const wides = wideValues(extra);
  const narrowOrWide = (value: number) => (value === wide ? (wides.shift() ?? value) : value);
  return {
    name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    unpackedBytes: narrowOrWide(bytes.readUInt32LE(at + 24)),
    packedBytes: narrowOrWide(bytes.readUInt32LE(at + 20)),
    headerOffset: narrowOrWide(bytes.readUInt32LE(at + 42)),
  };
}

function wideValues(extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length) {
    const size = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) return uint64s(extra.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return [];
}

function uint64s(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => Number(bytes.readBigUInt64LE(index * 8)));
}

function refusePaths(entries: readonly ZipEntry[], limits: TableLimits): Refusal | undefined {
  const seen = new Set<string>();
  for (const { name, flags } of entries) {
    if ((flags & 1) === 1) return refuse('table.password-locked');
    if (isUnsafePath(name, limits.zipPathDepthMax)) return refuse('table.zip-unsafe-path');
    // Two parts of one name (also by case) let one program check what another one reads.
    const key = name.toLowerCase();
    if (seen.has(key)) return refuse('table.zip-doubled-part');
    seen.add(key);
  }
  return undefined;
}

function isUnsafePath(name: string, depthMax: number): boolean {
  const parts = name.split('/');
  return name === '' || /[\\:\p{Cc}]/u.test(name) || name.startsWith('/') || parts.includes('..') || parts.length > depthMax;
}

function refuseSizes(entries: readonly ZipEntry[], limits: TableLimits): Refusal | undefined {
  let total = 0;
  for (const { packedBytes, unpackedBytes, method } of entries) {
    if (method !== 0 && method !== 8) return broken();
    total += unpackedBytes;
    const isTight = unpackedBytes > limits.zipRatioFromBytes && unpackedBytes > packedBytes * limits.zipRatioMax;
    if (isTight) return refuse('table.zip-ratio', { limit: limits.zipRatioMax });
  }
  if (total > limits.zipUnpackedBytesMax) return refuse('table.zip-too-large', { limitMib: limits.zipUnpackedBytesMax / 1024 / 1024 });
  return undefined;
}

function refuseOverlap(entries: readonly ZipEntry[], fileBytes: number): Refusal | undefined {
  const ordered = entries.toSorted((a, b) => a.headerOffset - b.headerOffset);
  for (const [index, entry] of ordered.entries()) {
    const next = ordered[index + 1]?.headerOffset ?? fileBytes;
    if (entry.headerOffset + 30 + entry.packedBytes > next) return broken();
  }
  return undefined;
}
