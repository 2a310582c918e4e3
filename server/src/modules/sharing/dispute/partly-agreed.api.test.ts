import { beforeAll, describe, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { applicationSchema } from '@karez/contract/sharing/schemas';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { disputesIn } from './test-disputes.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
let disputes: ReturnType<typeof disputesIn>;

beforeAll(async () => {
  const items = [1, 2].map((no) => itemOf(no, { nameZh: `部分项${no}`, fieldName: `b${no}` }));
  disputes = disputesIn(city, { entryId: await publishedEntry(city, 'scjg', companyEntry({ name: '部分同意企业名录', items })) });
}, 300_000);

const itemsOf = async (grantId: string): Promise<number[]> => {
  const { items } = expected(await as('slj.djy', `GET /sharing/grants/${grantId}`), 200).body as { items: { no: number }[] };
  return items.map(({ no }) => no);
};
/** A renewal of a grant, written as it begins and sent to the provider. */
async function renewed(grantId: string, itemNos?: number[]): Promise<string> {
  const started = expected(await as('slj.djy', `POST /sharing/grants/${grantId}/renewal`), 201);
  const { id, content } = applicationSchema.parse(started.body);
  const body = {
    secrecyDeclaration: 'not-secret',
    content: { ...content, itemNos: itemNos ?? content.itemNos, validTo: '2027-11-30', commitment: true },
  };
  expected(await as('slj.djy', `PUT /sharing/applications/${id}/content`, { body, ifMatch: started.etag ?? '' }), 200);
  expected(await as('slj.djy', `POST /sharing/applications/${id}/submission`), 200);
  const out = { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') };
  expected(await as('slj.fzr', `POST /sharing/applications/${id}/consent-out`, { body: out }), 200);
  return id;
}
const agreeing = (itemNos: number[], leftOut: number[] = []) => ({
  ...proposalToAgree(itemNos.map((no) => ({ no, mask: 'none' as const }))),
  leftOut: leftOut.map((no) => ({ no, reason: '不必要' })),
});

describe('91-5.1, 809-28: what an answer has left out', () => {
  test('is disputed while the grant of the rest runs on; what was given is no matter of a dispute', async () => {
    const { id, grantId } = await disputes.partlyAgreed();
    expect(await disputes.raise(id, 'slj.djy', '许可须核对第一项', [1])).toMatchObject({ body: { code: 'sharing.dispute.incomplete' } });

    const raised = expected(await disputes.raise(id, 'slj.djy', '许可须核对第二项', [2]), 201);

    expect(raised.body).toMatchObject({
      kind: 'partly-agreed',
      grant: { id: grantId },
      items: [{ no: 2, name: '部分项2' }],
      refusal: { ground: null, leftOut: [{ no: 2, reason: '办理无需此项' }] },
    });
    expect(await itemsOf(grantId)).toEqual([1]);
    expect(await disputes.raise(id, 'slj.djy', '许可须核对第二项', [2])).toMatchObject({ body: { code: 'sharing.dispute.under-way' } });
  });

  test('what is ordered goes into the next change of the grant, which the provider cannot leave out, and is carried out when the grant gives it', async () => {
    const { id, grantId } = await disputes.partlyAgreed();
    const dispute = String(expected(await disputes.raise(id, 'slj.djy', '许可须核对第二项', [2]), 201).body['id']);
    expected(await disputes.say('scjg.djy', dispute), 200);
    expected(await disputes.refer(dispute), 200);
    expect(expected(await disputes.decide(dispute, { decision: 'order', itemNos: [2] }), 200).body).toMatchObject({ state: 'ordered' });
    expect((await as('slj.djy', `GET /sharing/applications/${id}`)).body).toMatchObject({ state: 'partly-agreed' });
    const execute = () => disputes.signed('scjg.fzr', dispute, 'execution', { words: '已变更授权' });
    expect(await execute()).toMatchObject({ status: 409, body: { code: 'sharing.dispute.not-executed' } });

    const change = await renewed(grantId);

    expect((await as('scjg.djy', `GET /sharing/applications/${change}`)).body).toMatchObject({ content: { itemNos: [1, 2] } });
    const short = await as('scjg.djy', `POST /sharing/applications/${change}/proposal`, { body: agreeing([1], [2]) });
    expect(short).toMatchObject({ status: 422, body: { code: 'sharing.dispute.bound', params: { items: '部分项2' } } });
    await disputes.answer(change, agreeing([1, 2]));
    expect(await itemsOf(grantId)).toEqual([1, 2]);
    expect(expected(await execute(), 200).body).toMatchObject({ state: 'executed' });
  });

  test('whoever changes the grant later may ask for less than was won', async () => {
    const { id, grantId } = await disputes.partlyAgreed();
    const dispute = String(expected(await disputes.raise(id, 'slj.djy', '许可须核对第二项', [2]), 201).body['id']);
    expected(await disputes.signed('scjg.fzr', dispute, 'settlement', { result: 'for-requester', itemNos: [2], words: '同意' }), 200);
    const accept = { decision: 'accept', words: '同意', code: await codeOf('slj.fzr') };
    expected(await disputes.post('slj.fzr', dispute, 'settlement-answer', accept), 200);

    const change = await renewed(grantId, [1]);

    await disputes.answer(change, agreeing([1]));
    expect(await itemsOf(grantId)).toEqual([1]);
  });

  test('a grant that has ended is applied for anew, and no matter of a dispute', async () => {
    const { id, grantId } = await disputes.partlyAgreed();
    const body = { reason: '不再提供', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body }), 200);

    expect(await disputes.raise(id, 'slj.djy', '许可须核对第二项', [2])).toMatchObject({ body: { code: 'sharing.dispute.subject-unfit' } });
  });
});

describe('809-28: nobody judges their own case', () => {
  test('whoever asked, consented, proposed, signed or pleaded is kept from judging, in the database too', async () => {
    const id = await disputes.above();

    const found = await store.database.pool.query<{ hands: string[] }>('SELECT hands FROM sharing.dispute WHERE id = $1', [id]);

    const hands = found.rows[0]?.hands ?? [];
    // Asked and raised by one, consented to by another; proposed and pleaded by a third, signed by a fourth.
    expect(new Set(hands).size).toBe(4);
    const judge = (set: string) => store.database.pool.query(`UPDATE sharing.dispute SET ${set} WHERE id = $1`, [id]);
    await expect(judge(`confirmed_by = hands[1], entered_by = 'x'`)).rejects.toThrow('dispute_other_hands');
    await expect(judge('entered_by = hands[2]')).rejects.toThrow('dispute_other_hands');
  });
});
