import type { PublicKey } from '@karez/kit/crypto/signing';
import { paperEvidenceFile, readPaper, verifyPaper } from '@karez/policy/evidence/paper';
import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { deskListeners } from '#modules/desk/jobs';
import { lawJobs } from '#modules/law/jobs';
import { deliverEvents } from '#platform/outbox';
import { openCity } from '#test/city';
import { sealCity } from '#test/sealing';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { sharingListeners } from '../jobs.ts';
import { openDisposals } from './open-disposals.job.ts';
import { disposalsIn } from './test-disposals.ts';

const store = await createTestDatabase();
let lot = 0.999;
const city = await openCity(store, { chance: () => lot });
const { as, codeOf, needs } = city;
const { seen, granted, ordered, report, sign, sendBack, reported, certified, orderCheck, recordCheck, checking, read } = disposalsIn(city);

const todos = async (by: string) => JSON.stringify((await as(by, 'GET /desk/todos?limit=100')).body);
const notices = async (by: string) => JSON.stringify((await as(by, 'GET /desk/notices?limit=100')).body);
/** The to-dos of one disposal on somebody's desk, by their words. */
const owes = async (by: string, id: string): Promise<string[]> => {
  const { items } = (await as(by, 'GET /desk/todos?limit=100')).body as { items: { link: string; title: { key: string } }[] };
  return items.filter(({ link }) => link.endsWith(id)).map(({ title }) => title.key.replace('sharing.todo.', ''));
};
const basis = [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十九条', quotation: '', articleId: '809-29' }];

async function pass(days: number): Promise<void> {
  needs.clock.advance(days * 86_400_000);
  for (const job of lawJobs(needs)) if (job.id === 'law.clock-tick') await job.run({});
  await deliverEvents((work) => store.database.transaction(work), [...sharingListeners(needs), ...deskListeners(needs)]);
}

describe('91-6.3, 809-27: when the use of data ends', () => {
  test('a revocation orders the disposal in its own transaction, with what the agreement says; both sides have it on their desk', async () => {
    const id = await ordered('凿井单位处置');

    expect((await read('slj.djy', id)).body).toMatchObject({
      state: 'ordered',
      trigger: 'revoked',
      reason: '不再提供',
      instruction: { method: 'delete', words: expect.stringContaining('处置证明'), basis: [] },
      clock: { ruleKey: 'sharing.disposal', workingDaysLeft: 20 },
      allowed: { report: { allowed: true } },
    });
    expect(await owes('slj.djy', id)).toEqual(['dispose']);
    expect(await owes('scjg.djy', id)).toEqual(['instruct-disposal']);
    expect(await notices('scjg.djy')).toContain('sharing.notice.disposal-ordered');
    expect(await read('nyncj.djy', id)).toMatchObject({ status: 404, body: { code: 'sharing.disposal.not-found' } });
  });

  test('the holder’s head says that the purpose is done: the grant ends at every door, the provider is told, the disposal names why', async () => {
    const grantId = await granted('用途实现处置');
    const done = async (by: string) => {
      const body = { reason: '许可事项已取消', code: await codeOf(by) };
      return as(by, `POST /sharing/grants/${grantId}/purpose-done`, { body });
    };
    expect(await done('scjg.fzr')).toMatchObject({ status: 403, body: { code: 'sharing.grant.not-own' } });

    const ended = expected(await done('slj.fzr'), 200);

    expect(ended.body).toMatchObject({ state: 'revoked', disposal: { state: 'ordered' } });
    expect(await notices('scjg.djy')).toContain('sharing.notice.grant-purpose-done');
    const { disposal } = ended.body as { disposal: { id: string } };
    expect((await read('slj.djy', disposal.id)).body).toMatchObject({ trigger: 'purpose-done', reason: '许可事项已取消' });
    expect(await done('slj.fzr')).toMatchObject({ status: 409, body: { code: 'sharing.grant.not-active' } });
  });

  test('a grant whose provider was taken over by its holder is disposed of by nobody, and holds up no other', async () => {
    const [own, other] = [await granted('合并后自有数据'), await granted('合并后他人数据')].toSorted();
    await sql`UPDATE sharing.share_grant SET provider_org_id = requester_org_id, valid_from = valid_from - interval '1 year',
      valid_to = ${needs.clock.now()} WHERE id = ${own ?? ''}`.execute(store.database.reader);
    await sql`UPDATE sharing.share_grant SET valid_from = valid_from - interval '1 year', valid_to = ${needs.clock.now()} WHERE id = ${other ?? ''}`.execute(
      store.database.reader,
    );

    await openDisposals(needs);

    const found = await sql<{
      id: string;
    }>`SELECT grant_id AS id FROM sharing.disposal WHERE grant_id = ANY (${[own, other]}::uuid[])`.execute(store.database.reader);
    expect(found.rows).toEqual([{ id: other }]);
  });

  test('a grant that has run out gets its disposal by a job, once, however often it runs', async () => {
    const grantId = await granted('到期处置');
    await sql`UPDATE sharing.share_grant SET valid_from = valid_from - interval '1 year', valid_to = ${needs.clock.now()} WHERE id = ${grantId}`.execute(
      store.database.reader,
    );

    await openDisposals(needs);
    await openDisposals(needs);

    const found = await sql<{ trigger: string }>`SELECT trigger FROM sharing.disposal WHERE grant_id = ${grantId}`.execute(
      store.database.reader,
    );
    expect(found.rows).toEqual([{ trigger: 'expired' }]);
  });
});

describe('809-27: what is done with it', () => {
  test('the provider instructs until something is reported; archiving needs its articles', async () => {
    const id = await ordered('归档处置');
    const instruct = (body: unknown, by = 'scjg.djy') => as(by, `POST /sharing/disposals/${id}/instruction`, { body });
    expect(await instruct({ method: 'archive', words: '归档', basis: [] })).toMatchObject({
      status: 422,
      body: { code: 'sharing.disposal.incomplete' },
    });
    expect(await instruct({ method: 'archive', words: '归档', basis }, 'slj.djy')).toMatchObject({ status: 403 });
    const unknown = [{ ...basis[0], articleId: '809-99' }];
    expect(await instruct({ method: 'archive', words: '', basis: unknown })).toMatchObject({
      status: 422,
      body: { code: 'law.article.not-found' },
    });

    expected(await instruct({ method: 'archive', words: '审批档案随卷归档', basis }), 200);

    expect(await owes('scjg.djy', id)).toEqual([]);
    expect(await notices('slj.djy')).toContain('sharing.notice.disposal-instructed');
    expect(await report(id)).toMatchObject({ status: 422, body: { code: 'sharing.disposal.incomplete' } });
    expected(await report(id, { method: 'archive' }), 200);
    expect(await instruct({ method: 'delete', words: '', basis: [] })).toMatchObject({
      status: 409,
      body: { code: 'sharing.disposal.illegal-transition' },
    });
  });

  test('what is reported stays inside until another hand has signed it; a returned report is written anew; names of nobody are stored', async () => {
    const id = await ordered('签署处置');
    expect(await report(id, { how: '删除 11010519491231002X 的记录' })).toMatchObject({
      status: 422,
      body: { code: 'sharing.disposal.personal-value' },
    });
    expected(await report(id), 200);
    expect(await owes('slj.fzr', id)).toEqual(['sign-disposal']);
    expect((await read('scjg.djy', id)).body).toMatchObject({ state: 'reported', report: null, history: [{ action: 'ordered' }] });
    expected(await sendBack(id), 200);
    expect(await owes('slj.djy', id)).toEqual(['dispose']);
    const remains = { words: '审批卷宗留存一份', basis };
    expected(await report(id, { remains }), 200);

    const signed = expected(await sign(id), 200);

    expect(signed.body).toMatchObject({
      state: 'certified',
      certificateNo: expect.stringMatching(/^ZM-650400-\d{8}-\d{4}$/u),
      clock: null,
    });
    expect((await read('scjg.djy', id)).body).toMatchObject({ report: { remains } });
    expect(await notices('scjg.djy')).toContain('sharing.notice.disposal-certified');
    expect(await owes('slj.djy', id)).toEqual([]);
    expect(await sign(id)).toMatchObject({ status: 409, body: { code: 'sharing.disposal.illegal-transition' } });
    expect(await report(id)).toMatchObject({ status: 409 });
  });

  test('412: the head signs or returns the report that was read, not one that the handler put in its place; the code is kept for that', async () => {
    const id = await reported('读过的处置');
    const before = await seen('slj.fzr', id);
    expected(await sendBack(id), 200);
    expected(await report(id, { how: '只删除了缓存表' }), 200);
    const signature = { decision: 'sign', opinion: '属实', code: await codeOf('slj.fzr') };
    const post = (body: object, header: object) => as('slj.fzr', `POST /sharing/disposals/${id}/report-signature`, { body, ...header });

    expect(await post(signature, {})).toMatchObject({ status: 412, body: { code: 'request.etag-missing' } });
    for (const body of [signature, { decision: 'return', opinion: '退回' }])
      expect(await post(body, before)).toMatchObject({ status: 412, body: { code: 'sharing.disposal.stale' } });

    expect((await read('slj.fzr', id)).body).toMatchObject({ state: 'reported', report: { how: '只删除了缓存表' } });
    expected(await post(signature, await seen('slj.fzr', id)), 200);
  });

  test('the certificate is PDF/A, verifies offline, and fails when its text is another’s', async () => {
    const id = await reported('证明处置');
    const print = (by: string) => as(by, `GET /sharing/disposals/${id}/certificate`);
    expect(await print('slj.djy')).toMatchObject({ status: 409, body: { code: 'sharing.disposal.no-certificate' } });
    expected(await sign(id), 200);
    expect(await print('slj.djy')).toMatchObject({ status: 409, body: { code: 'audit.record.not-sealed' } });
    await sealCity(needs);
    const keys = expected(await as('slj.djy', 'GET /evidence/keys'), 200).body['items'] as PublicKey[];

    const { bytes } = expected(await print('scjg.djy'), 200);

    const document = await getDocumentProxy(new Uint8Array(bytes));
    const text = (await extractText(document, { mergePages: true })).text.replaceAll(/\s+/gu, '');
    for (const words of [
      '政务数据处置证明',
      '取水许可系统数据库及其备份',
      '删除查询缓存表并覆盖备份',
      '平台存证',
      '（盖章处）',
      '授权撤销',
    ])
      expect(text).toContain(words);
    expect(Buffer.from(bytes).toString('latin1')).toContain('pdfaid');
    const carried: unknown = await document.getAttachmentContent(paperEvidenceFile);
    const paper = carried instanceof Uint8Array ? readPaper(Buffer.from(carried).toString('utf8').trimEnd()) : undefined;
    if (!paper) throw new Error('the certificate carries no evidence');
    expect(verifyPaper(paper, { keys })).toMatchObject({ intact: true, form: 'paper', records: 2, findings: [] });
    const forged = paper.signed.map((one) => ({ ...one, text: one.text.replace('覆盖备份', '保留备份') }));
    expect(verifyPaper({ signed: forged }, { keys }).findings).toMatchObject([
      { kind: 'signed-text-differs' },
      { kind: 'signed-text-differs' },
    ]);
    expect(verifyPaper({ signed: paper.signed.slice(0, 1) }, { keys }).findings).toMatchObject([
      { kind: 'signature-missing', side: 'signer' },
    ]);
    const twice = paper.signed.map((one) => ({ ...one, receipt: paper.signed[0]?.receipt ?? one.receipt }));
    expect(verifyPaper({ signed: twice }, { keys }).intact).toBe(false);
  });
});

describe('809-27, 809-29: sampling checks', () => {
  test('a check that fails makes it owed again with the whole term and voids its certificate; the next one counts', async () => {
    const id = await certified('抽查处置');
    expect(await orderCheck(id, 'slj.djy')).toMatchObject({ status: 403, body: { code: 'sharing.disposal.not-own' } });
    expected(await orderCheck(id), 200);
    expect(await owes('scjg.djy', id)).toEqual(['check-disposal']);
    expect(await notices('slj.djy')).toContain('sharing.notice.disposal-check-ordered');
    expect(await recordCheck(id, 'failed', 'zfb.zgy')).toMatchObject({ status: 403, body: { code: 'sharing.disposal.other-checks' } });

    const failed = expected(await recordCheck(id, 'failed'), 200);

    expect(failed.body).toMatchObject({ state: 'ordered', round: 2, certificateNo: null, report: null, check: { result: 'failed' } });
    expect((await read('slj.djy', id)).body).toMatchObject({ clock: { ruleKey: 'sharing.disposal', workingDaysLeft: 20 } });
    expect(await owes('slj.djy', id)).toEqual(['dispose-again']);
    expect(await as('slj.djy', `GET /sharing/disposals/${id}/certificate`)).toMatchObject({ status: 409 });
    expected(await report(id), 200);
    expect(expected(await sign(id), 200).body).toMatchObject({ state: 'certified', check: null });
  });

  test('the authority checks between two others, never as a party; a passed check stands', async () => {
    const id = await certified('主管抽查');
    expected(await orderCheck(id, 'zfb.zgy'), 200);
    expect(await owes('zfb.zgy', id)).toEqual(['check-disposal']);
    expect(await recordCheck(id, 'passed')).toMatchObject({ status: 403, body: { code: 'sharing.disposal.other-checks' } });

    const passed = expected(await recordCheck(id, 'passed', 'zfb.zgy'), 200);

    expect(passed.body).toMatchObject({ state: 'passed', check: { side: 'authority', by: 'hand', result: 'passed' } });
    expect(await notices('scjg.djy')).toContain('sharing.notice.disposal-passed');
  });

  test('a certified disposal that is drawn by lot goes to its provider', async () => {
    const id = await reported('抽签处置');
    lot = 0.05;
    const signed = await sign(id);
    lot = 0.999;

    expect(expected(signed, 200).body).toMatchObject({ state: 'checking', check: { by: 'draw', side: 'provider' } });
    expect(await owes('scjg.djy', id)).toEqual(['check-disposal']);
    expect((await read('scjg.djy', id)).body).toMatchObject({ history: [{}, { action: 'certified' }, { action: 'check-drawn' }] });
  });
});

describe('809-27: lists, terms and the database', () => {
  test('what is overdue is on the desk of the head and of the authority, counted, filtered and in the ledger, and stays until it is done', async () => {
    const id = await ordered('逾期处置');

    await pass(40);

    expect(await owes('slj.fzr', id)).toEqual(['keep-disposal']);
    expect(await owes('zfb.zgy', id)).toEqual(['press-disposal']);
    expect(await notices('scjg.djy')).toContain('sharing.notice.disposal-overdue');
    const listed = expected(await as('zfb.zgy', 'GET /sharing/disposals?side=overseen&overdue=yes&limit=100'), 200);
    expect(JSON.stringify(listed.body)).toContain(id);
    const { total, overdue } = listed.body as { total: number; overdue: number };
    expect(total).toBe(overdue);
    const ledger = expected(await as('slj.djy', 'GET /sharing/disposals/ledger?side=owed&overdue=yes'), 200);
    expect(Buffer.from(ledger.bytes).subarray(0, 2).toString('latin1')).toBe('PK');
    expected(await report(id), 200);
    expect(await owes('zfb.zgy', id)).toEqual(['press-disposal']);
    expect(await owes('slj.fzr', id)).toEqual(expect.arrayContaining(['sign-disposal', 'keep-disposal']));
    expected(await sign(id), 200);
    expect(await todos('zfb.zgy')).not.toContain(id);
    expect(JSON.stringify((await as('nyncj.djy', 'GET /sharing/disposals?limit=100')).body)).not.toContain(id);
  });

  test('the database keeps the machine too: no certificate without a report and another hand, one order for a grant, a history that never changes', async () => {
    const id = await checking('约束处置');
    const change = (set: string) => store.database.pool.query(`UPDATE sharing.disposal SET ${set} WHERE id = $1`, [id]);

    await expect(change("state = 'gone'")).rejects.toThrow(/disposal_(?:state_check|certified)/u);
    await expect(change("state = 'reported', certified_at = NULL")).rejects.toThrow(/disposal_(?:signed|certified)/u);
    await expect(change('report = NULL')).rejects.toThrow('disposal_reported');
    await expect(change('signed_by = reported_by')).rejects.toThrow('disposal_four_eyes');
    await expect(change('check_side = NULL')).rejects.toThrow(/disposal_check/u);
    await expect(change("state = 'passed'")).rejects.toThrow(/disposal_(?:passed|due)/u);
    await expect(change("check_result = 'failed', check_fact = 'x'")).rejects.toThrow(/disposal_(?:failed|checking)/u);
    await expect(change(`instruction = '{"method":"archive","words":"","basis":[]}'`)).rejects.toThrow('disposal_archive');
    await expect(store.database.pool.query("UPDATE sharing.disposal_event SET words = 'x'")).rejects.toThrow();
    await expect(store.database.pool.query("UPDATE sharing.disposal_certificate SET signed = 'x'")).rejects.toThrow();
  });
});
