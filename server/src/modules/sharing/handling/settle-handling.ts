import type { Transaction } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { openHandling, saveHandling } from './handling-store.ts';
import { isOver } from './handling.ts';

/**
 * Brings the work inside the provider in step with what has just become of the application. Answers who has it in hand; null where nobody has.
 * The caller holds the application's lock.
 */
export async function settleHandling(tx: Transaction, application: ApplicationRecord, at: Date): Promise<string | null> {
  const handling = await openHandling(tx, application.id);
  if (!handling) return null;
  if (!isOver(handling, application)) return handling.holderId;
  await saveHandling(tx, { ...handling, endedAt: at });
  return null;
}
