import { TRANSFER_ENTRIES_MAX, type Transfer as TransferAnswer } from '@karez/contract/catalog/transfer';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { competentRegion, fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import type { Entry } from '../entry/entry.ts';
import { todayOf } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { StatusNeeds } from '../status/status-handing.ts';
import { holdsOf } from './movable-store.ts';
import { sendOff } from './move-entry.ts';
import { handLeftoversOn, handTransferOn, tellConcerned, tellFormer } from './transfer-handing.ts';
import { mayOrder } from './transfer-policy.ts';
import { insertTransfer, linesOf, saveLine } from './transfer-store.ts';
import type { Transfer, TransferKind, TransferLine } from './transfer.ts';
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

/** Ids of the entries that are named, or of everything of the department that can be moved now; in order, which is that of their locks. */
async function askedIds(tx: Transaction, { entryIds, fromOrgId }: OrderTransfer): Promise<string[]> {
  if (entryIds !== null) return [...new Set(entryIds)].toSorted();
  const holds = await holdsOf(tx, { fromOrgId, ids: null, drafts: true });
  return [...holds].flatMap(([id, hold]) => (hold === null ? [id] : []));
}

/** The entries that move, each locked. One that is named and cannot move refuses the order; where all are meant, the rest goes. */
async function lockedEntries(tx: Transaction, command: OrderTransfer): Promise<EntryFile[] | Refusal> {
  const ids = await askedIds(tx, command);
  if (ids.length > TRANSFER_ENTRIES_MAX) return refuse('catalog.transfer.too-many', { count: ids.length, most: TRANSFER_ENTRIES_MAX });
  const locked = new Map<string, Entry | undefined>();
  for (const id of ids) locked.set(id, await lockEntry(tx, id));
  // Asked again under the locks: what held or freed an entry meanwhile counts.
  const holds = await holdsOf(tx, { fromOrgId: command.fromOrgId, ids, drafts: command.entryIds === null });
  const kept = ids.find((id) => holds.get(id) !== null);
  if (kept !== undefined && command.entryIds !== null) return refuse('catalog.transfer.not-movable', { hold: holds.get(kept) ?? 'none' });
  const files: EntryFile[] = [];
  for (const [id, entry] of locked) if (entry && holds.get(id) === null) files.push(await fileOf(tx, entry));
  return files.length === 0 ? refuse('catalog.transfer.nothing-to-move') : files;
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

function lineFor(transfer: Transfer, { entry, live, working }: EntryFile, to: TransferLine['receiver']): Omit<TransferLine, 'isUnitOnly'> {
  const entryName = (live ?? working)?.content.name ?? '';
  return {
    transferId: transfer.id,
    entryId: entry.id,
    entryName,
    state: to ? 'offered' : 'orphaned',
    receiver: to,
    answered: null,
    declined: false,
  };
}

async function moveAll(
  tx: Transaction,
  needs: StatusNeeds,
  { files, transfer, receiver, command }: { files: EntryFile[]; transfer: Transfer; receiver: Organisation | null; command: OrderTransfer },
): Promise<true | Refusal> {
  const { actor, origin } = command;
  const to = receiver && { id: receiver.id, name: receiver.name };
  for (const file of files) {
    const left = await sendOff(tx, needs, { file, transfer, actor, origin, event: to ? 'offer-transfer' : 'orphan' });
    if (isRefusal(left)) return left;
    await saveLine(tx, lineFor(transfer, left, to));
    await tellConcerned(tx, needs, { transfer, file: left, word: 'transfer-ordered', to: to?.name ?? '' });
  }
  return true;
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
    const moved = await moveAll(tx, needs, { files, transfer, receiver: parties.receiver, command });
    if (isRefusal(moved)) return moved;
    const lines = await linesOf(tx, [transfer.id]);
    await tellFormer(tx, needs, { transfer, count: lines.length });
    await handTransferOn(tx, needs, { transfer, lines, by: actor.id });
    await handLeftoversOn(tx, needs, { from: parties.from, regionCode: parties.regionCode, by: actor.id });
    return transferView(actor, { transfer, lines });
  });
}
