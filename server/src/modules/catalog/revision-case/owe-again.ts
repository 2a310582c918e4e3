import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { changesLeftByRetirement, lawChangesSince } from './change-event-store.ts';
import { openCase } from './open-case.ts';
import { restingPlaces } from './resting.ts';

/**
 * A restored entry is in force again as it was: whatever changed under it since its version was decided is owed from this day on, and so is every change
 * of law or duties that it owed when it was retired (91-3.3). Such a change was recorded when law told of it, for a retired entry keeps what it rests on.
 */
export async function oweAgain(tx: Transaction, needs: StepNeeds, file: EntryFile): Promise<void> {
  const { live } = file;
  if (live === null || !('decided' in live)) return;
  const places = restingPlaces(live.content);
  const articleIds = [...new Set(places.map(({ articleId }) => articleId))];
  const since = await lawChangesSince(tx, { articleIds, after: live.decided.at });
  const left = await changesLeftByRetirement(tx, file.entry.id);
  for (const event of new Map([...left, ...since].map((one) => [one.id, one])).values()) {
    const restsOn = places.filter(({ articleId }) => event.articleIds.includes(articleId));
    await openCase(tx, needs, { actor: systemActor('catalog.restoration'), origin: null, event, file, restsOn, owedFrom: todayOf(needs) });
  }
}
