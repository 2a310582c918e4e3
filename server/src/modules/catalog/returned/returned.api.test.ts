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

test('91-3.2: what reviewer and head of a department wrote to its registrar, and the registrar to them, stays in the house: the authority reads it nowhere, also once it is signed', async () => {
  const said = ['内部意见甲：口径是处里抄错的', '内部意见乙：先压一压再报', '内部备注丙：请处长多担待'];
  const [byReviewer = '', byHead = '', note = ''] = said;
  const first = await story.submit(await story.register(named(9, '第一稿')));
  const second = await rewrite(await sendBack(first, 'market.sh', byReviewer), named(9, '第二稿'));
  const reviewed = await story.review(await story.submit(second));
  const third = await rewrite(await sendBack(reviewed, 'market.ld', byHead), named(9, '第三稿'));
  const noted = await world.call('market.dj', `POST /catalog/entries/${third.id}/submission`, { ifMatch: third.revision, body: { note } });
  expect(noted.status, noted.text).toBe(200);
  const signed = await story.sign(await story.review(await fresh(third)));

  const { id } = signed;
  const readBy = async (by: string) =>
    [
      await world.call(by, `GET /catalog/entries/${id}`),
      await world.call(by, `GET /catalog/entries/${id}/history?limit=100`),
      await world.call(by, `GET /catalog/entries/${id}/last-return`),
      await world.call(by, `GET /catalog/entries?q=${encodeURIComponent('内部意见')}`),
      await world.call(by, 'GET /desk/todos'),
      await world.call(by, 'GET /desk/notices'),
    ].map(({ text }) => text);
  for (const text of (await Promise.all(['office.fb', 'office.ld', 'water.gly'].map(readBy))).flat())
    for (const words of said) expect(text).not.toContain(words);
  const steps = (await world.call('office.fb', `GET /catalog/entries/${id}/history?limit=100`)).body['items'] as {
    action: string;
    opinion: unknown;
  }[];
  expect(steps.filter(({ action }) => action === 'returned').map(({ opinion }) => opinion)).toEqual([null, null]);
  const own = (await readBy('market.dj')).join('');
  for (const words of said) expect(own).toContain(words);
  const evidence = await sql<{ said: string }>`
    SELECT convert_from(body, 'UTF8') AS said FROM audit.pending WHERE object_id = ${id}`.execute(store.database.reader);
  expect(evidence.rows.length).toBeGreaterThan(5);
  for (const record of evidence.rows) for (const words of said) expect(record.said).not.toContain(words);
});
