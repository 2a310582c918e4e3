import { findingsSchema } from '@karez/contract/catalog/finding';
import { listSources } from '@karez/contract/catalog/source';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { collectionWith, contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;
let companies: Walked;

/** 市市场监管局 publishes what it registers; 市水利局 would ask for some of it again on a form of its own. */
beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
  const items = [
    itemWith({ nameZh: '登记机关名称', fieldName: 'authority' }),
    itemWith({ no: 2, nameZh: '出资方式代码', fieldName: 'paid_by', isKey: false }),
  ];
  companies = await story.published(contentWith({ name: '经营主体登记名录', items }));
});

const formOf = (...names: readonly string[]) =>
  collectionWith({ form: { number: 'SL-7', name: '凿井单位登记表', fields: names.map((name, at) => ({ no: at + 1, name })) } });
const drilling = (name: string, ...names: readonly string[]) =>
  contentWith({ name, items: [itemWith({ nameZh: '钻机台数', fieldName: 'rigs' })], collection: formOf(...names) });
const submitted = async (name: string, ...names: readonly string[]) =>
  story.submit(await story.register(drilling(name, ...names), 'water.gly', 'water'), 'water.gly');
const findings = async ({ id }: Walked, by = 'water.gly') =>
  findingsSchema.parse((await world.call(by, `GET /catalog/entries/${id}/findings`)).body).items;
const sources = async ({ id }: Walked, by = 'water.gly') =>
  listSources.answer.parse((await world.call(by, `GET /catalog/entries/${id}/sources`)).body).items;
const respond = ({ id, revision }: Walked, findingId: string, body: { answer: 'cite' | 'argue'; text?: string }) =>
  world.call('water.gly', `POST /catalog/entries/${id}/findings/${findingId}/answer`, { ifMatch: revision, body });
/** Another department's entry from now on, as after a transfer. */
const handOver = async ({ id }: Walked, to: 'water' | 'market' = 'water') => {
  const org = world.orgId(to);
  await store.database.transaction(async (tx) => {
    await sql`UPDATE catalog.entry SET provider_org_id = ${org} WHERE id = ${id}`.execute(tx);
    await sql`UPDATE catalog.search_document SET provider_org_id = ${org}, changed = DEFAULT WHERE entry_id = ${id}`.execute(tx);
  });
};
const cited = async (entry: Walked) => {
  const [first] = await findings(entry);
  return { id: first?.id ?? '', answer: await respond(entry, first?.id ?? '', { answer: 'cite' }) };
};

describe('91-4.1: fields of the form that the city holds already', () => {
  test('catalog.submit-entry: each is a finding of its own, beside the form that asks for it, and nothing is signed over it', async () => {
    const entry = await submitted('凿井单位备案', '钻机台数', '登记机关名称', '联系电话');

    expect(await findings(entry)).toMatchObject([
      {
        kind: 'entry',
        targetId: companies.id,
        place: 'field',
        itemNo: 2,
        relation: 'held',
        state: 'open',
        evidence: {
          own: { name: '登记机关名称', abstract: '凿井单位登记表' },
          other: { name: '经营主体登记名录', organisationName: '市市场监督管理局' },
        },
      },
    ]);
    expect((await world.call('water.gly', 'GET /desk/todos')).text).toContain('凿井单位备案');
  });

  test('a data element of that name whose source is another department is held by its source', async () => {
    const body = { code: 'E0301', name: '出资额', definition: '认缴的数额', dataType: 'N', codeSet: null, synonyms: ['注册资金'] };
    const made = await world.call('office.fb', 'POST /catalog/elements', { body });
    const decision = {
      organisationId: world.orgId('market'),
      decisionNo: '吐数认〔2026〕9号',
      decidedOn: '2026-11-20',
      reason: '依职能采集',
      secondFactor: await world.codeOf('office.fb'),
    };
    await world.call('office.fb', `POST /catalog/elements/${String(made.body['id'])}/designation`, { body: decision });

    const entry = await submitted('凿井单位资金', '注册资金');
    expect(await findings(entry)).toMatchObject([{ kind: 'element', place: 'field', itemNo: 1, evidence: { other: { name: '出资额' } } }]);
    // The department that is the source has published no entry of it yet: the element itself is the source, and nothing can be applied for.
    await cited(entry);
    expect(await sources(entry)).toMatchObject([
      { place: 'field', no: 1, name: '注册资金', source: { elementId: made.body['id'], entryId: null, itemNo: null, name: '出资额' } },
    ]);
  });
});

