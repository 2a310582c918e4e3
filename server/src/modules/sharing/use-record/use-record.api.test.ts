import { listUseRecords } from '@karez/contract/sharing/use-record';
import { dayIn } from '@karez/kit/clock';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordBatch, type EvidenceDraft } from '#modules/audit/append';
import { deskListeners } from '#modules/desk/jobs';
import { deliverEvents } from '#platform/outbox';
import { sealCity } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';
import { sharingListeners } from '../jobs.ts';
import { agreed } from '../test-granted.ts';
import { receivingCity } from '../test-received.ts';
import { fillUseRecords } from './fill-use-records.job.ts';
import { endsQuarter, monthAfter, monthOf, quarterOf, spanOf } from './quarter.ts';
import { CALL_ACTION } from './use-record-rules.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, tick, notices } = await receivingCity(store);
const zone = needs.config.KAREZ_TIME_ZONE;
const words = {
  scenario: '办理机井取水许可时核对凿井单位的登记状态。',
  outcome: '申请人不再提交营业执照复印件。',
  storage: '不落库，结果只在审批页面显示。',
  figures: { papersSaved: 41, daysSaved: 12, mattersHandled: 41, problemsFound: 2 },
};
const unchanged = { kind: 'unchanged' } as const;

/** A whole quarter of the city that nobody has used yet: time only goes on. */
type Season = {
  readonly quarter: string;
  readonly next: string;
  readonly months: readonly [string, string, string];
  readonly after: string;
};
async function season(): Promise<Season> {
  let first = monthAfter(monthOf(zone, needs.clock.now()));
  while (!endsQuarter(monthAfter(first, -1))) first = monthAfter(first);
  await goTo(`${first}-05T02:00:00Z`);
  const after = monthAfter(first, 3);
  return { quarter: quarterOf(first), next: quarterOf(after), months: [first, monthAfter(first), monthAfter(first, 2)], after };
}

