import { watchedEntriesMax } from '@karez/contract/catalog/subscription';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { readEntry } from '../entry/read-entry.ts';
import { deleteWatched, entriesWatchedBy, insertWatched, lockKeeping } from './subscription-store.ts';

type Watching = { readonly isWatched: boolean };
type WatchEntry = Watching & { readonly actor: Actor; readonly entryId: string };

/** Watches an entry that the actor may see, or no longer; at most {@link watchedEntriesMax} of them. Twice is once. */
export function watchEntry(
  needs: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, entryId, isWatched }: WatchEntry,
): Promise<Watching | Refusal> {
  return needs.database.transaction(async (tx) => {
    const entry = await readEntry({ ...needs, reader: tx }, { actor, entryId });
    if (isRefusal(entry)) return entry;
    await lockKeeping(tx, actor.id);
    if (!isWatched) {
      await deleteWatched(tx, { personId: actor.id, entryId });
      return { isWatched };
    }
    const watched = await entriesWatchedBy(tx, actor.id);
    if (watched.length >= watchedEntriesMax && !watched.some((one) => one.entryId === entryId))
      return refuse('catalog.subscription.too-many', { max: watchedEntriesMax });
    await insertWatched(tx, { personId: actor.id, entryId, since: needs.clock.now() });
    return { isWatched };
  });
}
