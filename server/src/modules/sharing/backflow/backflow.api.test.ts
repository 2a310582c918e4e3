import { applicationSchema, grantSchema, type ApplicationContent, type Proposal } from '@karez/contract/sharing/schemas';
import { describe, expect, test } from 'vitest';
import { feedSnapshot } from '#platform/feed';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { city, as, codeOf, read } = await receivingCity(store);
const basisOf = (kind: 'law' | 'rule') => ({ articleId: null, kind, title: '登记管理办法', docNo: '令第1号', article: '第九条' });

let names = 0;
/** A conditional entry of the city whose third item is the region code of a row. */
async function regionEntry(name: string, some: Parameters<typeof companyEntry>[0] = {}): Promise<string> {
  names += 1;
  const items = [1, 2, 3].map((no) => itemOf(no, { nameZh: `${name}${no}`, fieldName: `b${names}_${no}` }));
  const conditions = [
    { kind: 'scope' as const, text: '市级部门', monthsMax: null, basis: basisOf('rule') },
    { kind: 'purpose' as const, text: '限于审批', monthsMax: null, basis: basisOf('law') },
    { kind: 'period' as const, text: '不超过六个月', monthsMax: 6, basis: basisOf('rule') },
  ];
  const content = companyEntry({
    name,
    items,
    regionItemNo: 3,
    shareType: 'conditional',
    useConditions: '另行签订协议',
    conditions,
    ...some,
  });
  return publishedEntry(city, 'scjg', content);
}

const start = async (entryId: string, by = 'ssx.slj.djy') => as(by, 'POST /sharing/applications', { body: { entryId, backflow: true } });
const own = { regionCode: '650421', regionName: '鄯善县', codePrefix: '650421', itemNo: 3 };

async function write(application: Answer, changes: Partial<ApplicationContent> = {}): Promise<Answer> {
  const now = expected(await as('ssx.slj.djy', `GET /sharing/applications/${idOf(application)}`), 200);
  const { itemNos } = applicationSchema.parse(now.body).content;
  const asked = wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('county-wells') ?? '', itemNos });
  const body = { secrecyDeclaration: 'not-secret', content: { ...asked, ...changes } };
  return expected(
    await as('ssx.slj.djy', `PUT /sharing/applications/${idOf(application)}/content`, { body, ifMatch: now.etag ?? '' }),
    200,
  );
}

/** A subscription that the provider has just received. */
async function received(entryId: string, changes: Partial<ApplicationContent> = {}): Promise<Answer> {
  const started = expected(await start(entryId), 201);
  await write(started, changes);
  expected(await as('ssx.slj.djy', `POST /sharing/applications/${idOf(started)}/submission`), 200);
  const body = { decision: 'consent', opinion: '同意', code: await codeOf('ssx.slj.fzr') };
  return expected(await as('ssx.slj.fzr', `POST /sharing/applications/${idOf(started)}/consent-out`, { body }), 200);
}

const whole = proposalToAgree([1, 2, 3].map((no) => ({ no, mask: 'none' })));
const propose = async (application: Answer, proposal: Proposal) =>
  as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body: proposal });
async function signed(application: Answer): Promise<string> {
  const body = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
  const done = expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, { body }), 200);
  return String(done.body['grantId']);
}
const inForce = async (grantId: string) => {
  const { rows } = await feedSnapshot(store.database.reader, 'gateway');
  return rows.find(({ key }) => key === grantId)?.body;
};

