import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { Download } from '@karez/contract/route';
import { sm3 } from '@karez/kit/crypto/sm3';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Needs } from '#platform/needs';
import { PAPER_BYTES_MAX, paperTypeOf } from '#platform/paper-type';
import { actedBy } from '#platform/caller';
import { maySeeDispute } from './dispute-policy.ts';
import { moved, personalIn, stillDue, takeStep, type DisputeCommand, type DisputeDone, type DisputeNeeds } from './dispute-step.ts';
import { findDispute } from './dispute-store.ts';

type FileNeeds = DisputeNeeds & Pick<Needs, 'files'>;
export type AttachScan = DisputeCommand & {
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly file: { readonly fileName: string; readonly bytes: Buffer } | undefined;
};

/** The scan of a decision from above: judged by its own bytes, not by what a browser claims. Another takes its place until the decision is entered. */
export async function attachDecisionScan(needs: FileNeeds, command: AttachScan): Promise<DisputeDone | Refusal> {
  const { file, secrecyDeclaration } = command;
  if (secrecyDeclaration !== 'not-secret') return refuse('sharing.dispute.secret', { declared: secrecyDeclaration });
  if (!file || file.bytes.length === 0) return refuse('sharing.dispute.file-empty');
  if (file.bytes.length > PAPER_BYTES_MAX) return refuse('sharing.dispute.file-too-large', { bytesMax: PAPER_BYTES_MAX });
  const personal = personalIn({ file: file.fileName });
  if (personal) return personal;
  const mediaType = paperTypeOf(file.fileName, file.bytes);
  if (mediaType === undefined) return refuse('sharing.dispute.file-type');
  const { fileName, bytes } = file;
  return takeStep(needs, { ...command, action: 'scan', route: 'sharing.attach-decision-scan' }, async (taking) => {
    const next = moved(taking.dispute, 'scan');
    if (isRefusal(next)) return next;
    // On disk before the row that names it: a crash in between leaves a file that nothing opens, never a name without one.
    const reference = await needs.files.put(bytes);
    const digest = sm3(bytes).toString('hex');
    const scan = { fileName, mediaType, bytes: bytes.length, digest, reference };
    return { dispute: { ...next, scan }, word: 'scanned', words: null, dueAt: await stillDue(taking), digest };
  });
}

/** The scan for both sides and the authority; the opening is evidence, before its first byte leaves. */
export async function downloadDecisionScan(
  { database, clock, files }: Pick<Needs, 'database' | 'clock' | 'files'>,
  { actor, disputeId, origin }: DisputeCommand,
): Promise<Download | Refusal> {
  const dispute = await findDispute(database.reader, disputeId);
  if (!dispute || !maySeeDispute(actor, dispute)) return refuse('sharing.dispute.not-found');
  const { scan } = dispute;
  if (scan === null) return refuse('sharing.dispute.scan-missing');
  const content = await files.get(scan.reference);
  if (!content) throw new Error(`the scan of dispute ${disputeId} is gone from the file store`);
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: actedBy(actor),
      action: 'sharing.download-decision-scan',
      outcome: { result: 'done' },
      object: { kind: 'sharing.dispute', id: disputeId, revision: dispute.revision },
      origin,
      facts: { digest: scan.digest },
    }),
  );
  return { fileName: scan.fileName, contentType: scan.mediaType, content };
}
