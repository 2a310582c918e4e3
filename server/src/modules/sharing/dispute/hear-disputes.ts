import { z } from 'zod';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { lockApplication } from '../application-store.ts';
import { DISPUTE_CASE, openDisputeClock } from './dispute-clock.ts';
import { keepDispute, noteDispute } from './dispute-step.ts';
import { hasOpenEntryDispute, lockDispute, openDisputesOf, saveDisputeDue } from './dispute-store.ts';
import type { DisputeRecord } from './dispute.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId'>;

/** What disputes listen to: terms that run out or move, and departments that end. */
export function disputeListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.dispute-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) },
    { listener: 'sharing.dispute-due-moved', event: 'law.due-moved', hear: (tx, event) => hearMove(tx, event, needs) },
    { listener: 'sharing.dispute-side-ended', event: 'identity.organisation-dissolved', hear: (tx, event) => hearEnd(tx, event, needs) },
  ];
}

const clockSaid = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), rung: z.string().optional() });

/** A term has run out: both sides learn of it, and it stands in the record. Judged by the clock that runs now: an event that is late does no harm. */
async function hearWarning(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId, rung } = clockSaid.parse(event.body);
  if (caseKind !== DISPUTE_CASE || rung !== 'overdue') return;
  const dispute = await lockDispute(tx, caseId);
  if (!dispute || dispute.endedAt !== null) return;
  const owed = await openDisputeClock(tx, caseId, needs.clock.now());
  if (owed?.id !== clockId || owed.state !== 'lapsed') return;
  await goOn(tx, needs, { dispute: { ...dispute, revision: dispute.revision + 1 }, word: 'overdue', action: 'sharing.dispute-overdue' });
}

async function goOn(
  tx: Transaction,
  needs: HearNeeds,
  { dispute, word, action }: { dispute: DisputeRecord; word: string; action: string },
): Promise<void> {
  const step = { dispute, actor: systemActor('sharing.disputes'), action, word, role: 'SYSTEM', words: null, origin: null };
  await noteDispute(tx, step, needs.clock.now());
  await keepDispute(tx, needs, { dispute, word, by: null, dueAt: dispute.dueAt });
}

/** A calendar was loaded: lists and counts go by the new day of what is owed now. */
async function hearMove(tx: Transaction, event: OutboxEvent, { clock }: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId } = clockSaid.parse(event.body);
  if (caseKind !== DISPUTE_CASE) return;
  const dispute = await lockDispute(tx, caseId);
  const owed = dispute && (await openDisputeClock(tx, caseId, clock.now()));
  if (owed?.id === clockId && owed.dueAt !== null) await saveDisputeDue(tx, caseId, owed.dueAt);
}

const ended = z.object({ orgId: z.uuid() });

/** A department that is no more is followed by its successor, on its side and in its term; an offer that it signed binds nobody. */
async function hearEnd(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { orgId } = ended.parse(event.body);
  const successor = await successorOf(tx, orgId);
  if (!successor) return;
  for (const { id, applicationId } of await openDisputesOf(tx, orgId)) {
    if (applicationId !== null) await lockApplication(tx, applicationId);
    const dispute = await lockDispute(tx, id);
    if (!dispute || dispute.endedAt !== null || [dispute.requesterOrgId, dispute.providerOrgId].includes(successor.id)) continue;
    if (dispute.requesterOrgId === orgId && (await hasOpenEntryDispute(tx, dispute, successor.id))) continue;
    const named =
      dispute.requesterOrgId === orgId
        ? { requesterOrgId: successor.id }
        : { providerOrgId: successor.id, providerRegionCode: successor.regionCode };
    const handed = { ...dispute, ...named, offer: null, revision: dispute.revision + 1 };
    await goOn(tx, needs, { dispute: handed, word: 'handed-over', action: 'sharing.hand-dispute-over' });
  }
}

async function successorOf(tx: Transaction, orgId: string) {
  const successorId = (await organisationById(tx, orgId))?.dissolved?.successorId;
  return successorId ? organisationById(tx, successorId) : undefined;
}
