import { randomBytes } from 'node:crypto';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { envelopeKeyLength } from '@karez/kit/crypto/envelope';
import { sm3 } from '@karez/kit/crypto/sm3';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { keysFrom } from '#platform/keys';
import type { Needs } from '#platform/needs';
import { PAPER_BYTES_MAX } from '#platform/paper-type';
import { scanTypeOf, type ScanFault } from '#platform/scan-type';
import { holdsPersonalValue } from '../personal-value.ts';

export type UploadedScan = { readonly fileName: string; readonly bytes: Buffer };
export type ScanKind = 'paper-signature' | 'official-letter' | 'stamped-copy';
/** A scan at rest, sealed under a key of its own: gone for good, from backups too, when the key is dropped. */
export type SealedScan = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SM3 of the scan's own bytes, hexadecimal. */
  readonly scanDigest: string;
  readonly reference: string;
  readonly sealedKey: Buffer;
};

const faults: Readonly<Record<ScanFault, string>> = {
  unknown: 'sharing.scan.type',
  'cut-short': 'sharing.scan.cut-short',
  active: 'sharing.scan.active',
};

/** Judges a scan by its own bytes before anything of it is kept. */
export function fitScan(
  file: UploadedScan | undefined,
  declared: SecrecyDeclaration,
): { readonly file: UploadedScan; readonly mediaType: string } | Refusal {
  if (declared !== 'not-secret') return refuse('sharing.scan.secret', { declared });
  if (!file || file.bytes.length === 0) return refuse('sharing.scan.empty');
  if (file.bytes.length > PAPER_BYTES_MAX) return refuse('sharing.scan.too-large', { bytesMax: PAPER_BYTES_MAX });
  const type = scanTypeOf(file.fileName, file.bytes);
  if (typeof type !== 'string') return refuse(faults[type.fault]);
  return holdsPersonalValue(file.fileName) ? personalIn(['file']) : { file, mediaType: type };
}

/** The refusal of texts that name a person, by their places. */
export function personalIn(places: readonly string[]): Refusal {
  const found = places.map((place) => ({ path: `/body/${place}`, code: 'sharing.personal-value-here', params: {} }));
  return refuse('sharing.scan.personal-value', { count: found.length }, found);
}

/** The refusal where one of some texts names a person; undefined where none does. */
export function personalOf(texts: Readonly<Record<string, string>>): Refusal | undefined {
  const found = Object.entries(texts).flatMap(([place, text]) => (holdsPersonalValue(text) ? [place] : []));
  return found.length === 0 ? undefined : personalIn(found);
}

const purposeOf = (kind: ScanKind, id: string) => `sharing.${kind}/${id}`;

/** Seals a scan and puts it on disk, before the row that names it: a crash in between leaves a file that nothing opens, never a name without one. */
export async function sealScan(
  { files, keys }: Pick<Needs, 'files' | 'keys'>,
  { kind, id, file, mediaType }: { readonly kind: ScanKind; readonly id: string; readonly file: UploadedScan; readonly mediaType: string },
): Promise<SealedScan> {
  const ownKey = randomBytes(envelopeKeyLength);
  const purpose = purposeOf(kind, id);
  const reference = await files.put(keysFrom(ownKey).encrypt(purpose, file.bytes));
  const { fileName, bytes } = file;
  const scanDigest = sm3(bytes).toString('hex');
  return { fileName, mediaType, bytes: bytes.length, scanDigest, reference, sealedKey: keys.encrypt(purpose, ownKey) };
}

/** The bytes of a scan whose key is still there. */
export async function openScan(
  { files, keys }: Pick<Needs, 'files' | 'keys'>,
  {
    kind,
    id,
    reference,
    sealedKey,
  }: { readonly kind: ScanKind; readonly id: string; readonly reference: string; readonly sealedKey: Buffer },
): Promise<Buffer> {
  const sealed = await files.get(reference);
  if (!sealed) throw new Error(`the scan ${id} is gone from the file store`);
  const purpose = purposeOf(kind, id);
  return keysFrom(keys.decrypt(purpose, sealedKey)).decrypt(purpose, sealed);
}
