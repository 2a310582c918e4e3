import { streamXlsxRows } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { copyEntry } from '../test-copied-store.ts';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const store = await createTestDatabase();

test('catalog.download-edition: an edition of more lines than are read at once is taken whole, each line once and in order', async () => {
  const world = await catalogWorld(store.database);
  await copyEntry(store.database, (await storyIn(world).published(contentWith())).id, 1_200);
  const body = { regionCode: '650400', opinion: '同意发布', secondFactor: await world.codeOf('office.fb') };
  const issued = await world.call('office.fb', 'POST /catalog/editions', { body, key: world.needs.newId() });
  expect(issued).toMatchObject({ status: 201, body: { resourceCount: 1_201 } });

  const got = await world.call('water.gly', `GET /catalog/editions/${String(issued.body['id'])}/workbook`);

  expect(got.status).toBe(200);
  const lines: unknown[][] = [];
  for await (const { values } of streamXlsxRows(got.bytes)) if (typeof values[0] === 'number') lines.push([...values]);
  expect(lines.map(([position]) => position)).toEqual(Array.from({ length: 1_201 }, (_line, at) => at + 1));
  expect(new Set(lines.map((values) => values[2])).size).toBe(1_201);
});
