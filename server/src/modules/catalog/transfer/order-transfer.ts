import { TRANSFER_ENTRIES_MAX, type Transfer as TransferAnswer } from '@karez/contract/catalog/transfer';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { closeTodo } from '#modules/desk';
import { organisationById, type Actor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { competentRegion, fileOf } from '../entry/entry-file.ts';
import { entryIdsOf, lockEntry } from '../entry/entry-store.ts';
import { todayOf } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { StatusNeeds } from '../status/status-handing.ts';
import { dissolvedTodoKey } from './hear-organisations.ts';
import { leave } from './move-entry.ts';
import { handTransferOn, tellConcerned, tellFormer } from './transfer-handing.ts';
import { mayOrder } from './transfer-policy.ts';
import { countMovable, insertTransfer, saveLine } from './transfer-store.ts';
import { isMovable, type Transfer, type TransferKind, type TransferLine } from './transfer.ts';
import { transferView } from './transfer-view.ts';

export type OrderTransfer = {
  readonly actor: Actor;
  readonly origin: string;
  readonly kind: TransferKind;
  readonly documentNumber: string;
  readonly decidedOn: string;
  readonly reason: string;
  readonly fromOrgId: string;
  readonly receiverId: string | null;
  readonly entryIds: readonly string[] | null;
};

/** The department that may take entries over: one of ours that still stands. */
export async function fitReceiver(tx: Transaction, receiverId: string): Promise<Organisation | Refusal> {
  const receiver = await organisationById(tx, receiverId);
  const isFit = receiver !== undefined && !receiver.sample && receiver.dissolved === null && receiver.type !== 'enterprise';
  return isFit ? receiver : refuse('catalog.transfer.receiver-unfit');
}

type Parties = { readonly from: Organisation; readonly receiver: Organisation | null; readonly regionCode: string };

async function partiesOf(tx: Transaction, { actor, fromOrgId, receiverId }: OrderTransfer): Promise<Parties | Refusal> {
  const from = await organisationById(tx, fromOrgId);
  const regionCode = from && (await competentRegion(tx, from.regionCode));
  if (!from || from.sample || !regionCode) return refuse('catalog.transfer.from-unknown');
  const permitted = mayOrder(actor, { regionCode, parties: [from.id, ...(receiverId === null ? [] : [receiverId])] });
  if (isRefusal(permitted)) return permitted;
  if (receiverId === from.id) return refuse('catalog.transfer.receiver-same');
  const receiver = receiverId === null ? null : await fitReceiver(tx, receiverId);
  return isRefusal(receiver) ? receiver : { from, receiver, regionCode };
}

async function movableFile(tx: Transaction, id: string, fromOrgId: string): Promise<EntryFile | Refusal> {
  const entry = await lockEntry(tx, id);
  if (entry?.provider.organisationId !== fromOrgId) return refuse('catalog.transfer.not-movable', { state: 'none' });
  if (!isMovable(entry)) return refuse('catalog.transfer.not-movable', { state: entry.state });
  const file = await fileOf(tx, entry);
  // An adjustment is answered, or taken back, before its entry goes to another department.
  return file.working?.state === 'under-adjustment' ? refuse('catalog.transfer.not-movable', { state: file.working.state }) : file;
}

/** The entries that move, each locked: those that are named, or everything of the department that can be moved. */
async function lockedEntries(tx: Transaction, { entryIds, fromOrgId }: OrderTransfer): Promise<EntryFile[] | Refusal> {
  const ids = entryIds === null ? await entryIdsOf(tx, fromOrgId) : [...new Set(entryIds)].toSorted();
  const files: EntryFile[] = [];
  for (const id of ids) {
    const file = await movableFile(tx, id, fromOrgId);
    if (!isRefusal(file)) files.push(file);
    else if (entryIds !== null) return file;
  }
  if (files.length === 0) return refuse('catalog.transfer.nothing-to-move');
  const isTooMany = files.length > TRANSFER_ENTRIES_MAX;
  return isTooMany ? refuse('catalog.transfer.too-many', { count: files.length, most: TRANSFER_ENTRIES_MAX }) : files;
}

function orderedBy({ clock, newId }: StatusNeeds, command: OrderTransfer, about: { parties: Parties; member: Organisation | undefined }) {
  const { actor, kind, documentNumber, decidedOn, reason } = command;
  const { from, regionCode } = about.parties;
  const ordered = { by: actor.id, orgId: actor.orgId ?? '', at: clock.now(), organisationName: about.member?.name ?? '' };
  const transfer: Transfer = {
    id: newId(),
    kind,
    documentNumber,
    decidedOn,
    reason,
    regionCode,
    from: { id: from.id, name: from.name },
    ordered,
  };
  return transfer;
}

async function moveAll(
  tx: Transaction,
  needs: StatusNeeds,
  { files, transfer, receiver, command }: { files: EntryFile[]; transfer: Transfer; receiver: Organisation | null; command: OrderTransfer },
): Promise<TransferLine[] | Refusal> {
  const { actor, origin } = command;
  const to = receiver && { id: receiver.id, name: receiver.name };
  const lines: TransferLine[] = [];
  for (const file of files) {
    const left = await leave(tx, needs, { file, transfer, actor, origin, event: to ? 'offer-transfer' : 'orphan' });
    if (isRefusal(left)) return left;
    const line: TransferLine = {
      transferId: transfer.id,
      entryId: left.entry.id,
      entryName: left.live?.content.name ?? '',
      state: to ? 'offered' : 'orphaned',
      receiver: to,
      answered: null,
      declined: false,
    };
    await saveLine(tx, line);
    await tellConcerned(tx, needs, { transfer, file: left, word: 'transfer-ordered', to: to?.name ?? '' });
    lines.push(line);
  }
  return lines;
}

/**
 * The authority moves entries of a department that was dissolved, merged or relieved of duties (91-3.3): they wait for the receiver's head, or
 * without a department until one is named. New applications wait; running grants and services go on, and everyone concerned is told.
 */
export async function orderTransfer(needs: StatusNeeds, command: OrderTransfer): Promise<TransferAnswer | Refusal> {
  const { actor, decidedOn } = command;
  const today = todayOf(needs);
  if (decidedOn > today) return refuse('catalog.change.in-the-future', { today });
  return needs.database.transaction(async (tx) => {
    const parties = await partiesOf(tx, command);
    if (isRefusal(parties)) return parties;
    const files = await lockedEntries(tx, command);
    if (isRefusal(files)) return files;
    const member = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
    const transfer = orderedBy(needs, command, { parties, member });
    await insertTransfer(tx, transfer);
    const lines = await moveAll(tx, needs, { files, transfer, receiver: parties.receiver, command });
    if (isRefusal(lines)) return lines;
    await tellFormer(tx, needs, { transfer, count: lines.length });
    await handTransferOn(tx, needs, { transfer, lines, by: actor.id });
    if ((await countMovable(tx, transfer.from.id)) === 0) {
      await closeTodo(tx, dissolvedTodoKey(transfer.from.id), { by: actor.id, at: needs.clock.now() });
    }
    return transferView(actor, { transfer, lines });
  });
}
