import { closeTodo } from '#modules/desk';
import type { Transaction } from '#platform/database';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { isFileDue } from './due.ts';
import { forgetStaleTold } from './freshness-store.ts';
import { dutiesOf, handListing, staleTodoKey } from './listing-handing.ts';

type About = { readonly file: EntryFile; readonly by: string };

/** The entry has left its department: listing, mounting and keeping its data fresh are that department's to do no longer. */
export async function releaseListing(tx: Transaction, needs: StepNeeds, { file, by }: About): Promise<void> {
  await handListing(tx, needs, { file, by, open: [] });
  await closeTodo(tx, staleTodoKey(file.entry.id), { by, at: needs.clock.now() });
}

/** A department has taken the entry over with the duties of its listing; what is overdue is told to its own steward. */
export async function adoptListing(tx: Transaction, needs: StepNeeds, { file, by }: About): Promise<void> {
  await releaseListing(tx, needs, { file, by });
  await forgetStaleTold(tx, file.entry.id);
  const open = dutiesOf(file.listing, { isDue: isFileDue(file), today: todayOf(needs) });
  await handListing(tx, needs, { file, by, open });
}
