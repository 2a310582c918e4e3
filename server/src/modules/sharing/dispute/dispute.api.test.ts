import { beforeAll, describe, expect, test } from 'vitest';
import { lawJobs } from '#modules/law/jobs';
import { deliverEvents } from '#platform/outbox';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { openSeat, send, type Seat } from '#test/route-role-seats';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { sharingListeners } from '../jobs.ts';
import { decision, disputesIn } from './test-disputes.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf, needs } = city;
let disputes: ReturnType<typeof disputesIn>;
let officer: Seat;
let entryId = '';

beforeAll(async () => {
  const items = [1, 2].map((no) => itemOf(no, { nameZh: `争议项${no}`, fieldName: `z${no}` }));
  entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '争议企业名录', items }));
  disputes = disputesIn(city, { entryId });
  officer = await openSeat(city, 'authority', 'AUTHORITY_ADMIN');
}, 300_000);

const read = (by: string, id: string) => as(by, `GET /sharing/disputes/${id}`);
const owes = async (by: string, id: string): Promise<string[]> => {
  const { items } = (await as(by, 'GET /desk/todos?limit=100')).body as { items: { link: string; title: { key: string } }[] };
  return items.filter(({ link }) => link.endsWith(id)).map(({ title }) => title.key.replace('sharing.todo.', ''));
};
const notices = async (by: string) => JSON.stringify((await as(by, 'GET /desk/notices?limit=100')).body);
const offer = { result: 'for-requester', itemNos: [1], words: '同意共享第一项' };
const scan = (id: string, upload = disputes.upload) => send(city, officer, { method: 'POST', url: `/sharing/disputes/${id}/scan`, upload });

describe('91-5.1, 809-28: negotiation', () => {
  test('a refusal is disputed by its own department, once at a time; both sides read the same, others nothing', async () => {
    const application = await disputes.refused();
    expect(await disputes.raise(application, 'nyncj.djy')).toMatchObject({ status: 404 });
    expect(await disputes.raise(application, 'slj.djy', '张某 13812345678')).toMatchObject({
      body: { code: 'sharing.dispute.personal-value' },
    });
    const raised = expected(await disputes.raise(application), 201);
    const id = String(raised.body['id']);

    expect(await disputes.raise(application)).toMatchObject({ status: 409, body: { code: 'sharing.dispute.under-way' } });
    expect(await owes('scjg.djy', id)).toEqual(['negotiate']);
    const [own, other] = [(await read('slj.djy', id)).body, (await read('scjg.djy', id)).body];
    expect(own).toMatchObject({
      refusal: { ground: 'not-duty-related' },
      clock: { ruleKey: 'sharing.dispute-negotiation', workingDaysLeft: 10 },
    });
    expect(other['history']).toEqual(own['history']);
    expect(await read('nyncj.djy', id)).toMatchObject({ status: 404 });
    expect(await disputes.refer(id)).toMatchObject({ status: 409, body: { code: 'sharing.dispute.not-heard' } });
    const withdrawn = await as('slj.djy', `POST /sharing/disputes/${id}/withdrawal`, { body: { reason: '已沟通' } });
    expect(withdrawn).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    expected(await disputes.raise(application), 201);
  });

  test('what both heads sign settles it: the application is answered anew with its whole term, and not behind what was agreed', async () => {
    const application = await disputes.refused();
    const id = String(expected(await disputes.raise(application), 201).body['id']);
    const offered = { ...offer, code: await codeOf('slj.fzr') };
    expected(await as('slj.fzr', `POST /sharing/disputes/${id}/settlement`, { body: offered }), 200);
    expect(await owes('scjg.fzr', id)).toContain('answer-settlement');
    const own = { decision: 'accept', words: '同意', code: await codeOf('slj.fzr') };
    expect(await disputes.post('slj.fzr', id, 'settlement-answer', own)).toMatchObject({
      body: { code: 'sharing.dispute.own-offer' },
    });
    const accepted = { ...own, code: await codeOf('scjg.fzr') };

    const settled = expected(await disputes.post('scjg.fzr', id, 'settlement-answer', accepted), 200);

    expect(settled.body).toMatchObject({ state: 'settled', outcome: { by: 'agreement', itemNos: [1] }, offer: null });
    const reopened = (await as('scjg.djy', `GET /sharing/applications/${application}`)).body;
    expect(reopened).toMatchObject({ state: 'at-provider', reply: null });
    expect(JSON.stringify(reopened['history'])).toContain('reopened');
    const propose = (itemNos: number[]) => {
      const leftOut = [1, 2].filter((no) => !itemNos.includes(no)).map((no) => ({ no, reason: '不必要' }));
      const body = { ...proposalToAgree(itemNos.map((no) => ({ no, mask: 'none' as const }))), leftOut };
      return as('scjg.djy', `POST /sharing/applications/${application}/proposal`, { body });
    };
    expect(await propose([2])).toMatchObject({ status: 422, body: { code: 'sharing.dispute.bound' } });
    expected(await propose([1]), 200);
  });

  test('412: the other head signs or declines the offer that was read, not one that took its place; the code is kept for that', async () => {
    const id = await disputes.raised();
    const offering = (words: string, itemNos: number[], result = 'for-requester') =>
      disputes.signed('slj.fzr', id, 'settlement', { result, itemNos, words });
    expected(await offering('只共享第一项', [1]), 200);
    const before = await disputes.seen('scjg.fzr', id);
    needs.clock.advance(60_000);
    expected(await offering('维持原答复', [], 'stands'), 200);
    const accept = { decision: 'accept', words: '同意', code: await codeOf('scjg.fzr') };
    const answer = (body: object, header: object) => as('scjg.fzr', `POST /sharing/disputes/${id}/settlement-answer`, { body, ...header });

    expect(await answer(accept, {})).toMatchObject({ status: 412, body: { code: 'request.etag-missing' } });
    for (const body of [accept, { decision: 'decline', words: '不同意' }])
      expect(await answer(body, before)).toMatchObject({ status: 412, body: { code: 'sharing.dispute.stale' } });

    expect((await read('scjg.fzr', id)).body).toMatchObject({ state: 'negotiating', offer: { words: '维持原答复' } });
    const settled = expected(await answer(accept, await disputes.seen('scjg.fzr', id)), 200);
    expect(settled.body).toMatchObject({ state: 'settled', outcome: { result: 'stands' } });
  });

  test('a declined offer goes on; what an entry says can be disputed too, with no application behind it', async () => {
    const matter = { kind: 'entry', entryId, matter: '更新周期应为每日' };
    expect(await as('scjg.djy', 'POST /sharing/disputes', { body: matter })).toMatchObject({
      body: { code: 'sharing.dispute.subject-unfit' },
    });
    const id = String(expected(await as('qxj.djy', 'POST /sharing/disputes', { body: matter }), 201).body['id']);
    expected(await disputes.signed('scjg.fzr', id, 'settlement', { result: 'stands', itemNos: [], words: '维持' }), 200);

    const declined = expected(await disputes.post('qxj.fzr', id, 'settlement-answer', { decision: 'decline', words: '不同意' }), 200);

    expect(declined.body).toMatchObject({ state: 'negotiating', offer: null, kind: 'entry', application: null });
    expected(await disputes.refer(id, 'qxj.djy'), 200);
    expect(await owes('zfb.zgl', id)).toEqual(['decide-dispute']);
  });
});

