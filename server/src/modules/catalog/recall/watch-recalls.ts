import { systemActor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { lockEntry } from '../entry/entry-store.ts';
import { followRecall, type RecallNeeds } from './follow-recall.ts';
import { entriesWithOpenRecall } from './recall-store.ts';

/** Entries that one look asks for at a time. */
const BATCH = 100;

/** Ends recalls whose grants have run out, and hands those on whose entry another department holds now. Answers how many entries were looked at. */
export async function watchRecalls(needs: RecallNeeds & Pick<Needs, 'database'>): Promise<number> {
  const by = systemActor('catalog.watch-grants').id;
  let seen = 0;
  for (let after: string | null = null; ;) {
    const entries: readonly string[] = await entriesWithOpenRecall(needs.database.reader, { after, limit: BATCH });
    for (const entryId of entries)
      await needs.database.transaction(async (tx) => {
        await lockEntry(tx, entryId);
        await followRecall(tx, needs, { entryId, by });
      });
    seen += entries.length;
    if (entries.length < BATCH) return seen;
    after = entries.at(-1) ?? null;
  }
}