describe('91-4.1: a cited source stands at the datum', () => {
  test('catalog.list-sources: citing writes down which item of which entry it comes from, history tells it, and those who apply are led there', async () => {
    const entry = await submitted('凿井单位机关', '登记机关名称');

    expect((await cited(entry)).answer).toMatchObject({ status: 200, body: { open: 0 } });
    expect(await sources(entry)).toMatchObject([
      {
        place: 'field',
        no: 1,
        name: '登记机关名称',
        source: {
          entryId: companies.id,
          itemNo: 1,
          name: '经营主体登记名录',
          itemName: '登记机关名称',
          organisationName: '市市场监督管理局',
        },
        live: false,
        working: true,
      },
    ]);
    const history = (await world.call('water.gly', `GET /catalog/entries/${entry.id}/history`)).text;
    expect(history).toContain('1 登记机关名称 · 市市场监督管理局 · 经营主体登记名录 · 登记机关名称');
    expect((await world.call('water.gly', 'GET /desk/notices')).text).toContain(`/catalog/entries/${companies.id}?items=1`);
  });

  test('what is argued afterwards, or no longer asked for, comes from nobody', async () => {
    const entry = await submitted('凿井单位方式', '登记机关名称', '出资方式代码');
    const [first, second] = await findings(entry);
    await respond(entry, first?.id ?? '', { answer: 'cite' });
    await respond(entry, second?.id ?? '', { answer: 'cite' });
    expect((await sources(entry)).map(({ no, source }) => [no, source.itemNo])).toEqual([
      [1, 1],
      [2, 2],
    ]);

    await respond(entry, first?.id ?? '', { answer: 'argue', text: '只记所在县' });
    expect((await sources(entry)).map(({ no }) => no)).toEqual([2]);

    const back = await world.call('water.gly', `POST /catalog/entries/${entry.id}/withdrawal`, {
      ifMatch: entry.revision,
      body: { reason: '改表单' },
    });
    expect(back.status).toBe(200);
    const saved = await world.call('water.gly', `PUT /catalog/entries/${entry.id}/draft`, {
      ifMatch: Number(back.etag),
      body: { secrecyDeclaration: 'not-secret', content: drilling('凿井单位方式', '登记机关名称') },
    });
    expect(saved).toMatchObject({ status: 200 });
    expect(await sources(entry)).toEqual([]);
  });

  test('a whole entry that is cited names itself and each item; only its unit sees it before it is in force, then everyone; the answer stays readable to department and authority', async () => {
    const same = [itemWith({ nameZh: '钻机编号', fieldName: 'a' }), itemWith({ no: 2, nameZh: '钻机型号', fieldName: 'b' })];
    await handOver(await story.published(contentWith({ name: '钻机设备名录', items: same })));
    const mine = await story.submit(
      await story.register(contentWith({ name: '市钻机设备台账', items: same, collection: formOf('钻机用途') })),
    );
    const [found] = await findings(mine, 'market.dj');
    await world.call('market.dj', `POST /catalog/entries/${mine.id}/findings/${found?.id ?? ''}/answer`, {
      ifMatch: mine.revision,
      body: { answer: 'cite' },
    });

    const written = [
      ['entry', null, null],
      ['item', 1, 1],
      ['item', 2, 2],
    ];
    const places = async (by: string) => (await sources(mine, by)).map(({ place, no, source }) => [place, no, source.itemNo]);
    expect(await places('market.dj')).toEqual(written);
    expect((await world.call('water.gly', `GET /catalog/entries/${mine.id}/sources`)).body).toMatchObject({
      code: 'catalog.entry.not-found',
    });

    await story.publish(await story.sign(await story.review(mine)));
    expect(await places('water.gly')).toEqual(written);
    expect(await findings(mine, 'water.gly')).toEqual([]);
    for (const by of ['market.dj', 'office.fb']) expect(await findings(mine, by)).toMatchObject([{ state: 'cited' }]);
  });

  test('91-3.2, catalog.request-retirement: who would lose the source is seen before an entry is retired, and told of it', async () => {
    const same = [itemWith({ nameZh: '泵房编号', fieldName: 'a' }), itemWith({ no: 2, nameZh: '泵房面积', fieldName: 'b' })];
    const source = await story.published(contentWith({ name: '泵房设施名录', items: same }));
    await handOver(source);
    const seen = async (by: string) => (await world.call(by, `GET /catalog/entries/${source.id}`)).body;
    const mine = await story.submit(await story.register(contentWith({ name: '市泵房设施台账', items: same })));
    expect(await findings(mine, 'market.dj')).toHaveLength(1);
    const [found] = await findings(mine, 'market.dj');
    const place = `POST /catalog/entries/${mine.id}/findings/${found?.id ?? ''}/answer` as const;
    expect(await world.call('market.dj', place, { ifMatch: mine.revision, body: { answer: 'cite' } })).toMatchObject({ status: 200 });
    expect(await seen('water.gly')).toMatchObject({ citedByCount: 0, citedBy: [] });

    await story.publish(await story.sign(await story.review(mine)));

    const citing = { entryId: mine.id, name: '市泵房设施台账', organisationName: '市市场监督管理局' };
    expect(await seen('water.gly')).toMatchObject({ citedByCount: 1, citedBy: [citing] });
    expect(await seen('county.gly')).toMatchObject({ citedByCount: 1, citedBy: null });
    await handOver(source, 'market');
    await handOver(mine, 'water');
    const asked = await world.call('market.gx', `POST /catalog/entries/${source.id}/retirement`, {
      ifMatch: Number((await seen('market.dj'))['revision']),
      body: { reason: '泵房已拆除', lastDay: '2026-12-31', successorId: null, secondFactor: await world.codeOf('market.gx') },
    });
    expect(asked).toMatchObject({ status: 200 });
    expect((await world.call('water.gly', 'GET /desk/notices?limit=100')).text).toContain(
      '"catalog.notice.source-leaving","params":{"day":"2026-12-31","name":"泵房设施名录"',
    );
  });

  test('a source that is the department’s own by now, as after a transfer, is told as that: there is nothing to apply for', async () => {
    const entry = await story.submit(await story.register(drilling('凿井单位登记', '登记机关名称'), 'water.gly', 'water'), 'water.gly');
    await cited(entry);
    expect((await sources(entry)).map(({ source }) => source.own)).toEqual([false]);

    await handOver(companies);

    expect((await sources(entry)).map(({ source }) => source.own)).toEqual([true]);
  });
});
