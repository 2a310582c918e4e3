/** What may stand for a signed sheet: a page image, or pages as PDF. */
export type ScanType = 'application/pdf' | 'image/png' | 'image/jpeg';
export type ScanFault = 'unknown' | 'cut-short' | 'active';

type Known = { readonly endings: readonly string[]; readonly mediaType: ScanType; readonly magic: readonly number[]; readonly end: Buffer };
const known: readonly Known[] = [
  { endings: ['.pdf'], mediaType: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d], end: Buffer.from('%%EOF') },
  {
    endings: ['.png'],
    mediaType: 'image/png',
    magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    end: Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]),
  },
  { endings: ['.jpg', '.jpeg'], mediaType: 'image/jpeg', magic: [0xff, 0xd8, 0xff], end: Buffer.from([0xff, 0xd9]) },
];
/** Scanners pad their files a little behind the end of the format. */
const TAIL_BYTES = 4096;
/** What a scanner never writes and a viewer might run, open or unpack. Names inside of compressed object streams are not seen. */
const active = /\/(?:JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData|Encrypt|GoToR|GoToE|URI(?=[\p{Cc}\s()<>[\]{}/%]))/u;
/** A name may be written with any of its letters as `#xx`: `/J#61vaScript` is `/JavaScript`. */
const escaped = /#([\da-f]{2})/giu;

/** Media type of a scan by its ending, its first bytes and its end together, or what is wrong with it: what a browser claims is not asked. */
export function scanTypeOf(fileName: string, bytes: Buffer): ScanType | { readonly fault: ScanFault } {
  const found = known.find(({ endings }) => endings.some((ending) => fileName.toLowerCase().endsWith(ending)));
  if (!found?.magic.every((byte, at) => bytes[at] === byte)) return { fault: 'unknown' };
  if (!bytes.subarray(-TAIL_BYTES).includes(found.end)) return { fault: 'cut-short' };
  const isActive = found.mediaType === 'application/pdf' && hasActive(bytes);
  return isActive ? { fault: 'active' } : found.mediaType;
}

/** Whether a PDF has a name that stands for something active, plain or with escaped letters. */
function hasActive(bytes: Buffer): boolean {
  const plain = bytes.toString('latin1').replaceAll(escaped, (_all, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)));
  return active.test(plain);
}
