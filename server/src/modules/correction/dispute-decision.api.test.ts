import { beforeAll, describe, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { openSeat, send, type Seat } from '#test/route-role-seats';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { corrected, correctionsIn, noError } from './test-corrections.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const corrections = correctionsIn(city);
const scan = { fields: { secrecyDeclaration: 'not-secret' }, fileName: '决定.pdf', content: '%PDF-1.7 决定' };
let officer: Seat;
const reason = '档案与现场核验不符，应予更正。';

beforeAll(async () => {
  officer = await openSeat(city, 'authority', 'AUTHORITY_ADMIN');
});

/** A report whose answer the authority has upheld. */
async function upheld(): Promise<string> {
  const id = await corrections.disputed(await corrections.granted());
  expected(await corrections.decide(id, { decision: 'uphold' }), 200);
  return id;
}
const raise = (id: string, by = 'slj.djy', words = reason) => corrections.post(by, id, '/decision-dispute', { reason: words });
const raised = async (id: string): Promise<string> => String(expected(await raise(id), 201).body['disputeId']);
/** The decision from above, entered by one officer and confirmed by another. */
async function decided(dispute: string, result: 'for-requester' | 'stands'): Promise<void> {
  expect((await send(city, officer, { method: 'POST', url: `/sharing/disputes/${dispute}/scan`, upload: scan })).status).toBe(201);
  const document = { docNo: '吐政函〔2026〕33号', decidedOn: '2026-11-23', result, itemNos: [], text: '按现场核验结果办理。' };
  const entered = expected(await as('zfb.zgy', `POST /sharing/disputes/${dispute}/document`, { body: document }), 200);
  const body = { decision: 'confirm', opinion: '与原件一致', code: await codeOf('zfb.zgl') };
  const ifMatch = Number(entered.body['revision']);
  expected(await as('zfb.zgl', `POST /sharing/disputes/${dispute}/document-confirmation`, { body, ifMatch }), 200);
}

describe('809-28, 91-6.3: what the authority has decided about a report', () => {
  test('goes to the people’s government once, by whoever reported, who says why; the authority has it on its desk, others learn nothing', async () => {
    const open = await corrections.disputed(await corrections.granted());
    expect(await raise(open)).toMatchObject({ status: 409, body: { code: 'correction.illegal-transition' } });
    const id = await upheld();
    expect(await raise(id, 'scjg.djy')).toMatchObject({ status: 403, body: { code: 'correction.not-own' } });
    expect(await raise(id, 'slj.djy', '张某 13812345678')).toMatchObject({ body: { code: 'correction.personal-value' } });
    expect(await as('slj.djy', `POST /corrections/${id}/decision-dispute`, { body: { reason } })).toMatchObject({
      status: 412,
      body: { code: 'request.etag-missing' },
    });

    const dispute = await raised(id);

    expect((await as('scjg.djy', `GET /sharing/disputes/${dispute}`)).body).toMatchObject({
      kind: 'correction',
      state: 'above',
      body: 'government',
      correction: { id },
      refusal: { opinion: '经查档案' },
      clock: { ruleKey: 'sharing.dispute-above' },
    });
    expect(await corrections.todos('zfb.zgy')).toContain(dispute);
    expect(await raise(id)).toMatchObject({ status: 409, body: { code: 'sharing.dispute.under-way' } });
    expect(await as('nyncj.djy', `GET /sharing/disputes/${dispute}`)).toMatchObject({ status: 404 });
    expect(await corrections.read(id)).toMatchObject({ state: 'upheld' });
    const listed = expected(await as('slj.djy', `GET /sharing/disputes?correction=${id}`), 200);
    expect(listed.body).toMatchObject({ total: 1 });
  });

  test('won, the report is open again: its department has the whole term, and neither denies nor passes on', async () => {
    const id = await upheld();
    await decided(await raised(id), 'for-requester');

    await corrections.deliver();
    await corrections.deliver();

    expect(await corrections.read(id, 'scjg.djy')).toMatchObject({
      state: 'filed',
      endedAt: null,
      clock: { ruleKey: 'correction.feedback', workingDaysLeft: 10 },
    });
    expected(await corrections.post('scjg.djy', id, '/acceptance'), 200);
    expect(await corrections.answer(id, noError)).toMatchObject({ status: 422, body: { code: 'correction.answer-incomplete' } });
    expected(await corrections.answer(id, corrected), 200);
  });

  test('lost, the answer stands, and nobody is asked again', async () => {
    const id = await upheld();
    await decided(await raised(id), 'stands');

    await corrections.deliver();

    expect(await corrections.read(id)).toMatchObject({ state: 'upheld' });
    expect(await raise(id)).toMatchObject({ status: 409, body: { code: 'sharing.dispute.under-way' } });
  });
});
