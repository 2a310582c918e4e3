import { dayAfter } from '@karez/kit/day';
import { dayIn } from '@karez/kit/clock';
import { applicationSchema } from '@karez/contract/sharing/schemas';
import { describe, expect, test } from 'vitest';
import { feedSnapshot } from '#platform/feed';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { agreed, grantOn } from '../test-granted.ts';
import { idOf, receivingCity } from '../test-received.ts';
import { tellExpiring } from './tell-expiring.job.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, write, notices } = await receivingCity(store);

const granted = async (name: string) => grantOn(city, await entry(name), [1, 2]);
const read = async (by: string, grantId: string) => expected(await as(by, `GET /sharing/grants/${grantId}`), 200).body;
const renew = async (grantId: string, by = 'slj.djy') => as(by, `POST /sharing/grants/${grantId}/renewal`);
const contentOf = (application: Answer) => applicationSchema.parse(application.body).content;
const inForce = async (grantId: string) => {
  const { rows } = await feedSnapshot(store.database.reader, 'gateway');
  return rows.find(({ key }) => key === grantId)?.body;
};

/** A renewal of a grant that its own head is about to sign; `changes` say what it asks for beyond what runs. */
async function submitted(grantId: string, changes: object = {}): Promise<Answer> {
  const begun = expected(await renew(grantId), 201);
  await write(begun, { ...contentOf(begun), validTo: '2028-06-30', commitment: true, ...changes });
  return expected(await as('slj.djy', `POST /sharing/applications/${idOf(begun)}/submission`), 200);
}

