import { listUses } from '@karez/contract/catalog/use';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';
import { endUse, registerUse } from './use-register.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { id } = await storyIn(world).published(contentWith({ name: '机井台账' }));

/** Twenty-five uses, the first five of which have ended. */
const uses = Array.from({ length: 25 }, (_none, at) => ({
  useId: world.needs.newId(),
  since: `2026-11-${String(at + 1).padStart(2, '0')}`,
}));
await database.transaction(async (tx) => {
  for (const use of uses)
    await registerUse(tx, {
      ...use,
      entryId: id,
      revisionNo: 1,
      organisationId: world.orgId('water'),
      organisationName: '市水利局',
      systemName: null,
    });
  for (const { useId } of uses.slice(0, 5)) await endUse(tx, { useId, endedOn: '2026-11-26' });
});
const latestFirst = uses.map(({ useId }) => useId).toReversed();

const page = async (by: string, query = '') => world.call(by, `GET /catalog/entries/${id}/uses?${query}`);

test('catalog.list-uses: running uses come first, then what ended, page after page without repetition', async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, next, total } = listUses.answer.parse(
      (await page('market.dj', `limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`)).body,
    );
    expect(total).toBe(25);
    seen.push(...items.map(({ useId }) => useId));
    cursor = next;
  }

  expect(seen).toEqual(latestFirst);
});

test('catalog.get-entry: the first of them stand beside the entry, with how many there are and ever were', async () => {
  const entry = (await world.call('market.dj', `GET /catalog/entries/${id}`)).body;

  expect(entry).toMatchObject({ usedByCount: 20, usedByEver: 25 });
  expect(entry['usedBy']).toHaveLength(20);
});

test('catalog.list-uses: others learn how many use it and not who; a cursor that was never given out is refused', async () => {
  const stranger = await page('water.gly');
  const entry = (await world.call('water.gly', `GET /catalog/entries/${id}`)).body;
  const wrong = await page('market.dj', 'cursor=bm9uZQ');

  expect([stranger.status, stranger.body['code']]).toEqual([404, 'catalog.entry.not-found']);
  expect(entry).toMatchObject({ usedByCount: 20, usedByEver: null, usedBy: null });
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'request.invalid']);
});
