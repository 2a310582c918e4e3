import type { KyselyPlugin } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '#modules/identity';
import { createTestDatabase } from '#test/test-database';
import { copyEntry } from '../test-copied-store.ts';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { visibleSheets } from './change-translation.ts';

const store = await createTestDatabase();

let world: World;
let entryIds: readonly string[];

beforeAll(async () => {
  world = await catalogWorld(store.database);
  const items = Array.from({ length: 20 }, (_none, at) =>
    itemWith({ no: at + 1, nameZh: `观测项${at}`, fieldName: `f${at}`, isKey: at === 0 }),
  );
  const { id } = await storyIn(world).published(contentWith({ items }));
  entryIds = [id, ...(await copyEntry(store.database, id, 300))];
});

test('the translations of 301 entries are read with as many questions as those of one, each with its own texts', async () => {
  const [id = ''] = entryIds;
  const body = { fields: [{ field: 'name', text: 'كارىز تىزىملىكى' }] };
  expect((await world.call('language.bj', `PUT /catalog/entries/${id}/translations/ug`, { body, ifMatch: 0 })).status).toBe(200);
  let questions = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      questions += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const asked = { actor: systemActor('test'), language: 'ug' } as const;
  const reader = store.database.reader.withPlugin(counting);

  const one = await visibleSheets(reader, { ...asked, entryIds: [id] });
  const forOne = questions;
  questions = 0;
  const all = await visibleSheets(reader, { ...asked, entryIds });

  expect(one).toEqual(all.slice(0, 1));
  expect(all.map(({ file }) => file.entry.id)).toEqual(entryIds);
  expect(all.map(({ sources }) => sources.length)).toEqual(entryIds.map(() => one[0]?.sources.length));
  expect(all.filter(({ translation }) => translation.texts.size > 0)).toHaveLength(1);
  expect(forOne).toBeGreaterThan(0);
  expect(questions).toBe(forOne);
});

test('what could not come back in one workbook does not leave in one, and how much it is, is said', async () => {
  const answer = await world.call('language.bj', 'GET /catalog/translations/workbook?language=ug');

  expect(answer).toMatchObject({ status: 409, body: { code: 'catalog.translation-workbook.too-many-texts', params: { limit: 5000 } } });
});
