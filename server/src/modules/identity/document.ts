import { documentKinds } from '@karez/contract/identity/schemas';

/** What a department has to file (91-3.2, 91-5.1, 809-8). */
export type DocumentKind = (typeof documentKinds)[number];

/** Largest filed paper, in bytes. */
export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;

const zip = [0x50, 0x4b, 0x03, 0x04];
const mediaTypes: readonly { readonly ending: string; readonly mediaType: string; readonly magic: readonly number[] }[] = [
  { ending: '.pdf', mediaType: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46] },
  { ending: '.ofd', mediaType: 'application/ofd', magic: zip },
  { ending: '.docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', magic: zip },
  { ending: '.png', mediaType: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47] },
  { ending: '.jpg', mediaType: 'image/jpeg', magic: [0xff, 0xd8, 0xff] },
];

/** Media type of a paper by its ending and its first bytes together; undefined for anything else: what a browser claims is not asked. */
export function mediaTypeOf(fileName: string, bytes: Uint8Array): string | undefined {
  const found = mediaTypes.find((known) => fileName.toLowerCase().endsWith(known.ending));
  return found?.magic.every((byte, index) => bytes[index] === byte) ? found.mediaType : undefined;
}

/** Kinds that are not among the filed ones. */
export function missingKinds(filed: readonly string[]): DocumentKind[] {
  return documentKinds.filter((kind) => !filed.includes(kind));
}
