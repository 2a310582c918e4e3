import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openCorrectionsOf } from '#modules/correction';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { corrected, correctionsIn, noError, report } from './test-corrections.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const corrections = correctionsIn(city);
const { post, seen, read, todos, notices, deliver } = corrections;
let use = { entryId: '', grantId: '' };

/** Designates a department as the source of a data element. */
async function designate(elementId: string, key: string): Promise<void> {
  const body = {
    organisationId: corrections.orgId(key),
    decisionNo: '吐数认〔2026〕1号',
    decidedOn: '2026-11-20',
    reason: '依职能采集',
    secondFactor: await codeOf('zfb.zgy'),
  };
  expected(await as('zfb.zgy', `POST /catalog/elements/${elementId}/designation`, { body }), 200);
}
let elementId = '';

beforeAll(async () => {
  const element = { code: 'E8001', name: '核准名称', definition: '经核准的名称', dataType: 'C', codeSet: null, synonyms: [] };
  elementId = String(expected(await as('zfb.zgy', 'POST /catalog/elements', { body: element }), 201).body['id']);
  use = await corrections.granted('E8001');
}, 120_000);

/** How many to-dos of each kind are open about a report. */
async function openTodos(id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{
    key: string;
    count: number;
  }>`SELECT replace(title_key, 'correction.todo.', '') AS key, count(*)::int AS count
    FROM desk.todo WHERE subject_id = ${id} AND closed_at IS NULL GROUP BY 1`.execute(store.database.reader);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

const { dissolve } = corrections;

describe('809-26: the source corrects', () => {
  test('a report is passed on to the source that the catalogue knows, by two hands, once; the source has the term that runs, the former department sees how it ends', async () => {
    await designate(elementId, 'zwfw');
    const id = await corrections.accepted(use);
    const source = corrections.orgId('zwfw');
    expect(await read(id, 'scjg.djy')).toMatchObject({ sources: [{ id: source, known: 'designated', itemNo: 2 }] });
    expect(await read(id)).toMatchObject({ sources: [] });
    await corrections.signed(id, { result: 'redirect', organisationId: source, reason: '名称由该局核定' });

    expect(await read(id)).toMatchObject({
      state: 'filed',
      provider: { id: source },
      proposal: null,
      reply: null,
      clocks: [
        { ruleKey: 'correction.feedback', state: 'cancelled' },
        { ruleKey: 'correction.feedback', state: 'running' },
      ],
    });
    expect(await todos('zwfw.djy')).toContain('correction.todo.accept');
    expect(await todos('scjg.djy')).not.toContain(id);
    expect(await notices('slj.djy')).toContain('correction.notice.moved');
    expect(await read(id, 'scjg.djy')).toMatchObject({ allowed: {}, sources: [] });
    expect((await as('scjg.djy', `GET /corrections/${id}/particulars`)).status).toBe(403);

    expected(await post('zwfw.djy', id, '/acceptance'), 200);
    // Nobody sends it round.
    expect(
      await corrections.answer(id, { result: 'redirect', organisationId: corrections.orgId('scjg'), reason: '退回' }, 'zwfw.djy'),
    ).toMatchObject({
      status: 422,
      body: { code: 'correction.department-unfit', fields: [{ path: '/body/organisationId' }] },
    });
    expected(await corrections.answer(id, noError, 'zwfw.djy'), 200);
    expected(await corrections.sign(id, 'zwfw.fzr'), 200);
    expect(await read(id, 'scjg.djy')).toMatchObject({ state: 'answered', result: 'not-an-error' });
    // Whoever had it is party to the dispute, and so decides nothing.
    expected(await post('slj.djy', id, '/dispute', { reason: '另有证据' }), 200);
    const order = { decision: 'order', organisationId: corrections.orgId('scjg') };
    expect(expected(await corrections.decide(id, order), 200).body).toMatchObject({
      state: 'filed',
      ordered: true,
      provider: { id: corrections.orgId('scjg') },
    });
  });

  test('whoever uses a corrected item under a running grant is told, once, and nothing of the report; who uses other items only is not', async () => {
    const fresh = await corrections.granted();
    await corrections.grant(fresh.entryId, [1, 2], { of: 'zrzy', system: 'real-estate' });
    await corrections.grant(fresh.entryId, [1], { of: 'nyncj', system: 'grape-filing' });
    const id = await corrections.answered(fresh, corrected);

    expect((await notices('zrzy.djy')).split('correction.notice.corrected-for-users')).toHaveLength(2);
    // Which entry and who corrected it; not which report, nor whose.
    const { no } = await read(id);
    const { items } = (await as('zrzy.djy', 'GET /desk/notices?limit=100')).body as { items: { title: { key: string } }[] };
    const told = items.find(({ title }) => title.key === 'correction.notice.corrected-for-users');
    expect(told).toMatchObject({ link: `/catalog/entries/${fresh.entryId}` });
    expect(no).toMatch(/^JH-/u);
    for (const secret of [id, String(no), '水利局']) expect(JSON.stringify(told)).not.toContain(secret);
    expect(await notices('nyncj.djy')).not.toContain('correction.notice.corrected-for-users');
    expect(await notices('slj.djy')).not.toContain('correction.notice.corrected-for-users');
    expect((await as('zrzy.djy', `GET /corrections/${id}`)).status).toBe(404);
    await corrections.answered(fresh, noError);
    expect((await notices('zrzy.djy')).split('correction.notice.corrected-for-users')).toHaveLength(2);
  });
});

describe('809-26: the term', () => {
  test('when the statutory term runs out, head, authority and requester are told, once, the list counts it, and nothing is decided by silence', async () => {
    const late = await corrections.filed(use);
    const before = (await as('zfb.zgy', `GET /corrections?overdue=yes&entry=${use.entryId}`)).body['total'];
    await corrections.pass('2026-12-20T02:00:00Z');

    expect(await read(late)).toMatchObject({ state: 'filed', clock: { state: 'lapsed' } });
    expect(await todos('zfb.zgy')).toContain('correction.todo.press');
    expect(await todos('scjg.fzr')).toContain('correction.todo.keep');
    expect(await notices('slj.djy')).toContain('correction.notice.overdue');
    const listed = expected(await as('zfb.zgy', `GET /corrections?overdue=yes&entry=${use.entryId}`), 200).body;
    expect(Number(listed['total'])).toBeGreaterThan(Number(before));
    expect(listed['overdue']).toBe(listed['total']);
    const told = (await notices('slj.djy')).split('correction.notice.overdue').length;
    await corrections.pass('2026-12-21T02:00:00Z');
    expect((await notices('slj.djy')).split('correction.notice.overdue').length).toBe(told);
    // Accepting, proposing and returning leave the escalation standing; the answer ends it.
    expected(await post('scjg.djy', late, '/acceptance'), 200);
    expect(await openTodos(late)).toEqual({ press: 1, keep: 1, answer: 1 });
    expected(await corrections.answer(late, noError), 200);
    expect(await openTodos(late)).toEqual({ press: 1, keep: 1, sign: 1 });
    expected(await post('scjg.fzr', late, '/answer-signature', { decision: 'return', opinion: '请补充' }), 200);
    expect(await openTodos(late)).toEqual({ press: 1, keep: 1, answer: 1 });
    await corrections.signed(late, noError);
    expect(await openTodos(late)).toEqual({ confirm: 1 });
  });

  test('an answer that nobody confirms stays an answer: the requester may still dispute it after the term', async () => {
    const id = await corrections.answered(use, noError);
    await corrections.pass('2027-02-01T02:00:00Z');

    expect(await read(id)).toMatchObject({ state: 'answered', clock: { ruleKey: 'correction.confirmation', state: 'lapsed' } });
    expected(await post('slj.djy', id, '/dispute', { reason: '仍有误' }), 200);
  });
});

describe('a department that ends', () => {
  test('its successor answers anew, with the whole term; what was only proposed is void', async () => {
    await designate(elementId, 'wlj');
    const passed = await corrections.accepted(use);
    await corrections.signed(passed, { result: 'redirect', organisationId: corrections.orgId('wlj'), reason: '名称由该局核定' });
    expected(await post('wlj.djy', passed, '/acceptance'), 200);
    expected(await corrections.answer(passed, noError, 'wlj.djy'), 200);
    await dissolve('wlj', 'zrzy');
    await deliver();

    expect(await read(passed)).toMatchObject({ state: 'filed', provider: { id: corrections.orgId('zrzy') }, clock: { state: 'running' } });
    expect(await todos('zrzy.djy')).toContain('correction.todo.accept');
    expect(await read(passed, 'zrzy.djy')).toMatchObject({ proposal: null });
  });

  test('correction.assign-correction: without a successor the authority names another department; the event told again changes nothing', async () => {
    await designate(elementId, 'qxj');
    const id = await corrections.accepted(use);
    await corrections.signed(id, { result: 'redirect', organisationId: corrections.orgId('qxj'), reason: '名称由该局核定' });
    await dissolve('qxj', null);
    await deliver();

    expect(await read(id)).toMatchObject({ state: 'at-authority', clock: { ruleKey: 'correction.decision' } });
    expect(await todos('zfb.zgy')).toContain('correction.todo.assign');
    const body = (key: string) => ({ organisationId: corrections.orgId(key), reason: '职能归该局' });
    for (const key of ['qxj', 'slj'])
      expect(await as('zfb.zgy', `POST /corrections/${id}/assignment`, { body: body(key), ...(await seen(id, 'zfb.zgy')) })).toMatchObject({
        status: 422,
        body: { code: 'correction.department-unfit' },
      });
    expect(
      expected(await as('zfb.zgy', `POST /corrections/${id}/assignment`, { body: body('scjg'), ...(await seen(id, 'zfb.zgy')) }), 200).body,
    ).toMatchObject({
      state: 'filed',
      provider: { id: corrections.orgId('scjg') },
      clock: { ruleKey: 'correction.feedback' },
    });
    const { revision } = await read(id);
    await deliver();
    expect((await read(id))['revision']).toBe(revision);
  });
});

describe('lists, counts and flags', () => {
  test('correction.list-corrections: each side its own, every count is the length of the list that it opens, pages follow one another', async () => {
    for (let count = 0; count < 3; count += 1) await corrections.draft(use);
    const own = expected(await as('slj.djy', 'GET /corrections?side=raised&limit=2'), 200).body as {
      items: { id: string }[];
      total: number;
      next: string;
      facets: { state: { value: string; count: number }[] };
    };
    expect(own.items).toHaveLength(2);
    const second = expected(await as('slj.djy', `GET /corrections?side=raised&limit=2&cursor=${own.next}`), 200).body as {
      items: { id: string }[];
    };
    expect(second.items.map(({ id }) => id)).not.toContain(own.items[0]?.id);
    for (const { value, count } of own.facets.state)
      expect((await as('slj.djy', `GET /corrections?side=raised&state=${value}`)).body['total']).toBe(count);
    expect((await as('slj.djy', 'GET /corrections?state=nonsense')).body).toMatchObject({ items: [], total: 0 });
    const draft = await corrections.draft(use);
    const given = JSON.stringify((await as('scjg.djy', 'GET /corrections?limit=100')).body);
    expect(given).not.toContain(draft);
    expect((await as('czj.djy', 'GET /corrections?limit=100')).body).toMatchObject({ total: 0 });
  });

  test('correction.list-flags: while a report is open its items are flagged to every reader; an answered one flags nothing', async () => {
    const fresh = await corrections.granted();
    const flags = async (by = 'zrzy.djy') => expected(await as(by, `GET /corrections/flags/${fresh.entryId}`), 200).body;
    expect(await flags()).toEqual({ open: 0, items: [] });
    const first = await corrections.accepted(fresh);
    await corrections.filed(fresh, { ...report, itemNos: [1, 2] });
    expect(await flags()).toMatchObject({
      open: 2,
      items: [
        { no: 1, open: 1 },
        { no: 2, open: 2 },
      ],
    });
    expect(await openCorrectionsOf(store.database.reader, fresh.entryId)).toEqual({
      open: 2,
      byItem: new Map([
        [1, 1],
        [2, 2],
      ]),
    });
    await corrections.signed(first, corrected);
    expect(await flags()).toMatchObject({
      open: 1,
      items: [
        { no: 1, open: 1 },
        { no: 2, open: 1 },
      ],
    });
    expect((await as('zrzy.djy', `GET /corrections/flags/${city.needs.newId()}`)).status).toBe(404);
  });

  test('correction.export-corrections: the same rows as the list as a workbook, with the filters said, and evidence of it', async () => {
    const file = expected(await as('slj.djy', `GET /corrections/ledger?entry=${use.entryId}`), 200);
    expect(Buffer.from(file.bytes.slice(0, 2)).toString()).toBe('PK');
    const rows: unknown[][] = [];
    for await (const row of streamXlsxRows(file.bytes)) rows.push([...row.values]);
    const { total } = expected(await as('slj.djy', `GET /corrections?entry=${use.entryId}`), 200).body;
    const listed = rows.filter((row) => row.includes('凿井企业登记1'));
    // One row more: the head says by which entry the list was narrowed.
    expect(listed).toHaveLength(Number(total) + 1);
    const acts = await sql<{ count: number }>`SELECT count(*)::int AS count FROM audit.pending
      WHERE action = 'correction.export-corrections'`.execute(store.database.reader);
    expect(acts.rows[0]?.count).toBe(1);
  });
});

describe('a department that has ended without a successor', () => {
  test('409: nothing is reported to it; the draft stays, for the time when the receiving department is known', async () => {
    const fresh = await corrections.granted();
    const draft = await corrections.draft(fresh);
    await dissolve('scjg', null);
    await deliver();

    const body = { entryId: fresh.entryId, ground: { kind: 'grant', grantId: fresh.grantId } };
    expect(await as('slj.djy', 'POST /corrections', { body })).toMatchObject({ status: 409, body: { code: 'correction.provider-ended' } });
    expect(await as('slj.djy', `POST /corrections/${draft}/filing`, await seen(draft, 'slj.djy'))).toMatchObject({
      status: 409,
      body: { code: 'correction.provider-ended' },
    });
    expect(await read(draft)).toMatchObject({ state: 'draft' });
  });
});
