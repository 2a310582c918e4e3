import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

let titles = 0;
const template = { names: ['企业年报信息'], fields: { category: '102000', updateCycle: 'yearly', dataClass: 'organisation' } } as const;
const body = (more: Record<string, unknown> = {}) => ({
  regionCode: '650400',
  title: `涉企数据梳理${(titles += 1)}`,
  instruction: '梳理本部门履职产生的涉企数据。',
  dueOn: '2026-12-20',
  organisationIds: [world.orgId('market'), world.orgId('water')],
  template,
  usesSystems: true,
  ...more,
});

async function sent(more: Record<string, unknown> = {}): Promise<string> {
  const answer = await world.call('office.fb', 'POST /catalog/campaigns', { body: body(more), key: crypto.randomUUID() });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
}

const read = (by: string, id: string) => world.call(by, `GET /catalog/campaigns/${id}`);
const start = (by: string, more: Record<string, unknown>) =>
  world.call(by, 'POST /catalog/entry-starts', {
    body: { secrecyDeclaration: 'not-secret', systemId: null, campaignId: null, ...more },
    key: crypto.randomUUID(),
  });
const report = (by: string, id: string, said: Record<string, unknown>) =>
  world.call(by, `POST /catalog/campaigns/${id}/report`, { body: said });
const declareNone = (by: string, id: string, reason: string) =>
  world.call(by, `POST /catalog/campaigns/${id}/none-declaration`, { body: { reason } });
const remind = (id: string, organisationId: string | null, by = 'office.fb') =>
  world.call(by, `POST /catalog/campaigns/${id}/reminders`, { body: { organisationId } });
const decide = (id: string, org: string, decision: 'accept' | 'decline') =>
  world.call('office.fb', `POST /catalog/campaigns/${id}/departments/${world.orgId(org)}/decision`, {
    body: { decision, opinion: '已核' },
  });
const close = (id: string, by = 'office.fb') => world.call(by, `POST /catalog/campaigns/${id}/closing`, { body: { opinion: '梳理结束' } });
const tie = (id: string, entryId: string, by = 'market.dj') =>
  world.call(by, `POST /catalog/campaigns/${id}/entries`, { body: { entryId } });
const entries = (by: string, id: string, query = '') => world.call(by, `GET /catalog/campaigns/${id}/entries?${query}`);
const desk = async (by: string, what: 'todos' | 'notices') => (await world.call(by, `GET /desk/${what}?limit=100`)).text;
type Row = { organisationName: string; status: string; counts: Record<string, number>; reminders: number };
const rowOf = (answer: Answer, name: string) => (answer.body['parts'] as Row[]).find(({ organisationName }) => organisationName === name);

describe('sending', () => {
  test('91-3.2.1: catalog.send-campaign, catalog.list-campaigns, catalog.get-campaign: the authority calls departments; each sees its own row and has the duty on its desk until the day', async () => {
    const id = await sent();

    const whole = await read('office.fb', id);
    expect(whole.body).toMatchObject({ state: 'open', overdue: false, departments: { 'not-started': 2, draft: 0 }, template });
    expect((await read('water.gly', id)).body['parts']).toMatchObject([{ organisationName: '市水利局', status: 'not-started' }]);
    expect(await desk('market.dj', 'todos')).toContain(`/catalog/campaigns/${id}`);
    expect(await desk('water.gly', 'todos')).toContain('2026-12-20T16:00:00.000Z');
    expect((await world.call('water.gly', 'GET /catalog/campaigns')).text).toContain(id);
    expect((await world.call('office.fb', 'GET /catalog/campaigns?state=open')).text).toContain(id);
    expect((await world.call('office.fb', 'GET /catalog/campaigns?state=closed')).text).not.toContain(id);
  });

  test('a campaign does not exist for whom it does not concern, and nobody but the region’s authority sends one', async () => {
    const id = await sent({ organisationIds: [world.orgId('market')] });

    expect(await read('water.gly', id)).toMatchObject({ status: 404, body: { code: 'catalog.campaign.not-found' } });
    expect(await entries('water.gly', id)).toMatchObject({ status: 404 });
    expect((await world.call('county.gly', 'GET /catalog/campaigns')).body).toMatchObject({ items: [], total: 0 });
    const post = 'POST /catalog/campaigns';
    expect(await world.call('county.gly', post, { body: body(), key: crypto.randomUUID() })).toMatchObject({
      body: { code: 'identity.power.other-region' },
    });
    expect(await world.call('market.dj', post, { body: body(), key: crypto.randomUUID() })).toMatchObject({ status: 403 });
  });

  test('a day that has passed and a department of another region are refused', async () => {
    const send = (more: Record<string, unknown>) =>
      world.call('office.fb', 'POST /catalog/campaigns', { body: body(more), key: crypto.randomUUID() });

    expect(await send({ dueOn: '2026-11-01' })).toMatchObject({ status: 422, body: { code: 'catalog.campaign.due-past' } });
    expect(await send({ organisationIds: [world.orgId('county')] })).toMatchObject({
      status: 422,
      body: { code: 'catalog.campaign.department-unfit', params: { count: 1 } },
    });
  });
});

