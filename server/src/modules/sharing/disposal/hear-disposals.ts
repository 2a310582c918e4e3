import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { askForCheck, askForDisposal, DISPOSAL_CASE, endDisposalClock, openDisposalClock } from './disposal-clock.ts';
import { keepDisposal, moved, noteDisposal } from './disposal-step.ts';
import { lockDisposal, lockDisposalsOf, saveDisposalDue } from './disposal-store.ts';
import { owedStates, unreported, type DisposalRecord } from './disposal.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId'>;

/** What disposals listen to: terms that run out or move, and departments that end. */
export function disposalListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.disposal-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) },
    { listener: 'sharing.disposal-due-moved', event: 'law.due-moved', hear: (tx, event) => hearMove(tx, event, needs) },
    { listener: 'sharing.disposal-side-ended', event: 'identity.organisation-dissolved', hear: (tx, event) => hearEnd(tx, event, needs) },
  ];
}

const clockSaid = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), rung: z.string().optional() });

/** The term has run out. Judged by the clock that runs now: an event that is late or comes twice does no harm. */
async function hearWarning(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId, rung } = clockSaid.parse(event.body);
  if (caseKind !== DISPOSAL_CASE || rung !== 'overdue') return;
  const disposal = await lockDisposal(tx, caseId);
  if (!disposal || !owedStates.includes(disposal.state)) return;
  const at = needs.clock.now();
  const owed = await openDisposalClock(tx, caseId, at);
  if (owed?.id !== clockId || owed.state !== 'lapsed') return;
  // One revision on: the to-dos of the lapsed term are others than those before.
  const overdue = { ...disposal, revision: disposal.revision + 1 };
  const actor = systemActor('sharing.disposal-term');
  const step = { disposal: overdue, actor, action: 'sharing.disposal-overdue', word: 'overdue', role: 'SYSTEM', words: null, origin: null };
  await noteDisposal(tx, step, at);
  await keepDisposal(tx, needs, { disposal: overdue, word: 'overdue', by: null, dueAt: owed.dueAt });
}

/** A calendar was loaded: lists and counts go by the new day of what is owed now. */
async function hearMove(tx: Transaction, event: OutboxEvent, { clock }: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId } = clockSaid.parse(event.body);
  if (caseKind !== DISPOSAL_CASE) return;
  const disposal = await lockDisposal(tx, caseId);
  const owed = disposal && (await openDisposalClock(tx, caseId, clock.now()));
  if (owed?.id === clockId && owed.dueAt !== null) await saveDisposalDue(tx, caseId, owed.dueAt);
}

const ended = z.object({ orgId: z.uuid() });

/** What a department that is no more owes or may ask for goes to its successor; without one, or where that is the other side, it stays and is seen as overdue. */
async function hearEnd(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { orgId } = ended.parse(event.body);
  const successorId = (await organisationById(tx, orgId))?.dissolved?.successorId ?? null;
  const successor = successorId === null ? undefined : await organisationById(tx, successorId);
  if (!successor) return;
  for (const disposal of await lockDisposalsOf(tx, orgId)) {
    const isOther = successor.id === disposal.requesterOrgId || successor.id === disposal.providerOrgId;
    if (!isOther) await handOver(tx, needs, { disposal, from: orgId, to: { id: successor.id, regionCode: successor.regionCode } });
  }
}

type Succeeding = {
  readonly disposal: DisposalRecord;
  readonly from: string;
  readonly to: { readonly id: string; readonly regionCode: string };
};

async function handOver(tx: Transaction, needs: HearNeeds, { disposal, from, to }: Succeeding): Promise<void> {
  const at = needs.clock.now();
  const handed = disposal.requesterOrgId === from ? toRequester(disposal, to) : toProvider(disposal, to);
  const step = {
    actor: systemActor('sharing.disposal-succession'),
    action: 'sharing.hand-disposal-over',
    word: 'handed-over',
    role: 'SYSTEM',
  };
  await noteDisposal(tx, { ...step, disposal: handed, words: null, origin: null }, at);
  const dueAt = await owedAnew(tx, needs, { before: disposal, after: handed });
  await keepDisposal(tx, needs, { disposal: handed, word: 'handed-over', by: null, dueAt });
}

function toRequester(disposal: DisposalRecord, { id, regionCode }: Succeeding['to']): DisposalRecord {
  const named = { ...disposal, requesterOrgId: id, requesterRegionCode: regionCode, revision: disposal.revision + 1 };
  if (!owedStates.includes(disposal.state)) return named;
  const back = moved(disposal, 'hand-over');
  if (isRefusal(back)) throw new Error(`disposal ${disposal.id} cannot be handed over: ${back.code}`);
  return { ...named, state: back.state, ...unreported };
}

function toProvider(disposal: DisposalRecord, { id, regionCode }: Succeeding['to']): DisposalRecord {
  return { ...disposal, providerOrgId: id, providerRegionCode: regionCode, revision: disposal.revision + 1 };
}

/** Whoever owes something now that the other owed before has the whole term for it. */
async function owedAnew(
  tx: Transaction,
  { clock, newId }: HearNeeds,
  { before, after }: { before: DisposalRecord; after: DisposalRecord },
): Promise<Date | null> {
  const at = clock.now();
  const isRequesters = owedStates.includes(after.state) && before.requesterOrgId !== after.requesterOrgId;
  const isCheckers = after.state === 'checking' && after.checkSide === 'provider' && before.providerOrgId !== after.providerOrgId;
  if (!isRequesters && !isCheckers) return before.dueAt;
  await endDisposalClock(tx, after.id, { how: 'cancel', at });
  return isRequesters ? askForDisposal(tx, after, { at, newId }) : askForCheck(tx, after, { dutyOrgId: after.providerOrgId, at, newId });
}
