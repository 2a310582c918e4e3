/** Largest paper that is filed or attached, in bytes. */
export const PAPER_BYTES_MAX = 20 * 1024 * 1024;

const zip = [0x50, 0x4b, 0x03, 0x04];
const mediaTypes: readonly { readonly ending: string; readonly mediaType: string; readonly magic: readonly number[] }[] = [
  { ending: '.pdf', mediaType: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46] },
  { ending: '.ofd', mediaType: 'application/ofd', magic: zip },
  { ending: '.docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', magic: zip },
  { ending: '.png', mediaType: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47] },
  { ending: '.jpg', mediaType: 'image/jpeg', magic: [0xff, 0xd8, 0xff] },
];

/** Media type of a paper by its ending and its first bytes together; undefined for anything else: what a browser claims is not asked. */
export function paperTypeOf(fileName: string, bytes: Uint8Array): string | undefined {
  const found = mediaTypes.find((known) => fileName.toLowerCase().endsWith(known.ending));
  return found?.magic.every((byte, index) => bytes[index] === byte) ? found.mediaType : undefined;
}