describe('the board', () => {
  test('91-3.1: catalog.start-entry, catalog.list-campaign-entries: an entry that starts from a campaign is prefilled and counted where it stands; every number is the length of its list', async () => {
    const id = await sent();
    const draft = await start('market.dj', { name: '企业年报信息甲', campaignId: id });
    expect(draft).toMatchObject({
      status: 201,
      body: {
        working: {
          state: 'draft',
          content: { category: '102000', updateCycle: 'yearly', dataClass: 'organisation', shareType: 'unconditional' },
        },
      },
    });
    const published = await story.published(contentWith({ name: '企业名录甲' }));
    const returned = await story.signed(contentWith({ name: '企业退回甲' }));
    const inTheHouse = await story.submit(await story.register(contentWith({ name: '企业内退甲' })));
    for (const [by, entry] of [
      ['office.fb', returned],
      ['market.sh', inTheHouse],
    ] as const)
      await world.call(by, `POST /catalog/entries/${entry.id}/return`, { body: { opinion: '请补充' }, ifMatch: entry.revision });
    const submitted = await story.submit(await story.register(contentWith({ name: '企业在审甲' })));
    for (const entry of [published, returned, inTheHouse, submitted]) expect(await tie(id, entry.id)).toMatchObject({ status: 200 });

    const board = await read('office.fb', id);

    expect(rowOf(board, '市市场监督管理局')).toMatchObject({
      status: 'returned',
      counts: { draft: 2, submitted: 1, returned: 1, published: 1 },
    });
    for (const [stage, total] of Object.entries({ draft: 2, submitted: 1, returned: 1, published: 1 }))
      expect((await entries('office.fb', id, `stage=${stage}&organisationId=${world.orgId('market')}`)).body).toMatchObject({ total });
    const seen = await entries('office.fb', id);
    expect(seen.body).toMatchObject({ total: 5 });
    // Unsigned texts stay the department's: counted, not named.
    expect(seen.text).toContain('企业名录甲');
    expect(seen.text).not.toMatch(/企业年报信息甲|企业退回甲|企业内退甲|企业在审甲/u);
    expect((await entries('market.dj', id)).text).toContain('企业年报信息甲');
  });

  test('catalog.start-entry: from a business system comes the system and its 科室; another department’s system and a name that is the system’s are refused', async () => {
    const system = {
      name: '企业年报系统',
      divisionId: null,
      builder: '某公司',
      operator: '某公司',
      networkZone: 'cloud',
      protectionLevel: 3,
      joinedOn: null,
      purpose: '年报',
    };
    const registered = await world.call('market.gly', 'POST /business-systems', { body: system, key: crypto.randomUUID() });
    expect(registered).toMatchObject({ status: 201 });
    const systemId = registered.body['id'];

    expect(await start('market.dj', { name: '企业年度报告', systemId })).toMatchObject({
      status: 201,
      body: { working: { content: { systemId } } },
    });
    expect(await start('market.dj', { name: '企业年报 系统', systemId })).toMatchObject({
      status: 422,
      body: { code: 'catalog.campaign.named-like-system' },
    });
    expect(await start('water.gly', { name: '年报', systemId })).toMatchObject({
      status: 404,
      body: { code: 'catalog.campaign.system-not-found' },
    });
    expect(await start('market.dj', { name: '密', secrecyDeclaration: 'work-secret' })).toMatchObject({
      body: { code: 'catalog.entry.secret' },
    });
    expect(await start('market.dj', { name: '企业年度报告' })).toMatchObject({ body: { code: 'catalog.entry.name-taken' } });
  });

  test('catalog.tie-campaign-entry: another department’s entry cannot be added, nor one that is not known', async () => {
    const id = await sent();
    const foreign = await story.published(contentWith({ name: '企业名录乙' }));

    expect(await tie(id, foreign.id, 'water.gly')).toMatchObject({ status: 409, body: { code: 'catalog.campaign.entry-unfit' } });
    expect(await tie(id, world.needs.newId(), 'water.gly')).toMatchObject({ status: 404, body: { code: 'catalog.entry.not-found' } });
  });
});

