import { isRefusal } from '@karez/kit/refusal';
import { systemActor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import type { StatusNeeds } from '../status/status-handing.ts';
import { redirect } from './move-entry.ts';
import { handTransferOn } from './transfer-handing.ts';
import { linesOf, lockTransfer, saveLine, transfersOfferedTo } from './transfer-store.ts';
import type { Transfer, TransferLine } from './transfer.ts';

const actor = systemActor('catalog.organisation-dissolved');
const told = { action: 'catalog.retract-offer', word: 'transfer-receiver-ended', role: '', opinion: null } as const;

/** A department that ends takes nothing over: what was offered to it has no department again, and the authority names another. */
export async function retractOffers(tx: Transaction, needs: StatusNeeds, receiver: Organisation): Promise<void> {
  for (const transferId of await transfersOfferedTo(tx, receiver.id)) {
    const transfer = await lockTransfer(tx, transferId);
    if (!transfer) continue;
    const offered = (await linesOf(tx, [transferId])).filter((line) => line.state === 'offered' && line.receiver?.id === receiver.id);
    // Entries are locked in the order of their ids, as by every answer.
    for (const line of offered.toSorted((one, other) => (one.entryId < other.entryId ? -1 : 1)))
      await retract(tx, needs, { transfer, line });
    await handTransferOn(tx, needs, { transfer, lines: await linesOf(tx, [transferId]), by: actor.id, left: receiver.id });
  }
}

async function retract(
  tx: Transaction,
  needs: StatusNeeds,
  { transfer, line }: { readonly transfer: Transfer; readonly line: TransferLine },
): Promise<void> {
  const entry = await lockEntry(tx, line.entryId);
  if (!entry) throw new Error(`transfer ${transfer.id} names entry ${line.entryId}, which is not there`);
  const about = { file: await fileOf(tx, entry), transfer, actor, origin: '', event: 'decline-transfer', told } as const;
  const back = await redirect(tx, needs, about);
  if (isRefusal(back)) throw new Error(`entry ${line.entryId} does not come back from its receiver: ${back.code}`);
  await saveLine(tx, { ...line, state: 'orphaned', receiver: null, answered: null, declined: false });
}
