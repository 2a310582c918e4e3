import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';
import { importedEntry } from './test-import.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;
let names = 0;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

const sample = { organisationId: '00000000-0000-7000-8000-0000000000aa', aliases: [], uscc: null, regionCode: '650400', sample: true };
/** An entry imported under a sample of the city, unless another provider is named. */
async function imported(more: { provider?: string; regionCode?: string; name?: string; own?: string } = {}): Promise<Walked> {
  const provider = {
    ...sample,
    name: more.provider ?? '市工商行政管理局',
    regionCode: more.regionCode ?? '650400',
    ...(more.own === undefined ? {} : { organisationId: world.orgId(more.own), sample: false }),
  };
  const name = more.name ?? `旧渠道名录${(names += 1)}`;
  const id = await store.database.transaction((tx) => importedEntry(tx, { id: world.needs.newId(), provider, name }));
  return { id, revision: 1, answer: { status: 200, body: { name }, etag: '1', text: '', bytes: Buffer.alloc(0) } };
}
const claim = (entry: Walked, by = 'market.dj') =>
  world.call(by, `POST /catalog/entries/${entry.id}/claim`, { body: {}, ifMatch: entry.revision });
const release = (entry: Walked, by = 'market.dj') =>
  world.call(by, `POST /catalog/entries/${entry.id}/claim/release`, { body: { reason: '不属本部门' }, ifMatch: entry.revision });
const assign = (entry: Walked, org: string, by = 'office.fb') =>
  world.call(by, `POST /catalog/entries/${entry.id}/claim/assignment`, {
    body: { organisationId: world.orgId(org), reason: '属该部门职责' },
  });
const walked = (answer: Answer): Walked => {
  expect(answer).toMatchObject({ status: 200 });
  return { id: String(answer.body['id']), revision: Number(answer.body['revision']), answer };
};
const read = async (by: string, { id }: Walked) => world.call(by, `GET /catalog/entries/${id}`);
const todos = async (by: string) => (await world.call(by, 'GET /desk/todos?limit=100')).text;

describe('a department claims', () => {
  test('catalog.claim-entry: 91-3.2: what stands under a former name of its own, as a draft with the imported content and its original words, and publishes it', async () => {
    const entry = await imported();
    const name = String(entry.answer.body['name']);
    expect((await read('market.dj', entry)).body).toMatchObject({
      state: 'legacy-incomplete',
      allowed: { 'claim-entry': { allowed: true } },
    });

    const claimed = walked(await claim(entry));

    expect(claimed.answer.body).toMatchObject({
      state: 'unpublished',
      provider: { name: '市市场监督管理局', sample: false },
      working: { no: 2, state: 'draft', content: { name, abstract: '由旧目录导入。', items: [{ nameZh: '渠首名称' }] } },
      imported: { raw: { 信息资源名称: name, 更新: '不定' } },
      allowed: { 'release-claim': { allowed: true }, 'abandon-draft': { allowed: false } },
    });
    expect(await todos('market.dj')).toContain(name);
    expect((await read('water.gly', entry)).status).toBe(404);
    expect(
      await world.call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: claimed.revision }),
    ).toMatchObject({ status: 422, body: { code: 'catalog.entry.incomplete' } });
    const body = { secrecyDeclaration: 'not-secret', content: contentWith({ name }) };
    const filled = walked(await world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, { body, ifMatch: claimed.revision }));
    const published = await story.publish(await story.sign(await story.review(await story.submit(filled))));
    expect(published.answer.body).toMatchObject({ state: 'published', version: '1.0', imported: { raw: { 更新: '不定' } } });
  });

  test('catalog.release-claim: and gives it back before submission: it stands as imported, others may claim it, what was written is kept', async () => {
    const entry = await imported();
    const claimed = walked(await claim(entry));
    const submittedOnce = await world.call('market.dj', `POST /catalog/entries/${entry.id}/abandonment`, {
      body: { reason: '不再办理' },
      ifMatch: claimed.revision,
    });
    expect(submittedOnce).toMatchObject({ status: 409, body: { code: 'catalog.claim.release-instead' } });

    expect(await release(claimed)).toMatchObject({
      status: 200,
      body: { entry: { state: 'legacy-incomplete', provider: { name: '市工商行政管理局', sample: true }, working: null } },
    });

    expect(await todos('market.dj')).not.toContain(String(entry.answer.body['name']));
    const again = walked(await claim({ ...claimed, revision: claimed.revision + 1 }));
    expect(again.answer.body).toMatchObject({ working: { no: 3, state: 'draft' } });
    const history = (await world.call('market.dj', `GET /catalog/entries/${entry.id}/history`)).body['items'] as { action: string }[];
    expect(history.map(({ action }) => action)).toEqual(['claimed', 'claim-released', 'claimed']);
  });

  test('of two departments at once one wins, and the other is told', async () => {
    const entry = await imported();
    await assign(entry, 'water');

    const answers = await Promise.all([claim(entry), claim(entry, 'water.gly')]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'catalog.claim.taken' });
  });

  test('catalog.assign-claim: what bears another name only after the authority has assigned it, which is a to-do', async () => {
    const entry = await imported({ provider: '市粮食局' });
    expect(await claim(entry)).toMatchObject({ status: 403, body: { code: 'catalog.claim.not-yours', params: { name: '市粮食局' } } });

    expect(await assign(entry, 'market')).toMatchObject({ status: 200 });
    expect(await todos('market.dj')).toContain('catalog.todo.claim');

    expect(await claim(entry)).toMatchObject({ status: 200 });
    expect(await todos('market.dj')).not.toContain('catalog.todo.claim');
  });
});

