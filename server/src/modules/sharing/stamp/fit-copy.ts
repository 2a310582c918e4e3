import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { fitScan, type UploadedScan } from '../paper-signing/sealed-scan.ts';
import type { PrintedFile } from './stamped-copy.ts';

const PDF_START = Buffer.from('%PDF-1.7\n');

/**
 * Judges a sealed copy before anything of it is kept. The printed file itself carries the evidence as an attachment, which no scan may: of a copy that
 * begins with it only what was added is looked at, and nothing added is no seal.
 */
export function fitCopy(
  file: UploadedScan | undefined,
  { declared, printed }: { readonly declared: SecrecyDeclaration; readonly printed: PrintedFile | undefined },
): { readonly file: UploadedScan; readonly mediaType: string } | Refusal {
  if (!file || !printed) return fitScan(file, declared);
  if (printed.bytes === file.bytes.length) return refuse('sharing.stamped-copy.as-printed');
  const added = fitScan({ ...file, bytes: Buffer.concat([PDF_START, file.bytes.subarray(printed.bytes)]) }, declared);
  return 'code' in added ? added : { ...added, file };
}
