import type { PaperSignature } from '@karez/contract/sharing/paper-signature-schemas';
import type { AllowedActions } from '@karez/contract/route';
import type { Refusal } from '@karez/kit/refusal';
import { allowedOf, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import {
  mayConfirmPaper,
  mayEnterPaper,
  mayJudgePaper,
  mayPrintSheet,
  maySeePaper,
  mayWithdrawPaper,
  type PaperStanding,
} from './paper-policy.ts';
import { papersOf } from './paper-signature-store.ts';
import { dueOnPaper, sideOf, type PaperSignatureRecord } from './paper-signature.ts';
import { isPaperAllowed } from './paper-step.ts';

type Reading = { readonly actor: Actor; readonly today: string };

/** The sheets that a reader of the application may see, and what they may do with them and with a new one. */
export async function presentPapers(
  reader: Reader,
  application: ApplicationRecord,
  { actor, today }: Reading,
): Promise<{ paperSignatures: PaperSignature[]; allowed: AllowedActions }> {
  const papers = await papersOf(reader, application.id);
  const waiting = papers.find(({ state }) => state === 'entered');
  const standing = { application, waiting, isAllowed: await isPaperAllowed(reader, application, today) };
  const shown = papers.filter((paper) => maySeePaper(actor, paper));
  return { paperSignatures: shown.map((paper) => presentPaper(actor, paper, standing)), allowed: allowedHere(actor, standing) };
}

/** Absent for whoever has nothing to do with it, and where paper is not allowed: most departments sign in person. */
function allowedHere(actor: Actor, standing: PaperStanding): AllowedActions {
  if (dueOnPaper(standing.application) === undefined || !standing.isAllowed) return {};
  return allowedOf(own({ 'print-sheet': mayPrintSheet(actor, standing), 'enter-paper': mayEnterPaper(actor, standing) }));
}

const own = (verdicts: Readonly<Record<string, true | Refusal>>) =>
  Object.fromEntries(Object.entries(verdicts).filter(([, verdict]) => verdict === true || verdict.code !== 'sharing.application.not-own'));

function presentPaper(actor: Actor, paper: PaperSignatureRecord, standing: PaperStanding): PaperSignature {
  const { id, act, state, docNo, signedOn, signerRole, opinion, fileName, mediaType, bytes, scanDigest, sealedKey, enteredAt, endedAt } =
    paper;
  return {
    id,
    side: sideOf(act),
    act,
    state,
    docNo,
    signedOn,
    signerRole,
    opinion,
    overMissing: actor.orgId === paper.organisationId ? paper.overMissing : null,
    scan: { fileName, mediaType, bytes, digest: scanDigest, gone: sealedKey === null },
    enteredAt: enteredAt.toISOString(),
    opened: paper.openedBy.includes(actor.id),
    endedAt: endedAt?.toISOString() ?? null,
    reason: paper.reason,
    allowed: state === 'entered' ? allowedOf(own(verdictsOn(actor, paper, standing))) : {},
  };
}

function verdictsOn(actor: Actor, paper: PaperSignatureRecord, standing: PaperStanding): Record<string, true | Refusal> {
  return {
    confirm: mayConfirmPaper(actor, paper, standing),
    return: mayJudgePaper(actor, paper, standing.application),
    withdraw: mayWithdrawPaper(actor, paper, standing.application),
  };
}
