import type { Transfer as TransferAnswer } from '@karez/contract/catalog/transfer';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { StatusNeeds } from '../status/status-handing.ts';
import { arrive, redirect } from './move-entry.ts';
import { fitReceiver } from './order-transfer.ts';
import { handTransferOn, tellConcerned } from './transfer-handing.ts';
import { mayAnswer, mayOrder, seesTransfer } from './transfer-policy.ts';
import { findTransfer, linesOf, lockTransfer, saveLine } from './transfer-store.ts';
import { nextLineState, type LineEvent, type Transfer, type TransferLine } from './transfer.ts';
import { transferView } from './transfer-view.ts';

type Answering = { readonly actor: Actor; readonly origin: string; readonly transferId: string; readonly entryIds: readonly string[] };
export type NameReceiver = Answering & { readonly receiverId: string; readonly reason: string };
export type AcceptTransfer = Answering & { readonly opinion: string; readonly secondFactor: string };
export type DeclineTransfer = Answering & { readonly reason: string };
type Seen = { readonly transfer: Transfer; readonly lines: readonly TransferLine[] };

/** The transfer as the actor may see it; for everyone else it does not exist. */
export async function visibleTransfer(
  reader: Reader,
  { actor, transferId, lock }: Pick<Answering, 'actor' | 'transferId'> & { lock?: Transaction },
): Promise<Seen | Refusal> {
  const transfer = lock ? await lockTransfer(lock, transferId) : await findTransfer(reader, transferId);
  if (!transfer) return refuse('catalog.transfer.not-found');
  const seen = { transfer, lines: await linesOf(reader, [transferId]) };
  return seesTransfer(actor, seen) ? seen : refuse('catalog.transfer.not-found');
}

/** The named lines in order of their entries' ids, each open to the event; refused whole where one is not. */
function chosenLines({ lines }: Seen, { actor, entryIds }: Answering, event: LineEvent): TransferLine[] | Refusal {
  const chosen: TransferLine[] = [];
  for (const id of [...new Set(entryIds)].toSorted()) {
    const line = lines.find(({ entryId }) => entryId === id);
    if (!line) return refuse('catalog.transfer.line-not-found');
    const isAnother = event !== 'name-receiver' && line.receiver?.id !== actor.orgId;
    const entryName = line.isUnitOnly ? '' : line.entryName;
    const next = isAnother
      ? refuse('catalog.transfer.illegal-transition', { state: line.state, event, name: entryName })
      : nextLineState({ state: line.state, entryName }, event);
    if (isRefusal(next)) return next;
    chosen.push(line);
  }
  return chosen;
}

type Change = {
  readonly event: LineEvent;
  /** The line as it stands afterwards. */
  readonly become: (line: TransferLine) => TransferLine;
  readonly move: (file: EntryFile) => Promise<EntryFile | Refusal>;
  /** Who was the receiver and is none any more. */
  readonly left?: string;
};

async function changeLines(
  tx: Transaction,
  needs: StatusNeeds,
  { seen, command, change }: { seen: Seen; command: Answering; change: Change },
): Promise<TransferAnswer | Refusal> {
  const { actor, transferId } = command;
  const chosen = chosenLines(seen, command, change.event);
  if (isRefusal(chosen)) return chosen;
  for (const line of chosen) {
    const entry = await lockEntry(tx, line.entryId);
    if (!entry) throw new Error(`transfer ${transferId} names entry ${line.entryId}, which is not there`);
    const next = await change.move(await fileOf(tx, entry));
    if (isRefusal(next)) return next;
    await saveLine(tx, change.become(line));
  }
  await reached('catalog.transfer.before-commit');
  const lines = await linesOf(tx, [transferId]);
  const { transfer } = seen;
  await handTransferOn(tx, needs, { transfer, lines, by: actor.id, ...(change.left === undefined ? {} : { left: change.left }) });
  return transferView(actor, { transfer, lines });
}

