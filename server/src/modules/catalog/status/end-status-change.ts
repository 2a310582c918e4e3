import { closeTodosOf } from '#modules/desk';
import { confirmSecondFactor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { endConsent } from '../consent/consent-store.ts';
import { lockedFile, previewedFile, statusOf, type EntryCommand } from '../entry/entry-file.ts';
import { followEntry } from '../listing/follow-entry.ts';
import { answerFor, recordStep, todayOf } from '../revision/record-step.ts';
import type { Act } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { endingEvent, moved, type StatusOutcome } from './status-change.ts';
import { tellEnded, type StatusNeeds } from './status-handing.ts';
import { mayDecideRequest, mayLift, mayWithdrawRequest } from './status-policy.ts';
import { endStatusChange } from './status-store.ts';
import { TRANSLATION_CASE } from '../translation/translation-handing.ts';
import { closeRetiredCases } from '../revision-case/follow-revision.ts';
import { oweAgain } from '../revision-case/owe-again.ts';
import { usesOf } from '../use/use-store.ts';
import { refuseEnded } from '../entry/entry.ts';

type Ending = { readonly outcome: StatusOutcome; readonly opinion: string; readonly action: string; readonly role: string };

/**
 * What ends with an entry: a consent in advance, which rested while no application was taken, work on its translations, and the revisions that it
 * owed.
 */
async function endWithEntry(tx: Transaction, needs: StatusNeeds, gone: { file: EntryFile; ended: Act }): Promise<void> {
  const { entry } = gone.file;
  await endConsent(tx, entry.id, todayOf(needs));
  await closeTodosOf(tx, { kind: TRANSLATION_CASE, id: entry.id }, { by: gone.ended.by, at: needs.clock.now() });
  await closeRetiredCases(tx, needs, gone);
}

async function end(tx: Transaction, needs: StatusNeeds, about: { file: EntryFile; command: EntryCommand; ending: Ending }) {
  const { file, command, ending } = about;
  const { actor } = command;
  const open = file.status?.outcome === null ? file.status : null;
  const event = open === null ? undefined : endingEvent(file.entry, { kind: open.kind, outcome: ending.outcome });
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
  if (event === 'approve-restoration') await oweAgain(tx, needs, next);
  if (entry.state === 'retired') await endWithEntry(tx, needs, { file: next, ended: ended.ended });
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

/** Refuses while somebody uses the entry or waits for the reply to an application for it. */
async function stillNeeded(tx: Transaction, { applicantsOf }: StatusNeeds, { entry }: EntryFile): Promise<Refusal | undefined> {
  const running = (await usesOf(tx, entry.id)).filter(({ endedOn }) => endedOn === null).length;
  if (running > 0) return refuse('catalog.entry.in-use', { count: running });
  const waiting = (await applicantsOf(tx, [entry.id])).length;
  return waiting > 0 ? refuse('catalog.entry.applications-open', { count: waiting }) : undefined;
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
