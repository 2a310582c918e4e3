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

/**
 * Whether a PDF bears a signature that covers the whole file but for the signature itself. Who signed, and whether the seal is genuine, is not judged.
 */
export function bearsSignature(content: Buffer): boolean {
  const text = content.toString('latin1');
  if (!/\/Type\s*\/Sig\b/u.test(text)) return false;
  return [...text.matchAll(byteRange)].some(([, before, from, length]) => {
    const [hole, resume] = [Number(before), Number(from)];
    return hole < resume && resume + Number(length) === content.length && content[hole] === 0x3c && content[resume - 1] === 0x3e;
  });
}

/** What a copy is, by its own bytes. */
export function kindOf(content: Buffer, { mediaType, isPrinted }: { mediaType: string; isPrinted: boolean }): StampKind {
  if (mediaType !== 'application/pdf' || !bearsSignature(content)) return 'scan';
  return isPrinted ? 'e-seal' : 'e-seal-other';
}
