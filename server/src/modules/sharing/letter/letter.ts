import type { SealedScan } from '../paper-signing/sealed-scan.ts';

/** A 公函 of an application. */
export type LetterRecord = Omit<SealedScan, 'sealedKey'> & {
  readonly id: string;
  readonly applicationId: string;
  readonly docNo: string;
  readonly datedOn: string;
  /** Null once the scan is gone. */
  readonly sealedKey: Buffer | null;
  readonly attachedBy: string;
  readonly attachedAt: Date;
  readonly removedAt: Date | null;
  readonly signed: boolean;
};

/** What a head signs of a letter: the scan is bound by its digest. */
export type SignedLetter = { readonly id: string; readonly docNo: string; readonly datedOn: string; readonly digest: string };

/** Letters that an application has at most, and that are ever attached to one, those that are taken off included. */
export const LETTERS_MAX = 5;
export const LIFE_LETTERS_MAX = 20;

/** The letters that stand now, as they would be signed. */
export function lettersToSign(letters: readonly LetterRecord[]): SignedLetter[] {
  return letters
    .filter(({ removedAt }) => removedAt === null)
    .map(({ id, docNo, datedOn, scanDigest }) => ({ id, docNo, datedOn, digest: scanDigest }));
}
