import { createInflateRaw } from 'node:zlib';

import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import type { ZipEntry } from './zip-directory.ts';

const localSignature = 0x04034b50;
const chunkBytes = 64 * 1024;

/** A part whose bytes are not what the directory promised; caught by {@link readPart} and {@link scanPart}. */
class PartMismatch extends Error {
  override readonly name = 'PartMismatch';
}

/**
 * Unpacks one part chunk by chunk and stops as soon as it yields more bytes than its directory entry declares,
 * so that a lying directory costs no more memory or time than an honest one.
 */
async function* unpack(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = packedBytesOf(bytes, entry);
  let unpackedBytes = 0;
  for await (const chunk of entry.method === 0 ? chunksOf(packed) : inflate(packed)) {
    unpackedBytes += chunk.length;
    if (unpackedBytes > entry.unpackedBytes) throw new PartMismatch('more bytes than declared');
    yield chunk;
  }
  if (unpackedBytes !== entry.unpackedBytes) throw new PartMismatch('fewer bytes than declared');
}

function packedBytesOf(bytes: Buffer, entry: ZipEntry): Buffer {
  const at = entry.headerOffset;
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== localSignature) throw new PartMismatch('no local header');
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (start + entry.packedBytes > bytes.length) throw new PartMismatch('cut off');
  return bytes.subarray(start, start + entry.packedBytes);
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: chunkBytes });
  inflater.end(packed);
  try {
    for await (const chunk of inflater) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
  } finally {
    inflater.destroy();
  }
}

/** Hands a part to `see` as text pieces in order; refuses a part that is cut off, damaged, lying about its size or not UTF-8. */
export async function scanPart(bytes: Buffer, entry: ZipEntry, see: (text: string) => Refusal | undefined): Promise<Refusal | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of unpack(bytes, entry)) {
      const refusal = see(decoder.decode(chunk, { stream: true }));
      if (refusal) return refusal;
    }
    return see(decoder.decode());
  } catch (fault) {
    if (isDamage(fault)) return refuse('table.workbook-broken');
    throw fault;
  }
}

/** The whole text of a (small) part. */
export async function readPart(bytes: Buffer, entry: ZipEntry): Promise<string | Refusal> {
  const pieces: string[] = [];
  const refusal = await scanPart(bytes, entry, (text) => {
    pieces.push(text);
    return undefined;
  });
  return isRefusal(refusal) ? refusal : pieces.join('');
}

function isDamage(fault: unknown): boolean {
  if (fault instanceof PartMismatch || fault instanceof TypeError) return true;
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  return code.startsWith('Z_') || code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END' || code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}
