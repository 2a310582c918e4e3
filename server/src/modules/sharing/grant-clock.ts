import { isRefusal } from '@karez/kit/refusal';
import { cancelClock, clocksOf } from '#modules/law';
import type { Transaction } from '#platform/database';

/** A grant has ended: nobody owes anything under it any more. The caller holds its lock. */
export async function cancelGrantClocks(tx: Transaction, grantId: string, at: Date): Promise<void> {
  for (const open of await clocksOf(tx, { caseKind: 'sharing.grant', caseIds: [grantId], at })) {
    if (open.endedAt !== null) continue;
    const cancelled = await cancelClock(tx, open, at);
    if (isRefusal(cancelled)) throw new Error(`the clock of grant ${grantId} does not end: ${cancelled.code}`);
  }
}
