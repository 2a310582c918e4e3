import { savedSearchesMax } from '@karez/contract/catalog/subscription';
import { newId } from '@karez/kit/id';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { placeChanges } from '../change-feed/place-changes.ts';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';
import { tellSubscribers } from './tell-subscribers.job.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf, needs } = world;
const story = storyIn(world);

type Kept = {
  searches: { id: string; name: string; isSubscribed: boolean; newCount: number }[];
  entries: { entryId: string; name: string }[];
};
async function kept(account: string): Promise<Kept> {
  return JSON.parse((await call(account, 'GET /catalog/subscriptions')).text) as Kept;
}
async function save(account: string, body: { name: string; query: Record<string, string>; isSubscribed: boolean }) {
  return call(account, 'POST /catalog/subscriptions/searches', { body });
}
async function titles(account: string): Promise<string[]> {
  const { items } = JSON.parse((await call(account, 'GET /desk/notices')).text) as {
    items: { title: { key: string; params: Record<string, unknown> } }[];
  };
  return items.flatMap(({ title }) =>
    title.key.startsWith('catalog.notice.saved') || title.key.startsWith('catalog.notice.watched')
      ? [`${title.key} ${String(title.params['name'])}`]
      : [],
  );
}
async function told(): Promise<void> {
  await placeChanges(needs, { batches: 20 });
  await tellSubscribers(needs);
}

test('catalog.save-search, catalog.list-subscriptions: a saved search is its owner’s alone, named once, and not without a question', async () => {
  const saved = await save('water.gly', { name: '企业', query: { q: '普查档案' }, isSubscribed: true });
  expect(saved).toMatchObject({ status: 201, body: { name: '企业', newCount: 0, isSubscribed: true } });

  expect((await kept('water.gly')).searches).toHaveLength(1);
  expect(await kept('market.dj')).toEqual({ searches: [], entries: [] });
  expect(await save('water.gly', { name: '企业', query: { q: '别的' }, isSubscribed: false })).toMatchObject({
    status: 409,
    body: { code: 'catalog.subscription.name-taken' },
  });
  expect((await save('water.gly', { name: '空', query: {}, isSubscribed: false })).status).toBe(400);
  const id = String(saved.body['id']);
  for (const deed of ['look', 'removal'])
    expect(await call('market.dj', `POST /catalog/subscriptions/searches/${id}/${deed}`)).toMatchObject({
      status: 404,
      body: { code: 'catalog.subscription.not-found' },
    });
});

test('catalog.subscribe-to-search, catalog.look-at-search: what comes into force is counted and told once a day, until its owner looks', async () => {
  await save('water.gly', { name: '不通知', query: { q: '普查档案' }, isSubscribed: false });
  await story.published(contentWith({ name: '坎儿井普查档案' }));
  await story.published(contentWith({ name: '机井普查档案' }));
  await story.published(contentWith({ name: '计量器具' }));
  await told();
  await told();

  const [quiet, loud] = (await kept('water.gly')).searches;
  expect([quiet?.newCount, loud?.newCount]).toEqual([0, 2]);
  expect(await titles('water.gly')).toEqual(['catalog.notice.saved-search 企业']);

  const loudId = loud?.id ?? '';
  expect((await call('water.gly', `POST /catalog/subscriptions/searches/${loudId}/look`)).body).toMatchObject({ newCount: 0 });
  const ended = await call('water.gly', `POST /catalog/subscriptions/searches/${loudId}/subscription`, { body: { isSubscribed: false } });
  expect(ended.body).toMatchObject({ isSubscribed: false });
  await story.published(contentWith({ name: '古树普查档案' }));
  await told();
  expect((await kept('water.gly')).searches.map(({ newCount }) => newCount)).toEqual([0, 0]);
  expect(await call('water.gly', `POST /catalog/subscriptions/searches/${loudId}/removal`)).toMatchObject({ status: 200 });
  expect((await kept('water.gly')).searches).toHaveLength(1);
});

test('catalog.watch-entry: whoever watches an entry is told of each change once; nobody watches what they cannot see', async () => {
  const entry = await story.published(contentWith({ name: '机井名录' }));
  await told();
  const watching = `POST /catalog/entries/${entry.id}/watching` as const;
  expect(await call('water.gly', watching, { body: { isWatched: true } })).toMatchObject({ status: 200, body: { isWatched: true } });
  expect(await call('water.gly', watching, { body: { isWatched: true } })).toMatchObject({ status: 200 });
  expect((await kept('water.gly')).entries).toMatchObject([{ entryId: entry.id, name: '机井名录' }]);

  const order = { reason: '数据有误', rectifyBy: '2026-12-20', secondFactor: await codeOf('office.ld') };
  await call('office.ld', `POST /catalog/entries/${entry.id}/suspension`, { body: order, ifMatch: entry.revision });
  await told();
  await told();
  expect((await titles('water.gly')).filter((title) => title.includes('watched'))).toEqual(['catalog.notice.watched.suspended 机井名录']);

  await call('water.gly', watching, { body: { isWatched: false } });
  expect((await kept('water.gly')).entries).toEqual([]);
  const draft = await story.register(contentWith({ name: '未公布的名录' }));
  for (const id of [draft.id, newId()])
    expect(await call('water.gly', `POST /catalog/entries/${id}/watching`, { body: { isWatched: true } })).toMatchObject({
      status: 404,
      body: { code: 'catalog.entry.not-found' },
    });
});

test('telling that is cut off in the middle tells the same again, and nobody hears it twice', async () => {
  await save('water.gly', { name: '水表', query: { q: '水表' }, isSubscribed: true });
  await story.published(contentWith({ name: '水表检定' }));
  await placeChanges(needs, { batches: 20 });
  const cut = new Error('cut off');
  const failing: typeof needs = {
    ...needs,
    database: {
      ...needs.database,
      reader: needs.database.reader,
      transaction: (work) =>
        needs.database.transaction(async (tx) => {
          await work(tx);
          throw cut;
        }),
    },
  };

  await expect(tellSubscribers(failing)).rejects.toBe(cut);
  expect((await kept('water.gly')).searches.find(({ name }) => name === '水表')?.newCount).toBe(0);
  await tellSubscribers(needs);

  expect((await kept('water.gly')).searches.find(({ name }) => name === '水表')?.newCount).toBe(1);
  expect((await titles('water.gly')).filter((title) => title.endsWith('水表'))).toHaveLength(1);
});

test('catalog.save-search: a person keeps so many and no more', async () => {
  const before = (await kept('market.dj')).searches.length;
  for (let at = before; at < savedSearchesMax; at += 1)
    expect((await save('market.dj', { name: `第${at}条`, query: { q: '渠' }, isSubscribed: false })).status).toBe(201);

  expect(await save('market.dj', { name: '再一条', query: { q: '渠' }, isSubscribed: false })).toMatchObject({
    status: 409,
    body: { code: 'catalog.subscription.too-many' },
  });
});
