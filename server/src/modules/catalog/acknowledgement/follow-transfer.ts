import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { closeTurn, handAcknowledgement } from './acknowledgement-handing.ts';
import { openAcknowledgementsOf } from './acknowledgement-store.ts';
import { turnOf } from './acknowledgement.ts';

/**
 * A department has taken the entry over, and with it the answers that consumers wait for, each with its whole term. The caller holds the entry's
 * row lock.
 */
export async function adoptAcknowledgements(
  tx: Transaction,
  needs: StepNeeds,
  { file, by }: { file: EntryFile; by: string },
): Promise<void> {
  for (const told of await openAcknowledgementsOf(tx, file.entry.id)) {
    if (turnOf(told.state) !== 'provider') continue;
    await closeTurn(tx, needs, { told, by, outcome: 'cancelled' });
    await handAcknowledgement(tx, needs, { told, file });
  }
}
