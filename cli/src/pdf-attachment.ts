import { inflateSync } from 'node:zlib';

/** A paper's evidence is some tens of kilobytes; what unpacks to more is none. */
const ATTACHMENT_BYTES_MAX = 4 * 1024 * 1024;
const header = /\/Type\s*\/EmbeddedFile\b[^]*?\bstream\r?\n/gu;

/**
 * The files that a PDF carries, unpacked, in the order of the file. It reads what Karez writes, plain objects and not object streams:
 * a paper that was saved again by another program may hide its attachments, and is verified by the attachment saved from it.
 */
export function pdfAttachments(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  return Array.from(text.matchAll(header), (found) => unpacked(bytes, found)).filter((file) => file !== undefined);
}

function unpacked(bytes: Buffer, { 0: dictionary, index }: RegExpExecArray): Buffer | undefined {
  const length = Number(/\/Length\s+(\d+)/u.exec(dictionary)?.[1]);
  if (!Number.isSafeInteger(length) || length > ATTACHMENT_BYTES_MAX) return undefined;
  const from = index + dictionary.length;
  const packed = bytes.subarray(from, from + length);
  if (!dictionary.includes('/FlateDecode')) return packed;
  try {
    return inflateSync(packed, { maxOutputLength: ATTACHMENT_BYTES_MAX });
  } catch {
    // Damaged, or too large: as good as not there, and the caller says that there is none.
    return undefined;
  }
}
