import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { findEntry } from '../entry/entry-store.ts';
import { endFindings } from '../finding/end-findings.ts';
import { followEntry } from '../listing/follow-entry.ts';
import { answerFor, recordStep, todayOf, type Step } from '../revision/record-step.ts';
import { saveRevision } from '../revision/revision-store.ts';
import { abandon } from '../revision/revision.ts';
import { releaseBases } from '../revision-case/resting.ts';
import type { EntryFile } from '../search/search-document.ts';
import { handTransferOn } from '../transfer/transfer-handing.ts';
import { linesOf, lockTransfer, openTransferOf, saveLine } from '../transfer/transfer-store.ts';
import { nextLineState, type Transfer } from '../transfer/transfer.ts';
import { endWithEntry, stillNeeded } from './leave-catalogue.ts';
import { moved, unfitSuccessor, type StatusChange } from './status-change.ts';
import { closeStatusTodo, tellEnded, type StatusNeeds } from './status-handing.ts';
import { mayRetireOrphaned } from './status-policy.ts';
import { endStatusChange, insertStatusChange, openSuspensionOf } from './status-store.ts';

export type RetireOrphaned = EntryCommand & {
  readonly reason: string;
  readonly successorId: string | null;
  readonly secondFactor: string;
};
type About = { readonly file: EntryFile; readonly command: RetireOrphaned };

/** The order whose line the entry stands on, locked before the entry as by everyone who answers for it. */
async function lockedOrder(tx: Transaction, entryId: string): Promise<Transfer | undefined> {
  const way = await openTransferOf(tx, entryId);
  return way && (await lockTransfer(tx, way.transfer.id));
}

/** A draft that waited with the entry is given up with it: nobody is left to finish it. */
async function withoutDraft(tx: Transaction, needs: StatusNeeds, { file, command }: About): Promise<EntryFile | Refusal> {
  const { entry } = file;
  if (file.working === null || entry.state !== 'orphaned') return file;
  const working = abandon(file.working);
  if (isRefusal(working)) return working;
  await saveRevision(tx, working);
  await releaseBases(tx, { entryId: entry.id, stage: 'revision', at: needs.clock.now() });
  const next: EntryFile = { ...file, entry: { ...entry, workingNo: null }, working: null };
  await endFindings(tx, needs, { file: next, by: command.actor.id });
  return next;
}

async function ordered(tx: Transaction, needs: StatusNeeds, { file, command }: About): Promise<StatusChange> {
  const { actor, reason, successorId } = command;
  const orgId = actor.orgId ?? '';
  const begun = { by: actor.id, orgId, at: needs.clock.now(), opinion: reason };
  const begunByName = (await organisationById(tx, orgId))?.name ?? '';
  const about = { id: needs.newId(), entryId: file.entry.id, kind: 'retirement', reason, dueOn: todayOf(needs), successorId } as const;
  const change: StatusChange = { ...about, begun, begunByName, ended: begun, outcome: 'ordered' };
  await insertStatusChange(tx, change);
  await endStatusChange(tx, change);
  return change;
}

/** The line of the order ends with its entry: nobody is named for it any more. */
async function endLine(
  tx: Transaction,
  needs: StatusNeeds,
  { transfer, about }: { transfer: Transfer; about: About },
): Promise<true | Refusal> {
  const line = (await linesOf(tx, [transfer.id])).find(({ entryId }) => entryId === about.file.entry.id);
  const state = line ? nextLineState(line, 'retire') : refuse('catalog.entry.not-found');
  if (line === undefined || isRefusal(state)) return isRefusal(state) ? state : refuse('catalog.entry.not-found');
  await saveLine(tx, { ...line, state });
  await handTransferOn(tx, needs, { transfer, lines: await linesOf(tx, [transfer.id]), by: about.command.actor.id });
  return true;
}

async function retire(tx: Transaction, needs: StatusNeeds, { file, command }: About): Promise<EntryFile | Refusal> {
  const bare = await withoutDraft(tx, needs, { file, command });
  if (isRefusal(bare)) return bare;
  const entry = moved(bare.entry, 'retire-orphaned');
  if (isRefusal(entry)) return entry;
  const { actor, origin, reason } = command;
  const suspension = await openSuspensionOf(tx, entry.id);
  if (suspension) await closeStatusTodo(tx, needs, { change: suspension, by: actor.id });
  const change = await ordered(tx, needs, { file: bare, command });
  const next: EntryFile = { ...bare, entry, status: change };
  const step: Step = {
    actor,
    origin,
    action: 'catalog.retire-orphaned',
    word: 'retirement-ordered',
    role: 'AUTHORITY_LEADER',
    opinion: reason,
    changes: [],
    facts: { statusChangeId: change.id, outcome: 'ordered' },
  };
  await recordStep(tx, needs, { file: next, step });
  await endWithEntry(tx, needs, { file: next, ended: change.begun });
  await tellEnded(tx, needs, { file: next, change, by: actor.id });
  return followEntry(tx, needs, { file: next, step });
}

/** Why it cannot leave yet, or not in favour of that successor. */
async function unfit(tx: Transaction, needs: StatusNeeds, { file, command }: About): Promise<Refusal | undefined> {
  const { successorId } = command;
  const wrong = successorId === null ? undefined : unfitSuccessor(await findEntry(tx, successorId), file.entry);
  return wrong ?? stillNeeded(tx, needs, file);
}

/**
 * The authority's leader takes out of the catalogue what a dissolved or relieved department left and no other is to have (91-3.3), signed with the second
 * factor. While somebody uses it, or an application waits for its reply, it stays (809-27): a receiver is named for it instead.
 */
export async function retireOrphaned(needs: StatusNeeds & Pick<Needs, 'keys'>, command: RetireOrphaned): Promise<EntryAnswer | Refusal> {
  const { actor } = command;
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : mayRetireOrphaned(actor, seen);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const transfer = await lockedOrder(tx, command.entryId);
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayRetireOrphaned(actor, file);
    if (isRefusal(permitted)) return permitted;
    const wrong = await unfit(tx, needs, { file, command });
    if (wrong) return wrong;
    const next = await retire(tx, needs, { file, command });
    if (isRefusal(next)) return next;
    const left = transfer ? await endLine(tx, needs, { transfer, about: { file: next, command } }) : true;
    if (isRefusal(left)) return left;
    await reached('catalog.status.before-commit');
    return answerFor(tx, needs, { actor, file: next });
  });
}