describe('what a department says', () => {
  test('catalog.declare-none, catalog.decide-campaign-part: “no such data” needs a reason and is the authority’s to accept or send back', async () => {
    const id = await sent();

    expect(await report('water.gly', id, {})).toMatchObject({ status: 409, body: { code: 'catalog.campaign.no-entries' } });
    expect(rowOf(await declareNone('water.gly', id, '无涉企职责'), '市水利局')).toMatchObject({
      status: 'none-declared',
    });
    expect(await desk('water.gly', 'todos')).not.toContain(id);
    expect(await desk('office.fb', 'todos')).toContain(id);
    expect(rowOf(await decide(id, 'water', 'decline'), '市水利局')).toMatchObject({ status: 'not-started' });
    expect(await desk('water.gly', 'todos')).toContain(id);
    await declareNone('water.gly', id, '确无');
    expect(rowOf(await decide(id, 'water', 'accept'), '市水利局')).toMatchObject({ status: 'none-accepted' });
    expect(await desk('office.fb', 'todos')).not.toContain(id);
    expect(await decide(id, 'water', 'accept')).toMatchObject({ status: 409, body: { code: 'catalog.campaign.illegal-transition' } });
  });

  test('catalog.report-campaign-part: a part is complete when no entry is a draft; an entry added later opens it again', async () => {
    const id = await sent();
    const draft = await start('market.dj', { name: '企业注册信息丙', campaignId: id });
    expect(await declareNone('market.dj', id, '无')).toMatchObject({
      body: { code: 'catalog.campaign.has-entries' },
    });
    expect(await report('market.dj', id, {})).toMatchObject({ status: 409, body: { code: 'catalog.campaign.drafts-open' } });
    const whole = { secrecyDeclaration: 'not-secret', content: contentWith({ name: '企业注册信息丙' }) };
    const entryId = String(draft.body['id']);
    const saved = await world.call('market.dj', `PUT /catalog/entries/${entryId}/draft`, {
      body: whole,
      ifMatch: Number(draft.body['revision']),
    });
    await story.submit({ id: entryId, revision: Number(saved.body['revision']), answer: saved });

    expect((await report('market.dj', id, { note: '已全部报送' })).body).toMatchObject({
      parts: [{ state: 'reported', status: 'submitted' }],
    });
    expect(await desk('market.dj', 'todos')).not.toContain(id);
    const later = await start('market.dj', { name: '企业注册信息丁', campaignId: id });
    expect(later.status).toBe(201);
    expect((await read('market.dj', id)).body).toMatchObject({ parts: [{ state: 'called' }] });
    expect(await desk('market.dj', 'todos')).toContain(id);
  });
});

describe('looking after it', () => {
  test('catalog.remind-departments: 催办 tells who has not finished, at most once a day', async () => {
    const id = await sent();
    await declareNone('water.gly', id, '确无');

    const first = await remind(id, null);
    expect(rowOf(first, '市市场监督管理局')).toMatchObject({ reminders: 1 });
    expect(rowOf(first, '市水利局')).toMatchObject({ reminders: 0 });
    expect(await desk('market.dj', 'notices')).toContain(id);
    expect(await remind(id, null)).toMatchObject({ status: 409, body: { code: 'catalog.campaign.reminded-today' } });
    expect(await remind(id, world.orgId('water'))).toMatchObject({ status: 409, body: { code: 'catalog.campaign.nobody-to-remind' } });
    expect(await remind(id, null, 'market.dj')).toMatchObject({ status: 403 });
    await sql`UPDATE catalog.campaign_part SET reminded_on = '2026-11-22' WHERE campaign_id = ${id} AND reminders > 0`.execute(
      store.database.reader,
    );
    expect(rowOf(await remind(id, world.orgId('market')), '市市场监督管理局')).toMatchObject({ reminders: 2 });
  });

  test('catalog.close-campaign: a closed campaign takes nothing more, its to-dos are gone, and evidence names every step', async () => {
    const id = await sent();
    expect(await close(id, 'market.dj')).toMatchObject({ status: 403 });
    expect((await close(id)).body).toMatchObject({ state: 'closed', closingOpinion: '梳理结束' });

    expect(await desk('market.dj', 'todos')).not.toContain(id);
    for (const answer of [
      await close(id),
      await remind(id, null),
      await declareNone('market.dj', id, '无'),
      await start('market.dj', { name: '晚到', campaignId: id }),
      await decide(id, 'market', 'decline'),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'catalog.campaign.closed' } });
    const { rows } = await sql<{ action: string; result: string }>`
      SELECT action, result FROM audit.pending WHERE object_id = ${id} ORDER BY sequence`.execute(store.database.reader);
    expect(rows.filter(({ result }) => result === 'done').map(({ action }) => action)).toEqual([
      'catalog.send-campaign',
      'catalog.close-campaign',
    ]);
  });

  test('catalog.export-campaign-board: the board leaves as a ledger with title, unit, filter, date and maker; departments cannot fetch it', async () => {
    const id = await sent();
    const got = await world.call('office.fb', `GET /catalog/campaigns/${id}/board?status=not-started`);

    expect(got.status).toBe(200);
    const rows: string[] = [];
    for await (const { values } of streamXlsxRows(got.bytes)) rows.push(values.join('|'));
    expect(rows.slice(0, 5)).toEqual([
      expect.stringContaining('梳理任务台账：涉企数据梳理'),
      '制表单位|市政府办公室',
      '筛选条件|未开始',
      '制表日期|2026-11-23',
      '制表人|office.fb',
    ]);
    expect(rows.filter((row) => row.startsWith('市'))).toEqual([
      expect.stringMatching(/^市市场监督管理局\|未开始\|0\|0\|0\|0/u),
      expect.stringMatching(/^市水利局\|未开始/u),
    ]);
    expect((await world.call('market.dj', `GET /catalog/campaigns/${id}/board`)).status).toBe(403);
  });
});