test('409 catalog.release-claim: under a name that the department has given to another entry by now', async () => {
  const entry = await imported({ own: 'market', provider: '市市场监督管理局', name: '旧秤具名录' });
  const claimed = walked(await claim(entry));
  const content = contentWith({ name: '计量秤具名录' });
  const body = { secrecyDeclaration: 'not-secret', content };
  const renamed = walked(await world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, { body, ifMatch: claimed.revision }));
  await story.register(contentWith({ name: '旧秤具名录' }));

  expect(await release(renamed)).toMatchObject({ status: 409, body: { code: 'catalog.entry.name-taken', params: { name: '旧秤具名录' } } });
  expect((await read('market.dj', entry)).body).toMatchObject({ state: 'unpublished', working: { content: { name: '计量秤具名录' } } });
});

describe('nobody claims', () => {
  test('a namesake’s of another place, nor, in a workbook or here, another department’s', async () => {
    expect(await claim(await imported({ regionCode: '659001' }))).toMatchObject({ status: 403, body: { code: 'catalog.claim.not-yours' } });
    expect(await claim(await imported({ own: 'market', provider: '市市场监督管理局' }), 'water.gly')).toMatchObject({ status: 403 });
    expect(await claim(await imported({ own: 'market', provider: '市市场监督管理局' }))).toMatchObject({ status: 200 });
  });

  test('catalog.assign-claim: 91-3.2: what was imported for a department of the city, at the word of a county for its own department', async () => {
    const entry = await imported({ own: 'market', provider: '市市场监督管理局' });

    expect(await assign(entry, 'county', 'county.gly')).toMatchObject({ status: 403 });
    expect(await assign(entry, 'water')).toMatchObject({ status: 200 });
    expect(await assign(await imported(), 'county', 'county.gly')).toMatchObject({ status: 200 });
  });

  test('without the power, twice, over a name of its own, what is published, or after somebody changed it', async () => {
    const entry = await imported();
    expect((await claim(entry, 'market.sh')).status).toBe(403);
    expect((await assign(entry, 'market', 'market.gly')).status).toBe(403);
    expect((await assign(entry, 'county')).status).toBe(403);
    expect(await claim({ ...entry, revision: 7 })).toMatchObject({ status: 412 });
    const claimed = walked(await claim(entry));
    expect(await claim(claimed)).toMatchObject({ status: 409, body: { code: 'catalog.claim.taken' } });
    expect((await release(claimed, 'water.gly')).status).toBe(404);
    expect((await release(claimed, 'market.sh')).status).toBe(403);

    const published = await story.published(contentWith({ name: '同名旧目录' }));
    expect(await claim(published)).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    expect(await release(published)).toMatchObject({ status: 409, body: { code: 'catalog.claim.not-claimed' } });
    expect(await claim(await imported({ name: '同名旧目录' }))).toMatchObject({ status: 409, body: { code: 'catalog.entry.name-taken' } });
    expect(await assign(published, 'market')).toMatchObject({ status: 409 });
  });
});
