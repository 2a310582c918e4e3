import type { DemandContent } from '@karez/contract/sharing/demand';
import { demandStates } from '@karez/contract/sharing/demand';
import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { wellPowerDemand } from '../../../../../tools/seed/demand-form.ts';
import { demandId, demandsIn, notOurs, promise, refusingDemand } from './test-demands.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as } = city;
const demands = demandsIn(city);
let powerEntry = '';

beforeAll(async () => {
  const items = [
    itemOf(1, { nameZh: '机井编号', fieldName: 'well_no' }),
    itemOf(2, { nameZh: '月用电量', fieldName: 'kwh' }),
    itemOf(3, { nameZh: '供电所', fieldName: 'station' }),
  ];
  powerEntry = await publishedEntry(city, 'scjg', companyEntry({ name: '农业机井用电台账', abstract: '机井用电户与用电量。', items }));
}, 120_000);

describe('from a need to an application', () => {
  test('91-3.2.1, 91-5.0.3: sharing.raise-demand to sharing.apply-from-demand: written, signed, assigned, promised, fulfilled by a published entry, and one press opens the application', async () => {
    const raised = expected(await as('slj.djy', 'POST /sharing/demands', { body: { name: '机井用电量' } }), 201);
    const id = demandId(raised);
    expect(raised.body).toMatchObject({ state: 'draft', no: null, content: { name: '机井用电量' } });
    expect(await as('slj.djy', `POST /sharing/demands/${id}/submission`)).toMatchObject({
      status: 422,
      body: { code: 'sharing.demand.incomplete', params: { count: 7 } },
    });
    const body = { secrecyDeclaration: 'not-secret', content: wellPowerDemand('2027-03-31') };
    expected(await as('slj.djy', `PUT /sharing/demands/${id}/content`, { body, ifMatch: raised.etag ?? '' }), 200);
    expected(await as('slj.djy', `POST /sharing/demands/${id}/submission`), 200);
    expect(await demands.todos('slj.fzr')).toContain('sharing.demand-todo.send');

    const sending = { decision: 'send', opinion: '确需', code: await city.codeOf('slj.fzr') };
    expect(expected(await as('slj.fzr', `POST /sharing/demands/${id}/sending`, { body: sending }), 200).body).toMatchObject({
      state: 'at-authority',
      no: expect.stringMatching(/^XQ-650400-20261123-\d{4}$/),
      clock: { ruleKey: 'sharing.demand-assignment', state: 'running' },
    });
    const assignment = { organisationId: demands.orgId('scjg'), opinion: '属该局职责' };
    expect(expected(await as('zfb.zgy', `POST /sharing/demands/${id}/assignment`, { body: assignment }), 200).body).toMatchObject({
      state: 'at-provider',
      provider: { name: '吐鲁番市市场监督管理局' },
      clocks: [{ state: 'met' }, { ruleKey: 'sharing.demand-answer', state: 'running' }],
    });

    expected(await as('scjg.djy', `POST /sharing/demands/${id}/answer`, { body: promise }), 200);
    expect((await demands.read(id)).body).toMatchObject({ state: 'awaiting-signature', proposal: null, reply: null });
    const signing = { decision: 'sign', opinion: '同意', code: await city.codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/demands/${id}/answer-signature`, { body: signing }), 200);
    expect((await as('slj.djy', `GET /sharing/demands/${id}`)).body).toMatchObject({
      state: 'promised',
      promisedOn: '2027-01-29',
      reply: { answer: { division: '信用监管科' } },
      clock: null,
    });
    expect(await demands.notices('slj.djy')).toContain('sharing.demand-notice.promised');

    expected(await as('scjg.djy', `POST /sharing/demands/${id}/fulfilment`, { body: { entryId: powerEntry } }), 200);
    expect(await demands.todos('slj.djy')).toContain('sharing.demand-todo.apply');
    const applied = expected(await as('slj.djy', `POST /sharing/demands/${id}/application`, { body: { entryId: powerEntry } }), 200);
    expect(applied.body).toMatchObject({ state: 'fulfilled', entry: { id: powerEntry } });
    const application = await as('slj.djy', `GET /sharing/applications/${String(applied.body['applicationId'])}`);
    expect(application.body).toMatchObject({
      state: 'draft',
      content: {
        itemNos: [1, 2],
        usePurpose: 'administrative-basis',
        matter: { name: '取水许可审批' },
        useBasis: [{ article: '第二十五条' }],
      },
    });
    expect(await as('slj.djy', `POST /sharing/demands/${id}/application`, { body: { entryId: powerEntry } })).toMatchObject({
      status: 409,
      body: { code: 'sharing.demand.applied' },
    });
    expect(await demands.todos('slj.djy')).not.toContain(id);
  });

  test('sharing.list-demand-matches: entries that serve are found by the catalogue’s own search; taking one opens the application and closes the demand', async () => {
    const id = await demands.assigned();

    const matches = expected(await as('slj.djy', `GET /sharing/demands/${id}/matches`), 200).body['items'];
    expect(matches).toEqual([
      expect.objectContaining({ entryId: powerEntry, items: ['机井编号', '月用电量'], requestable: true, exact: false }),
    ]);
    const served = expected(await demands.post('slj.djy', id, '/application', { entryId: powerEntry }), 200);

    expect(served.body).toMatchObject({ state: 'served', applicationId: expect.any(String), clock: null });
    expect(await demands.notices('scjg.djy')).toContain('sharing.demand-notice.served');
    expect(await demands.todos('scjg.djy')).not.toContain(id);
  });

  test('91-5.1: sharing.withdraw-demand: possible until a department has promised, and every clock ends with it', async () => {
    const id = await demands.assigned();
    const withdrawn = expected(await as('slj.djy', `POST /sharing/demands/${id}/withdrawal`, { body: { reason: '事项取消' } }), 200);
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', clocks: [{ state: 'met' }, { state: 'cancelled' }] });

    const promised = await demands.answered(promise);
    expect(await demands.post('slj.djy', promised, '/withdrawal', { reason: '迟了' })).toMatchObject({
      status: 409,
      body: { code: 'sharing.demand.illegal-transition' },
    });
  });
});

describe('answers that do not promise', () => {
  test('809-21: a refusal cites its article and stands by the signature of the provider’s head', async () => {
    const id = await demands.assigned();
    expect(await demands.answer(id, { ...refusingDemand, basis: [] })).toMatchObject({
      status: 422,
      body: { code: 'sharing.demand.answer-incomplete' },
    });
    expected(await demands.answer(id, refusingDemand), 200);
    const back = { decision: 'return', opinion: '再核' };
    expect(expected(await demands.post('scjg.fzr', id, '/answer-signature', back), 200).body).toMatchObject({ state: 'at-provider' });
    expected(await demands.answer(id, refusingDemand), 200);
    expected(await demands.sign(id), 200);

    const told = (await demands.read(id)).body;
    expect(told).toMatchObject({ state: 'refused', reply: { answer: { ground: 'not-duty-related', basis: [{ articleId: '809-20' }] } } });
    expect(JSON.stringify(told['history'])).not.toContain('returned-to-handler');
  });

  test('sharing.confirm-demand-refusal: “not ours” goes back to the authority, which names another department or decides finally with its leader', async () => {
    const id = await demands.answered(notOurs);
    expect((await demands.read(id)).body).toMatchObject({
      state: 'contested',
      reply: null,
      clock: { ruleKey: 'sharing.refusal-verification' },
    });
    expect(await demands.todos('zfb.zgy')).toContain('sharing.demand-todo.reassign');
    expected(await demands.assign(id, 'nyncj'), 200);
    expect(await demands.read(id, 'scjg.djy')).toMatchObject({ status: 404 });
    expected(await demands.answer(id, { ...refusingDemand, ground: 'not-held', basis: [] }, 'nyncj.djy'), 200);
    expected(await demands.sign(id, 'nyncj.fzr'), 200);

    const final = { opinion: '本市各部门均不掌握', code: await city.codeOf('zfb.zgl') };
    expect(expected(await as('zfb.zgl', `POST /sharing/demands/${id}/refusal`, { body: final }), 200).body).toMatchObject({
      state: 'refused',
    });
    expect((await demands.read(id)).body).toMatchObject({ reply: { authorityOpinion: '本市各部门均不掌握' }, clock: null });
  });

  test('sharing.return-demand: what the authority returns for more keeps its number, and is its department’s own until it is sent again', async () => {
    const id = await demands.sent();
    const { no } = (await demands.read(id)).body;
    expect(expected(await as('zfb.zgy', `POST /sharing/demands/${id}/return`, { body: { opinion: '写明区域' } }), 200).body).toEqual({
      id,
      state: 'draft',
    });
    expect(await demands.read(id, 'zfb.zgy')).toMatchObject({ status: 404 });
    expect((await demands.read(id)).body).toMatchObject({ state: 'draft', returned: { opinion: '写明区域' } });

    expected(await demands.post('slj.djy', id, '/submission'), 200);
    expect(expected(await demands.send(id), 200).body).toMatchObject({ state: 'at-authority', no });
  });
});

describe('sharing.merge-demand', () => {
  const other = (some: Partial<DemandContent> = {}) => wellPowerDemand('2027-03-31', { name: '灌溉用电', ...some });
  const merge = (id: string, intoId: string) =>
    as('zfb.zgy', `POST /sharing/demands/${id}/merger`, { body: { intoId, opinion: '同一数据' } });

  test('what was merged is fulfilled with the other one, and each requester applies for itself', async () => {
    const lead = await demands.assigned();
    const follower = await demands.sent(other(), 'nyncj');
    expect(expected(await merge(follower, lead), 200).body).toMatchObject({ state: 'merged', mergedInto: { id: lead } });
    expect((await demands.read(follower, 'nyncj.djy')).body).toMatchObject({ mergedInto: { id: null, no: null, state: 'at-provider' } });
    expect((await demands.read(lead, 'scjg.djy')).body).toMatchObject({ followers: 1 });

    expected(await demands.answer(lead, promise), 200);
    expected(await demands.sign(lead), 200);
    expect((await demands.read(follower, 'nyncj.djy')).body).toMatchObject({ mergedInto: { state: 'promised', promisedOn: '2027-01-29' } });
    expected(await demands.post('scjg.djy', lead, '/fulfilment', { entryId: powerEntry }), 200);

    expect((await demands.read(follower, 'nyncj.djy')).body).toMatchObject({ state: 'fulfilled', entry: { id: powerEntry } });
    expect(await demands.notices('nyncj.djy')).toContain('sharing.demand-notice.fulfilled');
    expect(expected(await demands.post('nyncj.djy', follower, '/application', { entryId: powerEntry }), 200).body['applicationId']).toEqual(
      expect.any(String),
    );
    expect((await demands.read(lead)).body).toMatchObject({ applicationId: null });
  });

  test('a refusal ends what was merged with its ground; a withdrawal sets it free again without saying whose it was', async () => {
    const refused = await demands.assigned();
    const first = await demands.sent(other(), 'nyncj');
    expected(await merge(first, refused), 200);
    expected(await demands.answer(refused, refusingDemand), 200);
    expected(await demands.sign(refused), 200);
    expect((await demands.read(first, 'nyncj.djy')).body).toMatchObject({
      state: 'refused',
      reply: { answer: { ground: 'not-duty-related' } },
    });

    const given = await demands.assigned();
    const second = await demands.sent(other(), 'nyncj');
    expected(await merge(second, given), 200);
    expected(await demands.post('slj.djy', given, '/withdrawal', { reason: '水利局改由他法取得' }), 200);
    const alone = (await demands.read(second, 'nyncj.djy')).body;
    expect(alone).toMatchObject({ state: 'at-authority', mergedInto: null, clock: { ruleKey: 'sharing.demand-assignment' } });
    expect(JSON.stringify(alone['history'])).not.toContain('水利局');
  });

  test('nothing is merged into itself, into what ended, or into a demand that its own department answers', async () => {
    const [one, ended, own] = [
      await demands.sent(other(), 'nyncj'),
      await demands.answered(refusingDemand),
      await demands.assigned(undefined, 'nyncj'),
    ];
    for (const into of [one, ended, own])
      expect(await merge(one, into)).toMatchObject({ status: 422, body: { code: 'sharing.demand.merger-unfit' } });
    const lead = await demands.sent();
    expected(await merge(one, lead), 200);
    expect(await demands.assign(lead, 'nyncj')).toMatchObject({ status: 422, body: { code: 'sharing.demand.provider-unfit' } });
  });
});

describe('what is refused', () => {
  test('secret text and values of persons are not stored, a stale draft is not overwritten', async () => {
    const id = await demands.draft();
    const { etag } = await demands.read(id);
    const save = (content: DemandContent, more: Record<string, unknown> = {}) =>
      as('slj.djy', `PUT /sharing/demands/${id}/content`, {
        body: { secrecyDeclaration: 'not-secret', content, ...more },
        ifMatch: etag ?? '',
      });
    expect(await save(wellPowerDemand('2027-03-31', { name: '密' }), { secrecyDeclaration: 'state-secret' })).toMatchObject({
      status: 422,
    });
    expect(await save(wellPowerDemand('2027-03-31', { name: '取水户65040019800101123X' }))).toMatchObject({
      status: 422,
      body: { code: 'sharing.demand.personal-value', fields: [{ path: '/body/content/name' }] },
    });
    expect((await demands.read(id)).body).toMatchObject({ name: '机井用电量信息' });
    expected(await save(wellPowerDemand('2027-04-30')), 200);
    expect(await save(wellPowerDemand('2027-05-31'))).toMatchObject({ status: 412, body: { code: 'sharing.demand.stale' } });
  });

  test('design.md §2: personal data is demanded only for a named matter', async () => {
    const items = [{ name: '取水户联系人', meaning: '', personal: true }];
    const id = await demands.draft(wellPowerDemand('2027-03-31', { items, matter: null }));

    expect(await demands.post('slj.djy', id, '/submission')).toMatchObject({ status: 422, body: { fields: [{ path: '/matter' }] } });
  });

  test('91-7.1: a party to the case does not assign it, nobody signs what they wrote, and another department learns nothing', async () => {
    const own = await demands.sent(wellPowerDemand('2027-03-31'), 'fgw');
    expect(await demands.assign(own, 'scjg', 'fgw.zgy')).toMatchObject({ status: 403 });
    expected(await demands.assign(own), 200);

    const id = await demands.assigned();
    expect(await demands.read(id, 'zrzy.djy')).toMatchObject({ status: 404, body: { code: 'sharing.demand.not-found' } });
    expect(JSON.stringify((await as('zrzy.djy', 'GET /sharing/demands?limit=100')).body['items'])).not.toContain(id);
    expect(await demands.post('zrzy.djy', id, '/answer', promise)).toMatchObject({ status: 404 });
    const draft = await demands.draft();
    for (const who of ['scjg.djy', 'zfb.zgy']) expect(await demands.read(draft, who)).toMatchObject({ status: 404 });
    expect(await demands.assign(await demands.sent(), 'slj')).toMatchObject({
      status: 422,
      body: { code: 'sharing.demand.provider-unfit' },
    });
  });

  test('an entry of another department, or one that cannot be applied for, fulfils nothing', async () => {
    const id = await demands.answered(promise);
    const foreign = await publishedEntry(
      city,
      'nyncj',
      companyEntry({ name: '农业用电补贴台账', items: [itemOf(1, { nameZh: '补贴批次' })] }),
    );

    for (const entryId of [foreign, city.needs.newId()])
      expect(await demands.post('scjg.djy', id, '/fulfilment', { entryId })).toMatchObject({
        body: { code: 'sharing.demand.entry-unfit' },
      });
  });
});

describe('two at once', () => {
  test('of two assigners one wins, the other is told that the state has changed', async () => {
    const id = await demands.sent();

    const answers = await Promise.all([demands.assign(id, 'scjg'), demands.assign(id, 'nyncj')]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { rows } = await sql`SELECT 1 FROM law.clock WHERE case_id = ${id} AND ended_at IS NULL`.execute(store.database.reader);
    expect(rows).toHaveLength(1);
  });

  test('a withdrawal and the signature under a promise: exactly one of them counts', async () => {
    const id = await demands.assigned();
    expected(await demands.answer(id, promise), 200);
    const code = await city.codeOf('scjg.fzr');

    const answers = await Promise.all([
      demands.post('slj.djy', id, '/withdrawal', { reason: '取消' }),
      demands.post('scjg.fzr', id, '/answer-signature', { decision: 'sign', opinion: '同意', code }),
    ]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const won = answers[0]?.status === 200 ? 'withdrawn' : 'promised';
    expect((await demands.read(id)).body).toMatchObject({ state: won });
  });

  test('two demands that are merged into each other do not wait for each other for ever', async () => {
    const [one, two] = [await demands.sent(), await demands.sent()];
    const body = (intoId: string) => ({ intoId, opinion: '同一数据' });

    const answers = await Promise.all([
      demands.post('zfb.zgy', one, '/merger', body(two)),
      demands.post('zfb.zgy', two, '/merger', body(one)),
    ]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });
});

describe('the list of demands', () => {
  test('91-3.2.1: sharing.list-demands: every count is the length of the list that it opens, for whoever reads', async () => {
    await demands.answered(promise);
    for (const who of ['slj.djy', 'scjg.djy', 'zfb.zgy']) {
      const all = expected(await as(who, 'GET /sharing/demands?limit=100'), 200).body;
      const { state, provider } = all['facets'] as Record<'state' | 'provider', { value: string; count: number }[]>;
      expect(state.length).toBeGreaterThan(0);
      for (const { value, count } of state)
        expect((await as(who, `GET /sharing/demands?state=${value}`)).body).toMatchObject({ total: count });
      for (const { value, count } of provider)
        expect((await as(who, `GET /sharing/demands?provider=${value}`)).body).toMatchObject({ total: count });
      expect((await as(who, 'GET /sharing/demands?overdue=yes')).body['total']).toBe(all['overdue']);
    }
    expect((await as('slj.djy', 'GET /sharing/demands?state=nothing')).body).toMatchObject({ total: 0, items: [] });
    const first = (await as('slj.djy', 'GET /sharing/demands?limit=2')).body;
    const second = (await as('slj.djy', `GET /sharing/demands?limit=2&cursor=${String(first['next'])}`)).body;
    expect(JSON.stringify(second['items'])).not.toBe(JSON.stringify(first['items']));
  });

  test('sharing.export-demands: the ledger holds the rows of the list, with its filters, and leaves evidence', async () => {
    const listed = (await as('slj.djy', 'GET /sharing/demands?state=promised&limit=100')).body;
    const file = expected(await as('slj.djy', 'GET /sharing/demands/ledger?state=promised'), 200);

    const rows: unknown[][] = [];
    for await (const row of streamXlsxRows(file.bytes)) rows.push(row.values);
    expect(rows.filter((row) => String(row[0]).startsWith('XQ-'))).toHaveLength(Number(listed['total']));
    expect(JSON.stringify(rows)).toContain('已承诺');
    const evidence = await sql`SELECT 1 FROM audit.pending WHERE action = 'sharing.export-demands'`.execute(store.database.reader);
    expect(evidence.rows).toHaveLength(1);
  });
});

test('the states of the database are those of the machine', async () => {
  const { rows } = await sql<{ text: string }>`
    SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'demand_state_check'`.execute(store.database.reader);

  for (const state of demandStates) expect(rows[0]?.text).toContain(`'${state}'`);
  expect(rows[0]?.text.match(/'[a-z-]+'/gu)).toHaveLength(demandStates.length);
});
