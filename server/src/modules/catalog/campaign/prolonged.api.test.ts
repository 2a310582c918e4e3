import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
/** A department of a county that has no authority of its own, and one of the county that has. */
const below = '0193a000-0000-7000-8000-000000000422';

beforeAll(async () => {
  world = await catalogWorld(store.database);
  await store.database.transaction((tx) =>
    sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, sample, created_at)
      VALUES (${below}, '11650422000000450X', '托克逊县水利局', '县水利局', 'government', '650422', false, now())`.execute(tx),
  );
});

const send = (organisationIds: readonly string[]) =>
  world.call('office.fb', 'POST /catalog/campaigns', {
    body: {
      regionCode: '650400',
      title: '涉水数据梳理',
      instruction: '梳理本部门履职产生的涉水数据。',
      dueOn: '2026-12-20',
      organisationIds,
      template: null,
      usesSystems: false,
    },
    key: crypto.randomUUID(),
  });
const sent = async () => String((await send([world.orgId('market'), world.orgId('water')])).body['id']);
const prolong = (id: string, dueOn: string, by = 'office.fb') =>
  world.call(by, `POST /catalog/campaigns/${id}/prolongation`, { body: { dueOn, reason: '工作量大' } });
const desk = async (by: string, what: 'todos' | 'notices') => (await world.call(by, `GET /desk/${what}?limit=100`)).text;

describe('who is called', () => {
  test('91-2.1: catalog.send-campaign: the authority above calls departments of a county that has none, and those of one that has are that authority’s', async () => {
    const called = await send([below, world.orgId('water')]);

    expect(called).toMatchObject({ status: 201 });
    expect((called.body['parts'] as { organisationId: string }[]).map(({ organisationId }) => organisationId)).toContain(below);
    const { rows } = await sql<{ link: string }>`SELECT link FROM desk.todo WHERE org_id = ${below} AND closed_at IS NULL`.execute(
      store.database.reader,
    );
    expect(rows).toEqual([{ link: `/catalog/campaigns/${String(called.body['id'])}` }]);
    expect(await send([world.orgId('county')])).toMatchObject({
      status: 422,
      body: { code: 'catalog.campaign.department-unfit', params: { count: 1 } },
    });
  });

  test('identity.list-organisations: whom the authority oversees is one list to choose from', async () => {
    const { body } = await world.call('office.fb', 'GET /organisations?overseenBy=650400&limit=100');
    const ids = (body['items'] as { id: string }[]).map(({ id }) => id);

    expect(ids).toContain(below);
    expect(ids).toContain(world.orgId('water'));
    expect(ids).not.toContain(world.orgId('county'));
  });

  test('a department that is no more is not called', async () => {
    const gone = '0193a000-0000-7000-8000-000000000423';
    await store.database.transaction((tx) =>
      sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, sample, created_at, dissolved_on, dissolution_document)
        VALUES (${gone}, '116504000000004518', '市农机局', '市农机局', 'government', '650400', false, now(), '2026-01-01', '吐编发〔2025〕9号')`.execute(
        tx,
      ),
    );

    expect(await send([gone])).toMatchObject({ status: 422, body: { code: 'catalog.campaign.department-unfit' } });
  });
});

describe('the last day', () => {
  test('91-3.2.1: catalog.prolong-campaign: it is put off with a reason, whoever owes something has until then, and every department is told', async () => {
    const id = await sent();
    await world.call('water.gly', `POST /catalog/campaigns/${id}/none-declaration`, { body: { reason: '无此类数据' } });

    const prolonged = await prolong(id, '2027-01-15');

    expect(prolonged).toMatchObject({
      status: 200,
      body: {
        dueOn: '2027-01-15',
        overdue: false,
        prolongations: [{ from: '2026-12-20', to: '2027-01-15', reason: '工作量大', organisationName: '市政府办公室' }],
      },
    });
    expect(await desk('market.dj', 'todos')).toContain('2027-01-15T16:00:00.000Z');
    for (const by of ['market.dj', 'water.gly'])
      expect(await desk(by, 'notices')).toContain(
        JSON.stringify({ key: 'catalog.notice.campaign-prolonged', params: { day: '2027-01-15', title: '涉水数据梳理' } }),
      );
    // Who has said that it holds no such data owes nothing, and gets no duty back.
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM desk.todo WHERE link = ${`/catalog/campaigns/${id}`} AND org_id = ${world.orgId('water')} AND closed_at IS NULL`.execute(
      store.database.reader,
    );
    expect(rows).toEqual([{ n: 0 }]);
    const evidence = await sql<{ body: string }>`
      SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action = 'catalog.prolong-campaign'`.execute(
      store.database.reader,
    );
    expect(evidence.rows.filter(({ body }) => body.includes(id) && body.includes('2027-01-15') && !body.includes('工作量大'))).toHaveLength(
      1,
    );
    expect(await prolong(id, '2027-02-01')).toMatchObject({
      body: { prolongations: [{ to: '2027-01-15' }, { from: '2027-01-15', to: '2027-02-01' }] },
    });
  });

  test('422: it is not brought forward, nor left as it is, nor set to a day that has passed; 409 once the campaign is closed or was put off too often', async () => {
    const id = await sent();

    for (const day of ['2026-12-20', '2026-12-01'])
      expect(await prolong(id, day)).toMatchObject({
        status: 422,
        body: { code: 'catalog.campaign.not-later', params: { day: '2026-12-20' } },
      });
    expect(await prolong(id, '2026-11-01')).toMatchObject({ status: 422, body: { code: 'catalog.campaign.due-past' } });
    for (let at = 1; at <= 20; at += 1) expect(await prolong(id, `2027-01-${String(at).padStart(2, '0')}`)).toMatchObject({ status: 200 });
    expect(await prolong(id, '2027-02-01')).toMatchObject({ status: 409, body: { code: 'catalog.campaign.prolonged-often' } });
    await world.call('office.fb', `POST /catalog/campaigns/${id}/closing`, { body: { opinion: '梳理结束' } });
    expect(await prolong(id, '2027-03-01')).toMatchObject({ status: 409, body: { code: 'catalog.campaign.closed' } });
  });

  test('403 for a department, 404 for whom it does not concern; two at once: both count or one is told, and the day never goes back', async () => {
    const id = await sent();

    expect(await prolong(id, '2027-01-15', 'market.dj')).toMatchObject({ status: 403 });
    expect(await prolong(id, '2027-01-15', 'county.gly')).toMatchObject({ status: 404, body: { code: 'catalog.campaign.not-found' } });
    const answers = await Promise.all([prolong(id, '2027-01-15'), prolong(id, '2027-01-31')]);

    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 422)).toEqual([]);
    expect((await world.call('office.fb', `GET /catalog/campaigns/${id}`)).body).toMatchObject({ dueOn: '2027-01-31' });
  });
});
