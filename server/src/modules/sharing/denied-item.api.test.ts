import { openCity } from '#test/city';
import { companyEntry, publishedEntry } from '#test/published-entry';
import { expected, type Answer } from '../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';
import { createTestDatabase } from '#test/test-database';
import { describe, expect, test } from 'vitest';
import { changeTo, denying, denyingAll } from './test-denying.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const systemId = city.founded.systems.get('well-permit') ?? '';
const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;

const deny = (entryId: string, no: number) => changeTo(city, entryId, (content) => denying(content, [no]));

async function written(entryId: string, itemNos: number[]): Promise<Answer> {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const body = { secrecyDeclaration: 'not-secret', content: wellPermitApplication('2026-12-01', { systemId, itemNos }) };
  return expected(await as('slj.djy', `PUT ${at(started)}/content`, { body, ifMatch: started.etag ?? '' }), 200);
}
const submit = (application: Answer) => as('slj.djy', `POST ${at(application)}/submission`);
const consentOut = async (application: Answer) =>
  as('slj.fzr', `POST ${at(application)}/consent-out`, {
    body: { decision: 'consent', opinion: '同意申请', code: await codeOf('slj.fzr') },
  });
const consentIn = async (application: Answer) =>
  as('scjg.fzr', `POST ${at(application)}/consent-in`, {
    body: { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') },
  });
async function received(entryId: string, itemNos: number[]): Promise<Answer> {
  const application = await written(entryId, itemNos);
  expected(await submit(application), 200);
  return expected(await consentOut(application), 200);
}
const both = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);

describe('809-14, 91-3.1: an item that was denied after the application was made', () => {
  test('sharing.consent-in, sharing.propose-reply: is not granted: what was proposed before cannot be signed, and the next reply leaves it out and says why', async () => {
    const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '个体工商户名录' }));
    const application = await received(entryId, [1, 2]);
    expected(await as('scjg.djy', `POST ${at(application)}/proposal`, { body: both }), 200);

    await deny(entryId, 2);

    const refused = await consentIn(application);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'sharing.proposal.incomplete', fields: [{ path: '/body/items', code: 'sharing.item-denied', params: { no: 2 } }] },
    });
    expect(JSON.stringify(refused.body)).toContain('不予共享');
    const returned = { decision: 'return', opinion: '第 2 项已不予共享' };
    expected(await as('scjg.fzr', `POST ${at(application)}/consent-in`, { body: returned }), 200);
    const leftOut = [{ no: 2, reason: '依法不予共享' }];
    const partly = { ...proposalToAgree([{ no: 1, mask: 'none' }]), leftOut };
    expected(await as('scjg.djy', `POST ${at(application)}/proposal`, { body: partly }), 200);
    expected(await consentIn(application), 200);

    const told = expected(await as('slj.djy', `GET ${at(application)}`), 200);
    expect(told.body).toMatchObject({ state: 'partly-agreed', reply: { result: 'partly-agreed' }, leftOut });
    const grant = expected(await as('slj.djy', `GET /sharing/grants/${String(told.body['grantId'])}`), 200);
    expect(grant.body).toMatchObject({ items: [{ no: 1 }] });
    expect(grant.body['items']).toHaveLength(1);
  });

  test('sharing.propose-reply: nobody proposes to agree to it once it is denied', async () => {
    const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '农贸市场名录' }));
    const application = await received(entryId, [1, 2]);
    await deny(entryId, 2);

    const proposed = await as('scjg.djy', `POST ${at(application)}/proposal`, { body: both });

    expect(proposed).toMatchObject({ status: 422, body: { fields: [{ code: 'sharing.item-denied', params: { no: 2 } }] } });
  });

  test('sharing.submit-application, sharing.consent-out: neither the applicant nor its head sends an application that names it', async () => {
    const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '检验机构名录' }));
    const late = await written(entryId, [1, 2]);
    const handedIn = await written(entryId, [1, 2]);
    expected(await submit(handedIn), 200);
    await deny(entryId, 2);

    const fields = [{ path: '/itemNos/1', code: 'sharing.item-denied' }];
    expect(await submit(late)).toMatchObject({ status: 422, body: { fields } });
    expect(await consentOut(handedIn)).toMatchObject({ status: 422, body: { fields } });
    expect((await as('slj.djy', `GET ${at(handedIn)}`)).body).toMatchObject({ state: 'awaiting-consent-out', grantId: null });
  });

  test('an entry denied as a whole meanwhile grants nothing, and says which article forbids it', async () => {
    const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '计量器具名录' }));
    const application = await received(entryId, [1, 2]);
    expected(await as('scjg.djy', `POST ${at(application)}/proposal`, { body: both }), 200);
    await changeTo(city, entryId, denyingAll);

    expect(await consentIn(application)).toMatchObject({
      status: 451,
      body: { code: 'sharing.entry.denied', params: { basis: '《中华人民共和国统计法》第九条' } },
    });
    expect((await as('slj.djy', `GET ${at(application)}`)).body).toMatchObject({ grantId: null });
  });
});

test('91-3.1: who applies learns of a denied item its name, and neither its field nor whether it is personal data', async () => {
  const content = denying(companyEntry({ name: '展会名录' }), [2]);
  const items = content.items.map((item) => (item.no === 2 ? ({ ...item, sensitivity: 'personal', maskingRule: 'name' } as const) : item));
  const impact = {
    assessedOn: '2026-11-01',
    necessity: '登记',
    impact: '较低',
    measures: '脱敏',
    conclusion: 'acceptable-with-measures',
  } as const;
  const entryId = await publishedEntry(city, 'scjg', { ...content, items, personalData: 'personal', impactAssessment: impact });

  const application = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);

  const seen = application.body['entryItems'];
  expect(seen).toContainEqual(expect.objectContaining({ no: 2, nameZh: '企业名称', fieldName: null, meaning: '', defaultMask: 'none' }));
});
