import { closeTodo, notify, openTodo, type Addressee } from '#modules/desk';
import type { Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import { concernedBy, type StatusNeeds } from '../status/status-handing.ts';
import type { EntryFile } from '../search/search-document.ts';
import { countTransferable } from './movable-store.ts';
import type { Transfer, TransferLine } from './transfer.ts';

type HandingNeeds = Pick<StatusNeeds, 'clock' | 'newId' | 'applicantsOf'>;

export const TRANSFER_CASE = 'catalog.transfer';
const linkOf = ({ id }: Transfer): string => `/catalog/transfers/${id}`;
const subjectOf = ({ id }: Transfer) => ({ module: 'catalog', kind: TRANSFER_CASE, id });

type Duty = { readonly key: string; readonly for: Addressee; readonly word: string; readonly count: number };

/** Whose turn it is: each receiver's head for what is offered, the authority for what nobody has. */
function dutiesOf(transfer: Transfer, lines: readonly TransferLine[]): Duty[] {
  const receivers = [...new Set(lines.flatMap(({ receiver }) => (receiver === null ? [] : [receiver.id])))];
  const offered = receivers.map((orgId) => ({
    key: `catalog.transfer:${transfer.id}:${orgId}`,
    for: { kind: 'organisation', orgId, power: 'catalog.sign' } as const,
    word: 'transfer-offered',
    count: lines.filter((line) => line.state === 'offered' && line.receiver?.id === orgId).length,
  }));
  const orphaned = {
    key: `catalog.transfer:${transfer.id}`,
    for: { kind: 'region', regionCode: transfer.regionCode, power: 'catalog.publish', exceptOrgIds: [transfer.from.id] } as const,
    word: 'transfer-orphaned',
    count: lines.filter((line) => line.state === 'orphaned').length,
  };
  return [...offered, orphaned];
}

/** Brings the to-dos of a transfer up to date: opened while something waits, closed by whoever has answered the last. */
export async function handTransferOn(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  about: { transfer: Transfer; lines: readonly TransferLine[]; by: string; left?: string },
): Promise<void> {
  const { transfer, lines, by, left } = about;
  const at = clock.now();
  // Who declined everything is no receiver any more.
  if (left !== undefined) await closeTodo(tx, `catalog.transfer:${transfer.id}:${left}`, { by, at });
  for (const { key, for: addressee, word, count } of dutiesOf(transfer, lines)) {
    if (count === 0) await closeTodo(tx, key, { by, at });
    else {
      await openTodo(tx, {
        id: newId(),
        key,
        for: addressee,
        subject: subjectOf(transfer),
        title: { key: `catalog.todo.${word}`, params: { from: transfer.from.name, count } },
        link: linkOf(transfer),
        dueAt: null,
        at,
      });
    }
  }
}

/**
 * The authority of a dissolved department's region has its entries to transfer, until none is left that an order moves now or could move once
 * what holds it has ended.
 */
export async function handLeftoversOn(
  tx: Transaction,
  { clock, newId }: Pick<HandingNeeds, 'clock' | 'newId'>,
  { from, regionCode, by }: { from: Organisation; regionCode: string; by: string | null },
): Promise<void> {
  const key = `catalog.dissolved:${from.id}`;
  const { movable, held } = await countTransferable(tx, from.id);
  const count = movable + held;
  if (from.dissolved === null || count === 0) return closeTodo(tx, key, { by, at: clock.now() });
  return openTodo(tx, {
    id: newId(),
    key,
    for: { kind: 'region', regionCode, power: 'catalog.publish', exceptOrgIds: [from.id] },
    subject: { module: 'catalog', kind: TRANSFER_CASE, id: from.id },
    title: { key: 'catalog.todo.transfer-dissolved', params: { from: from.name, count } },
    link: `/catalog/transfers/new?from=${from.id}`,
    dueAt: null,
    at: clock.now(),
  });
}

/** Tells the department whose entries leave, by its registrars. */
export async function tellFormer(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  about: { transfer: Transfer; count: number },
): Promise<void> {
  const { transfer, count } = about;
  await notify(tx, {
    id: newId(),
    key: `catalog.transfer:${transfer.id}:ordered`,
    for: { kind: 'organisation', orgId: transfer.from.id, power: 'catalog.register' },
    subject: subjectOf(transfer),
    title: { key: 'catalog.notice.transfer-from', params: { document: transfer.documentNumber, count } },
    link: linkOf(transfer),
    at: clock.now(),
  });
}

type Told = {
  readonly transfer: Transfer;
  readonly file: EntryFile;
  readonly word: 'transfer-ordered' | 'transferred';
  readonly to: string;
};

/** Everyone who uses the entry or waits for a reply learns that it moves, and again whose it is now: nothing of theirs ends by it. */
export async function tellConcerned(tx: Transaction, needs: HandingNeeds, { transfer, file, word, to }: Told): Promise<void> {
  const { clock, newId } = needs;
  const { id } = file.entry;
  for (const orgId of await concernedBy(tx, needs, id)) {
    await notify(tx, {
      id: newId(),
      key: `catalog.transfer:${transfer.id}:${id}:${word}:${orgId}`,
      for: { kind: 'organisation', orgId, power: 'sharing.apply' },
      subject: { module: 'catalog', kind: ENTRY_CASE, id },
      title: { key: `catalog.notice.${word}`, params: { name: file.live?.content.name ?? '', from: transfer.from.name, to } },
      link: `/catalog/entries/${id}`,
      at: clock.now(),
    });
  }
}
