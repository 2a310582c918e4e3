import type { Transaction } from '#platform/database';
import type { Sheet } from './change-translation.ts';
import { countsOf } from './translation.ts';
import { saveTranslation } from './translation-store.ts';

/** Stores a translation with the counts that follow from it, under the entry's row lock. */
export async function saveSheet(tx: Transaction, { sources, translation }: Sheet): Promise<void> {
  const counts = countsOf(
    translation,
    sources.map(({ field }) => field),
  );
  await saveTranslation(tx, translation, counts);
}