/** The authority names the department that is to take over what has none. */
export async function nameReceiver(needs: StatusNeeds, command: NameReceiver): Promise<TransferAnswer | Refusal> {
  const { actor, origin, receiverId, reason } = command;
  return needs.database.transaction(async (tx) => {
    const seen = await visibleTransfer(tx, { ...command, lock: tx });
    if (isRefusal(seen)) return seen;
    const { transfer } = seen;
    const permitted = mayOrder(actor, { regionCode: transfer.regionCode, parties: [transfer.from.id, receiverId] });
    if (isRefusal(permitted)) return permitted;
    const receiver = await fitReceiver(tx, receiverId);
    if (isRefusal(receiver)) return receiver;
    const told = { action: 'catalog.name-receiver', word: 'transfer-offered', role: 'AUTHORITY_ADMIN', opinion: reason };
    const change: Change = {
      event: 'name-receiver',
      become: (line) => ({
        ...line,
        state: 'offered',
        receiver: { id: receiver.id, name: receiver.name },
        answered: null,
        declined: false,
      }),
      move: (file) => redirect(tx, needs, { file, transfer, actor, origin, event: 'offer-transfer', told }),
    };
    return changeLines(tx, needs, { seen, command, change });
  });
}

/** The head of the receiving department takes entries over, signed with the second factor. */
export async function acceptTransfer(needs: StatusNeeds & Pick<Needs, 'keys'>, command: AcceptTransfer): Promise<TransferAnswer | Refusal> {
  const { actor, origin, opinion } = command;
  // Asked before the code is used up: a code counts once and commits by itself.
  const previewed = await visibleTransfer(needs.database.reader, command);
  if (isRefusal(previewed)) return previewed;
  const possible = mayAnswer(actor, previewed.lines);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const seen = await visibleTransfer(tx, { ...command, lock: tx });
    if (isRefusal(seen)) return seen;
    const permitted = mayAnswer(actor, seen.lines);
    if (isRefusal(permitted)) return permitted;
    const receiver = await fitReceiver(tx, actor.orgId ?? '');
    if (isRefusal(receiver)) return receiver;
    const { transfer } = seen;
    const answered = { by: actor.id, orgId: receiver.id, at: needs.clock.now(), opinion };
    const change: Change = {
      event: 'accept',
      become: (line) => ({ ...line, state: 'accepted', answered, declined: false }),
      move: async (file) => {
        const next = await arrive(tx, needs, { file, transfer, actor, origin, receiver, opinion });
        if (!isRefusal(next)) await tellConcerned(tx, needs, { transfer, file: next, word: 'transferred', to: receiver.name });
        return next;
      },
    };
    return changeLines(tx, needs, { seen, command, change });
  });
}

/** The head of the receiving department declines with reasons: the entries have no department again, and the authority names another. */
export async function declineTransfer(needs: StatusNeeds, command: DeclineTransfer): Promise<TransferAnswer | Refusal> {
  const { actor, origin, reason } = command;
  return needs.database.transaction(async (tx) => {
    const seen = await visibleTransfer(tx, { ...command, lock: tx });
    if (isRefusal(seen)) return seen;
    const permitted = mayAnswer(actor, seen.lines);
    if (isRefusal(permitted)) return permitted;
    const { transfer } = seen;
    const answered = { by: actor.id, orgId: actor.orgId ?? '', at: needs.clock.now(), opinion: reason };
    const told = { action: 'catalog.decline-transfer', word: 'transfer-declined', role: 'DEPT_LEADER', opinion: reason };
    const keeps = seen.lines.some(({ receiver, entryId }) => receiver?.id === actor.orgId && !command.entryIds.includes(entryId));
    const change: Change = {
      event: 'decline',
      become: (line) => ({ ...line, state: 'orphaned', receiver: null, answered, declined: true }),
      move: (file) => redirect(tx, needs, { file, transfer, actor, origin, event: 'decline-transfer', told }),
      ...(keeps || actor.orgId === null ? {} : { left: actor.orgId }),
    };
    return changeLines(tx, needs, { seen, command, change });
  });
}
