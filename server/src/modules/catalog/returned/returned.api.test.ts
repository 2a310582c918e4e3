import { getLastReturn, type LastReturn } from '@karez/contract/catalog/returned';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, unlikeThings } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

const named = (at: number, abstract: string) => contentWith({ name: `${unlikeThings[at] ?? ''}年度名册`, abstract });
const lastReturn = async ({ id }: Walked, by: string): Promise<LastReturn | null> => {
  const answer = await world.call(by, `GET /catalog/entries/${id}/last-return`);
  expect(answer.status).toBe(200);
  return getLastReturn.answer.parse(answer.body).lastReturn;
};
const fresh = async ({ id }: Walked, by = 'market.dj'): Promise<Walked> => {
  const answer = await world.call(by, `GET /catalog/entries/${id}`);
  return { id, revision: Number(answer.body['revision']), answer };
};
const sendBack = async (walked: Walked, by: string, opinion: string): Promise<Walked> => {
  const answer = await world.call(by, `POST /catalog/entries/${walked.id}/return`, { ifMatch: walked.revision, body: { opinion } });
  expect(answer.status).toBe(200);
  return fresh(walked);
};
const rewrite = async (walked: Walked, content: ReturnType<typeof contentWith>): Promise<Walked> => {
  const body = { secrecyDeclaration: 'not-secret', content };
  expect((await world.call('market.dj', `PUT /catalog/entries/${walked.id}/draft`, { ifMatch: walked.revision, body })).status).toBe(200);
  return fresh(walked);
};

describe('91-3.2.1: what changed since a revision was sent back', () => {
  test('catalog.get-last-return: the reviewer reads the own words and the text that they were said of, until the next return', async () => {
    const first = await story.submit(await story.register(named(0, '第一稿')));
    expect(await lastReturn(first, 'market.sh')).toBeNull();
    const again = await story.submit(await rewrite(await sendBack(first, 'market.sh', '请写明统计口径'), named(0, '第二稿')));

    expect(await lastReturn(again, 'market.sh')).toMatchObject({
      stage: 'in-review',
      opinion: '请写明统计口径',
      byOrganisation: '市市场监督管理局',
      content: { abstract: '第一稿' },
    });

    const third = await story.submit(await rewrite(await sendBack(again, 'market.sh', '口径仍不明'), named(0, '第三稿')));
    expect(await lastReturn(third, 'market.sh')).toMatchObject({ opinion: '口径仍不明', content: { abstract: '第二稿' } });
  });

  test('the authority compares with what it sent back itself, and reads nothing of what a department said in its own house', async () => {
    const signed = await story.signed(named(1, '签发稿'));
    expect(await lastReturn(signed, 'office.fb')).toBeNull();
    const back = await sendBack(signed, 'office.fb', '更新周期与实际不符');
    const submitted = await story.submit(await rewrite(back, named(1, '改一稿')));
    const inside = await rewrite(await sendBack(submitted, 'market.sh', '内部意见'), named(1, '改二稿'));
    const signedAgain = await story.sign(await story.review(await story.submit(inside)));

    expect(await lastReturn(signedAgain, 'office.fb')).toMatchObject({
      stage: 'at-authority',
      opinion: '更新周期与实际不符',
      content: { abstract: '签发稿' },
    });
    expect(await lastReturn(signedAgain, 'market.sh')).toMatchObject({ opinion: '内部意见', content: { abstract: '改一稿' } });
  });

  test('nobody else learns that it was ever sent back, and once it is in force the text is kept no longer', async () => {
    const signed = await story.signed(named(2, '初稿'));
    const back = await sendBack(signed, 'office.fb', '请补充');
    const readers = ['water.gly', 'county.gly'];
    for (const by of readers) {
      expect((await world.call(by, `GET /catalog/entries/${back.id}/last-return`)).body).toMatchObject({ code: 'catalog.entry.not-found' });
    }
    expect(await lastReturn(back, 'market.dj')).toMatchObject({ opinion: '请补充' });

    const published = await story.publish(await story.sign(await story.review(await story.submit(await rewrite(back, named(2, '定稿'))))));

    for (const by of [...readers, 'market.dj', 'office.fb']) expect(await lastReturn(published, by)).toBeNull();
    const kept = await sql`SELECT 1 FROM catalog.returned_text WHERE entry_id = ${published.id}`.execute(store.database.reader);
    expect(kept.rows).toEqual([]);
  });
});
