import { inflateSync } from 'node:zlib';

/** A paper's evidence is some tens of kilobytes; what unpacks to more is none. */
const ATTACHMENT_BYTES_MAX = 4 * 1024 * 1024;
/** The dictionary before a stream is some hundred bytes. */
const DICTIONARY_BYTES_MAX = 2048;
const kind = '/EmbeddedFile';
const start = 'stream';
const end = '%%EOF';

/**
 * The one file that a PDF carries, unpacked; undefined where there is none, where there are several, and where the PDF was added to after it
 * was written: which of its files counts could then be disputed. It reads what Karez writes, plain objects and not object streams.
 */
export function pdfAttachment(bytes: Buffer): Buffer | undefined {
  const at = onlyPlaceOf(bytes, `/Type ${kind}`);
  if (at === undefined || onlyPlaceOf(bytes, end) === undefined) return undefined;
  const dictionary = bytes.subarray(at, at + DICTIONARY_BYTES_MAX).toString('latin1');
  const beginning = dictionary.indexOf(`${start}\n`);
  const length = Number(/\/Length (\d{1,9})\b/u.exec(dictionary.slice(0, beginning))?.[1]);
  if (beginning === -1 || !Number.isSafeInteger(length) || length > ATTACHMENT_BYTES_MAX) return undefined;
  const from = at + beginning + start.length + 1;
  const packed = bytes.subarray(from, from + length);
  return dictionary.slice(0, beginning).includes('/FlateDecode') ? inflated(packed) : packed;
}

function onlyPlaceOf(bytes: Buffer, words: string): number | undefined {
  const at = bytes.indexOf(words, 0, 'latin1');
  return at !== -1 && bytes.indexOf(words, at + 1, 'latin1') === -1 ? at : undefined;
}

function inflated(packed: Buffer): Buffer | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: ATTACHMENT_BYTES_MAX });
  } catch {
    // Damaged, or too large: as good as not there, and the caller says that there is none.
    return undefined;
  }
}
