import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { askForCheck, askForDisposal, endDisposalClock } from './disposal-clock.ts';
import { checkingSide, type CheckSide } from './disposal-policy.ts';
import { moved, personalIn, takeStep, type DisposalCommand, type DisposalDone, type DisposalNeeds } from './disposal-step.ts';
import { unreported } from './disposal.ts';

const roleOf = (side: CheckSide | null): string => (side === 'authority' ? 'AUTHORITY_ADMIN' : 'PROVIDER_HANDLER');

/** A sampling check by hand: the provider of what was its own, the authority between two others (809-27, 809-29). */
export async function orderDisposalCheck(
  needs: DisposalNeeds,
  command: DisposalCommand & { readonly reason: string },
): Promise<DisposalDone | Refusal> {
  const { actor, reason } = command;
  const personal = personalIn({ reason });
  if (personal) return personal;
  const stepping = { ...command, action: 'order-check', route: 'sharing.order-disposal-check' } as const;
  return takeStep(needs, stepping, async ({ tx, disposal, at }) => {
    const side = checkingSide(actor, disposal);
    if (isRefusal(side)) return side;
    const next = moved(disposal, 'order-check');
    if (isRefusal(next)) return next;
    const checking = { ...next, checkSide: side, checkBy: 'hand' as const, checkOrderedAt: at, checkResult: null, checkFact: null };
    const dueAt = await askForCheck(tx, checking, { dutyOrgId: actor.orgId ?? disposal.providerOrgId, at, newId: needs.newId });
    return { disposal: checking, word: 'check-ordered', role: roleOf(side), words: reason, dueAt };
  });
}

/** What the check found: it stands, or the disposal is owed again with the whole term, and its certificate counts no more. */
export async function recordDisposalCheck(
  needs: DisposalNeeds,
  command: DisposalCommand & { readonly result: 'passed' | 'failed'; readonly fact: string },
): Promise<DisposalDone | Refusal> {
  const { result, fact } = command;
  const personal = personalIn({ fact });
  if (personal) return personal;
  const stepping = { ...command, action: 'record-check', route: 'sharing.record-disposal-check' } as const;
  return takeStep(needs, stepping, async ({ tx, disposal, at }) => {
    const next = moved(disposal, result === 'passed' ? 'pass' : 'fail');
    if (isRefusal(next)) return next;
    await endDisposalClock(tx, disposal.id, { how: 'meet', at });
    const found = { ...next, checkResult: result, checkFact: fact };
    const said = { word: result, role: roleOf(disposal.checkSide), words: fact };
    if (result === 'passed') return { ...said, disposal: found, dueAt: null };
    const again = { ...found, ...unreported, certifiedAt: null, round: disposal.round + 1 };
    return { ...said, disposal: again, dueAt: await askForDisposal(tx, again, { at, newId: needs.newId }) };
  });
}
