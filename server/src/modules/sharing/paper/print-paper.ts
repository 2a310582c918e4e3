import type { Download } from '@karez/contract/route';
import type { Application, ApplicationContent } from '@karez/contract/sharing/schemas';
import { wordsIn } from '@karez/contract/words';
import { sm3 } from '@karez/kit/crypto/sm3';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { paperEvidenceFile, paperText } from '@karez/policy/evidence/paper';
import { recordEvidence } from '#modules/audit/append';
import { allRegions, businessSystemById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { paperPdf, type Paper, type PaperPart } from '#platform/paper/paper';
import { actedBy } from '#platform/caller';
import { checkCodeOf } from '../paper-signing/paper-signature.ts';
import { readApplication } from '../read-application.ts';
import { agreementParts } from './agreement-paper.ts';
import { approvalFormParts } from './approval-form.ts';
import { hasPaper, said, type PaperCase, type PaperName } from './papers.ts';
import { replyLetterParts } from './reply-letter.ts';
import { sheetOf, signingSheetParts } from './signing-sheet.ts';
import { notePrinted } from '../stamp/stamp-store.ts';
import { signaturesByKey, signedTexts } from './signed-texts.ts';

type PrintNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'keys'>;
export type PrintPaper = { readonly actor: Actor; readonly applicationId: string; readonly paper: PaperName; readonly origin: string };

/** A paper of an application for a reader who may see it, as that reader may see it; what is printed is evidence, before its first byte leaves. */
export async function printPaper(needs: PrintNeeds, { actor, applicationId, paper, origin }: PrintPaper): Promise<Download | Refusal> {
  const application = await readApplication(needs, { actor, applicationId });
  if (isRefusal(application)) return application;
  if (!hasPaper(application, paper)) return refuse('sharing.paper.not-yet', { paper: wordOf(paper) });
  const files = paper === 'agreement' ? await evidenceOf(needs, application) : [];
  if (isRefusal(files)) return files;
  const called = await namesIn(needs.database.reader, application.content);
  const of: PaperCase = { application, readerOrgId: actor.orgId, words: wordsIn('zh'), zone: needs.config.KAREZ_TIME_ZONE, called };
  const sheet = paper === 'signing-sheet' ? await sheetOf(needs, application.id) : null;
  if (sheet !== null && isRefusal(sheet)) return sheet;
  const no = numberOf(of, paper);
  const at = needs.clock.now();
  const content = await paperPdf({
    title: said(of, paper),
    no,
    madeAt: at,
    parts: sheet === null ? partsOf(of, paper) : signingSheetParts(of, sheet),
    // Every page of a sheet names its text: none can be put in the place of another.
    foot: (page, pages) => said(of, 'foot', { no: sheet === null ? no : `${no} · ${checkCodeOf(sheet.digest)}`, page, pages }),
    files,
  });
  const digest = sm3(content).toString('hex');
  await needs.database.transaction(async (tx) => {
    // What comes back with a seal is compared with what was printed.
    if (paper === 'agreement' && application.agreement)
      await notePrinted(tx, application.agreement.id, { bytes: content.length, digest, at });
    await recordEvidence(tx, {
      at,
      actor: actedBy(actor),
      action: 'sharing.print-paper',
      outcome: { result: 'done' },
      object: { kind: 'sharing.application', id: application.id, revision: application.revision },
      origin,
      facts: { paper, digest },
    });
  });
  return { fileName: said(of, 'file', { paper: wordOf(paper), no }), contentType: 'application/pdf', content };
}

/** The names of the regions and of the system that an application is about: a paper is read without the platform. */
async function namesIn(reader: Reader, { useScope, systemId }: ApplicationContent): Promise<PaperCase['called']> {
  const wanted = new Set(useScope.regionCodes);
  const regions = wanted.size === 0 ? [] : await allRegions(reader);
  const system = systemId === null ? undefined : await businessSystemById(reader, systemId);
  return { regions: regions.filter(({ code }) => wanted.has(code)).map(({ name }) => name), system: system?.name ?? '' };
}

/** A word that a message may choose by: it takes no dash. */
const wordOf = (paper: PaperName): string => (paper === 'signing-sheet' ? 'sheet' : paper);

function numberOf(of: PaperCase, paper: PaperName): string {
  const { agreement, no } = of.application;
  return (paper === 'agreement' ? agreement?.no : no) ?? said(of, 'no-number');
}

function partsOf(of: PaperCase, paper: PaperName): PaperPart[] {
  const { agreement, reply } = of.application;
  if (paper === 'agreement' && agreement) return agreementParts(of, agreement);
  if (paper === 'reply' && reply) return replyLetterParts(of, reply);
  return approvalFormParts(of);
}

async function evidenceOf(needs: PrintNeeds, application: Application): Promise<Paper['files'] | Refusal> {
  const { agreement } = application;
  if (!agreement) return [];
  const signed = await signedTexts(needs, agreement, application);
  if (isRefusal(signed)) return signed;
  const byKey = await signaturesByKey(needs, agreement.id);
  if (isRefusal(byKey)) return byKey;
  const bytes = Buffer.from(`${paperText({ signed, byKey })}\n`, 'utf8');
  return [{ name: paperEvidenceFile, mediaType: 'application/json', about: wordsIn('zh').text('sharing.paper.evidence-file'), bytes }];
}
