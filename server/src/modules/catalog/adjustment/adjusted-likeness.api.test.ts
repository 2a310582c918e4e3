import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

const contentOf = (name: string, thing: string): EntryContent =>
  contentWith({
    name,
    abstract: `${thing}的基本情况。`,
    items: ['编号', '地址'].map((what, at) =>
      itemWith({ no: at + 1, nameZh: `${thing}${what}`, fieldName: `${thing === '机井' ? 'well' : 'tea'}_${at}`, isKey: at === 0 }),
    ),
  });
const bodyOf = (content: EntryContent, name: string) => {
  const { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = content;
  const same = { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  return { secrecyDeclaration: 'not-secret', fields: { ...same, name, items: [] } };
};
const compare = (entry: Walked, body: object, by = 'office.fb') =>
  world.call(by, `POST /catalog/entries/${entry.id}/adjustments/comparison`, { body, ifMatch: entry.revision });
const propose = (entry: Walked, body: object) =>
  world.call('office.fb', `POST /catalog/entries/${entry.id}/adjustments`, {
    body: { ...body, reason: '名称不规范' },
    ifMatch: entry.revision,
  });

/** Another department's entry. */
async function ofWater(entry: Walked): Promise<Walked> {
  const water = world.orgId('water');
  await store.database.transaction(async (tx) => {
    await sql`UPDATE catalog.entry SET provider_org_id = ${water} WHERE id = ${entry.id}`.execute(tx);
    await sql`UPDATE catalog.search_document SET provider_org_id = ${water}, changed = DEFAULT WHERE entry_id = ${entry.id}`.execute(tx);
  });
  return entry;
}

test('catalog.compare-adjustment: 91-4.1: an adjusted name that is like another department’s entry is proposed only once the authority has looked at it', async () => {
  const other = await ofWater(await story.published(contentOf('机井取水许可名录', '机井')));
  const content = contentOf('茶馆名录', '茶馆');
  const entry = await story.published(content);

  const same = await compare(entry, bodyOf(content, content.name));
  const like = await compare(entry, bodyOf(content, '机井取水许可名录'));
  const refused = await propose(entry, bodyOf(content, '机井取水许可名录'));
  const seen = await propose(entry, { ...bodyOf(content, '机井取水许可名录'), seenLikeness: [other.id] });

  expect(same).toMatchObject({ status: 200, body: { items: [] } });
  expect(like).toMatchObject({ status: 200, body: { items: [{ kind: 'entry', targetId: other.id, relation: 'same' }] } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'catalog.adjustment.like-others' } });
  expect(seen).toMatchObject({ status: 201 });
  // A department learns nothing by asking.
  expect((await compare(entry, bodyOf(content, '机井取水许可名录'), 'market.dj')).status).toBe(403);
});