describe('809-28: the authority, and those above', () => {
  test('an order binds the provider with a clock, and is carried out only once the application was answered', async () => {
    const id = await disputes.atAuthority();
    expect(await disputes.decide(id, { decision: 'order', itemNos: [] })).toMatchObject({ body: { code: 'sharing.dispute.incomplete' } });
    const said = await as('zfb.zgy', `POST /sharing/disputes/${id}/statement`, { body: { words: '协调会纪要' } });
    expect(said).toMatchObject({ status: 200 });

    const code = await codeOf('zfb.zgl');
    const body = { decision: 'order', itemNos: [1], words: '应当共享第一项', code };
    const ordered = expected(await as('zfb.zgl', `POST /sharing/disputes/${id}/decision`, { body }), 200);

    expect(ordered.body).toMatchObject({
      state: 'ordered',
      clock: { ruleKey: 'sharing.dispute-execution' },
      application: { id: expect.any(String) },
    });
    expect(await owes('scjg.fzr', id)).toEqual(['execute-order']);
    expect(await notices('slj.djy')).toContain('sharing.notice.dispute-ordered');
    const executing = { words: '已答复', code: await codeOf('scjg.fzr') };
    expect(await as('scjg.fzr', `POST /sharing/disputes/${id}/execution`, { body: executing })).toMatchObject({
      status: 409,
      body: { code: 'sharing.dispute.not-executed' },
    });
    const { application } = ordered.body as { application: { id: string } };
    expected(await as('slj.djy', `POST /sharing/applications/${application.id}/withdrawal`, { body: { reason: '不再需要' } }), 200);
    const done = expected(await disputes.signed('scjg.fzr', id, 'execution', { words: '申请已撤回' }), 200);
    expect(done.body).toMatchObject({ state: 'executed' });
  });

  test('a decision from above is entered beside its scan by one officer and counts when another has confirmed it', async () => {
    const id = await disputes.above();
    const enter = () => as('zfb.zgy', `POST /sharing/disputes/${id}/document`, { body: decision });
    expect(await enter()).toMatchObject({ status: 409, body: { code: 'sharing.dispute.scan-missing' } });
    expect((await scan(id, { ...disputes.upload, fileName: '决定.pdf', content: '<script>' })).status).toBe(415);
    expect((await scan(id)).status).toBe(201);
    expected(await enter(), 200);
    const returned = await disputes.post('zfb.zgl', id, 'document-confirmation', { decision: 'return', opinion: '文号有误' });
    expect(returned).toMatchObject({ status: 200, body: { state: 'above', document: null } });
    expected(await enter(), 200);
    const body = { decision: 'confirm', opinion: '与原件一致', code: await codeOf('zfb.zgl') };

    const confirmed = expected(await disputes.post('zfb.zgl', id, 'document-confirmation', body), 200);

    expect(confirmed.body).toMatchObject({ state: 'ordered', outcome: { by: 'government' }, document: { docNo: decision.docNo } });
    const paper = expected(await as('slj.djy', `GET /sharing/disputes/${id}/scan`), 200);
    expect(Buffer.from(paper.bytes).toString('utf8')).toContain('%PDF');
    expect(await as('nyncj.djy', `GET /sharing/disputes/${id}/scan`)).toMatchObject({ status: 404 });
  });

  test('412: the second officer confirms or returns the decision that was read, not one that was entered in its place', async () => {
    const id = await disputes.above();
    expect((await scan(id)).status).toBe(201);
    const enter = (text: string) => as('zfb.zgy', `POST /sharing/disputes/${id}/document`, { body: { ...decision, text } });
    expected(await enter('同意共享第一项。'), 200);
    const before = await disputes.seen('zfb.zgl', id);
    expected(await disputes.post('zfb.zgl', id, 'document-confirmation', { decision: 'return', opinion: '有误' }), 200);
    expected(await enter('同意共享第一项和第二项。'), 200);
    const confirm = { decision: 'confirm', opinion: '一致', code: await codeOf('zfb.zgl') };
    const judge = (body: object, seen: object) => as('zfb.zgl', `POST /sharing/disputes/${id}/document-confirmation`, { body, ...seen });

    expect(await judge(confirm, {})).toMatchObject({ status: 412, body: { code: 'request.etag-missing' } });
    for (const body of [confirm, { decision: 'return', opinion: '退回' }])
      expect(await judge(body, before)).toMatchObject({ status: 412, body: { code: 'sharing.dispute.stale' } });

    expect((await read('zfb.zgl', id)).body).toMatchObject({ state: 'entered', outcome: null });
    expected(await judge(confirm, await disputes.seen('zfb.zgl', id)), 200);
  });

  test('an answer that is upheld stays refused; a term that runs out is told and listed, and the ledger is a workbook', async () => {
    const upheld = await disputes.atAuthority();
    expect(expected(await disputes.decide(upheld, { decision: 'uphold' }), 200).body).toMatchObject({
      state: 'upheld',
      outcome: { result: 'stands' },
    });
    const late = await disputes.raised();

    needs.clock.advance(30 * 86_400_000);
    for (const job of lawJobs(needs)) if (job.id === 'law.clock-tick') await job.run({});
    await deliverEvents((work) => store.database.transaction(work), sharingListeners(needs));

    expect(await notices('scjg.djy')).toContain('sharing.notice.dispute-overdue');
    const listed = expected(await as('zfb.zgl', 'GET /sharing/disputes?side=overseen&overdue=yes&limit=100'), 200);
    expect(JSON.stringify(listed.body)).toContain(late);
    expect(JSON.stringify(listed.body)).not.toContain(upheld);
    const ledger = expected(await as('slj.djy', 'GET /sharing/disputes/ledger?side=raised'), 200);
    expect(Buffer.from(ledger.bytes).subarray(0, 2).toString('latin1')).toBe('PK');
    expected(await as('slj.djy', `POST /sharing/disputes/${late}/referral`, { body: { reason: '对方未答复' } }), 200);
  });

  test('the database keeps the machine too', async () => {
    const id = await disputes.raised();
    const change = (set: string) => store.database.pool.query(`UPDATE sharing.dispute SET ${set} WHERE id = $1`, [id]);

    await expect(change("state = 'gone'")).rejects.toThrow('dispute_state_check');
    await expect(change("state = 'settled'")).rejects.toThrow(/dispute_(?:ended|outcome|due)/u);
    await expect(change("state = 'above'")).rejects.toThrow('dispute_above');
    await expect(change("state = 'entered', body = 'government'")).rejects.toThrow('dispute_entered');
    await expect(change("confirmed_by = 'a', entered_by = 'a'")).rejects.toThrow('dispute_four_eyes');
    await expect(change('refusal = NULL')).rejects.toThrow('dispute_subject');
    await expect(store.database.pool.query("UPDATE sharing.dispute_event SET words = 'x'")).rejects.toThrow();
  });
});
