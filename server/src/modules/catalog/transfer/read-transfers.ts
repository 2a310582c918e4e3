import type { listTransfers } from '@karez/contract/catalog/transfer';
import type { AnswerOf } from '@karez/contract/route';
import { z } from 'zod';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { overseenRegions } from './transfer-policy.ts';
import { linesOf, transfersFor } from './transfer-store.ts';
import { transferSummary } from './transfer-view.ts';

type Asked = { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Transfers that the actor has to do with, latest first. */
export async function readTransfers(reader: Reader, { actor, cursor, limit }: Asked): Promise<AnswerOf<typeof listTransfers>> {
  // A cursor that is none of ours begins at the first page.
  const before = z.uuid().safeParse(cursor).data ?? null;
  const found = await transfersFor(reader, { regionCodes: overseenRegions(actor), orgId: actor.orgId, limit, before });
  const lines = await linesOf(
    reader,
    found.transfers.map(({ id }) => id),
  );
  const items = found.transfers.map((transfer) =>
    transferSummary({ transfer, lines: lines.filter(({ transferId }) => transferId === transfer.id) }),
  );
  return { items, next: items.length === limit ? (items.at(-1)?.id ?? null) : null, total: found.total };
}
