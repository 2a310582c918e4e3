import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { raiseAbove } from '#modules/sharing';
import { personalValueIn } from './correction-content.ts';
import { lockedFor, noteStep, type CorrectionCommand, type CorrectionNeeds } from './correction-step.ts';
import type { CorrectionRecord } from './correction-store.ts';

/** The requester brings before those above what the authority has decided about its report (809-28); the answer stands until they have decided. */
export async function disputeDecision(
  needs: CorrectionNeeds,
  command: CorrectionCommand & { readonly reason: string },
): Promise<{ disputeId: string } | Refusal> {
  const { actor, reason, origin } = command;
  const personal = personalValueIn([['reason', reason]]);
  if (personal) return personal;
  return needs.database.transaction(async (tx) => {
    const request = await lockedFor(tx, command, 'dispute-decision');
    if (isRefusal(request)) return request;
    const raised = await raiseAbove(tx, needs, { actor, report: decidedReport(request), matter: reason, origin });
    if (isRefusal(raised)) return raised;
    const step = {
      request,
      actor,
      action: 'correction.dispute-decision',
      word: 'disputed-above',
      role: 'APPLICANT',
      opinion: reason,
      origin,
    };
    await noteStep(tx, step, needs.clock.now());
    return raised;
  });
}

function decidedReport(request: CorrectionRecord) {
  const { id, no, entryId, requesterOrgId, providerOrgId, providerRegionCode, authorityRegionCode, decision } = request;
  if (no === null || decision === null) throw new Error(`correction ${id} is upheld without a number or a decision`);
  const hands = [request.startedBy, request.filedBy, request.proposedBy, request.signedBy].filter((hand) => hand !== null);
  const sides = { entryId, requesterOrgId, providerOrgId, providerRegionCode, authorityRegionCode };
  return { ...sides, id, no, hands, decidedAt: decision.at, decision: decision.reason };
}
