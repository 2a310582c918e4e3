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

let numbers = 0;
const register = (name: string, by = 'office.fb') =>
  world.call(by, 'POST /catalog/elements', {
    body: {
      code: `E${String((numbers += 1)).padStart(4, '0')}`,
      name,
      definition: `${name}的定义`,
      dataType: 'C',
      codeSet: null,
      synonyms: [`${name}号`],
    },
  });
const designate = async (id: string, key: string, more: Record<string, unknown> = {}, by = 'office.fb') =>
  world.call(by, `POST /catalog/elements/${id}/designation`, {
    body: {
      organisationId: world.orgId(key),
      decisionNo: '吐数认〔2026〕1号',
      decidedOn: '2026-11-20',
      reason: '依职能采集',
      secondFactor: await world.codeOf(by),
      ...more,
    },
  });

describe('91-4.1, 809-19: one datum, one source', () => {
  test('catalog.register-element, catalog.list-elements: the authority registers an element once, and everyone finds it by any of its words, with the reason', async () => {
    const made = await register('取水许可编号');
    expect(made).toMatchObject({ status: 201, body: { sources: [], designable: true } });
    expect(await register('取水许可编号')).toMatchObject({ status: 409, body: { code: 'catalog.element.known' } });
    expect((await register('机井编号', 'market.dj')).status).toBe(403);

    const found = await world.call('market.dj', `GET /catalog/elements?q=${encodeURIComponent('取水许可编号号')}`);
    expect(found.body).toMatchObject({ items: [{ name: '取水许可编号', match: 'name' }], mayRegister: false });
  });

  test('catalog.designate-source: a department is designated by decision and told; the next one ends it and the history keeps both', async () => {
    const id = String((await register('企业名称')).body['id']);

    expect((await designate(id, 'market', {}, 'market.gly')).status).toBe(403);
    expect(await designate(id, 'market', { secondFactor: '000000' })).toMatchObject({ body: { code: 'identity.second-factor.wrong' } });
    expect(await designate(id, 'county')).toMatchObject({ status: 409, body: { code: 'catalog.element.source-unfit' } });
    expect(await designate(id, 'market', { decidedOn: '2027-01-01' })).toMatchObject({
      status: 422,
      body: { code: 'catalog.element.decision-date' },
    });
    expect(await designate(world.needs.newId(), 'market')).toMatchObject({ status: 404, body: { code: 'catalog.element.not-found' } });
    expect(await designate(id, 'water')).toMatchObject({ status: 200, body: { sources: [{ organisationName: '市水利局' }] } });
    const again = await designate(id, 'market', { decisionNo: '吐数认〔2026〕2号', decidedOn: '2026-11-22' });

    expect(again.body).toMatchObject({
      sources: [{ organisationName: '市市场监督管理局', decisionNo: '吐数认〔2026〕2号', endedOn: null }],
      designations: [{ organisationName: '市市场监督管理局' }, { organisationName: '市水利局', endedOn: '2026-11-22' }],
    });
    expect(await designate(id, 'water', { decidedOn: '2026-11-19' })).toMatchObject({
      status: 422,
      body: { code: 'catalog.element.decision-date' },
    });
    expect((await world.call('market.dj', 'GET /desk/notices')).text).toContain('吐数认〔2026〕2号');
  });

  test('catalog.update-element: the authority changes the words with a reason over what it read; code and links stay, and the history tells it', async () => {
    const made = await register('井深');
    await register('井径');
    const [id, code] = [String(made.body['id']), String(made.body['code'])];
    const words = {
      name: '井的深度',
      definition: '自地面至井底',
      dataType: 'N',
      codeSet: '米',
      synonyms: ['井深'],
      reason: '与测绘标准一致',
    };
    const update = (more: Record<string, unknown> = {}, by = 'office.fb', ifMatch = 1) =>
      world.call(by, `PUT /catalog/elements/${id}`, { body: { ...words, ...more }, ifMatch });

    expect((await update({}, 'market.dj')).status).toBe(403);
    expect(await update({ reason: ' ' })).toMatchObject({ status: 400 });
    expect(await update({ name: '井径' })).toMatchObject({ status: 409, body: { code: 'catalog.element.known' } });
    expect(await update()).toMatchObject({
      status: 200,
      body: {
        code,
        revision: 2,
        name: '井的深度',
        history: [
          {
            organisationName: '市政府办公室',
            reason: '与测绘标准一致',
            changes: [
              { field: 'name', before: '井深', after: '井的深度' },
              { field: 'definition', after: '自地面至井底' },
              { field: 'dataType', before: 'C', after: 'N' },
              { field: 'codeSet', before: '', after: '米' },
              { field: 'synonyms', before: '井深号', after: '井深' },
            ],
          },
        ],
      },
    });
    expect(await update({ name: '又一名' })).toMatchObject({ status: 412, body: { code: 'catalog.element.stale' } });
    expect(await update({}, 'office.fb', 2)).toMatchObject({ status: 422, body: { code: 'catalog.element.unchanged' } });
    const nobody = `PUT /catalog/elements/${world.needs.newId()}` as const;
    expect(await world.call('office.fb', nobody, { body: words, ifMatch: 1 })).toMatchObject({ status: 404 });
  });

  test('catalog.get-element: who is the source, who is linked, and who collects the same by name is seen', async () => {
    const made = await register('凿井队伍资质');
    const [id, code] = [String(made.body['id']), String(made.body['code'])];
    await designate(id, 'market');
    const items = [
      itemWith({ no: 1, nameZh: '队伍资质', fieldName: 'a', dataElement: code }),
      itemWith({ no: 2, nameZh: '凿井队伍资质', fieldName: 'b' }),
    ];
    await story.published(contentWith({ name: '凿井队伍名录', items }));

    expect((await world.call('water.gly', `GET /catalog/elements/${id}`)).body).toMatchObject({
      linkedItems: 1,
      items: [
        { nameZh: '队伍资质', linked: true, isSource: true },
        { nameZh: '凿井队伍资质', linked: false, isSource: true },
      ],
    });
    expect((await world.call('water.gly', `GET /catalog/elements/${world.needs.newId()}`)).status).toBe(404);
  });

  test('catalog.submit-entry: an item linked to an element whose source is another department is a finding, and none for the source itself', async () => {
    const made = await register('经营状态');
    const [id, code] = [String(made.body['id']), String(made.body['code'])];
    await designate(id, 'market');
    const content = (name: string) => contentWith({ name, items: [itemWith({ nameZh: '状态', dataElement: code })] });
    const theirs = await story.submit(await story.register(content('用水户年检'), 'water.gly', 'water'), 'water.gly');
    const own = await story.submit(await story.register(content('经营主体年检')));

    const found = await world.call('water.gly', `GET /catalog/entries/${theirs.id}/findings`);
    expect(found.body).toMatchObject({
      open: 1,
      items: [
        { kind: 'element', targetId: id, itemNo: 1, relation: 'held', evidence: { other: { organisationName: '市市场监督管理局' } } },
      ],
    });
    expect((await world.call('market.dj', `GET /catalog/entries/${own.id}/findings`)).body).toMatchObject({ open: 0 });
  });

  test('91-4.1: a county’s item and field are told of the city’s source, until the county has a source of its own', async () => {
    const made = await register('登记状态代码');
    const [id, code] = [String(made.body['id']), String(made.body['code'])];
    await designate(id, 'market');
    const items = [itemWith({ nameZh: '状态', dataElement: code })];
    const form = { number: 'B1', name: '渠系登记表', fields: [{ no: 1, name: '登记状态代码' }] };
    const content = contentWith({ name: '县渠系年检', items, collection: collectionWith({ form }) });
    const draft = await story.register(content, 'county.dj', 'county');
    const compare = async (revision: number) =>
      (await world.call('county.dj', `POST /catalog/entries/${draft.id}/comparison`, { ifMatch: revision })).body;

    const found = await compare(draft.revision);

    const source = { kind: 'element', targetId: id, evidence: { other: { organisationName: '市市场监督管理局', regionCode: '650400' } } };
    expect(found).toMatchObject({
      open: 2,
      items: [
        { ...source, place: 'item' },
        { ...source, place: 'field' },
      ],
    });
    expect(await designate(id, 'county', {}, 'county.gly')).toMatchObject({ status: 200 });
    expect(await compare(draft.revision)).toMatchObject({ open: 0 });
  });
});
