import { reached } from '#platform/hooks';
import { appendFeed, type FeedDelta } from '#platform/feed';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { changeKind, changeTopic, toldChange, type ChangeBody } from './change.ts';
import { hasNotedChanges, lockPositions, standingOf, takeNotedChanges } from './change-store.ts';

export type PlaceNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;

/** Changes that take their positions in one transaction, which must be short: everyone who places waits for it. */
const batchSize = 500;

/**
 * Gives committed changes their positions in the feed, at most `batches` × 500 of them. A change is taken and placed in one transaction: killed in the
 * middle, it still waits. One that commits later gets a later position, so a reader that has gone on to a position has missed nothing before it.
 */
export async function placeChanges(needs: PlaceNeeds, { batches }: { batches: number }): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    if (!(await hasNotedChanges(needs.database.reader))) return;
    await needs.database.transaction((tx) => placeBatch(tx, needs));
  }
}

async function placeBatch(tx: Transaction, { clock, newId }: PlaceNeeds): Promise<void> {
  await lockPositions(tx);
  const noted = await takeNotedChanges(tx, batchSize);
  const { leaving, known } = await standingOf(tx, [...new Set(noted.map(({ entryId }) => entryId))]);
  const at = clock.now().toISOString();
  const deltas = noted.flatMap(({ entryId, change }): FeedDelta[] => {
    const leaves = leaving.has(entryId);
    const told = toldChange(change, { leaves, isKnown: known.has(entryId) });
    if (told === undefined) return [];
    if (leaves) known.add(entryId);
    else known.delete(entryId);
    const body: ChangeBody = { eventId: newId(), change: told, at, leaves };
    return [{ kind: changeKind, key: entryId, body }];
  });
  await reached('catalog.change-feed.taken');
  await appendFeed(tx, changeTopic, deltas);
}