/** A grant that runs from today for a year. */
async function granted(name: string): Promise<string> {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry(name) } }), 201);
  const from = dayIn(zone, needs.clock.now());
  const content = wellPermitApplication(from, { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
  const path = `/sharing/applications/${String(started.body['id'])}`;
  const body = { secrecyDeclaration: 'not-secret', content };
  expected(await as('slj.djy', `PUT ${path}/content`, { body, ifMatch: started.etag ?? '' }), 200);
  expected(await as('slj.djy', `POST ${path}/submission`), 200);
  return agreed(city, started, [1, 2]);
}
/** Goes on in time; everybody has changed their password by then. */
const goTo = async (now: string) => {
  needs.clock.set(now);
  await sql`UPDATE identity.person SET password_changed_at = ${needs.clock.now()}`.execute(store.database.reader);
};
const until = async (now: string) => {
  await goTo(now);
  return fillUseRecords({ ...needs, seed: () => 'ab'.repeat(16) });
};
const use = async (grantId: string, by = 'slj.djy') => as(by, `GET /sharing/grants/${grantId}/use-record`);
const state = async (grantId: string, body: object, by = 'slj.djy') =>
  as(by, `POST /sharing/grants/${grantId}/use-record/statement`, { body });
const match = async (grantId: string, recordId: string, body: object, by = 'slj.djy') =>
  as(by, `POST /sharing/grants/${grantId}/use-record/sample/${recordId}`, { body });
const listed = async (query: string, by: string) => expected(await as(by, `GET /sharing/use-records?limit=100&${query}`), 200).body;

/** What stands on the clerks' desks about a grant. */
async function waiting(grantId: string): Promise<string[]> {
  const found = expected(await as('slj.djy', 'GET /desk/todos?limit=100'), 200).body;
  const { items } = z.object({ items: z.array(z.object({ link: z.string(), title: z.object({ key: z.string() }) })) }).parse(found);
  return items.flatMap(({ link, title }) => (link.includes(grantId) ? [title.key] : []));
}

type Called = {
  grantId: string;
  at: string;
  matter?: string;
  result?: 'done' | 'refused' | 'failed';
  rows?: number;
  phase?: 'begun' | 'ended';
};

/** What a gateway leaves of a call. */
function callOf({ grantId, at, matter = 'QS-2026-0001', result = 'done', rows = 1, phase }: Called): EvidenceDraft {
  const outcome = result === 'done' ? { result } : { result, code: 'gateway.test' };
  return {
    at: new Date(at),
    actor: { kind: 'client', id: 'client', orgId: null },
    action: CALL_ACTION,
    outcome,
    grant: { id: grantId, version: 1 },
    matter,
    sizes: { in: 0, out: 10, rows: phase === 'begun' ? null : rows },
    ...(phase === undefined ? {} : { phase, begun: phase === 'ended' ? '00000000-0000-7000-8000-000000000000' : null }),
  };
}
const call = async (calls: readonly Called[]) => {
  const references = await store.database.transaction((tx) => recordBatch(tx, calls.map(callOf)));
  return references.map(({ id }) => id);
};

describe('the use record of a grant (809-29)', () => {
  test('809-29: sharing.get-grant-use: the months fill themselves from evidence, sealed and not, a long answer once, other grants and months not at all', async () => {
    const { quarter, next, months, after } = await season();
    const [first, , last] = months;
    const [grantId, other] = [await granted('凿井单位名录'), await granted('节水器具名录')];
    const midnight = spanOf(zone, last).until.getTime();
    const about = (milliseconds: number) => new Date(midnight + milliseconds).toISOString();
    await call([
      { grantId, at: `${last}-02T01:00:00Z`, rows: 3 },
      { grantId, at: about(-1000), rows: 2 },
      { grantId, at: `${last}-05T01:00:00Z`, result: 'refused' },
    ]);
    await sealCity(needs);
    await call([
      { grantId, at: about(0), rows: 50 },
      { grantId: other, at: `${last}-06T01:00:00Z`, rows: 70 },
      { grantId, at: `${last}-07T01:00:00Z`, phase: 'begun' },
      { grantId, at: `${last}-07T01:00:05Z`, phase: 'ended', rows: 4000 },
      { grantId, at: `${last}-08T01:00:00Z`, result: 'failed' },
    ]);

    // Nothing is counted before an hour of the next month has passed, for answers may not have ended.
    await until(about(3_599_000));
    expect(expected(await use(grantId), 200).body).toMatchObject({
      quarters: [{ quarter, state: 'running', months: [{}, { month: first }] }],
    });
    await until(about(3_600_000));

    const firstOn = `${last}-02`;
    const lastOn = dayIn(zone, new Date(midnight - 1000));
    expect(expected(await use(grantId), 200).body).toMatchObject({
      current: next,
      quarters: [
        { quarter: next, state: 'running', months: [] },
        {
          quarter,
          state: 'owed',
          keptUntil: `${Number(after.slice(0, 4)) + 3}${after.slice(4)}-01`,
          months: [
            { month: last, counts: { calls: 3, refused: 1, failed: 1, records: 4005, unreadable: 0, firstOn, lastOn } },
            { month: months[1], counts: { calls: 0, records: 0, firstOn: null, lastOn: null } },
            { month: first },
          ],
        },
      ],
    });
    expect(await until(`${after}-01T02:00:00Z`), 'once').toBe(0);
  });

  test('809-29: sharing.state-use: an owed quarter stands on the clerks’ desks with its clock; stated it is gone, and the next is unchanged by one word', async () => {
    const { quarter, next, after } = await season();
    const grantId = await granted('取水户名录');
    await until(`${after}-04T02:00:00Z`);
    expect(await waiting(grantId)).toEqual(['sharing.todo.use-statement']);
    expect(expected(await use(grantId), 200).body).toMatchObject({
      latest: null,
      quarters: [{}, { clock: { ruleKey: 'sharing.use-statement', workingDaysLeft: 10 } }],
      allowed: { 'state-use': { allowed: true }, 'say-unchanged': { allowed: false, reason: 'sharing.use-record.nothing-before' } },
    });
    expect(await state(grantId, { ...unchanged, quarter })).toMatchObject({
      status: 409,
      body: { code: 'sharing.use-record.nothing-before' },
    });

    const stated = expected(await state(grantId, { kind: 'stated', quarter, ...words }), 200);

    expect(stated.body).toMatchObject({
      latest: { no: 1, quarter, kind: 'stated', words },
      quarters: [{ quarter: next }, { quarter, state: 'stated', late: false, clock: { state: 'met' } }],
    });
    expect(await waiting(grantId)).toEqual([]);
    expect(await state(grantId, { ...unchanged, quarter })).toMatchObject({ status: 409, body: { code: 'sharing.use-record.not-owed' } });
    expect(expected(await state(grantId, { ...unchanged, quarter: next }), 200).body).toMatchObject({
      latest: { no: 2, quarter: next, kind: 'unchanged', words },
      quarters: [{ state: 'running' }, {}],
    });
    // On change: said again in the same quarter, and the quarter then owes nothing.
    expected(await state(grantId, { kind: 'stated', quarter: next, ...words, storage: '存入审批库，保存三十天。' }), 200);
    await until(`${monthAfter(after, 3)}-02T02:00:00Z`);
    expect(expected(await use(grantId), 200).body).toMatchObject({ quarters: [{}, { quarter: next, state: 'stated' }, {}] });
  });

  test('403, 404, 422: the provider, another department, a quarter that the grant has not, and an identity number say nothing', async () => {
    const { quarter, after } = await season();
    const grantId = await granted('供水管网名录');
    await until(`${after}-04T02:00:00Z`);
    const body = { kind: 'stated', quarter, ...words };
    const [before, beyond] = [quarterOf(monthAfter(after, -4)), quarterOf(monthAfter(after, 3))];

    expect(await state(grantId, body, 'nyncj.djy')).toMatchObject({ status: 404, body: { code: 'sharing.grant.not-found' } });
    expect(await use(grantId, 'nyncj.djy')).toMatchObject({ status: 404 });
    expect(await state(grantId, { ...body, quarter: before })).toMatchObject({
      status: 404,
      body: { code: 'sharing.use-record.not-found' },
    });
    expect(await state(grantId, { ...body, quarter: beyond })).toMatchObject({
      status: 404,
      body: { code: 'sharing.use-record.not-found' },
    });
    expect(await state(grantId, { ...body, outcome: '查到 650102199001011234 一人' })).toMatchObject({
      status: 422,
      body: { code: 'sharing.use-record.personal-value', fields: [{ path: '/body/outcome' }] },
    });
    expect(expected(await use(grantId, 'scjg.djy'), 200).body['allowed']).toEqual({});
    expect(await state(grantId, body, 'scjg.djy')).toMatchObject({ status: 403 });
    expect(expected(await use(grantId), 200).body).toMatchObject({ latest: null });
  });

  test('a statement that is overdue is told to heads and authority and stays seen as late; a grant that has ended owes its last quarter', async () => {
    const { quarter, next, after } = await season();
    const grantId = await granted('水源井名录');
    await until(`${after}-04T02:00:00Z`);
    await goTo(`${monthAfter(after)}-20T02:00:00Z`);
    await tick();
    await deliverEvents((work) => store.database.transaction(work), [...sharingListeners(needs), ...deskListeners(needs)]);

    expect(await listed('side=held&gap=late', 'slj.djy')).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ grantId, late: true })]),
    });
    for (const by of ['slj.fzr', 'zfb.zgy']) expect(await notices(by)).toContain('desk.notice.clock.overdue');
    expected(await state(grantId, { kind: 'stated', quarter, ...words }), 200);
    expect(await listed('side=held&gap=late', 'slj.djy')).not.toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ grantId })]),
    });
    expect(expected(await use(grantId), 200).body).toMatchObject({ quarters: [{}, { state: 'stated', late: true }] });

    expected(
      await as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body: { reason: '不再提供', code: await codeOf('scjg.fzr') } }),
      200,
    );
    await until(`${monthAfter(after, 2)}-02T02:00:00Z`);

    expect(expected(await use(grantId), 200).body).toMatchObject({
      current: null,
      quarters: [{ quarter: next, state: 'owed', months: [{ month: monthAfter(after) }, { month: after }] }, {}],
    });
    await until(`${monthAfter(after, 7)}-02T02:00:00Z`);
    expect(expected(await use(grantId), 200).body).toMatchObject({ quarters: [{ quarter: next }, { quarter }] });
  });
});

