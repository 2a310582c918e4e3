import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { findEntryInForce } from '#modules/catalog';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { askForDecision, askForFeedback, CORRECTION_CASE, endClock, memberFor, openClockOf } from './correction-clock.ts';
import { tellFormer, tellMoved, tellOverdue } from './correction-handing.ts';
import { handRequesterOver } from './hear-requester-end.ts';
import { moved, storeStep } from './correction-step.ts';
import { lockCorrection, lockGivenTo, lockLeftBehind, saveDueAt, type CorrectionRecord } from './correction-store.ts';
import { owedStates, type CorrectionEvent } from './correction.ts';
import { fitDepartment, givenTo } from './fit-department.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;

/** What reports listen to: departments that end, entries that another department takes over, terms that run out, decisions from above. */
export function correctionListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'correction.provider-ended', event: 'identity.organisation-dissolved', hear: (tx, event) => hearEnd(tx, event, needs) },
    { listener: 'correction.entry-transferred', event: 'catalog.entry-transferred', hear: (tx, event) => hearTransfer(tx, event, needs) },
    { listener: 'correction.feedback-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) },
    {
      listener: 'correction.ordered-above',
      event: 'sharing.correction-ordered',
      hear: (tx, event) => hearOrder(tx, event, needs),
    },
    { listener: 'correction.due-moved', event: 'law.due-moved', hear: (tx, event) => hearMove(tx, event, needs) },
  ];
}

const ended = z.object({ orgId: z.uuid() });

/** What a department has to answer goes to its successor, with the whole term; without one that fits, the authority names another. So does what it reported. */
async function hearEnd(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { orgId } = ended.parse(event.body);
  const former = await organisationById(tx, orgId);
  if (!former?.dissolved) return;
  const { successorId } = former.dissolved;
  for (const request of await lockGivenTo(tx, orgId)) {
    const receiver = successorId === null ? null : await fitDepartment(tx, request, successorId);
    if (receiver === null || isRefusal(receiver)) await giveBack(tx, needs, request);
    else await handOver(tx, needs, { request, receiver });
  }
  await handRequesterOver(tx, needs, orgId);
}

const transferred = z.object({ entryId: z.uuid() });

/** Who provides the entry now answers what its former provider had to. Judged by the provider of now: an event that is late does no harm. */
async function hearTransfer(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { entryId } = transferred.parse(event.body);
  const entry = await findEntryInForce(tx, entryId, dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now()));
  if (isRefusal(entry) || entry.provider.organisationId === null) return;
  for (const request of await lockLeftBehind(tx, { entryId, providerOrgId: entry.provider.organisationId })) {
    // What a department reported about an entry that it now provides itself stays where it is: nobody answers itself.
    const receiver = await fitDepartment(tx, request, entry.provider.organisationId);
    if (!isRefusal(receiver)) await handOver(tx, needs, { request, receiver });
  }
}

function after(request: CorrectionRecord, event: CorrectionEvent): CorrectionRecord {
  const next = moved(request, event);
  if (isRefusal(next)) throw new Error(`correction ${request.id} was locked and cannot ${event}: ${next.code}`);
  return next;
}

const system = {
  actor: systemActor('correction.provider-changed'),
  action: 'correction.hand-over',
  role: 'SYSTEM',
  opinion: null,
  origin: null,
};

/** What was only proposed is void; the receiver accepts anew and has the whole term. */
async function handOver(
  tx: Transaction,
  { clock, newId }: HearNeeds,
  { request, receiver }: { readonly request: CorrectionRecord; readonly receiver: { readonly id: string; readonly regionCode: string } },
): Promise<void> {
  const at = clock.now();
  const handed = givenTo(after(request, 'hand-over'), receiver, request.providerBy);
  await endClock(tx, request, { at, how: 'cancelled' });
  const dueAt = await askForFeedback(tx, handed, { at, newId });
  await storeStep(tx, { clock, newId }, { ...system, word: 'handed-over', request: handed, dueAt });
  await tellFormer(tx, { before: request, after: handed }, { at, newId });
  await tellMoved(tx, handed, { at, newId });
}

async function giveBack(tx: Transaction, { clock, newId }: HearNeeds, request: CorrectionRecord): Promise<void> {
  // Where no member of the authority may name another, it stays, and is counted as overdue.
  if (isRefusal(await memberFor(tx, request, 'sharing.coordinate'))) return;
  const at = clock.now();
  const given = { ...after(request, 'give-back'), proposal: null, proposedBy: null, signedBy: null };
  await endClock(tx, request, { at, how: 'cancelled' });
  const dueAt = await askForDecision(tx, given, { at, newId, power: 'sharing.coordinate' });
  if (isRefusal(dueAt)) throw new Error(`correction ${request.id} has no authority any more: ${dueAt.code}`);
  await storeStep(tx, { clock, newId }, { ...system, word: 'provider-ended', request: given, dueAt });
}

const orderedAbove = z.object({ correctionId: z.uuid(), providerOrgId: z.uuid(), disputeNo: z.string() });

/** Those above have decided that the datum is to be corrected: whoever answers for it now has the whole term, or the authority names another (809-28). */
async function hearOrder(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { correctionId, providerOrgId, disputeNo } = orderedAbove.parse(event.body);
  const request = await lockCorrection(tx, correctionId);
  if (request?.state !== 'upheld') return;
  const at = needs.clock.now();
  const decision = { at: at.toISOString(), decision: 'order', reason: disputeNo } as const;
  const open = { ...after(request, 'order-above'), decision, ordered: true, endedAt: null };
  const receiver = await fitDepartment(tx, open, providerOrgId);
  if (isRefusal(receiver)) return giveBack(tx, needs, open);
  const filed = givenTo(open, receiver, request.providerBy);
  const dueAt = await askForFeedback(tx, filed, { at, newId: needs.newId });
  const step = { ...system, action: 'correction.order-above', word: 'ordered-above', opinion: disputeNo, request: filed, dueAt };
  await storeStep(tx, needs, step);
  await tellMoved(tx, filed, { at, newId: needs.newId });
}

const warned = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), rung: z.string() });

/** The statutory term has run out. Judged by the clock that runs now: an event that is late does no harm. */
async function hearWarning(tx: Transaction, event: OutboxEvent, { clock, newId }: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId, rung } = warned.parse(event.body);
  if (caseKind !== CORRECTION_CASE || rung !== 'overdue') return;
  const request = await lockCorrection(tx, caseId);
  if (!request || !owedStates.includes(request.state)) return;
  const at = clock.now();
  const owed = await openClockOf(tx, request, at);
  if (owed?.id === clockId && owed.state === 'lapsed') await tellOverdue(tx, request, { at, dueAt: owed.dueAt, newId });
}

const due = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string() });

/** A calendar was loaded: lists and counts go by the new day of what is owed now. A clock that has ended meanwhile moves nothing. */
async function hearMove(tx: Transaction, event: OutboxEvent, { clock }: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId } = due.parse(event.body);
  if (caseKind !== CORRECTION_CASE) return;
  const request = await lockCorrection(tx, caseId);
  const owed = request && (await openClockOf(tx, request, clock.now()));
  if (owed?.id === clockId && owed.dueAt !== null) await saveDueAt(tx, caseId, owed.dueAt);
}
