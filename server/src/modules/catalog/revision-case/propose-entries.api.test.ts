import { proposeEntries } from '@karez/contract/catalog/revision-case';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { collectionWith, contentWith, itemWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

const propose = async (words: string, { provider = '', by = 'office.fb' } = {}) => {
  const query = new URLSearchParams({ words, provider }).toString();
  const answer = await world.call(by, `GET /catalog/change-events/proposals?${query}`);
  expect(answer.status).toBe(200);
  return proposeEntries.answer.parse(answer.body);
};
const published = (name: string, some: Parameters<typeof contentWith>[0] = {}) =>
  story.published(contentWith({ name, abstract: `${name}的基本情况。`, items: [itemWith({ nameZh: `${name}序列` })], ...some }));

describe('91-3.3, catalog.propose-entries: entries that a change of duties may touch', () => {
  test('are found by a word of the duty wherever the entry says it, those with most words first, with the place of each', async () => {
    const byName = await published('牧道划界图册');
    const byMatter = await published('转场登记簿', { relatedMatters: ['牧道通行许可'] });
    const byCollection = await published('草料站点簿', {
      collection: collectionWith({ form: { number: 'M-1', name: '牧道沿线登记表', fields: [{ no: 1, name: '站点' }] } }),
    });
    const both = await published('驿站名册', { abstract: '牧道沿线驿站。', items: [itemWith({ nameZh: '转场批次' })] });
    await published('渡口名册');

    const { items, total, words } = await propose('牧道、转场 道');

    expect(words).toEqual(['牧道', '转场']);
    expect(total).toBe(4);
    expect(items.slice(0, 2).map(({ id }) => id)).toEqual(expect.arrayContaining([both.id, byMatter.id]));
    const matched = new Map(items.map((one) => [one.id, one.matched]));
    expect(matched.get(byName.id)).toEqual([{ word: '牧道', places: ['name', 'abstract', 'item'] }]);
    expect(matched.get(byMatter.id)).toEqual([
      { word: '牧道', places: ['matter'] },
      { word: '转场', places: ['name', 'abstract', 'item'] },
    ]);
    expect(matched.get(byCollection.id)).toEqual([{ word: '牧道', places: ['collection'] }]);
    expect(matched.get(both.id)).toEqual([
      { word: '牧道', places: ['abstract'] },
      { word: '转场', places: ['item'] },
    ]);
  });

  test('are those of the chosen department, alone or with words; of another department and for nothing asked there are none', async () => {
    const mine = await published('泉眼水位簿');
    await published('骆驼圈舍簿');
    const market = world.orgId('market');

    expect((await propose('泉眼', { provider: market })).items.map(({ id }) => id)).toEqual([mine.id]);
    expect((await propose('', { provider: market })).items.map(({ id }) => id)).toContain(mine.id);
    expect((await propose('', { provider: market })).items[0]?.matched).toEqual([]);
    expect(await propose('泉眼', { provider: world.orgId('water') })).toMatchObject({ items: [], total: 0 });
    for (const nothing of [await propose(''), await propose('泉'), await propose('', { provider: '%' })]) {
      expect(nothing).toMatchObject({ items: [], total: 0 });
    }
  });

  test('are only of regions whose authority asks, and in force; a department asks for nothing', async () => {
    await published('葡萄晾房分布图');
    await story.signed(contentWith({ name: '葡萄晾房草案', items: [itemWith({ nameZh: '晾房面积' })] }));

    expect((await propose('葡萄晾房')).items.map(({ name }) => name)).toEqual(['葡萄晾房分布图']);
    expect(await propose('葡萄晾房', { by: 'county.gly' })).toMatchObject({ items: [], total: 0 });
    expect((await world.call('market.dj', 'GET /catalog/change-events/proposals?words=x')).status).toBe(403);
  });
});
