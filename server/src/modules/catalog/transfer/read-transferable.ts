import type { listTransferable } from '@karez/contract/catalog/transfer';
import type { AnswerOf } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { organisationById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { competentRegion } from '../entry/entry-file.ts';
import { countTransferable, transferableOf } from './movable-store.ts';
import { mayOrder } from './transfer-policy.ts';

type Asked = { readonly actor: Actor; readonly fromOrgId: string; readonly cursor?: string | undefined; readonly limit: number };

/** What an order would move from a department, and what it could not move yet; for whoever may order it. */
export async function readTransferable(
  reader: Reader,
  { actor, fromOrgId, cursor, limit }: Asked,
): Promise<AnswerOf<typeof listTransferable> | Refusal> {
  const from = await organisationById(reader, fromOrgId);
  const regionCode = from && (await competentRegion(reader, from.regionCode));
  if (!from || from.sample || !regionCode) return refuse('catalog.transfer.from-unknown');
  const permitted = mayOrder(actor, { regionCode, parties: [from.id] });
  if (isRefusal(permitted)) return permitted;
  // A cursor that is none of ours begins at the first page.
  const after = z.uuid().safeParse(cursor).data ?? null;
  const items = await transferableOf(reader, { fromOrgId, after, limit });
  const { total, movable, drafts } = await countTransferable(reader, fromOrgId);
  return { items, next: items.length === limit ? (items.at(-1)?.entryId ?? null) : null, total, movable, drafts };
}
