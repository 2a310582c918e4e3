import type { Transaction } from '#platform/database';
import { touchSearchDocument } from '../search/search-store.ts';
import { tellStep, todayOf, type Step, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { dutiesOf, handListing } from './listing-handing.ts';
import { isFileDue } from './due.ts';
import type { Listing } from './listing.ts';
import { saveListing } from './listing-store.ts';

type Recorded = { readonly file: EntryFile; readonly listing: Listing; readonly step: Omit<Step, 'changes'> };

/**
 * Stores a listing under its entry's lock, with everything that follows in the same transaction: search, to-dos, history line, evidence. The
 * entry's revision number stays: a listing is no part of its content, and a draft under way is not disturbed by it.
 */
export async function recordListing(tx: Transaction, needs: StepNeeds, { file, listing, step }: Recorded): Promise<EntryFile> {
  const next: EntryFile = { ...file, listing };
  await saveListing(tx, listing);
  await touchSearchDocument(tx, file.entry.id);
  const by = step.actor.kind === 'system' ? null : step.actor.id;
  await handListing(tx, needs, { file: next, by, open: dutiesOf(listing, { isDue: isFileDue(next), today: todayOf(needs) }) });
  const promise = listing.state === 'promised' ? { dueOn: listing.promise.dueOn, mode: listing.promise.mode } : {};
  await tellStep(tx, needs, {
    file: next,
    step: { ...step, changes: [], facts: { ...step.facts, listing: listing.state, promises: listing.promises, ...promise } },
  });
  return next;
}