describe('the sample of a month (809-29)', () => {
  test('91-6.3, 809-29: sharing.match-call: as many calls as the rule set says are drawn; each is matched once with its case, and who has to know hears of the misses', async () => {
    const { months, after } = await season();
    const grantId = await granted('抽水设备名录');
    const matters = ['QS-2026-0001', 'QS-2026-0002', 'QS-2026-0003', 'QS-2026-0004', 'QS-2026-0005', 'QS-2026-0006', 'QS-2026-0007'];
    const ids = await call(matters.map((matter, place) => ({ grantId, at: `${months[1]}-1${place}T01:00:00Z`, matter })));
    await call([{ grantId, at: `${months[1]}-20T01:00:00Z`, result: 'refused' }]);
    await until(`${after}-04T02:00:00Z`);
    expect((await waiting(grantId)).toSorted()).toEqual(['sharing.todo.use-sample', 'sharing.todo.use-statement']);
    const seen = expected(await use(grantId), 200).body;
    const sample = drawnOf(seen);
    expect(sample).toHaveLength(5);
    expect(sample.every((id) => ids.includes(id))).toBe(true);
    const caseOf = (id: string | undefined) => matters[ids.indexOf(id ?? '')] ?? '';
    const [first = '', second = '', third = '', ...rest] = sample;

    expected(await match(grantId, first, { result: 'matched', caseNo: caseOf(first) }), 200);
    expected(await match(grantId, second, { result: 'matched', caseNo: 'QS-2026-9999' }), 200);
    expected(await match(grantId, third, { result: 'unmatched', reason: '培训时误用正式环境' }), 200);

    expect(await match(grantId, first, { result: 'unmatched', reason: '改一下' })).toMatchObject({
      status: 409,
      body: { code: 'sharing.use-record.already-answered' },
    });
    expect(await match(grantId, rest[0] ?? '', { result: 'unmatched', reason: '电话 13899990000' })).toMatchObject({
      status: 422,
      body: { code: 'sharing.use-record.personal-value' },
    });
    const outside = ids.find((id) => !sample.includes(id)) ?? '';
    expect(await match(grantId, outside, { result: 'matched', caseNo: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'sharing.use-record.not-sampled' },
    });
    expect(await notices('scjg.djy')).not.toContain('sharing.notice.use-missed');
    for (const id of rest) expected(await match(grantId, id, { result: 'matched', caseNo: ` ${caseOf(id)} ` }), 200);

    expect(await waiting(grantId)).toEqual(['sharing.todo.use-statement']);
    for (const by of ['scjg.djy', 'zfb.zgl']) expect(await notices(by)).toContain('sharing.notice.use-missed');
    expect(await listed('side=given&gap=missed', 'scjg.djy')).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ grantId, sample: { drawn: 5, waiting: 0, matched: 3, differing: 1, unmatched: 1 } }),
      ]),
    });
    expect(expected(await use(grantId, 'zfb.zgl'), 200).body).toMatchObject({
      allowed: {},
      quarters: [{}, { months: [{ clock: null }, { clock: { state: 'met' } }, { clock: null }] }],
    });
  });

  test('whoever has seed and evidence draws the same calls again; another seed draws others', async () => {
    const { months, after } = await season();
    const grantId = await granted('水泵检修名录');
    const ids = await call(
      Array.from({ length: 40 }, (_value, place) => ({ grantId, at: `${months[2]}-03T01:00:${String(place).padStart(2, '0')}Z` })),
    );
    await until(`${after}-04T02:00:00Z`);
    const sample = drawnOf(expected(await use(grantId), 200).body);

    const again = async (seed: string) => {
      const hashed = await Promise.all(
        ids.map(
          async (id) =>
            [Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${seed}${id}`))).toString('hex'), id] as const,
        ),
      );
      return hashed
        .toSorted(([left], [right]) => (left < right ? -1 : 1))
        .slice(0, 5)
        .map(([, id]) => id);
    };
    expect(sample.toSorted()).toEqual((await again('ab'.repeat(16))).toSorted());
    expect(sample.toSorted()).not.toEqual((await again('cd'.repeat(16))).toSorted());
    const told = await sql<{ body: string }>`
      SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action = 'sharing.fill-use-records' AND grant_id = ${grantId}`.execute(
      store.database.reader,
    );
    expect(told.rows.map(({ body }) => body).join('')).toContain('ab'.repeat(16));
  });
});

describe('the list of use records', () => {
  test('809-29: sharing.list-use-records, sharing.export-use-records: gaps are counted as they are listed; provider and authority read them, another department nothing', async () => {
    const { quarter, months, after } = await season();
    const grantId = await granted('地下水监测名录');
    await call([{ grantId, at: `${months[0]}-08T01:00:00Z` }]);
    await until(`${after}-04T02:00:00Z`);

    for (const [query, by] of [
      ['side=held', 'slj.djy'],
      ['side=given', 'scjg.djy'],
      ['side=authority', 'zfb.zgl'],
    ] as const) {
      const all = await listed(`${query}&quarter=${quarter}`, by);
      const owed = await listed(`${query}&quarter=${quarter}&gap=statement`, by);
      const counted = listUseRecords.answer.parse(all).facets.gap.find(({ value }) => value === 'statement');
      expect(counted?.count).toBe(owed['total']);
      expect(JSON.stringify(owed)).toContain(grantId);
      const workbook = await as(by, `GET /sharing/use-records/ledger?${query}&gap=statement`);
      expect(workbook.status).toBe(200);
    }
    expect(await listed('side=held', 'nyncj.djy')).toMatchObject({ items: [], total: 0 });
    expect(await listed('side=authority', 'slj.fzr')).toMatchObject({ items: [], total: 0 });
    const [page] = [await listed('side=held', 'slj.djy')];
    const first = expected(await as('slj.djy', 'GET /sharing/use-records?side=held&limit=1'), 200).body;
    const second = expected(await as('slj.djy', `GET /sharing/use-records?side=held&limit=1&cursor=${String(first['next'])}`), 200).body;
    expect(page).toMatchObject({ items: expect.arrayContaining([...itemsOf(first), ...itemsOf(second)]) });
    expect(itemsOf(first)).not.toEqual(itemsOf(second));
  });

  test('809-29: the database keeps them for three years, each part and whole, and mirrors the machine', async () => {
    const { quarter, months, after } = await season();
    const grantId = await granted('渠道名录');
    await call([{ grantId, at: `${months[0]}-08T01:00:00Z` }]);
    await until(`${after}-04T02:00:00Z`);
    expected(await state(grantId, { kind: 'stated', quarter, ...words }), 200);
    const change = (statement: string) => store.database.pool.query(statement, [grantId]);
    const ofGrant = '(SELECT id FROM sharing.use_month WHERE grant_id = $1)';

    for (const [table, which] of [
      ['use_sample', `month_id IN ${ofGrant}`],
      ['use_statement', 'grant_id = $1'],
      ['use_month', 'grant_id = $1'],
      ['use_record', 'grant_id = $1'],
    ]) {
      await expect(change(`DELETE FROM sharing.${table} WHERE ${which}`), table).rejects.toThrow(/is kept until 20\d\d/u);
      await expect(store.database.pool.query(`TRUNCATE sharing.${table} CASCADE`), table).rejects.toThrow('is kept');
    }
    await expect(change("UPDATE sharing.use_record SET kept_until = '2020-01-01' WHERE grant_id = $1")).rejects.toThrow('is kept until');
    await expect(change("UPDATE sharing.use_record SET state = 'owed' WHERE grant_id = $1 AND state = 'stated'")).rejects.toThrow(
      'use_record_owed',
    );
    await expect(change("UPDATE sharing.use_record SET state = 'stated' WHERE grant_id = $1 AND state = 'running'")).rejects.toThrow(
      /use_record_(stated|closed)/u,
    );
    await expect(change("UPDATE sharing.use_record SET state = 'gone' WHERE grant_id = $1")).rejects.toThrow(
      /use_record_(state_check|closed)/u,
    );
    await expect(change("UPDATE sharing.use_statement SET kind = 'unchanged' WHERE grant_id = $1")).rejects.toThrow('never changed');
    await expect(change('UPDATE sharing.use_month SET calls = 0 WHERE grant_id = $1')).rejects.toThrow('never changed');
    await expect(change(`UPDATE sharing.use_sample SET state = 'matched' WHERE month_id IN ${ofGrant}`)).rejects.toThrow('use_sample');
    // What was kept long enough may go.
    await change(
      `UPDATE sharing.use_sample SET state = 'unmatched', reason = 'x', answered_by = 'x', answered_at = now() WHERE month_id IN ${ofGrant}`,
    );
    await expect(change(`UPDATE sharing.use_sample SET reason = 'y' WHERE month_id IN ${ofGrant}`)).rejects.toThrow('answered once');
    await store.database.pool.query('ALTER TABLE sharing.use_sample DISABLE TRIGGER USER');
    await change(`UPDATE sharing.use_sample SET kept_until = '2020-01-01' WHERE month_id IN ${ofGrant}`);
    await store.database.pool.query('ALTER TABLE sharing.use_sample ENABLE TRIGGER USER');
    await change(`DELETE FROM sharing.use_sample WHERE month_id IN ${ofGrant}`);
  });
});

type Body = Readonly<Record<string, unknown>>;
const itemsOf = (body: Body): unknown[] => (Array.isArray(body['items']) ? body['items'] : []);

/** Ids of the sampled calls of every month. */
function drawnOf(body: Body): string[] {
  return [...JSON.stringify(body).matchAll(/"recordId":"([^"]+)"/gu)].map(([, id]) => id ?? '');
}
