import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One part of an archive that is being written; its text is asked for when its turn comes. */
export type WrittenPart = { readonly name: string; readonly text: () => Iterable<string> | AsyncIterable<string> };

type Sums = { crc: number; unpacked: number; packed: number };

/** Sizes stand behind each part, for they are not known before it; names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
const versionNeeded = 20;
/** 1 January 1980: the archive of the same rows is the same bytes. */
const day = 0x0021;

/** Writes a ZIP part by part as it is read: what is held is one chunk and a line for each part. At most 4 GiB. */
export async function* writeZip(parts: readonly WrittenPart[]): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of parts) {
    const sums: Sums = { crc: 0, unpacked: 0, packed: 0 };
    const head = localHeader(name);
    yield head;
    for await (const chunk of packed(text(), sums)) yield chunk;
    const sizes = sizesOf(sums);
    yield Buffer.concat([Buffer.from('PK\u0007\u0008', 'latin1'), sizes]);
    directory.push(directoryEntry(name, { sizes, offset }));
    offset += head.length + sums.packed + 16;
  }
  const listed = Buffer.concat(directory);
  yield listed;
  yield endOf({ entries: parts.length, size: listed.length, offset });
}

async function* packed(text: Iterable<string> | AsyncIterable<string>, sums: Sums): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  // A fault of the text reaches the reader of `deflate`, which it destroys.
  pipeline(Readable.from(counted(text, sums)), deflate, () => {});
  for await (const chunk of deflate) {
    const bytes = Buffer.from(chunk);
    sums.packed += bytes.length;
    yield bytes;
  }
}

async function* counted(text: Iterable<string> | AsyncIterable<string>, sums: Sums): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece, 'utf8');
    sums.crc = crc32(bytes, sums.crc);
    sums.unpacked += bytes.length;
    yield bytes;
  }
}

function sizesOf({ crc, packed: packedBytes, unpacked }: Sums): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc, 0);
  sizes.writeUInt32LE(packedBytes, 4);
  sizes.writeUInt32LE(unpacked, 8);
  return sizes;
}

/** What both the local header and the directory say of a part before its sums. */
function factsOf(): Buffer {
  const facts = Buffer.alloc(10);
  facts.writeUInt16LE(versionNeeded, 0);
  facts.writeUInt16LE(flags, 2);
  facts.writeUInt16LE(deflated, 4);
  facts.writeUInt16LE(day, 8);
  return facts;
}

function localHeader(name: string): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const rest = Buffer.alloc(16);
  rest.writeUInt16LE(bytes.length, 12);
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), factsOf(), rest, bytes]);
}

function directoryEntry(name: string, { sizes, offset }: { sizes: Buffer; offset: number }): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const rest = Buffer.alloc(18);
  rest.writeUInt16LE(bytes.length, 0);
  rest.writeUInt32LE(offset, 14);
  return Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([versionNeeded, 0]), factsOf(), sizes, rest, bytes]);
}

function endOf({ entries, size, offset }: { entries: number; size: number; offset: number }): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
