import { streamXlsxRows } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { mixedContent } from '../denial/test-denial.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const story = storyIn(world);

const issue = async () =>
  world.call('office.fb', 'POST /catalog/editions', {
    body: { regionCode: '650400', opinion: '同意发布', secondFactor: await world.codeOf('office.fb') },
    key: world.needs.newId(),
  });
const linesOf = async (id: string, part: string) =>
  (await world.call('water.gly', `GET /catalog/editions/${id}/lines?part=${part}`)).body['items'] as Record<string, unknown>[];

test('91-3.1, 809-15: a denied item of a shared entry stands in the resource catalogue with name, reason and basis, and nothing else of it', async () => {
  const signed = await story.signed(mixedContent('举报办结名录'));
  const body = {
    items: [{ no: 2, verdict: 'upheld', until: null, opinion: '成立' }],
    opinion: '核定',
    secondFactor: await world.codeOf('office.ld'),
  };
  const ruled = await world.call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, { body, ifMatch: signed.revision });
  expect(ruled.status, ruled.text).toBe(200);

  const issued = await issue();

  const id = String(issued.body['id']);
  const lines = await linesOf(id, 'all');
  expect(lines.find(({ entryId }) => entryId === signed.id)).toMatchObject({
    shareType: 'unconditional',
    denialReason: null,
    deniedItems: [
      { name: '举报人姓名', reason: '法律规定应当为举报人保密', basis: [expect.stringMatching(/食品安全法.*第一百一十五条/u)] },
    ],
  });
  expect(lines.filter(({ deniedItems }) => JSON.stringify(deniedItems) !== '[]')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('informant_name');
  const got = await world.call('water.gly', `GET /catalog/editions/${id}/workbook`);
  const rows: string[] = [];
  for await (const { values } of streamXlsxRows(got.bytes)) rows.push(values.join('|'));
  expect(rows.join('\n')).toContain('举报人姓名：法律规定应当为举报人保密');
});
