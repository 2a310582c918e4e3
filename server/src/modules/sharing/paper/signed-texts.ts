import { canonicalJson } from '@karez/kit/canonical-json';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { KeySignature, PaperSide, SignedText } from '@karez/policy/evidence/paper';
import { bareReceipt } from '#modules/audit';
import type { Needs } from '#platform/needs';
import { digestOf, type Agreement } from '../agreement.ts';
import { signedOut } from '../sign-application.ts';
import { keySignaturesOf } from '../stamp/stamp-store.ts';
import { submissionsOf } from '../supplement/supplement-store.ts';

type Signed = { readonly side: PaperSide; readonly text: string; readonly evidenceId: string };

/**
 * What both sides signed under an agreement, each text with the receipt of the record that bears its digest. Refuses while a
 * record is not sealed.
 */
export async function signedTexts(
  needs: Pick<Needs, 'database' | 'clock' | 'keys'>,
  agreement: Agreement,
  application: { readonly no: string | null; readonly entryVersion: string },
): Promise<SignedText[] | Refusal> {
  const { terms, requesterSignature, providerSignature } = agreement;
  const asked = await requesterText(needs, agreement, application);
  const texts: Signed[] = [
    ...(asked === undefined ? [] : [{ side: 'requester' as const, text: asked, evidenceId: requesterSignature.evidenceId }]),
    { side: 'provider', text: canonicalJson(terms), evidenceId: providerSignature.evidenceId },
  ];
  const signed: SignedText[] = [];
  for (const { side, text, evidenceId } of texts) {
    const receipt = await bareReceipt(needs, evidenceId);
    if (isRefusal(receipt)) return receipt;
    signed.push({ side, text, receipt });
  }
  return signed;
}

/** The application as the requester's head signed it, where it can be written again to the letter: its digest says so. */
async function requesterText(
  { database }: Pick<Needs, 'database'>,
  { applicationId, terms, requesterSignature: { digest } }: Agreement,
  { no, entryVersion }: { readonly no: string | null; readonly entryVersion: string },
): Promise<string | undefined> {
  const submissions = await submissionsOf(database.reader, applicationId);
  const signed = submissions.find((submission) => submission.digest === digest);
  if (!signed) return undefined;
  const { content, letters } = signed;
  const versions = [...new Set([entryVersion, terms.entryVersion])];
  const texts = versions.map((version) => signedOut({ id: applicationId, no, content }, { code: terms.entryCode, version }, letters));
  const text = texts.find((one) => digestOf(one) === digest);
  return text === undefined ? undefined : canonicalJson(text);
}

/** Signatures by keys of units under the terms, each with the receipt of its record and of the record that the key is the unit's. */
export async function signaturesByKey(
  needs: Pick<Needs, 'database' | 'clock' | 'keys'>,
  agreementId: string,
): Promise<KeySignature[] | Refusal> {
  const found: KeySignature[] = [];
  for (const { side, evidenceId, keyEvidenceId } of await keySignaturesOf(needs.database.reader, agreementId)) {
    const [receipt, keyReceipt] = [await bareReceipt(needs, evidenceId), await bareReceipt(needs, keyEvidenceId)];
    if (isRefusal(receipt)) return receipt;
    if (isRefusal(keyReceipt)) return keyReceipt;
    found.push({ side, receipt, keyReceipt });
  }
  return found;
}
