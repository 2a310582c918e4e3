import type { Transaction } from '#platform/database';
import { todayOf, type Step, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { dutiesOf, handListing, tellListing } from './listing-handing.ts';
import { withdrawn } from './listing.ts';
import { isFileDue } from './due.ts';
import { recordListing } from './record-listing.ts';

/**
 * The entry has changed its state or its version in force: one that is no longer shared (retired, or 不予共享 now) leaves the 共享目录; one that
 * has to be listed is its head's to do. Answers the file as it is now.
 */
export async function followEntry(
  tx: Transaction,
  needs: StepNeeds,
  { file, step: { actor, origin, action, role } }: { file: EntryFile; step: Pick<Step, 'actor' | 'origin' | 'action' | 'role'> },
): Promise<EntryFile> {
  const { listing } = file;
  const due = isFileDue(file);
  if (!due && listing !== null && listing.state !== 'withdrawn') {
    const step = { actor, origin, action, role, word: 'listing-withdrawn', opinion: null };
    const next = await recordListing(tx, needs, { file, listing: withdrawn(listing, needs.clock.now()), step });
    await tellListing(tx, needs, { file: next, word: 'listing-withdrawn' });
    return next;
  }
  await handListing(tx, needs, { file, by: actor.id, open: dutiesOf(listing, { isDue: due, today: todayOf(needs) }) });
  return file;
}
