import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { askForDecision, askForFeedback, endClock } from './correction-clock.ts';
import { personalValueIn } from './correction-content.ts';
import { tellMoved } from './correction-handing.ts';
import { eraseFiles, type CorrectionRecord } from './correction-store.ts';
import {
  confirmedFor,
  moved,
  takeStep,
  type CorrectionCommand,
  type CorrectionDone,
  type CorrectionNeeds,
  type SigningNeeds,
} from './correction-step.ts';
import { fitDepartment, givenTo } from './fit-department.ts';

/** Who confirms or disputes: the requester, or the authority in its stead. */
const roleFor = ({ requesterEnded }: CorrectionRecord): string => (requesterEnded ? 'AUTHORITY_ADMIN' : 'APPLICANT');

type Said = CorrectionCommand & { readonly reason: string };

/** The requester takes its report back before a department has accepted it; what was sealed is erased. */
export async function withdrawCorrection(needs: CorrectionNeeds, command: Said): Promise<CorrectionDone | Refusal> {
  const personal = personalValueIn([['reason', command.reason]]);
  if (personal) return personal;
  const stepping = { ...command, action: 'withdraw', route: 'correction.withdraw-correction' } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const next = moved(request, 'withdraw');
    if (isRefusal(next)) return next;
    await endClock(tx, request, { at, how: 'cancelled' });
    await eraseFiles(tx, request.id);
    const withdrawn = { ...next, particulars: null, endedAt: at };
    return { request: withdrawn, word: 'withdrawn', role: 'APPLICANT', opinion: command.reason, dueAt: null };
  });
}

/** The requester confirms the answer: the report ends, what was sealed is erased. Silence never does (809-26). */
export async function confirmAnswer(needs: CorrectionNeeds, command: CorrectionCommand): Promise<CorrectionDone | Refusal> {
  const stepping = { ...command, action: 'confirm', route: 'correction.confirm-answer' } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const next = moved(request, 'confirm');
    if (isRefusal(next)) return next;
    await endClock(tx, request, { at, how: 'met' });
    await eraseFiles(tx, request.id);
    const confirmed = { ...next, particulars: null, endedAt: at };
    return { request: confirmed, word: 'confirmed', role: roleFor(request), opinion: null, dueAt: null };
  });
}

/** The requester does not accept the answer; the authority has to decide (809-28). */
export async function disputeAnswer(needs: CorrectionNeeds, command: Said): Promise<CorrectionDone | Refusal> {
  const { reason } = command;
  const personal = personalValueIn([['reason', reason]]);
  if (personal) return personal;
  const stepping = { ...command, action: 'dispute', route: 'correction.dispute-answer' } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const next = moved(request, 'dispute');
    if (isRefusal(next)) return next;
    await endClock(tx, request, { at, how: 'met' });
    const disputed = { ...next, objection: { at: at.toISOString(), reason } };
    const dueAt = await askForDecision(tx, disputed, { at, newId: needs.newId, power: 'sharing.decide-dispute' });
    if (isRefusal(dueAt)) return dueAt;
    return { request: disputed, word: 'disputed', role: roleFor(request), opinion: reason, dueAt };
  });
}

export type Decide = CorrectionCommand & {
  readonly decision:
    | { readonly decision: 'uphold'; readonly reason: string; readonly code: string }
    | { readonly decision: 'order'; readonly organisationId: string; readonly reason: string; readonly code: string };
};

/**
 * The authority's leader decides with reason: the answer stands, or a department has to correct, with a term of its own. Whichever it names is
 * bound to correct.
 */
export async function decideDispute(needs: SigningNeeds, command: Decide): Promise<CorrectionDone | Refusal> {
  const { decision } = command;
  const personal = personalValueIn([['reason', decision.reason]]);
  if (personal) return personal;
  const confirmed = await confirmedFor(needs, command, { action: 'decide', code: decision.code });
  if (isRefusal(confirmed)) return confirmed;
  const stepping = { ...command, action: 'decide', route: 'correction.decide-dispute' } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const next = moved(request, decision.decision);
    if (isRefusal(next)) return next;
    await endClock(tx, request, { at, how: 'met' });
    const said = { role: 'AUTHORITY_LEADER', opinion: decision.reason };
    const decided = { ...next, decision: { at: at.toISOString(), decision: decision.decision, reason: decision.reason } };
    if (decision.decision === 'uphold') return { ...said, request: { ...decided, endedAt: at }, word: 'upheld', dueAt: null };
    const receiver = await fitDepartment(tx, request, decision.organisationId);
    if (isRefusal(receiver)) return receiver;
    const isSame = receiver.id === request.providerOrgId;
    const ordered = { ...givenTo(decided, receiver, isSame ? request.providerBy : 'authority'), ordered: true };
    const dueAt = await askForFeedback(tx, ordered, { at, newId: needs.newId });
    await tellMoved(tx, ordered, { at, newId: needs.newId });
    return { ...said, request: ordered, word: 'ordered', dueAt };
  });
}

/** The authority names the department that answers, after the one that had it is no more. */
export async function assignCorrection(
  needs: CorrectionNeeds,
  command: Said & { readonly organisationId: string },
): Promise<CorrectionDone | Refusal> {
  const { organisationId, reason } = command;
  const personal = personalValueIn([['reason', reason]]);
  if (personal) return personal;
  const stepping = { ...command, action: 'assign', route: 'correction.assign-correction' } as const;
  return takeStep(needs, stepping, async ({ tx, request, at }) => {
    const next = moved(request, 'assign');
    if (isRefusal(next)) return next;
    const receiver = await fitDepartment(tx, request, organisationId);
    if (isRefusal(receiver)) return receiver;
    await endClock(tx, request, { at, how: 'met' });
    const assigned = givenTo(next, receiver, 'authority');
    const dueAt = await askForFeedback(tx, assigned, { at, newId: needs.newId });
    await tellMoved(tx, assigned, { at, newId: needs.newId });
    return { request: assigned, word: 'assigned', role: 'AUTHORITY_ADMIN', opinion: reason, dueAt };
  });
}
