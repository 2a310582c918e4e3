import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { fileOf } from '../entry/entry-file.ts';
import { findEntry } from '../entry/entry-store.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { touchSearchDocument } from '../search/search-store.ts';
import { handListing, tellListing } from './listing-handing.ts';
import type { Listing } from './listing.ts';
import { lockBrokenPromises, markBreachTold } from './listing-store.ts';

/** Promises that one transaction tells of. */
const BATCH = 100;

/** Tells of every promise whose day has passed, once for each promise: the head has it to do, the authority is told. Answers how many. */
export async function watchPromises(needs: StepNeeds): Promise<number> {
  let told = 0;
  for (;;) {
    const batch = await needs.database.transaction(async (tx) => {
      const broken = await lockBrokenPromises(tx, { today: todayOf(needs), limit: BATCH });
      for (const listing of broken) await tellBreach(tx, needs, listing);
      await reached('catalog.watch-promises.before-commit');
      return broken.length;
    });
    told += batch;
    if (batch < BATCH) return told;
  }
}

async function tellBreach(tx: Transaction, needs: StepNeeds, { entryId }: Listing): Promise<void> {
  const entry = await findEntry(tx, entryId);
  if (!entry) throw new Error(`listing ${entryId} has no entry`);
  const file = await fileOf(tx, entry);
  await markBreachTold(tx, entryId);
  await touchSearchDocument(tx, entryId);
  await handListing(tx, needs, { file, by: null, open: ['mount', 'keep'] });
  await tellListing(tx, needs, { file, word: 'promise-overdue' });
}