describe('91-5.2: a backflow subscription', () => {
  test('809-24: of an entry of the city a county’s department asks for its own region’s rows, every item, and agreement, grant and doors say so', async () => {
    const entryId = await regionEntry('井灌登记');
    const application = await received(entryId);

    expect(application.body).toMatchObject({ backflow: true, state: 'at-provider', content: { itemNos: [1, 2, 3], rowFilter: own } });
    expected(await propose(application, whole), 200);
    const grantId = await signed(application);

    const done = applicationSchema.parse(await read('ssx.slj.djy', application));
    expect(done.agreement?.terms).toMatchObject({ rowFilter: own, conditions: '限于审批' });
    const grant = grantSchema.parse(expected(await as('scjg.djy', `GET /sharing/grants/${grantId}`), 200).body);
    expect(grant).toMatchObject({ rowFilter: { ...own, itemName: '井灌登记3' }, items: [{ no: 1 }, { no: 2 }, { no: 3 }] });
    expect(await inForce(grantId)).toMatchObject({ format: 2, rowFilter: { itemNo: 3, codePrefix: '650421' } });
    // A grant of all rows says nothing of rows, as before there were any.
    expect(JSON.stringify(grant)).toContain('"rowFilter":{');
  });

  test('809-24: the rows are the platform’s to set: what a browser writes of them is not taken, neither wider nor away', async () => {
    const started = expected(await start(await regionEntry('葡萄地块')), 201);
    const wider = { ...own, regionCode: '650400', regionName: '吐鲁番市', codePrefix: '6504', itemName: 'x' };

    expect((await write(started, { rowFilter: wider })).body).toMatchObject({ backflow: true, content: { rowFilter: own } });
    expect((await write(started)).body).toMatchObject({ backflow: true, content: { rowFilter: own } });
    const plain = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: started.body['entryId'] } }), 201);
    const content = { ...applicationSchema.parse(plain.body).content, rowFilter: { ...own, itemName: 'x' } };
    const put = { body: { secrecyDeclaration: 'not-secret', content }, ifMatch: plain.etag ?? '' };
    const kept = expected(await as('slj.djy', `PUT /sharing/applications/${idOf(plain)}/content`, put), 200);
    expect(applicationSchema.parse(kept.body).content.rowFilter).toBeUndefined();
  });

  test('809-24: whoever does not lie below the provider’s region is owed none, nor is anybody where no item says the region', async () => {
    const entryId = await regionEntry('坎儿井名册');

    expect(await start(entryId, 'slj.djy')).toMatchObject({ status: 422, body: { code: 'sharing.backflow.not-below' } });
    const silent = await regionEntry('滴灌设备', { regionItemNo: null });
    expect(await start(silent)).toMatchObject({ status: 422, body: { code: 'sharing.backflow.no-region-item' } });
  });

  test('809-24: no condition, no item left out, no stricter mask, no shorter period and no fewer calls; the entry’s own conditions bind only where law sets them', async () => {
    // Twelve months: the entry's own rule would allow six.
    const application = await received(await regionEntry('农机档案'), { callsPerDay: 800 });
    const wrongs: [Partial<Proposal>, string][] = [
      [{ conditions: '须经县政府同意' }, 'sharing.backflow-condition'],
      [{ items: whole.items.slice(0, 2), leftOut: [{ no: 3, reason: '暂不提供' }] }, 'sharing.backflow-incomplete'],
      [{ items: whole.items.map(({ no }) => ({ no, mask: no === 2 ? 'hidden' : 'none' })) }, 'sharing.backflow-mask'],
      [{ validTo: '2027-03-01' }, 'sharing.backflow-period'],
      [{ quota: { perSecond: 5, perDay: 799 } }, 'sharing.backflow-quota'],
    ];
    for (const [changes, code] of wrongs) {
      expect(await propose(application, { ...whole, ...changes })).toMatchObject({
        status: 422,
        body: { code: 'sharing.backflow.limited', fields: [{ code }] },
      });
    }
    expect(await read('ssx.slj.djy', application)).toMatchObject({ state: 'at-provider' });
    expected(await propose(application, { ...whole, quota: { perSecond: 5, perDay: 800 } }), 200);
  });

  test('809-24: refused only on a ground that the rule set rests on that article', async () => {
    const application = await received(await regionEntry('冷库名单'));
    const basis = [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' }];
    const refusal: Proposal = { ...whole, result: 'refuse', items: [], quota: null, basis };

    for (const ground of ['exceeds-necessity', 'other'] as const)
      expect(await propose(application, { ...refusal, ground })).toMatchObject({ status: 422, body: { code: 'sharing.backflow.ground' } });
    expected(await propose(application, { ...refusal, ground: 'security-capability' }), 200);
  });

  test('809-24: a department may do with fewer items; renewed, a grant keeps its rows, and taken for a base elsewhere they are not taken along', async () => {
    const entryId = await regionEntry('水库台账');
    const application = await received(entryId, { itemNos: [1, 3] });
    expected(await propose(application, proposalToAgree([1, 3].map((no) => ({ no, mask: 'none' })))), 200);
    const grantId = await signed(application);

    const renewal = expected(await as('ssx.slj.djy', `POST /sharing/grants/${grantId}/renewal`), 201);
    expect(renewal.body).toMatchObject({ backflow: true, content: { itemNos: [1, 3], rowFilter: own } });
    const again = { ...applicationSchema.parse(renewal.body).content, validTo: '2028-06-30', commitment: true };
    await write(renewal, again);
    expected(await as('ssx.slj.djy', `POST /sharing/applications/${idOf(renewal)}/submission`), 200);
    const body = { decision: 'consent', opinion: '同意', code: await codeOf('ssx.slj.fzr') };
    expected(await as('ssx.slj.fzr', `POST /sharing/applications/${idOf(renewal)}/consent-out`, { body }), 200);
    expected(await propose(renewal, proposalToAgree([1, 3].map((no) => ({ no, mask: 'none' })))), 200);
    expect(await signed(renewal)).toBe(grantId);
    expect(await inForce(grantId)).toMatchObject({ version: 2, format: 2, rowFilter: { itemNo: 3, codePrefix: '650421' } });
    const reused = expected(await as('ssx.slj.djy', `POST /sharing/applications/${idOf(application)}/reuse`, { body: {} }), 201);
    expect(reused.body).toMatchObject({ backflow: false });
    expect(applicationSchema.parse(reused.body).content.rowFilter).toBeUndefined();
  });
});
