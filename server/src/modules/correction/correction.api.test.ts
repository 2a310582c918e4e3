import { correctionStates } from '@karez/contract/correction/schemas';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { openSeat, send, type Seat } from '#test/route-role-seats';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { corrected, correctionId, correctionsIn, noError, recordKey, report } from './test-corrections.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const corrections = correctionsIn(city);
const { post, seen, read, todos, notices } = corrections;
let use = { entryId: '', grantId: '' };
let clerk: Seat;

beforeAll(async () => {
  use = await corrections.granted();
  clerk = await openSeat(city, 'requester', 'APPLICANT');
}, 120_000);

const pdf = { fields: { secrecyDeclaration: 'not-secret' }, fileName: '执照.pdf', content: '%PDF-1.7\n机密页' };
const attach = async (id: string, upload = pdf) =>
  send(city, clerk, { method: 'POST', url: `/corrections/${id}/files`, upload, ...(await seen(id, 'slj.djy')) });
/** Everything that the database holds of the evidence and of the module, as text. */
async function storedText(): Promise<string> {
  const found = await sql<{ text: string }>`
    SELECT coalesce(string_agg(convert_from(body, 'UTF8'), ''), '') || (SELECT coalesce(string_agg(r::text, ''), '') FROM correction.request r)
      || (SELECT coalesce(string_agg(s::text, ''), '') FROM correction.step s) || (SELECT coalesce(string_agg(t::text, ''), '') FROM desk.todo t)
      || (SELECT coalesce(string_agg(n::text, ''), '') FROM desk.notice n) AS text FROM audit.pending`.execute(store.database.reader);
  return found.rows[0]?.text ?? '';
}

/** What is kept of the papers of a report. */
const papersOf = async (id: string) =>
  (
    await sql<{ reference: string; key: Buffer | null; name: string }>`
      SELECT reference, sealed_key AS key, file_name AS name FROM correction.evidence_file WHERE request_id = ${id}`.execute(
      store.database.reader,
    )
  ).rows;