describe('a renewal of a grant', () => {
  test('809-25, 91-5.1: sharing.start-renewal, sharing.list-grant-versions: written in what runs, widening shown as such, agreed it takes over in the next version, and who calls goes on', async () => {
    const grantId = await granted('井灌区名录');
    const before = await read('slj.djy', grantId);

    const asked = await submitted(grantId, { itemNos: [1, 2, 3] });

    expect(asked.body).toMatchObject({
      renewal: {
        grantId,
        version: 1,
        added: [{ no: 3 }],
        removed: [],
        changes: [
          { place: 'itemNos', kind: 'wider' },
          { place: 'validTo', kind: 'wider' },
        ],
      },
    });
    expect(await read('slj.djy', grantId)).toMatchObject({ version: 1, renewal: { applicationId: idOf(asked) } });
    expect(await read('scjg.djy', grantId)).toMatchObject({ renewal: null });
    expect(await renew(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.renewal.under-way' } });
    expect(await inForce(grantId)).toMatchObject({ version: 1, items: [{ no: 1 }, { no: 2 }] });

    expect(await agreed(city, asked, [1, 2, 3])).toBe(grantId);

    expect(await read('slj.djy', grantId)).toMatchObject({
      no: before['no'],
      version: 2,
      state: 'active',
      renewal: null,
      applicationId: idOf(asked),
      validFrom: before['validFrom'],
      clientIds: before['clientIds'],
      items: [{ no: 1 }, { no: 2 }, { no: 3 }],
    });
    expect(await inForce(grantId)).toMatchObject({ state: 'active', version: 2, items: [{ no: 1 }, { no: 2 }, { no: 3 }] });
    const done = expected(await as('scjg.djy', `GET /sharing/applications/${idOf(asked)}`), 200);
    expect(done.body).toMatchObject({ grantId, renewal: { version: 1, added: [{ no: 3 }] } });
    const versions = expected(await as('slj.djy', `GET /sharing/grants/${grantId}/versions`), 200);
    expect(versions.body).toMatchObject({
      items: [
        { version: 2, items: [{}, {}, {}] },
        { version: 1, applicationId: before['applicationId'], items: [{}, {}], validTo: before['validTo'] },
      ],
    });
    expect((await as('nyncj.djy', `GET /sharing/grants/${grantId}/versions`)).status).toBe(404);
  });

  test('809-25: refused or withdrawn, the grant is as it was, and may be renewed anew', async () => {
    const grantId = await granted('滴灌项目名录');
    const before = { ...(await read('slj.djy', grantId)), renewal: null };
    const withdrawn = await submitted(grantId);
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(withdrawn)}/withdrawal`, { body: { reason: '暂不需要' } }), 200);
    expect(await read('slj.djy', grantId)).toEqual(before);

    const refused = await submitted(grantId);
    const out = { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') };
    expected(await as('slj.fzr', `POST /sharing/applications/${idOf(refused)}/consent-out`, { body: out }), 200);
    const basis = [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' }];
    const refusing = {
      result: 'refuse',
      items: [],
      leftOut: [],
      conditions: '',
      quota: null,
      validTo: null,
      ground: 'not-duty-related',
      basis,
      opinion: '与职责无关',
    };
    expected(await as('scjg.djy', `POST /sharing/applications/${idOf(refused)}/proposal`, { body: refusing }), 200);
    const inn = { decision: 'sign', opinion: '不同意', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(refused)}/consent-in`, { body: inn }), 200);

    expect(await read('slj.djy', grantId)).toEqual(before);
    expect(await inForce(grantId)).toMatchObject({ state: 'active', version: 1 });
  });

  test('422: not for another system, and not from a later day', async () => {
    const grantId = await granted('水土保持名录');
    const begun = expected(await renew(grantId), 201);
    const other = city.founded.systems.get('company-registration') ?? '';
    await write(begun, { ...contentOf(begun), validTo: '2028-06-30', commitment: true, validFrom: '2027-12-01', systemId: other });

    const answer = await as('slj.djy', `POST /sharing/applications/${idOf(begun)}/submission`);

    expect(answer).toMatchObject({ status: 422, body: { code: 'sharing.application.incomplete' } });
    for (const code of ['sharing.renewal-other-system', 'sharing.renewal-from-later']) expect(JSON.stringify(answer.body)).toContain(code);
  });

  test('403, 404, 409: neither its provider nor another renews it, and nothing that has ended is renewed', async () => {
    const grantId = await granted('泵站名录');
    expect(await renew(grantId, 'nyncj.djy')).toMatchObject({ status: 404 });
    expect(await renew(grantId, 'scjg.djy')).toMatchObject({ status: 403 });
    const body = { reason: '用途终止', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body }), 200);

    expect(await renew(grantId)).toMatchObject({ status: 409, body: { code: 'sharing.grant.not-active' } });
  });

  test('809-27: sharing.get-grant-cascade: who may end a grant reads what that touches; the renewal that was sent goes on as an application of its own', async () => {
    const grantId = await granted('渠首名录');
    const asked = await submitted(grantId);
    const out = { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') };
    const sent = expected(await as('slj.fzr', `POST /sharing/applications/${idOf(asked)}/consent-out`, { body: out }), 200);

    const cascade = expected(await as('scjg.fzr', `GET /sharing/grants/${grantId}/cascade`), 200);

    expect(cascade.body).toMatchObject({
      system: '机井取水许可系统',
      services: [],
      clientCount: 0,
      renewal: { no: sent.body['no'], state: 'at-provider' },
      suspended: false,
    });
    expect((await as('slj.djy', `GET /sharing/grants/${grantId}/cascade`)).status).toBe(403);
    const body = { reason: '改用新目录', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, { body }), 200);
    const proposal = {
      result: 'agree',
      items: [
        { no: 1, mask: 'none' },
        { no: 2, mask: 'none' },
      ],
      leftOut: [],
      conditions: '',
      quota: { perSecond: 1, perDay: 500 },
      validTo: null,
      ground: null,
      basis: [],
      opinion: '同意',
    };
    expected(await as('scjg.djy', `POST /sharing/applications/${idOf(asked)}/proposal`, { body: proposal }), 200);
    const inn = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    const signed = expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(asked)}/consent-in`, { body: inn }), 200);

    expect(signed.body['grantId']).not.toBe(grantId);
    expect(await read('slj.djy', String(signed.body['grantId']))).toMatchObject({ state: 'active', version: 1 });
    expect(await read('slj.djy', grantId)).toMatchObject({ state: 'revoked' });
  });

  test('a grant that ends within the working days of the law is told once to both sides, and shown so', async () => {
    const [near, far] = [await granted('闸门名录'), await granted('河长制名录')];
    const today = dayIn('Asia/Shanghai', needs.clock.now());
    const end = (grantId: string, days: number) =>
      store.database.pool.query('UPDATE sharing.share_grant SET valid_to = $2 WHERE id = $1', [
        grantId,
        `${dayAfter(today, days)}T16:00:00Z`,
      ]);
    await end(near, 10);
    await end(far, 60);
    const told = async () =>
      (await store.database.pool.query('SELECT id FROM sharing.share_grant WHERE end_told_for IS NOT NULL')).rows.map(({ id }) =>
        String(id),
      );

    await tellExpiring(needs);
    await tellExpiring(needs);

    expect(await told()).toEqual([near]);
    expect(await notices('slj.djy')).toContain('sharing.notice.grant-expiring');
    expect(await notices('scjg.djy')).toContain('sharing.notice.grant-expiring-given');
    expect(await read('slj.djy', near)).toMatchObject({ endsSoon: true });
    expect(await read('slj.djy', far)).toMatchObject({ endsSoon: false });
  });
});
