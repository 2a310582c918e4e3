import { getEntryHistory } from '@karez/contract/catalog';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const store = await createTestDatabase();
const world = await catalogWorld(store.database);
const story = storyIn(world);

const page = async (by: string, { id }: Walked, query = '') => {
  const answer = await world.call(by, `GET /catalog/entries/${id}/history${query}`);
  expect(answer.status).toBe(200);
  return getEntryHistory.answer.parse(answer.body);
};
const saved = async ({ id, revision }: Walked, content: object, by = 'market.dj'): Promise<Walked> => {
  const answer = await world.call(by, `PUT /catalog/entries/${id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content },
    ifMatch: revision,
  });
  expect(answer.status).toBe(200);
  return { id, revision: Number(answer.body['revision']), answer };
};

test('catalog.get-entry-history: the saves of one editing are one step from the first value to the last, and one that takes all back is none', async () => {
  const first = contentWith({ name: '渠首水位', abstract: '一' });
  let entry = await story.register(first);
  for (const abstract of ['二', '三', '四']) entry = await saved(entry, { ...first, abstract });
  entry = await saved(entry, { ...first, abstract: '四', useConditions: '仅限防汛' });
  entry = await saved(entry, { ...first, abstract: '五', useConditions: '仅限防汛' }, 'market.gly');
  for (const useConditions of ['', '仅限防汛']) entry = await saved(entry, { ...first, abstract: '五', useConditions });
  const submitted = await story.submit(entry);

  const { items, next } = await page('market.dj', submitted);

  expect(next).toBeNull();
  expect(items.map(({ action }) => action)).toEqual(['registered', 'edited', 'edited', 'submitted']);
  expect(items[1]?.changes).toEqual([
    { field: 'abstract', before: '一', after: '四' },
    { field: 'useConditions', before: '', after: '仅限防汛' },
  ]);
  expect(items[2]?.changes).toEqual([{ field: 'abstract', before: '四', after: '五' }]);
});

test('a long history is read page by page, the latest first: each step once, and of what somebody may not know neither a step nor a gap', async () => {
  let entry = await story.published(contentWith({ name: '渠尾水位' }));
  for (let round = 0; round < 6; round += 1) {
    const asked = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'other', changedOn: '2026-11-20', reason: '数据变化' },
      ifMatch: entry.revision,
    });
    expect(asked.status).toBe(201);
    const withdrawn = await world.call('market.dj', `POST /catalog/entries/${entry.id}/abandonment`, {
      body: { reason: '不必变更' },
      ifMatch: Number(asked.body['revision']),
    });
    expect(withdrawn.status).toBe(200);
    entry = { id: entry.id, revision: Number(withdrawn.body['revision']), answer: withdrawn };
  }
  const whole = await page('market.dj', entry, '?limit=100');
  expect(whole.items.length).toBeGreaterThan(12);

  const walked: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const each = await page('market.dj', entry, `?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`);
    walked.unshift(...each.items);
    cursor = each.next;
  }

  expect(walked).toEqual(whole.items);
  const forEveryone = await page('water.gly', entry, '?limit=1');
  expect(forEveryone.items.map(({ action }) => action)).toEqual(['published']);
  expect(forEveryone.next).toBeNull();
});
