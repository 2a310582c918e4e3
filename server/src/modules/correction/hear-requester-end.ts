import { isRefusal } from '@karez/kit/refusal';
import { organisationById, systemActor } from '#modules/identity';
import { closeTodosOf } from '#modules/desk';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { askForConfirmation, CORRECTION_CASE, endClock, openClockOf, passTermOn } from './correction-clock.ts';
import { passCorrectionOn, tellRequesterGone } from './correction-handing.ts';
import { moved, noteStep } from './correction-step.ts';
import { eraseFiles, lockRaisedBy, saveCorrectionRecord, type CorrectionRecord } from './correction-store.ts';
import { owedStates } from './correction.ts';
import { fitDepartment } from './fit-department.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId'>;
type Fit = { readonly id: string; readonly regionCode: string };

const system = { actor: systemActor('correction.requester-ended'), role: 'SYSTEM', opinion: null, origin: null } as const;

/**
 * What a department that is no more had reported: its successor goes on with it. Where that is the very department that answers, the report ends, for
 * nobody asks itself to correct; where nobody takes over, the authority confirms or disputes in its stead, for an error concerns everybody who
 * uses the datum.
 */
export async function handRequesterOver(tx: Transaction, needs: HearNeeds, orgId: string): Promise<void> {
  const successorId = (await organisationById(tx, orgId))?.dissolved?.successorId ?? null;
  for (const request of await lockRaisedBy(tx, orgId)) {
    const receiver = successorId === null ? null : await fitDepartment(tx, request, successorId);
    if (receiver !== null && successorId === request.providerOrgId) await endAsOwn(tx, needs, request);
    else if (receiver !== null && !isRefusal(receiver)) await succeed(tx, needs, { request, receiver });
    else await orphan(tx, needs, request);
  }
}

/** To-dos of the provider stay as they are, with the revision that they name; what waits on the requester or the authority is handed on. */
async function storeChange(
  tx: Transaction,
  { clock, newId }: HearNeeds,
  { request, word }: { readonly request: CorrectionRecord; readonly word: string },
): Promise<void> {
  const at = clock.now();
  const isProviders = request.state === 'draft' || owedStates.includes(request.state);
  const changed = isProviders ? request : { ...request, revision: request.revision + 1 };
  const dueAt = (await openClockOf(tx, request, at))?.dueAt ?? null;
  await saveCorrectionRecord(tx, { ...changed, dueAt });
  await noteStep(tx, { ...system, action: 'correction.hand-over', request: changed, word }, at);
  if (!isProviders) await passCorrectionOn(tx, changed, { by: system.actor.id, at, dueAt, newId });
}

type Succession = { readonly request: CorrectionRecord; readonly receiver: Fit };

async function succeed(tx: Transaction, needs: HearNeeds, { request, receiver }: Succession): Promise<void> {
  const moment = { at: needs.clock.now(), newId: needs.newId };
  const handed = { ...request, requesterOrgId: receiver.id, requesterRegionCode: receiver.regionCode };
  if (request.state === 'answered')
    await passTermOn(tx, { request, duty: { dutyOrgId: receiver.id, region: receiver.regionCode } }, moment);
  await storeChange(tx, needs, { request: handed, word: 'requester-succeeded' });
  await tellRequesterGone(tx, handed, { ...moment, word: 'inherited' });
}

async function orphan(tx: Transaction, needs: HearNeeds, request: CorrectionRecord): Promise<void> {
  // Nobody else has seen a draft, and nobody is left to write it.
  if (request.state === 'draft') return end(tx, needs, { request, event: 'withdraw', word: 'requester-ended' });
  const moment = { at: needs.clock.now(), newId: needs.newId };
  const left = { ...request, requesterEnded: true };
  if (request.state === 'answered') {
    await endClock(tx, request, { at: moment.at, how: 'cancelled' });
    await askForConfirmation(tx, left, moment);
  }
  await storeChange(tx, needs, { request: left, word: 'requester-ended' });
}

async function endAsOwn(tx: Transaction, needs: HearNeeds, request: CorrectionRecord): Promise<void> {
  await end(tx, needs, { request, event: 'end-as-own', word: 'ended-as-own' });
  await tellRequesterGone(tx, request, { at: needs.clock.now(), newId: needs.newId, word: 'ended-as-own' });
}

async function end(
  tx: Transaction,
  { clock }: HearNeeds,
  { request, event, word }: { readonly request: CorrectionRecord; readonly event: 'withdraw' | 'end-as-own'; readonly word: string },
): Promise<void> {
  const at = clock.now();
  const next = moved(request, event);
  if (isRefusal(next)) throw new Error(`correction ${request.id} was locked and cannot ${event}: ${next.code}`);
  await endClock(tx, request, { at, how: 'cancelled' });
  await eraseFiles(tx, request.id);
  const ended = { ...next, particulars: null, endedAt: at, dueAt: null };
  await saveCorrectionRecord(tx, ended);
  await noteStep(tx, { ...system, action: 'correction.hand-over', request: ended, word }, at);
  await closeTodosOf(tx, { kind: CORRECTION_CASE, id: request.id }, { by: system.actor.id, at });
}