describe('809-26, 91-6.3: from an error to its confirmed correction', () => {
  test('809-26, 91-6.3: correction.raise-correction to correction.confirm-answer: filed with a record and a paper, accepted, verified, signed inside the term, confirmed; what was sealed is erased', async () => {
    const raised = expected(
      await as('slj.djy', 'POST /corrections', { body: { entryId: use.entryId, ground: { kind: 'grant', grantId: use.grantId } } }),
      201,
    );
    const id = correctionId(raised);
    expect(raised.body).toMatchObject({
      state: 'draft',
      no: null,
      items: [{ no: 1 }, { no: 2 }],
      provider: { name: '吐鲁番市市场监督管理局' },
    });
    expect(await as('slj.djy', `POST /corrections/${id}/filing`, await seen(id, 'slj.djy'))).toMatchObject({
      status: 422,
      body: { code: 'correction.incomplete', params: { count: 4 } },
    });
    expected(await as('slj.djy', `PUT /corrections/${id}/content`, { body: report, ifMatch: raised.etag ?? '' }), 200);
    expect((await attach(id)).status).toBe(201);

    expect(expected(await as('slj.djy', `POST /corrections/${id}/filing`, await seen(id, 'slj.djy')), 200).body).toMatchObject({
      state: 'filed',
      no: expect.stringMatching(/^JH-650400-20261123-\d{4}$/),
      itemNames: [expect.stringContaining('企业名称')],
      clock: { ruleKey: 'correction.feedback', state: 'running' },
    });
    expect(await todos('scjg.djy')).toContain('correction.todo.accept');
    expected(await as('scjg.djy', `POST /corrections/${id}/acceptance`, await seen(id, 'scjg.djy')), 200);
    expect(await notices('slj.djy')).toContain('correction.notice.verifying');
    const [paper] = (await read(id))['files'] as { id: string }[];
    expect(paper).toBeDefined();
    const opened = expected(await as('scjg.djy', `GET /corrections/${id}/particulars`), 200);
    expect(opened.body).toEqual({ records: report.records });
    expect((await as('slj.fzr', `GET /corrections/${id}`)).status).toBe(200);

    expected(await as('scjg.djy', `POST /corrections/${id}/answer`, { body: corrected, ...(await seen(id, 'scjg.djy')) }), 200);
    expect(await read(id)).toMatchObject({ state: 'awaiting-signature', proposal: null, reply: null });
    const signing = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /corrections/${id}/answer-signature`, { body: signing, ...(await seen(id, 'scjg.fzr')) }), 200);
    expect(await read(id)).toMatchObject({
      state: 'answered',
      result: 'corrected',
      reply: { answer: corrected, organisation: '吐鲁番市市场监督管理局' },
      clocks: [{ state: 'met' }, { ruleKey: 'correction.confirmation', state: 'running' }],
    });
    expect(expected(await as('slj.djy', `POST /corrections/${id}/confirmation`, await seen(id, 'slj.djy')), 200).body).toMatchObject({
      state: 'confirmed',
      sealed: false,
      clock: null,
      files: [],
    });
    // The key of the paper is gone, and its name with it: what lies in the file store opens for nobody.
    expect(await as('slj.djy', `GET /corrections/${id}/files/${paper?.id}`)).toMatchObject({
      status: 404,
      body: { code: 'correction.file-not-found' },
    });
    expect(await papersOf(id)).toMatchObject([{ key: null, name: '' }]);
    expect(await as('slj.djy', `GET /corrections/${id}/particulars`)).toMatchObject({
      status: 404,
      body: { code: 'correction.particulars-erased' },
    });
    expect(await notices('scjg.djy')).toContain('correction.notice.confirmed');
    expect((await read(id))['history']).toMatchObject(
      ['raised', 'attached', 'filed', 'accepted', 'signed-corrected', 'confirmed'].map((action) => ({ action })),
    );
  });

  test('809-26: keys and values of records stand sealed in one place and nowhere else: not in evidence, history, to-dos, notices, lists, nor in the paper’s file', async () => {
    const id = await corrections.accepted(use);
    expected(await as('scjg.djy', `GET /corrections/${id}/particulars`), 200);
    const shownTexts = [
      await storedText(),
      JSON.stringify((await as('zfb.zgl', 'GET /corrections?limit=100')).body),
      JSON.stringify(await read(id)),
    ];

    for (const text of shownTexts) for (const value of [recordKey, '某某凿井公司', '某某钻井有限公司']) expect(text).not.toContain(value);
    const draft = await corrections.draft(use);
    expect((await attach(draft)).status).toBe(201);
    const [kept] = await papersOf(draft);
    const bytes = await city.needs.files.get(kept?.reference ?? '');
    expect(bytes?.length).toBeGreaterThan(0);
    expect(bytes?.toString('utf8')).not.toContain('PDF');
  });

  test('correction.read-particulars, correction.download-evidence: open to the two sides while they work on it, each opening is evidence; to nobody else', async () => {
    const id = await corrections.draft(use);
    expect((await attach(id)).status).toBe(201);
    const [file] = (await read(id))['files'] as { id: string }[];
    expected(await post('slj.djy', id, '/filing'), 200);
    const paper = `GET /corrections/${id}/files/${file?.id}`;

    expect(await as('scjg.djy', `GET /corrections/${id}/particulars`)).toMatchObject({
      status: 403,
      body: { code: 'correction.particulars-closed' },
    });
    expect((await as('scjg.djy', `GET /corrections/${id}/files/${file?.id}`)).status).toBe(403);
    expected(await post('scjg.djy', id, '/acceptance'), 200);
    expect(Buffer.from((await as('scjg.djy', paper)).bytes).toString()).toContain('%PDF');
    expect(await as('zfb.zgl', `GET /corrections/${id}/particulars`)).toMatchObject({ status: 403 });
    expect(await as('zrzy.djy', `GET /corrections/${id}/particulars`)).toMatchObject({ status: 404 });
    const acts = await sql<{ count: number }>`SELECT count(*)::int AS count FROM audit.pending
      WHERE convert_from(body, 'UTF8')::json ->> 'action' = 'correction.download-evidence' AND convert_from(body, 'UTF8')::json -> 'outcome' ->> 'result' = 'done'
        AND convert_from(body, 'UTF8') LIKE ${`%${id}%`}`.execute(store.database.reader);
    expect(acts.rows[0]?.count).toBe(1);
  });
});

describe('bad input', () => {
  test('a field, an item, a paper or a declaration that is wrong is refused by name and rule, and nothing of it is kept', async () => {
    const raised = expected(await corrections.raise(use.entryId, use.grantId), 201);
    const id = correctionId(raised);

    expect(await corrections.save(raised, { ...report, secrecyDeclaration: 'state-secret' })).toMatchObject({
      status: 422,
      body: { code: 'correction.secret' },
    });
    expect(await corrections.save(raised, { ...report, description: '电话13999999999的记录' })).toMatchObject({
      status: 422,
      body: { code: 'correction.personal-value', fields: [{ path: '/body/description' }] },
    });
    expect(
      await corrections.save(raised, { ...report, records: [{ ...report.records[0], reference: '65040019800101123X' }] }),
    ).toMatchObject({
      body: { fields: [{ path: '/body/records/0/reference' }] },
    });
    expect(await corrections.save(raised, { ...report, issue: 'wrong' })).toMatchObject({
      status: 400,
      body: { fields: [{ path: '/body/issue' }] },
    });
    expect(await as('slj.djy', `PUT /corrections/${id}/content`, { body: report, ifMatch: '99' })).toMatchObject({
      status: 412,
      body: { code: 'correction.stale' },
    });
    expected(await corrections.save(raised, { ...report, itemNos: [3] }), 200);
    expect(await post('slj.djy', id, '/filing')).toMatchObject({
      status: 422,
      body: { code: 'correction.incomplete', fields: [{ path: '/itemNos/0', code: 'correction.item-unfit' }] },
    });
    expect(await storedText()).not.toContain('13999999999');
  });

  test('correction.attach-evidence, correction.remove-evidence: a paper is what its bytes are; an empty, a foreign and an eleventh one are refused', async () => {
    const id = await corrections.draft(use);
    expect((await attach(id, { ...pdf, content: '<script>' })).status).toBe(415);
    expect((await attach(id, { ...pdf, content: '' })).text).toContain('correction.file-empty');
    expect((await attach(id, { ...pdf, fileName: 'a.exe' })).status).toBe(415);
    expect((await attach(id, { ...pdf, fields: { secrecyDeclaration: 'work-secret' } })).text).toContain('correction.secret');
    expect((await attach(id, { ...pdf, fileName: '身份证 650402 19900101 1234.pdf' })).text).toContain('correction.personal-value');
    for (let count = 0; count < 10; count += 1) expect((await attach(id)).status).toBe(201);
    expect((await attach(id)).text).toContain('correction.file-count');
    const [file] = (await read(id))['files'] as { id: string }[];
    expected(await as('slj.djy', `DELETE /corrections/${id}/files/${file?.id}`, await seen(id, 'slj.djy')), 200);
    expect((await as('slj.djy', `DELETE /corrections/${id}/files/${file?.id}`, await seen(id, 'slj.djy'))).status).toBe(404);
    // Its key and name are gone; that there was one still counts.
    expect((await papersOf(id)).filter(({ key, name }) => key === null && name === '')).toHaveLength(1);
  });

  test('422: over its life a report takes thirty papers and 300 MB, those taken off included; the refusal names the limit', async () => {
    const attachAll = async (bytes: number, count: number) => {
      const id = await corrections.draft(use);
      const insert = sql`
        INSERT INTO correction.evidence_file (id, request_id, file_name, media_type, bytes, reference, attached_by, attached_at)
        SELECT gen_random_uuid(), ${id}, '', 'application/pdf', ${bytes}, 'gone', 'a', now() FROM generate_series(1, ${count}::int)`;
      await store.database.transaction((tx) => insert.execute(tx));
      return attach(id);
    };
    const limit = '"params":{"filesMax":30,"megabytesMax":300}';
    expect(await attachAll(1, 30)).toMatchObject({ status: 422, text: expect.stringContaining(limit) });
    expect(await attachAll(300 * 1024 * 1024, 1)).toMatchObject({ status: 422, text: expect.stringContaining(limit) });
    expect((await attachAll(1, 29)).status).toBe(201);
  });

  test('only a running grant of the own department, or a named matter and a shared item, is a ground; the own entry is none', async () => {
    expect(await corrections.raise(use.entryId, use.grantId, 'zrzy.djy')).toMatchObject({
      status: 422,
      body: { code: 'correction.ground-unfit' },
    });
    expect(await corrections.raise(use.entryId, use.grantId, 'scjg.djy')).toMatchObject({
      status: 422,
      body: { code: 'correction.own-entry' },
    });
    const matter = (name: string) => ({
      entryId: use.entryId,
      ground: { kind: 'matter', matter: { kind: 'service-matter', code: '650400-ZR-0003', name } },
    });
    expect(await as('zrzy.djy', 'POST /corrections', { body: matter('不动产登记13999999999') })).toMatchObject({
      body: { code: 'correction.personal-value' },
    });
    expect(await as('zrzy.djy', 'POST /corrections', { body: matter('不动产登记') })).toMatchObject({
      status: 201,
      body: { ground: { kind: 'matter' }, items: [{ no: 1 }, { no: 2 }, { no: 3 }] },
    });
  });
});

describe('each side in its turn', () => {
  test('correction.withdraw-correction: the requester takes back what nobody has accepted, and nothing after that', async () => {
    const id = await corrections.filed(use);
    expect(
      expected(
        await as('slj.djy', `POST /corrections/${id}/withdrawal`, { body: { reason: '已自行核对' }, ...(await seen(id, 'slj.djy')) }),
        200,
      ).body,
    ).toMatchObject({
      state: 'withdrawn',
      sealed: false,
      clocks: [{ state: 'cancelled' }],
    });
    expect(await notices('scjg.djy')).toContain('correction.notice.withdrawn');
    const late = await corrections.accepted(use);
    expect(await post('slj.djy', late, '/withdrawal', { reason: '晚了' })).toMatchObject({
      status: 409,
      body: { code: 'correction.illegal-transition' },
    });
  });

  test('correction.answer-correction, correction.sign-answer: a day to come is refused, so is a department that the catalogue does not know as source; the head returns to the handler, and signs in the end', async () => {
    const id = await corrections.accepted(use);
    expect(await corrections.answer(id, { ...corrected, correctedOn: '2027-01-01' })).toMatchObject({
      status: 422,
      body: { code: 'correction.answer-incomplete', fields: [{ path: '/body/correctedOn', code: 'correction.day-to-come' }] },
    });
    expect(
      await corrections.answer(id, { result: 'redirect', organisationId: corrections.orgId('zrzy'), reason: '非本局采集' }),
    ).toMatchObject({
      status: 422,
      body: { code: 'correction.department-unfit' },
    });
    expected(await corrections.answer(id, { ...corrected, result: 'partly', reason: '旧档案无法核对' }), 200);
    expected(await post('scjg.fzr', id, '/answer-signature', { decision: 'return', opinion: '请补充' }), 200);
    expect((await read(id, 'scjg.djy'))['state']).toBe('verifying');
    expect((await corrections.sign(id)).status).toBe(409);
    await corrections.signed(id, { ...corrected, result: 'partly', reason: '旧档案无法核对' });
    expect(await read(id)).toMatchObject({ state: 'answered', result: 'partly' });
  });

  test('correction.dispute-answer, correction.decide-dispute: the authority’s leader, who is no party, upholds the answer or orders the correction, which then can be neither denied nor passed on', async () => {
    const id = await corrections.answered(use, noError);
    expected(
      await as('slj.djy', `POST /corrections/${id}/dispute`, { body: { reason: '执照已于上月核发。' }, ...(await seen(id, 'slj.djy')) }),
      200,
    );
    expect(await todos('zfb.zgl')).toContain('correction.todo.decide');
    expect((await as('zfb.zgl', `GET /corrections/${id}/particulars`)).status).toBe(200);
    const order = { decision: 'order', organisationId: corrections.orgId('scjg'), reason: '应予更正', code: await codeOf('zfb.zgl') };
    expect(
      expected(await as('zfb.zgl', `POST /corrections/${id}/decision`, { body: order, ...(await seen(id, 'zfb.zgl')) }), 200).body,
    ).toMatchObject({
      state: 'filed',
      ordered: true,
      decision: { decision: 'order', reason: '应予更正' },
      clock: { ruleKey: 'correction.feedback' },
    });
    expected(await post('scjg.djy', id, '/acceptance'), 200);
    expect(await corrections.answer(id, noError)).toMatchObject({
      status: 422,
      body: { fields: [{ path: '/body/result', code: 'correction.was-ordered' }] },
    });
    await corrections.signed(id, corrected);
    expect(expected(await post('slj.djy', id, '/confirmation'), 200).body).toMatchObject({ state: 'confirmed' });

    const other = await corrections.disputed(use);
    expect(await corrections.decide(other, { decision: 'uphold' }, 'slj.fzr')).toMatchObject({ status: 403 });
    expect(expected(await corrections.decide(other, { decision: 'uphold' }), 200).body).toMatchObject({ state: 'upheld', clock: null });
    expect(await notices('slj.djy')).toContain('correction.notice.upheld');
    expect(await notices('scjg.djy')).toContain('correction.notice.upheld');
  });

  test('two officers at once: of two acceptances one is done, the other told the state', async () => {
    const id = await corrections.filed(use);
    const both = await Promise.all([post('scjg.djy', id, '/acceptance'), post('scjg.djy', id, '/acceptance')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('the database keeps the machine', () => {
  test('its states are those of the machine', async () => {
    const { rows } = await sql<{ text: string }>`
      SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'request_state_check'`.execute(store.database.reader);

    expect(
      rows[0]?.text
        .match(/'[a-z-]+'/gu)
        ?.map((word) => word.slice(1, -1))
        .toSorted(),
    ).toEqual([...correctionStates].toSorted());
  });

  test.each([
    ['an answer of one hand', 'answered', `signed_by = proposed_by`],
    ['an answer that nobody signed', 'answered', `signed_by = NULL`],
    ['an end without its day', 'confirmed', `ended_at = NULL`],
    ['a confirmed report whose values are kept', 'confirmed', `particulars = 'x'`],
    ['an answer without what it says', 'answered', `reply = NULL`],
    ['a filed report without a number', 'answered', `no = NULL`],
    ['a report of a department to itself', 'answered', `requester_org_id = provider_org_id`],
    ['a department that was never asked', 'answered', `asked_org_ids = '{}'`],
    ['an order without a decision', 'answered', `ordered = true`],
    ['a term of what has ended', 'confirmed', `due_at = now()`],
  ])('%s cannot be stored', async (_what, state, change) => {
    const id = await corrections.answered(use, noError);
    if (state === 'confirmed') expected(await post('slj.djy', id, '/confirmation'), 200);

    await expect(sql`UPDATE correction.request SET ${sql.raw(change)} WHERE id = ${id}`.execute(store.database.reader)).rejects.toThrow(
      /violates check constraint "request_/u,
    );
  });
});
