import type { EntryContent } from '@karez/contract/catalog/content';
import type { ChangeEvent } from '@karez/contract/catalog/change-feed';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, deniedContent } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf } = world;
const story = storyIn(world);

type Page = { items: ChangeEvent[]; next: number; hasMore: boolean };
let position = 0;
/** What is new since the last question. */
async function news(): Promise<ChangeEvent[]> {
  const answer = await call('water.gly', `GET /catalog/changes?cursor=${position}`);
  expect(answer.status).toBe(200);
  const page = JSON.parse(answer.text) as Page;
  position = page.next;
  expect(page.hasMore).toBe(false);
  return page.items;
}
const revisionOf = ({ body }: Answer): number => Number(body['revision']);
const changesIn = (events: readonly ChangeEvent[]) => events.map(({ entryId, change }) => [entryId, change]);

async function decide(id: string, revision: number): Promise<Answer> {
  const body = { decision: 'approve', opinion: '已核' };
  return call('office.fb', `POST /catalog/entries/${id}/status-request/decision`, { body, ifMatch: revision });
}

async function newVersion({ id, revision }: Walked, content: EntryContent): Promise<Walked> {
  const trigger = { kind: 'other', changedOn: '2026-11-20', reason: '调整' };
  const opened = await call('market.dj', `POST /catalog/entries/${id}/changes`, { body: trigger, ifMatch: revision });
  const body = { secrecyDeclaration: 'not-secret', content };
  const saved = await call('market.dj', `PUT /catalog/entries/${id}/draft`, { body, ifMatch: revisionOf(opened) });
  return story.sign(await story.review(await story.submit({ id, revision: revisionOf(saved), answer: saved })));
}

async function upheld({ id, revision }: Walked): Promise<void> {
  const body = { verdict: 'upheld', until: '2027-10-31', opinion: '依据充分', secondFactor: await codeOf('office.ld') };
  expect(await call('office.ld', `POST /catalog/entries/${id}/denial-verification`, { body, ifMatch: revision })).toMatchObject({
    status: 200,
  });
}

test('other platforms hear of publication, suspension, lifting, retirement and restoration, each once and in order', async () => {
  const entry = await story.published(contentWith({ name: '企业登记信息' }));
  const { id } = entry;
  const [first, ...rest] = await news();
  expect(rest).toEqual([]);
  expect(first).toMatchObject({
    entryId: id,
    change: 'in-force',
    entry: { name: '企业登记信息', version: '1.0', provider: { name: '市市场监督管理局' } },
  });
  expect(first?.entry?.document).toBe(`http://localhost:8080/api/v1/catalog/dcat/${id}`);

  const order = { reason: '数据有误', rectifyBy: '2026-12-20', secondFactor: await codeOf('office.ld') };
  const suspended = await call('office.ld', `POST /catalog/entries/${id}/suspension`, { body: order, ifMatch: entry.revision });
  const lift = { opinion: '已改正', secondFactor: await codeOf('office.ld') };
  const lifted = await call('office.ld', `POST /catalog/entries/${id}/suspension/lifting`, { body: lift, ifMatch: revisionOf(suspended) });
  expect(changesIn(await news())).toEqual([
    [id, 'suspended'],
    [id, 'lifted'],
  ]);

  const leave = { reason: '系统停用', lastDay: '2026-12-31', successorId: null, secondFactor: await codeOf('market.gx') };
  const asked = await call('market.gx', `POST /catalog/entries/${id}/retirement`, { body: leave, ifMatch: revisionOf(lifted) });
  expect(await news()).toEqual([]);
  const retired = await decide(id, revisionOf(asked));
  expect(await news()).toMatchObject([{ entryId: id, change: 'retired', entry: null }]);

  const back = { reason: '恢复使用', secondFactor: await codeOf('market.gx') };
  const again = await call('market.gx', `POST /catalog/entries/${id}/restoration`, { body: back, ifMatch: revisionOf(retired) });
  await decide(id, revisionOf(again));
  expect(await news()).toMatchObject([{ entryId: id, change: 'restored', entry: { name: '企业登记信息' } }]);
});

test('of a denied entry nothing is told; one that becomes denied is removed, without its name', async () => {
  const denied = await story.signed(deniedContent({ name: '不予共享的卷宗', openToPublic: false }));
  await upheld(denied);
  expect(await news()).toEqual([]);

  const entry = await story.published(contentWith({ name: '先公开的名录' }));
  await news();
  await upheld(await newVersion(entry, deniedContent({ name: '后不予的名录', openToPublic: false })));

  expect(await news()).toMatchObject([{ entryId: entry.id, change: 'removed', entry: null }]);
  const { text } = await call('water.gly', 'GET /catalog/changes?cursor=0&limit=500');
  expect([text.includes('卷宗'), text.includes('后不予'), text.includes(denied.id)]).toEqual([false, false, false]);
});

test('drafts, systems, 科室 and contacts never leave', async () => {
  await story.register(contentWith({ name: '未报送的初稿' }));
  await story.published(contentWith({ name: '带科室的目录', providerSubUnit: '登记注册科' }));
  const { text } = await call('water.gly', 'GET /catalog/changes?cursor=0&limit=500');
  expect([text.includes('带科室的目录'), text.includes('登记注册科'), text.includes('未报送'), text.includes('market.dj')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('pages go on where the one before ended; a position that does not exist yet is refused', async () => {
  const pages: Page[] = [];
  let cursor = 0;
  for (let hasMore = true; hasMore;) {
    const page = JSON.parse((await call('water.gly', `GET /catalog/changes?cursor=${cursor}&limit=2`)).text) as Page;
    pages.push(page);
    [cursor, hasMore] = [page.next, page.hasMore];
  }
  const whole = JSON.parse((await call('water.gly', 'GET /catalog/changes?cursor=0&limit=500')).text) as Page;
  expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);
  expect(pages.length).toBeGreaterThan(2);

  expect(await call('water.gly', `GET /catalog/changes?cursor=${cursor + 1}`)).toMatchObject({
    status: 409,
    body: { code: 'catalog.change-feed.cursor-ahead' },
  });
  expect((await call('water.gly', 'GET /catalog/changes?cursor=-1')).status).toBe(400);
});
