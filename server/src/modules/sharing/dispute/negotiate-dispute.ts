import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { digestOf } from '../agreement.ts';
import { askAuthority, endDisputeClock } from './dispute-clock.ts';
import {
  confirmedFor,
  moved,
  personalIn,
  stillDue,
  takeStep,
  type DisputeCommand,
  type DisputeDone,
  type DisputeNeeds,
  type ReadDisputeCommand,
  type SigningNeeds,
} from './dispute-step.ts';
import { faultOfResult, type DisputeRecord } from './dispute.ts';
import { reopenFor } from './reopen-application.ts';

/** A side says what it holds, or the authority what was said at its table; it stays in the record that all three read. */
export async function sayInDispute(
  needs: DisputeNeeds,
  command: DisputeCommand & { readonly words: string },
): Promise<DisputeDone | Refusal> {
  const { words } = command;
  const personal = personalIn({ words });
  if (personal) return personal;
  return takeStep(needs, { ...command, action: 'say', route: 'sharing.say-in-dispute' }, async (taking) => {
    const next = moved(taking.dispute, 'say');
    if (isRefusal(next)) return next;
    const heard = next.heard || taking.side === 'provider';
    return { dispute: { ...next, heard }, word: 'said', words, dueAt: await stillDue(taking) };
  });
}

export type OfferSettlement = DisputeCommand & {
  readonly result: 'for-requester' | 'stands';
  readonly itemNos: readonly number[];
  readonly words: string;
  readonly code: string;
};

/** The head of a side signs what both could agree to; another offer takes the place of the former. */
export async function offerSettlement(needs: SigningNeeds, command: OfferSettlement): Promise<DisputeDone | Refusal> {
  const { result, itemNos, words, code } = command;
  const personal = personalIn({ words });
  if (personal) return personal;
  const confirmed = await confirmedFor(needs, command, { action: 'offer', code });
  if (isRefusal(confirmed)) return confirmed;
  return takeStep(needs, { ...command, action: 'offer', route: 'sharing.offer-settlement' }, async (taking) => {
    const { dispute, side, at } = taking;
    const fault = faultOfResult(dispute, { result, itemNos });
    if (fault) return fault;
    const next = moved(dispute, 'offer');
    if (isRefusal(next) || side === 'authority') return isRefusal(next) ? next : refuse('sharing.dispute.not-own');
    const offer = { side, result, itemNos: [...itemNos], words, at: at.toISOString(), by: command.actor.id };
    const heard = next.heard || side === 'provider';
    return {
      dispute: { ...next, offer, heard },
      word: 'offered',
      words,
      dueAt: await stillDue(taking),
      digest: digestOfOffer(dispute, offer),
    };
  });
}

/** Both sides sign one text. */
const digestOfOffer = ({ id, no }: DisputeRecord, { result, itemNos, words }: NonNullable<DisputeRecord['offer']>): string =>
  digestOf({ dispute: id, no, result, itemNos, words });

export type AnswerSettlement = ReadDisputeCommand & {
  readonly decision:
    | { readonly decision: 'accept'; readonly words: string; readonly code: string }
    | { readonly decision: 'decline'; readonly words: string };
};

/** The other side's head signs what is offered: the dispute is settled and what was agreed takes effect; or declines it. */
export async function answerSettlement(needs: SigningNeeds, command: AnswerSettlement): Promise<DisputeDone | Refusal> {
  const { actor, decision, origin } = command;
  const { words } = decision;
  const personal = personalIn({ words });
  if (personal) return personal;
  if (decision.decision === 'accept') {
    const confirmed = await confirmedFor(needs, command, { action: 'answer-offer', code: decision.code });
    if (isRefusal(confirmed)) return confirmed;
  }
  return takeStep(needs, { ...command, action: 'answer-offer', route: 'sharing.answer-settlement' }, async (taking) => {
    const { tx, dispute, side, at } = taking;
    const { offer } = dispute;
    if (offer === null) return refuse('sharing.dispute.no-offer');
    const next = moved(dispute, decision.decision);
    if (isRefusal(next)) return next;
    const heard = next.heard || side === 'provider';
    if (decision.decision === 'decline')
      return { dispute: { ...next, offer: null, heard }, word: 'declined', words, dueAt: await stillDue(taking) };
    const { result, itemNos } = offer;
    const outcome = { by: 'agreement' as const, result, itemNos, words: offer.words, at: at.toISOString() };
    const settled = { ...next, offer: null, heard, outcome, endedAt: at };
    await endDisputeClock(tx, dispute.id, { how: 'meet', at });
    const reopened = await reopenFor(tx, needs, { dispute: settled, actor, origin });
    return isRefusal(reopened)
      ? reopened
      : { dispute: settled, word: 'settled', words, dueAt: null, digest: digestOfOffer(dispute, offer) };
  });
}

type Said = DisputeCommand & { readonly reason: string };

/** What negotiation did not settle goes to the authority of the same level, once the other side was heard or has let its term pass (809-28). */
export async function referDispute(needs: DisputeNeeds, command: Said): Promise<DisputeDone | Refusal> {
  const personal = personalIn({ reason: command.reason });
  if (personal) return personal;
  return takeStep(needs, { ...command, action: 'refer', route: 'sharing.refer-dispute' }, async ({ tx, dispute, at }) => {
    const next = moved(dispute, 'refer');
    if (isRefusal(next)) return next;
    await endDisputeClock(tx, dispute.id, { how: 'meet', at });
    const dueAt = await askAuthority(tx, next, { duty: 'coordination', at, newId: needs.newId });
    return isRefusal(dueAt) ? dueAt : { dispute: next, word: 'referred', words: command.reason, dueAt };
  });
}

/** Whoever raised it takes it back before anybody has decided. */
export async function withdrawDispute(needs: DisputeNeeds, command: Said): Promise<DisputeDone | Refusal> {
  const personal = personalIn({ reason: command.reason });
  if (personal) return personal;
  return takeStep(needs, { ...command, action: 'withdraw', route: 'sharing.withdraw-dispute' }, async ({ tx, dispute, at }) => {
    const next = moved(dispute, 'withdraw');
    if (isRefusal(next)) return next;
    await endDisputeClock(tx, dispute.id, { how: 'cancel', at });
    return { dispute: { ...next, offer: null, endedAt: at }, word: 'withdrawn', words: command.reason, dueAt: null };
  });
}
