import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { lawChangesSince } from './change-event-store.ts';
import { openCase } from './open-case.ts';
import { restingPlaces } from './resting.ts';

/**
 * A restored entry is in force again as it was: whatever changed under it since its version was decided is owed from this day on, also what it was asked
 * for before it was retired and never did (91-3.3). Such a change was recorded when law told of it, for a retired entry keeps what it rests on.
 */
export async function oweAgain(tx: Transaction, needs: StepNeeds, file: EntryFile): Promise<void> {
  const { live } = file;
  if (live === null || !('decided' in live)) return;
  const places = restingPlaces(live.content);
  const articleIds = [...new Set(places.map(({ articleId }) => articleId))];
  for (const event of await lawChangesSince(tx, { articleIds, after: live.decided.at })) {
    const restsOn = places.filter(({ articleId }) => event.articleIds.includes(articleId));
    await openCase(tx, needs, { actor: systemActor('catalog.restoration'), origin: null, event, file, restsOn, owedFrom: todayOf(needs) });
  }
}
