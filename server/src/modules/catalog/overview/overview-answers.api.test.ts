import { listMeasured, measureIds, readOverview, type MeasureId } from '@karez/contract/catalog/overview';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import type { PromisedDemand } from './overview-question.ts';

const store = await createTestDatabase();
const demands: PromisedDemand[] = [];
let world: World;
let adjustmentId: string;
let entry: Walked;

const countsOf = async (by: string, org = 'market') => {
  const { departments } = readOverview.answer.parse((await world.call(by, 'GET /catalog/overview')).body);
  const found = departments.find(({ organisationId }) => organisationId === world.orgId(org));
  if (!found) throw new Error(`${by} does not see ${org}`);
  return found.counts;
};
const behind = async (by: string, measure: MeasureId, org = 'market') => {
  const { body } = await world.call(by, `GET /catalog/overview/measures/${measure}?limit=100&organisationId=${world.orgId(org)}`);
  return listMeasured.answer.parse(body);
};
const put = (text: ReturnType<typeof sql>) => text.execute(store.database.reader);

/** One version that a consumer has not taken note of, and one that it objects to. */
async function versions({ id }: Walked): Promise<void> {
  const said = [
    {
      kind: 'objection',
      by: 'x',
      orgId: world.orgId('county'),
      organisationName: '鄯善县',
      at: '2026-11-20T00:00:00Z',
      version: '2.0',
      text: '难',
    },
  ];
  const rows = [
    { orgId: world.orgId('water'), state: 'open', said: [] },
    { orgId: world.orgId('county'), state: 'contested', said },
  ];
  for (const row of rows)
    await put(sql`
      INSERT INTO catalog.acknowledgement (id, entry_id, organisation_id, organisation_name, region_code, state, from_no, from_version, to_no, to_version,
        said, opened_at)
      VALUES (${world.needs.newId()}, ${id}, ${row.orgId}, '部门', '650400', ${row.state}, 1, '1.0', 2, '2.0', ${JSON.stringify(row.said)}::jsonb, now())`);
}

beforeAll(async () => {
  world = await catalogWorld(store.database, { demands });
  const story = storyIn(world);
  const items = [itemWith({ no: 1, nameZh: '渠首编号', fieldName: 'no', isKey: true })];
  const content = contentWith({ name: '渠首名录', abstract: '渠首的基本情况。', items });
  entry = await story.published(content);
  await versions(entry);
  const { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = content;
  const same = { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  const asked = await world.call('office.fb', `POST /catalog/entries/${entry.id}/adjustments`, {
    body: { secrecyDeclaration: 'not-secret', fields: { ...same, name: '渠首名录信息', items: [] }, reason: '名称不规范' },
    ifMatch: entry.revision,
  });
  expect(asked).toMatchObject({ status: 201 });
  adjustmentId = String(asked.body['id']);
  // After the step that adjusts it: each step of an entry looks whether it still denies anything.
  await put(sql`
    INSERT INTO catalog.denial_reassessment (id, entry_id, organisation_id, organisation_name, authority_region, bases, due_on, opened_at)
    VALUES (${world.needs.newId()}, ${entry.id}, ${world.orgId('market')}, '市市场监督管理局', '650400', '[{"kind":"document"}]', '2026-11-30', now())`);
  const promised = { organisationId: world.orgId('market'), promisedOn: '2026-11-30' };
  demands.push({ ...promised, id: world.needs.newId(), regionCode: '650400', name: '停车场泊位' });
  demands.push({ ...promised, id: world.needs.newId(), regionCode: '650421', name: '县里要的清单' });
});

test('91-3.2.1, 809-14, 809-27: adjustments, versions, reassessments and promised demands are counted, and each number is the length of its list', async () => {
  const own = await countsOf('market.dj');

  expect(own).toMatchObject({
    'reassessment-open': 1,
    'reassessment-overdue': 0,
    'adjustment-owing': 1,
    'adjustment-overdue': 0,
    'acknowledgement-owing': 0,
    'acknowledgement-contested': 1,
    'demand-promised': 2,
    'demand-overdue': 0,
  });
  expect((await countsOf('water.gly', 'water'))['acknowledgement-owing']).toBe(1);
  for (const measure of measureIds) {
    expect([measure, (await behind('market.dj', measure)).total]).toEqual([measure, own[measure]]);
    expect([measure, (await behind('office.fb', measure)).total]).toEqual([measure, own[measure]]);
  }
  expect((await behind('market.dj', 'adjustment-owing')).items).toMatchObject([
    { name: '渠首名录', link: `/catalog/adjustments/${adjustmentId}`, dueAt: expect.any(String) },
  ]);
  expect((await behind('market.dj', 'reassessment-open')).items).toMatchObject([{ link: `/catalog/entries/${entry.id}` }]);
});

test('a demand that another authority decides on is counted for this one, and neither named nor opened', async () => {
  const named = (await behind('market.dj', 'demand-promised')).items.map(({ name }) => name);
  expect(named.toSorted()).toEqual(['停车场泊位', '县里要的清单'].toSorted());

  const { items } = await behind('office.fb', 'demand-promised');

  expect(items.map(({ name, link }) => [name, link === null])).toEqual(
    expect.arrayContaining([
      ['停车场泊位', false],
      [null, true],
    ]),
  );
  expect(await behind('water.gly', 'demand-promised')).toMatchObject({ items: [], total: 0 });
});

test('what was promised, owed and asked is overdue when its day has passed', async () => {
  world.needs.clock.advance(30 * 24 * 3_600_000);

  expect(await countsOf('market.dj')).toMatchObject({ 'reassessment-overdue': 1, 'adjustment-overdue': 1, 'demand-overdue': 2 });
  expect((await behind('market.dj', 'demand-overdue')).total).toBe(2);
});
