import { confirmSecondFactor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { lockedFile, previewedFile, statusOf, type EntryCommand } from '../entry/entry-file.ts';
import { followEntry } from '../listing/follow-entry.ts';
import { answerFor, recordStep } from '../revision/record-step.ts';
import type { Act } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { endingEvent, moved, type StatusChange, type StatusOutcome } from './status-change.ts';
import { addressStatusTodo, closeStatusTodo, tellEnded, type StatusNeeds } from './status-handing.ts';
import { mayDecideRequest, mayLift, mayWithdrawRequest } from './status-policy.ts';
import { endStatusChange, openSuspensionOf } from './status-store.ts';
import { endWithEntry, stillNeeded } from './leave-catalogue.ts';
import { oweAgain } from '../revision-case/owe-again.ts';
import { refuseEnded } from '../entry/entry.ts';

type Ending = { readonly outcome: StatusOutcome; readonly opinion: string; readonly action: string; readonly role: string };

type Ended = {
  readonly file: EntryFile;
  readonly ended: StatusChange;
  readonly act: Act;
  readonly suspension: StatusChange | undefined;
};

/** The order of suspension rests while its entry is out of the catalogue, and is the provider's to follow again when it is back. */
async function followSuspension(tx: Transaction, needs: StatusNeeds, { file, ended, act, suspension }: Ended): Promise<void> {
  if (suspension === undefined || suspension.id === ended.id) return;
  if (file.entry.state === 'retired') await closeStatusTodo(tx, needs, { change: suspension, by: act.by });
  else if (ended.kind === 'restoration') await addressStatusTodo(tx, needs, { file, change: suspension });
}

/** What follows from an entry's leaving the catalogue or its return. */
async function followEnd(tx: Transaction, needs: StatusNeeds, about: Ended): Promise<void> {
  const { file, ended, act } = about;
  const isGone = file.entry.state === 'retired';
  if (ended.kind === 'restoration' && !isGone) await oweAgain(tx, needs, file);
  if (isGone) await endWithEntry(tx, needs, { file, ended: act });
  await followSuspension(tx, needs, about);
}

async function end(tx: Transaction, needs: StatusNeeds, about: { file: EntryFile; command: EntryCommand; ending: Ending }) {
  const { file, command, ending } = about;
  const { actor } = command;
  const open = file.status?.outcome === null ? file.status : null;
  const suspension = await openSuspensionOf(tx, file.entry.id);
  const isSuspended = suspension !== undefined;
  const event = open === null ? undefined : endingEvent(file.entry, { kind: open.kind, outcome: ending.outcome, isSuspended });
  if (open === null || event === undefined || actor.orgId === null)
    return refuse('catalog.entry.illegal-transition', { state: file.entry.state, event: ending.outcome });
  const entry = moved(file.entry, event);
  if (isRefusal(entry)) return entry;
  const ended = {
    ...open,
    outcome: ending.outcome,
    ended: { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion: ending.opinion },
  };
  await endStatusChange(tx, ended);
  const next: EntryFile = { ...file, entry, status: await statusOf(tx, entry) };
  const step = {
    actor,
    origin: command.origin,
    action: ending.action,
    word: `${open.kind}-${ending.outcome}`,
    role: ending.role,
    opinion: ending.opinion,
    changes: [],
    facts: { statusChangeId: open.id, outcome: ending.outcome },
  };
  await recordStep(tx, needs, { file: next, step });
  await followEnd(tx, needs, { file: next, ended, act: ended.ended, suspension });
  await tellEnded(tx, needs, { file: next, change: ended, by: actor.id });
  return followEntry(tx, needs, { file: next, step });
}

/** The provider takes its request back before the authority has decided. */
export async function withdrawStatusRequest(
  needs: StatusNeeds,
  command: EntryCommand & { readonly opinion: string },
): Promise<EntryAnswer | Refusal> {
  const { actor, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayWithdrawRequest(actor, file);
    if (isRefusal(permitted)) return permitted;
    const ending: Ending = { outcome: 'withdrawn', opinion, action: 'catalog.withdraw-status-request', role: 'OFFICE_HEAD' };
    const next = await end(tx, needs, { file, command, ending });
    return isRefusal(next) ? next : answerFor(tx, needs, { actor, file: next });
  });
}

export type DecideStatusRequest = EntryCommand & { readonly decision: 'approve' | 'decline'; readonly opinion: string };

/** Why a request cannot be approved as things stand; declined it can always be. */
async function unfitToEnd(tx: Transaction, needs: StatusNeeds, file: EntryFile): Promise<Refusal | undefined> {
  return file.entry.state === 'retire-pending' ? stillNeeded(tx, needs, file) : refuseEnded(file);
}

/**
 * The authority decides on a retirement or restoration. Grants are made under the entry's row lock, so none can begin between the
 * count of uses and the retirement; while one runs, or an application waits for its reply, the entry stays (809-27: no service is stopped over its users' heads).
 */
export async function decideStatusRequest(needs: StatusNeeds, command: DecideStatusRequest): Promise<EntryAnswer | Refusal> {
  const { actor, decision, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayDecideRequest(actor, file);
    if (isRefusal(permitted)) return permitted;
    const unfit = decision === 'approve' ? await unfitToEnd(tx, needs, file) : undefined;
    if (unfit) return unfit;
    const outcome = decision === 'approve' ? 'approved' : 'declined';
    const ending: Ending = { outcome, opinion, action: 'catalog.decide-status-request', role: 'AUTHORITY_ADMIN' };
    const next = await end(tx, needs, { file, command, ending });
    if (isRefusal(next)) return next;
    await reached('catalog.status.before-commit');
    return answerFor(tx, needs, { actor, file: next });
  });
}

export type LiftSuspension = EntryCommand & { readonly opinion: string; readonly secondFactor: string };

/** The authority's leader lifts a suspension with the second factor. */
export async function liftSuspension(needs: StatusNeeds & Pick<Needs, 'keys'>, command: LiftSuspension): Promise<EntryAnswer | Refusal> {
  const { actor, opinion } = command;
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : mayLift(actor, seen);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayLift(actor, file);
    if (isRefusal(permitted)) return permitted;
    const ending: Ending = { outcome: 'lifted', opinion, action: 'catalog.lift-suspension', role: 'AUTHORITY_LEADER' };
    const next = await end(tx, needs, { file, command, ending });
    return isRefusal(next) ? next : answerFor(tx, needs, { actor, file: next });
  });
}
