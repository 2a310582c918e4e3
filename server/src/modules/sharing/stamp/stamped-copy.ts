import { sm3 } from '@karez/kit/crypto/sm3';
import type { AgreementMarks } from '@karez/contract/sharing/unit-key-schemas';
import type { SealedScan } from '../paper-signing/sealed-scan.ts';

export type StampKind = AgreementMarks['stampedCopies'][number]['kind'];
export type StampedCopyRecord = SealedScan & {
  readonly id: string;
  readonly agreementId: string;
  readonly side: 'requester' | 'provider';
  readonly kind: StampKind;
  readonly storedBy: string;
  readonly storedAt: Date;
};

/** A file of the agreement as the platform printed it. */
export type PrintedFile = { readonly bytes: number; readonly digest: string };

/** Sealed copies that one side stores of one agreement at most. */
export const STAMPED_COPIES_MAX = 5;

/** The printed file that a copy begins with: an electronic seal is added behind a PDF's own bytes. The longest, where one is the beginning of another. */
export function printedWithin(content: Buffer, printed: readonly PrintedFile[]): PrintedFile | undefined {
  // Printed often, an agreement has many files of few lengths: each beginning is hashed once.
  const lengths = [...new Set(printed.map(({ bytes }) => bytes))]
    .filter((bytes) => bytes <= content.length)
    .toSorted((one, other) => other - one);
  for (const length of lengths) {
    const begins = sm3(content.subarray(0, length)).toString('hex');
    const found = printed.find(({ bytes, digest }) => bytes === length && digest === begins);
    if (found) return found;
  }
  return undefined;
}

/** `/ByteRange [0 a b c]` of a PDF signature (ISO 32000-1, 12.8.1), with only digits and blanks between. */
const byteRange = /\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/gu;
/** A signature's bytes: hexadecimal, of some length, that begin as a DER sequence does. */
const signatureBytes = /^<30[0-9a-f\s]{126,}>$/iu;

/**
 * Whether a PDF states a signature over the whole file but for the signature itself, in one object that was added behind the first `printedBytes`. Whether the
 * signature holds, whose it is, and what the pages show, is not judged.
 */
export function statesSignature(content: Buffer, printedBytes: number): boolean {
  const text = content.toString('latin1');
  return [...text.matchAll(byteRange)].some(({ index, 1: before, 2: from, 3: length }) => {
    const [hole, resume] = [Number(before), Number(from)];
    const isWhole = resume + Number(length) === content.length && signatureBytes.test(text.slice(hole, resume));
    return (
      isWhole &&
      index >= printedBytes &&
      hole > index &&
      isSignatureObject(text.slice(Math.max(text.lastIndexOf('obj', index), printedBytes), hole))
    );
  });
}

/** Whether an object, up to the bytes of its signature, is one of a signature; a comment in it is not looked through. */
function isSignatureObject(object: string): boolean {
  return /\/Type\s*\/Sig\b/u.test(object) && /\/Contents\s*$/u.test(object) && !object.includes('%');
}

/** What a copy is, by its own bytes. */
export function kindOf(content: Buffer, { mediaType, printed }: { mediaType: string; printed: PrintedFile | undefined }): StampKind {
  if (mediaType !== 'application/pdf' || !statesSignature(content, printed?.bytes ?? 0)) return 'scan';
  return printed ? 'e-seal' : 'e-seal-other';
}
