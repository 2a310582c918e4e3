import type { Transaction } from '#platform/database';
import { lockEntry } from '../entry/entry-store.ts';
import { isListed } from '../entry/entry.ts';
import { entryOfUse, insertUse, markUseEnded, type Use } from './use-store.ts';

/** A use that a grant begins: `useId` is the grant's id. */
export type NewUse = Omit<Use, 'endedOn'>;

/** Enters a use into the entry's “used by” register, in the grant's own transaction and under the entry's row lock. */
export async function registerUse(tx: Transaction, use: NewUse): Promise<void> {
  const entry = await lockEntry(tx, use.entryId);
  // Who grants has asked `lockEntryForGrant` in this transaction, which refuses; so this is a fault, not a refusal.
  if (!entry || !isListed(entry)) throw new Error(`a use of entry ${use.entryId} begins although it is not in the catalogue`);
  await insertUse(tx, use);
}

/** Ends a use on a day (`YYYY-MM-DD`) when its grant ends; answers false when it had ended already or never was. */
export async function endUse(tx: Transaction, use: { readonly useId: string; readonly endedOn: string }): Promise<boolean> {
  const entryId = await entryOfUse(tx, use.useId);
  if (entryId === undefined) return false;
  await lockEntry(tx, entryId);
  return markUseEnded(tx, use.useId, use.endedOn);
}
