import type { BodyAbove, OutsideDocument } from '@karez/contract/sharing/dispute';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { digestOf } from '../agreement.ts';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { publish } from '#platform/outbox';
import { askAuthority, askProvider, DISPUTE_CASE, endDisputeClock } from './dispute-clock.ts';
import {
  confirmedFor,
  moved,
  personalIn,
  stillDue,
  takeStep,
  type DisputeCommand,
  type DisputeDone,
  type DisputeNeeds,
  type Made,
  type ReadDisputeCommand,
  type SigningNeeds,
  type Taking,
} from './dispute-step.ts';
import { faultOfResult, type DisputeRecord } from './dispute.ts';
import { reopenFor } from './reopen-application.ts';

export type DecideDispute = DisputeCommand & {
  readonly decision:
    | { readonly decision: 'order'; readonly itemNos: readonly number[]; readonly words: string; readonly code: string }
    | { readonly decision: 'uphold'; readonly words: string; readonly code: string }
    | { readonly decision: 'escalate'; readonly body: BodyAbove; readonly words: string; readonly code: string };
};

/** The authority's leader decides between two others, or hands the case to those above (809-28). */
export async function decideDispute(needs: SigningNeeds, command: DecideDispute): Promise<DisputeDone | Refusal> {
  const { decision } = command;
  const personal = personalIn({ words: decision.words });
  if (personal) return personal;
  const confirmed = await confirmedFor(needs, command, { action: 'decide', code: decision.code });
  if (isRefusal(confirmed)) return confirmed;
  return takeStep(needs, { ...command, action: 'decide', route: 'sharing.decide-dispute' }, async (taking) => {
    if (decision.decision === 'escalate') return escalate(needs, taking, decision);
    const itemNos = decision.decision === 'order' ? decision.itemNos : [];
    const result = decision.decision === 'order' ? ('for-requester' as const) : ('stands' as const);
    const next = moved(taking.dispute, decision.decision);
    if (isRefusal(next)) return next;
    return conclude(needs, taking, { next, command, result, itemNos, words: decision.words, by: 'authority' });
  });
}

async function escalate(
  { newId }: DisputeNeeds,
  { tx, dispute, at }: Taking,
  { body, words }: { readonly body: BodyAbove; readonly words: string },
): Promise<Made | Refusal> {
  const next = moved(dispute, 'escalate');
  if (isRefusal(next)) return next;
  await endDisputeClock(tx, dispute.id, { how: 'meet', at });
  const above = { ...next, body, offer: null };
  const dueAt = await askAuthority(tx, above, { duty: 'above', at, newId });
  return isRefusal(dueAt) ? dueAt : { dispute: above, word: 'escalated', words, dueAt };
}

type Concluding = {
  readonly next: DisputeRecord;
  readonly command: DisputeCommand;
  readonly result: 'for-requester' | 'stands';
  readonly itemNos: readonly number[];
  readonly words: string;
  readonly by: 'authority' | BodyAbove;
};

/** What was decided takes effect: the answer stands, or the provider has to carry the order out, and the application is answered anew. */
async function conclude(
  needs: DisputeNeeds,
  taking: Taking,
  { next, command, result, itemNos, words, by }: Concluding,
): Promise<Made | Refusal> {
  const { tx, dispute, at } = taking;
  const fault = faultOfResult(dispute, { result, itemNos });
  if (fault) return fault;
  await endDisputeClock(tx, dispute.id, { how: 'meet', at });
  const outcome = { by, result, itemNos: [...itemNos], words, at: at.toISOString() };
  const digest = digestOf({ dispute: dispute.id, no: dispute.no, ...outcome });
  const concluded = { ...next, offer: null, outcome };
  if (result === 'stands') return { dispute: { ...concluded, endedAt: at }, word: 'upheld', words, dueAt: null, digest };
  const reopened = await reopenFor(tx, needs, { dispute: concluded, actor: command.actor, origin: command.origin });
  if (isRefusal(reopened)) return reopened;
  await tellReport(tx, needs, concluded);
  const dueAt = await askProvider(tx, concluded, { duty: 'execution', at, newId: needs.newId });
  await reached('sharing.decide-dispute.before-commit');
  return { dispute: concluded, word: 'ordered', words, dueAt, digest };
}

/** What was won about a report of an error is that module's to order: whoever answers it now has to correct. */
async function tellReport(tx: Transaction, { newId }: DisputeNeeds, { id, no, correctionId, providerOrgId }: DisputeRecord): Promise<void> {
  if (correctionId === null) return;
  const body = { correctionId, providerOrgId, disputeNo: no };
  await publish(tx, { id: newId(), name: 'sharing.correction-ordered', key: `${DISPUTE_CASE}:${id}`, body });
}

/** The authority's officer enters what those above have decided, beside its scan. */
export async function enterDecision(
  needs: DisputeNeeds,
  command: DisputeCommand & { readonly document: OutsideDocument },
): Promise<DisputeDone | Refusal> {
  const { actor, document } = command;
  const personal = personalIn({ text: document.text, docNo: document.docNo });
  if (personal) return personal;
  return takeStep(needs, { ...command, action: 'enter', route: 'sharing.enter-decision' }, async (taking) => {
    const { dispute } = taking;
    if (dispute.scan === null) return refuse('sharing.dispute.scan-missing');
    const fault = faultOfResult(dispute, document);
    if (fault) return fault;
    const next = moved(dispute, 'enter');
    if (isRefusal(next)) return next;
    const entered = { ...next, document, enteredBy: actor.id };
    const digest = digestOf({ dispute: dispute.id, document, scan: dispute.scan.digest });
    return { dispute: entered, word: 'entered', words: document.docNo, dueAt: await stillDue(taking), digest };
  });
}

export type ConfirmDecision = ReadDisputeCommand & {
  readonly decision:
    | { readonly decision: 'confirm'; readonly opinion: string; readonly code: string }
    | { readonly decision: 'return'; readonly opinion: string };
};

/** A second officer compares what was entered with the paper: it counts from then on, or goes back. */
export async function confirmDecision(needs: SigningNeeds, command: ConfirmDecision): Promise<DisputeDone | Refusal> {
  const { actor, decision } = command;
  const personal = personalIn({ opinion: decision.opinion });
  if (personal) return personal;
  if (decision.decision === 'confirm') {
    const confirmed = await confirmedFor(needs, command, { action: 'confirm', code: decision.code });
    if (isRefusal(confirmed)) return confirmed;
  }
  return takeStep(needs, { ...command, action: 'confirm', route: 'sharing.confirm-decision' }, async (taking) => {
    const { dispute } = taking;
    const { document, body } = dispute;
    if (document === null || body === null) throw new Error(`dispute ${dispute.id} awaits a confirmation without a document`);
    if (decision.decision === 'return') {
      const back = moved(dispute, 'return');
      if (isRefusal(back)) return back;
      return {
        dispute: { ...back, document: null, enteredBy: null },
        word: 'returned',
        words: decision.opinion,
        dueAt: await stillDue(taking),
      };
    }
    const next = moved(dispute, document.result === 'stands' ? 'confirm-stands' : 'confirm-order');
    if (isRefusal(next)) return next;
    const { result, itemNos, text } = document;
    return conclude(needs, taking, { next: { ...next, confirmedBy: actor.id }, command, result, itemNos, words: text, by: body });
  });
}
