import { openTodo } from '#modules/desk';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { fileOf } from '../entry/entry-file.ts';
import { findEntry } from '../entry/entry-store.ts';
import { ENTRY_CASE } from '../revision/handing-on.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { touchSearchDocument } from '../search/search-store.ts';
import { lockStale, markStaleTold } from './freshness-store.ts';
import { staleTodoKey } from './listing-handing.ts';

/** Entries that one transaction tells of. */
const BATCH = 100;

/** Opens a to-do of the steward for each mounted entry whose data is overdue, once for each time; answers how many. */
export async function watchFreshness(needs: StepNeeds): Promise<number> {
  let told = 0;
  for (;;) {
    const batch = await needs.database.transaction(async (tx) => {
      const stale = await lockStale(tx, { now: needs.clock.now(), zone: needs.config.KAREZ_TIME_ZONE, limit: BATCH });
      for (const entryId of stale) await tellStale(tx, needs, entryId);
      await reached('catalog.watch-freshness.before-commit');
      return stale.length;
    });
    told += batch;
    if (batch < BATCH) return told;
  }
}

async function tellStale(tx: Transaction, { clock, newId }: StepNeeds, entryId: string): Promise<void> {
  const entry = await findEntry(tx, entryId);
  if (!entry) throw new Error(`listing ${entryId} has no entry`);
  const { live } = await fileOf(tx, entry);
  await markStaleTold(tx, entryId);
  await touchSearchDocument(tx, entryId);
  await openTodo(tx, {
    id: newId(),
    key: staleTodoKey(entryId),
    for: { kind: 'organisation', orgId: entry.provider.organisationId, power: 'gateway.register' },
    subject: { module: 'catalog', kind: ENTRY_CASE, id: entryId },
    title: { key: 'catalog.todo.stale-data', params: { name: live?.content.name ?? '' } },
    link: `/catalog/entries/${entryId}`,
    dueAt: null,
    at: clock.now(),
  });
}
