import type { EntryContent } from '@karez/contract/catalog/content';
import { deliverEvents } from '#platform/outbox';
import type { TestDatabase } from '#test/test-database';
import { catalogListeners } from './jobs.ts';
import { contentWith, itemWith, unlikeThings } from './test-content.ts';
import { storyIn } from './test-story.ts';
import { catalogWorld, type World } from './test-world.ts';

export type MovedEntries = {
  readonly world: World;
  readonly story: ReturnType<typeof storyIn>;
  /** The content of an entry like no other so far. */
  next(make?: (some: Partial<EntryContent>) => EntryContent): EntryContent;
  entryFor(by: string, entry: { readonly id: string }): Promise<Record<string, unknown>>;
  historyFor(by: string, entry: { readonly id: string }): Promise<unknown>;
  desk(by: string, what: 'todos' | 'notices'): Promise<string>;
  /** Delivers what the catalogue listens to. */
  deliver(): Promise<void>;
};

/** The test city with entries that somebody other than their department moves: adjusts them, or hands them to another. */
export async function movedEntriesIn(store: TestDatabase): Promise<MovedEntries> {
  const world = await catalogWorld(store.database);
  let names = 0;
  return {
    world,
    story: storyIn(world),
    next: (make = contentWith) => {
      names += 1;
      const thing = unlikeThings[names % unlikeThings.length] ?? '';
      const items = ['编号', '地址'].map((what, at) =>
        itemWith({ no: at + 1, nameZh: `${thing}${what}${names}`, fieldName: `f${names}_${at}`, isKey: at === 0 }),
      );
      return make({ name: `${thing}名录${names}`, abstract: `${thing}的基本情况。`, items });
    },
    entryFor: async (by, { id }) => (await world.call(by, `GET /catalog/entries/${id}`)).body,
    historyFor: async (by, { id }) => (await world.call(by, `GET /catalog/entries/${id}/history`)).body['items'],
    desk: async (by, what) => (await world.call(by, `GET /desk/${what}?limit=100`)).text,
    deliver: async () => {
      const listeners = catalogListeners({ ...world.needs, servicesOf: async () => [], applicantsOf: async () => [] });
      await deliverEvents((work) => store.database.transaction(work), listeners);
    },
  };
}
