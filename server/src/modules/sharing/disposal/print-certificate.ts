import type { Download } from '@karez/contract/route';
import { wordsIn } from '@karez/contract/words';
import { sm3 } from '@karez/kit/crypto/sm3';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { paperEvidenceFile, paperText, type SignedText } from '@karez/policy/evidence/paper';
import { bareReceipt } from '#modules/audit';
import { recordEvidence } from '#modules/audit/append';
import type { Needs } from '#platform/needs';
import { paperPdf } from '#platform/paper/paper';
import { actedBy } from '#platform/caller';
import { certificateParts } from './certificate-paper.ts';
import { maySeeDisposal } from './disposal-policy.ts';
import type { DisposalCommand } from './disposal-step.ts';
import { certificatesOf, findDisposal, type Certificate } from './disposal-store.ts';

type PrintNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'keys'>;

/** 数据处置证明 as PDF/A; what is printed is evidence, before its first byte leaves. */
export async function printDisposalCertificate(
  needs: PrintNeeds,
  { actor, disposalId, origin }: DisposalCommand,
): Promise<Download | Refusal> {
  const disposal = await findDisposal(needs.database.reader, disposalId);
  if (!disposal || !maySeeDisposal(actor, disposal)) return refuse('sharing.disposal.not-found');
  const [certificate] = await certificatesOf(needs.database.reader, [disposalId]);
  if (!certificate) return refuse('sharing.disposal.no-certificate');
  const signed = await signedTexts(needs, certificate);
  if (isRefusal(signed)) return signed;
  const words = wordsIn('zh');
  const { no } = certificate;
  const at = needs.clock.now();
  const content = await paperPdf({
    title: words.text('sharing.certificate.title'),
    no,
    madeAt: at,
    parts: certificateParts({ certificate, words, zone: needs.config.KAREZ_TIME_ZONE }),
    foot: (page, pages) => words.text('sharing.paper.foot', { no, page, pages }),
    files: [
      {
        name: paperEvidenceFile,
        mediaType: 'application/json',
        about: words.text('sharing.certificate.evidence-file'),
        bytes: Buffer.from(`${paperText({ signed })}\n`, 'utf8'),
      },
    ],
  });
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: actedBy(actor),
      action: 'sharing.print-disposal-certificate',
      outcome: { result: 'done' },
      object: { kind: 'sharing.disposal', id: disposalId, revision: disposal.revision },
      origin,
      facts: { certificate: no, digest: sm3(content).toString('hex') },
    }),
  );
  return { fileName: words.text('sharing.certificate.file', { no }), contentType: 'application/pdf', content };
}

/** The one text with the receipts of both hands. Refuses while a record is not sealed. */
async function signedTexts(
  needs: PrintNeeds,
  { signed: text, reporterEvidenceId, signerEvidenceId }: Certificate,
): Promise<SignedText[] | Refusal> {
  const hands = [
    { side: 'reporter', evidenceId: reporterEvidenceId },
    { side: 'signer', evidenceId: signerEvidenceId },
  ] as const;
  const signed: SignedText[] = [];
  for (const { side, evidenceId } of hands) {
    const receipt = await bareReceipt(needs, evidenceId);
    if (isRefusal(receipt)) return receipt;
    signed.push({ side, text, receipt });
  }
  return signed;
}
