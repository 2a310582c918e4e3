import { dayIn } from '@karez/kit/clock';
import { sm3 } from '@karez/kit/crypto/sm3';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { nextNumber } from '../application-store.ts';
import { askForCheck, endDisposalClock, openDisposalClock } from './disposal-clock.ts';
import {
  confirmedToSign,
  keepDisposal,
  lockedFor,
  moved,
  noteDisposal,
  personalIn,
  takeStep,
  type DisposalDone,
  type DisposalNeeds,
  type ReadDisposalCommand,
} from './disposal-step.ts';
import { insertCertificate } from './disposal-store.ts';
import { isDrawn, unchecked, unreported, type DisposalRecord } from './disposal.ts';

/** `chance` gives numbers from 0 (included) to 1 (excluded). */
export type CertifyNeeds = DisposalNeeds & Pick<Needs, 'keys'> & { readonly chance: () => number };
export type SignDisposal = ReadDisposalCommand & {
  readonly decision:
    | { readonly decision: 'sign'; readonly opinion: string; readonly code: string }
    | { readonly decision: 'return'; readonly opinion: string };
};

/** The requester's office head signs what was reported, which makes the certificate, or returns it to the handler (809-27). */
export async function signDisposal(needs: CertifyNeeds, command: SignDisposal): Promise<DisposalDone | Refusal> {
  const { decision } = command;
  const personal = personalIn({ opinion: decision.opinion });
  if (personal) return personal;
  if (decision.decision === 'return') return returned(needs, command);
  const confirmed = await confirmedToSign(needs, command, decision.code);
  return isRefusal(confirmed) ? confirmed : needs.database.transaction((tx) => certify(tx, needs, command));
}

async function returned(needs: DisposalNeeds, command: SignDisposal): Promise<DisposalDone | Refusal> {
  const stepping = { ...command, action: 'sign', route: 'sharing.sign-disposal' } as const;
  return takeStep(needs, stepping, async ({ tx, disposal, at }) => {
    const back = moved(disposal, 'return');
    if (isRefusal(back)) return back;
    const dueAt = (await openDisposalClock(tx, disposal.id, at))?.dueAt ?? null;
    return { disposal: { ...back, ...unreported }, word: 'returned', role: 'OFFICE_HEAD', words: command.decision.opinion, dueAt };
  });
}

async function certify(tx: Transaction, needs: CertifyNeeds, command: SignDisposal): Promise<DisposalDone | Refusal> {
  const { actor, disposalId, decision, origin } = command;
  const disposal = await lockedFor(tx, { ...command, action: 'sign' });
  if (isRefusal(disposal)) return disposal;
  const next = moved(disposal, 'certify');
  if (isRefusal(next)) return next;
  const { reportText, reportEvidenceId, reportedAt } = disposal;
  if (reportText === null || reportEvidenceId === null || reportedAt === null)
    throw new Error(`disposal ${disposalId} awaits a signature without a report`);
  const at = needs.clock.now();
  const certified: DisposalRecord = { ...next, ...unchecked, signedBy: actor.id, certifiedAt: at };
  const digest = sm3(Buffer.from(reportText, 'utf8')).toString('hex');
  const step = { actor, action: 'sharing.sign-disposal', word: 'certified', role: 'OFFICE_HEAD', words: decision.opinion, origin };
  const signerEvidenceId = await noteDisposal(tx, { ...step, disposal: certified, digest }, at);
  await insertCertificate(tx, {
    disposalId,
    round: disposal.round,
    no: await nextNumber(tx, `ZM-${disposal.authorityRegionCode}`, dayIn(needs.config.KAREZ_TIME_ZONE, at)),
    signed: reportText,
    digest,
    reporterEvidenceId: reportEvidenceId,
    reportedAt,
    signerEvidenceId,
    signedAt: at,
  });
  await endDisposalClock(tx, disposalId, { how: 'meet', at });
  await keepDisposal(tx, needs, { disposal: certified, word: 'certified', by: actor.id, dueAt: null });
  if (isDrawn(needs.chance, needs.config.KAREZ_DISPOSAL_CHECK_PERCENT)) await draw(tx, needs, certified);
  await reached('sharing.sign-disposal.before-commit');
  return { disposalId };
}

/** Drawn by lot: the provider looks at it. */
async function draw(tx: Transaction, needs: CertifyNeeds, certified: DisposalRecord): Promise<void> {
  const next = moved(certified, 'order-check');
  if (isRefusal(next)) throw new Error(`disposal ${certified.id} cannot be drawn: ${next.code}`);
  const at = needs.clock.now();
  const drawn: DisposalRecord = { ...next, checkSide: 'provider', checkBy: 'draw', checkOrderedAt: at };
  const actor = systemActor('sharing.disposal-draw');
  const step = {
    disposal: drawn,
    actor,
    action: 'sharing.draw-disposal-check',
    word: 'check-drawn',
    role: 'SYSTEM',
    words: null,
    origin: null,
  };
  await noteDisposal(tx, step, at);
  const dueAt = await askForCheck(tx, drawn, { dutyOrgId: drawn.providerOrgId, at, newId: needs.newId });
  await keepDisposal(tx, needs, { disposal: drawn, word: 'check-drawn', by: null, dueAt });
}
