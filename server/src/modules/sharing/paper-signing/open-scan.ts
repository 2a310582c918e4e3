import type { Download } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { maySee } from '../application-policy.ts';
import { findApplication } from '../application-store.ts';
import { maySeePaper } from './paper-policy.ts';
import { notePaperOpened, papersOf } from './paper-signature-store.ts';
import { openScan } from './sealed-scan.ts';

type OpenNeeds = Pick<Needs, 'database' | 'clock' | 'files' | 'keys'>;
export type OpenPaper = { readonly actor: Actor; readonly applicationId: string; readonly paperId: string; readonly origin: string };

/** The scan of a sheet for a reader who may see it; the opening is evidence, before its first byte leaves. */
export async function openPaperScan(needs: OpenNeeds, { actor, applicationId, paperId, origin }: OpenPaper): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const application = await findApplication(reader, applicationId);
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  const paper = (await papersOf(reader, applicationId)).find(({ id }) => id === paperId);
  if (!paper || !maySeePaper(actor, paper)) return refuse('sharing.paper-signature.not-found');
  const { sealedKey, reference, fileName, mediaType, scanDigest } = paper;
  if (sealedKey === null) return refuse('sharing.scan.gone');
  const content = await openScan(needs, { kind: 'paper-signature', id: paperId, reference, sealedKey });
  await needs.database.transaction(async (tx) => {
    if (actor.orgId === paper.organisationId) await notePaperOpened(tx, paperId, actor.id);
    await recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'sharing.open-paper-scan',
      outcome: { result: 'done' },
      object: { kind: 'sharing.application', id: applicationId, revision: application.revision },
      origin,
      facts: { paper: paperId, scan: scanDigest },
    });
  });
  return { fileName, contentType: mediaType, content };
}
