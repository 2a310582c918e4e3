import { dayIn } from '@karez/kit/clock';
import { notify } from '#modules/desk';
import type { Transaction } from '#platform/database';
import { feedAfter, feedPosition } from '#platform/feed';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { changeBodyOf, changeTopic } from '../change-feed/change.ts';
import { filtersOf } from '../search/find-entries.ts';
import { indexedDocuments } from '../search/index-store.ts';
import { emptyIndex, findIn, putDocument, type IndexedDocument, type SearchIndex } from '../search/search-index.ts';
import { RANK_HOLDING_MAX } from '../search/search.ts';
import { foldForSearch, queryWords } from '../search/search-text.ts';
import { insertHits, lockTold, saveTold, subscribedBehind, toldPosition, watchersOf, type Subscribed } from './telling-store.ts';

export type TellNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;

/** Changes that are told in one transaction. */
const CHANGES = 200;
/** Subscribed searches that are read at once. */
const SEARCHES = 500;
/** Changes after which an entry is there that was not there so before: these answer a saved search. */
const arrivals: ReadonlySet<string> = new Set(['in-force', 'restored', 'lifted']);

/** Tells whoever watches an entry of its changes, and whoever subscribed to a search of entries that it finds; until nothing is new. */
export async function tellSubscribers(needs: TellNeeds): Promise<void> {
  const { reader } = needs.database;
  while ((await toldPosition(reader)) < (await feedPosition(reader, changeTopic)))
    await needs.database.transaction((tx) => tellBatch(tx, needs));
}

type Change = { readonly entryId: string; readonly eventId: string; readonly change: string };

async function tellBatch(tx: Transaction, needs: TellNeeds): Promise<void> {
  const rows = await feedAfter(tx, changeTopic, { position: await lockTold(tx), limit: CHANGES });
  const last = rows.at(-1);
  if (!last) return;
  const changes = rows.map(({ key, body }): Change => {
    const { eventId, change } = changeBodyOf(body);
    return { entryId: key, eventId, change };
  });
  const documents = await indexedDocuments(tx, [...new Set(changes.map(({ entryId }) => entryId))]);
  await tellWatchers(tx, needs, { changes, documents });
  const arrived = new Set(changes.flatMap(({ entryId, change }) => (arrivals.has(change) ? [entryId] : [])));
  await answerSearches(
    tx,
    needs,
    documents.filter(({ entryId }) => arrived.has(entryId)),
  );
  await reached('catalog.tell-subscribers.told');
  await saveTold(tx, last.position);
}

type Told = { readonly changes: readonly Change[]; readonly documents: readonly IndexedDocument[] };

async function tellWatchers(tx: Transaction, { clock, newId }: TellNeeds, { changes, documents }: Told): Promise<void> {
  const watchers = await watchersOf(
    tx,
    documents.map(({ entryId }) => entryId),
  );
  const names = new Map(documents.map(({ entryId, name }) => [entryId, name]));
  for (const { entryId, eventId, change } of changes)
    for (const { personId } of watchers.filter((watcher) => watcher.entryId === entryId))
      await notify(tx, {
        id: newId(),
        key: `catalog.watched:${eventId}:${personId}`,
        for: { kind: 'person', personId },
        subject: { module: 'catalog', kind: 'entry', id: entryId },
        title: { key: `catalog.notice.watched.${change}`, params: { name: names.get(entryId) ?? '' } },
        link: `/catalog/entries/${entryId}`,
        at: clock.now(),
      });
}

async function answerSearches(tx: Transaction, needs: TellNeeds, arrived: readonly IndexedDocument[]): Promise<void> {
  if (arrived.length === 0) return;
  const index = emptyIndex();
  for (const document of arrived) putDocument(index, document);
  let last: string | null = null;
  for (;;) {
    const searches: Subscribed[] = await subscribedBehind(tx, last, SEARCHES);
    for (const search of searches) await answerSearch(tx, needs, { search, found: foundBy(index, search) });
    last = searches.at(-1)?.id ?? null;
    if (searches.length < SEARCHES) return;
  }
}

/** What everyone may read of it: the question is asked with the eyes of somebody without a department. */
function foundBy(index: SearchIndex, { query }: Subscribed): string[] {
  const hits = findIn(index, {
    eyes: { orgId: null, authorityRegions: [] },
    reach: 'seen',
    words: queryWords(query.q ?? ''),
    phrase: foldForSearch(query.q ?? ''),
    filters: filtersOf(query),
    onlyOwn: false,
    after: null,
    limit: index.table.ids.length,
  });
  return hits.page.flatMap(({ id, rank }) => (rank <= RANK_HOLDING_MAX ? [id] : []));
}

type Answering = { readonly search: Subscribed; readonly found: readonly string[] };

async function answerSearch(tx: Transaction, { clock, newId, config }: TellNeeds, { search, found }: Answering): Promise<void> {
  if (found.length === 0 || (await insertHits(tx, search.id, found)) === 0) return;
  const at = clock.now();
  await notify(tx, {
    id: newId(),
    key: `catalog.saved-search:${search.id}:${dayIn(config.KAREZ_TIME_ZONE, at)}`,
    for: { kind: 'person', personId: search.personId },
    subject: { module: 'catalog', kind: 'saved-search', id: search.id },
    title: { key: 'catalog.notice.saved-search', params: { name: search.name } },
    link: '/catalog/subscriptions',
    at,
  });
}
