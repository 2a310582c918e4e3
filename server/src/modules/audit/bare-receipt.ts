import type { Refusal } from '@karez/kit/refusal';
import type { Receipt } from '@karez/policy/evidence/receipt';
import type { Needs } from '#platform/needs';
import { publicHeadKeys } from './head-key.ts';
import { receiptOf } from './receipt.ts';

/**
 * The receipt of a record with nothing opened, for a module that shows a case to whoever may see it: a signature under a paper.
 * Refuses `audit.record.not-found`, `audit.record.not-sealed` (ask again in two seconds) and `audit.record.erased`.
 */
export async function bareReceipt(needs: Pick<Needs, 'database' | 'clock' | 'keys'>, recordId: string): Promise<Receipt | Refusal> {
  return receiptOf(needs.database.reader, await publicHeadKeys(needs), { recordId, openings: [] });
}
