import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { askForAnswer } from '../aggregation/ask-for-answer.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { signReply } from '../consent-in.ts';
import { receiveApplication } from '../consent-out.ts';
import { receiveSupplement } from '../supplement/consent-supplement.ts';
import { mayConfirmPaper, mayJudgePaper, mayWithdrawPaper } from './paper-policy.ts';
import { savePaperEnd } from './paper-signature-store.ts';
import { afterPaperEvent, sideOf, type OnPaper, type PaperEvent, type PaperSignatureRecord } from './paper-signature.ts';
import {
  dropSecondOfficer,
  isPaperAllowed,
  lockCase,
  notePaper,
  paperAsIs,
  readPaper,
  tellReturned,
  type LockedCase,
  type PaperCommand,
  type PaperDone,
  type PaperNeeds,
} from './paper-step.ts';
import { personalOf } from './sealed-scan.ts';
import { besideDigestOf, sheetTextOf, type SheetText } from './sheet-text.ts';

type SigningNeeds = PaperNeeds & Pick<Needs, 'keys'>;
type OnePaper = PaperCommand & { readonly paperId: string };
export type ConfirmPaper = OnePaper & {
  readonly decision: { readonly decision: 'confirm'; readonly code: string } | { readonly decision: 'return'; readonly reason: string };
};

/**
 * The second officer has compared the scan with what was entered and confirms it with the second factor: from now on the department has signed. Or
 * returns it with a reason. Never who entered it, and nobody who has not opened the scan.
 */
export async function confirmPaper(needs: SigningNeeds, command: ConfirmPaper): Promise<PaperDone | Refusal> {
  const { decision, actor } = command;
  if (decision.decision === 'return') return endPaper(needs, command, { event: 'return', reason: decision.reason });
  const { clock, config } = needs;
  const before = await readPaper(needs, command);
  if (isRefusal(before)) return before;
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const isAllowed = await isPaperAllowed(needs.database.reader, before.application, today);
  const early = mayConfirmPaper(actor, before.paper, { application: before.application, isAllowed });
  if (isRefusal(early)) return early;
  const confirmed = await confirmSecondFactor(needs, actor, decision.code);
  if (isRefusal(confirmed)) return confirmed;
  const outcome = await needs.database.transaction(async (tx) => {
    const found = await lockCase(tx, needs, command);
    if (isRefusal(found)) return found;
    const known = await paperAsIs(tx, command, found.application);
    if (isRefusal(known)) return known;
    const standing = { application: found.application, isAllowed: await isPaperAllowed(tx, found.application, found.today) };
    const permitted = mayConfirmPaper(actor, known.paper, standing);
    if (isRefusal(permitted)) return permitted;
    const signed = await signOnPaper(tx, needs, { command, found, paper: known.paper });
    if (isRefusal(signed)) return signed;
    await reached('sharing.confirm-paper-signature.before-commit');
    return { applicationId: found.application.id };
  });
  await askForAnswer(needs, command.applicationId, outcome);
  return outcome;
}

type Signing = { readonly command: ConfirmPaper; readonly found: LockedCase; readonly paper: PaperSignatureRecord };

/** The signature counts: the same step follows as where the head signs in person, with the sheet in its place. */
async function signOnPaper(tx: Transaction, needs: SigningNeeds, { command, found, paper }: Signing): Promise<true | Refusal> {
  const { entry } = found;
  const text = await sheetTextOf(tx, found.application, entry);
  if (text !== undefined && isRefusal(text)) return text;
  // What would be signed now must be what the head has signed: an entry may have a new version since, or the case another reply.
  if (text?.act !== paper.act || text.digest !== paper.sheetDigest) return refuse('sharing.paper-signature.other-text');
  const ended = afterPaperEvent(paper, 'confirm', { by: command.actor.id, at: needs.clock.now(), reason: null });
  if (isRefusal(ended)) return ended;
  const application = withHand(found.application, paper);
  // Before the case moves on: a sheet that still waits is overtaken by that.
  await savePaperEnd(tx, ended);
  const { opinion } = paper;
  const onPaper = onPaperOf(paper, text);
  const { actor, applicationId, origin } = command;
  const common = { actor, applicationId, origin };
  // The code was taken above: what follows asks for none.
  if (paper.act === 'consent-in') {
    const decision = { decision: 'sign' as const, opinion, code: '', overMissing: paper.overMissing ?? undefined };
    return signReply(tx, needs, { command: { ...common, decision }, application, entry, onPaper });
  }
  const consent = { command: { ...common, decision: { decision: 'consent' as const, opinion, code: '' } }, application, entry, onPaper };
  return paper.act === 'consent-out' ? receiveApplication(tx, needs, consent) : receiveSupplement(tx, needs, consent);
}

/** What the signature leaves of its sheet. */
function onPaperOf(
  { id: paperId, docNo, signedOn, signerRole, sheetDigest, scanDigest }: PaperSignatureRecord,
  { beside }: SheetText,
): OnPaper {
  return { paperId, docNo, signedOn, signerRole, sheetDigest, scanDigest, besideDigest: beside && besideDigestOf(beside) };
}

/** Whoever entered the sheet that counts had a hand in what it signs, and does nothing that this excludes from another post (91-5.1). */
function withHand(application: ApplicationRecord, { act, enteredBy }: PaperSignatureRecord): ApplicationRecord {
  const { earlierHands, providerHands } = application;
  if (sideOf(act) === 'requester') return { ...application, earlierHands: [...new Set([...earlierHands, enteredBy])] };
  return { ...application, providerHands: [...new Set([...providerHands, enteredBy])] };
}

type Ending = { readonly event: Extract<PaperEvent, 'return' | 'withdraw'>; readonly reason: string };
const endings = {
  return: { action: 'sharing.confirm-paper-signature', word: 'paper-returned', may: mayJudgePaper },
  withdraw: { action: 'sharing.withdraw-paper-signature', word: 'paper-withdrawn', may: mayWithdrawPaper },
} as const;

/** The department takes a sheet back that does not count yet. */
export function withdrawPaper(
  needs: PaperNeeds,
  { reason, ...command }: OnePaper & { readonly reason: string },
): Promise<PaperDone | Refusal> {
  return endPaper(needs, command, { event: 'withdraw', reason });
}

/** A sheet ends without having counted: its scan is gone with its key, its digest and the reason stay. */
async function endPaper(needs: PaperNeeds, command: OnePaper, { event, reason }: Ending): Promise<PaperDone | Refusal> {
  const personal = personalOf({ reason });
  if (personal) return personal;
  return needs.database.transaction(async (tx) => {
    const known = await paperAsIs(tx, command, await lockApplication(tx, command.applicationId));
    if (isRefusal(known)) return known;
    const { application, paper } = known;
    const { action, word, may } = endings[event];
    const permitted = may(command.actor, paper, application);
    if (isRefusal(permitted)) return permitted;
    const at = needs.clock.now();
    const ended = afterPaperEvent(paper, event, { by: command.actor.id, at, reason });
    if (isRefusal(ended)) return ended;
    await savePaperEnd(tx, ended);
    const role = sideOf(paper.act) === 'requester' ? 'APPLICANT' : 'PROVIDER_HANDLER';
    await notePaper(tx, { application, paper }, { ...command, action, word, role, words: reason, at });
    await dropSecondOfficer(tx, paper, { by: command.actor.id, at });
    if (event === 'return') await tellReturned(tx, { application, paper }, { at, newId: needs.newId });
    return { applicationId: application.id };
  });
}
