import { openCity } from '#test/city';
import { companyEntry, entering, publishedEntry } from '#test/published-entry';
import { expected, type Answer } from '../../../../tools/seed/city-people.ts';
import { enterVersion } from '../../../../tools/seed/enter-version.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';
import { createTestDatabase } from '#test/test-database';
import { beforeAll, describe, expect, test } from 'vitest';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const ownSystem = city.founded.systems.get('well-permit') ?? '';
const othersSystem = city.founded.systems.get('company-registration') ?? '';

const contentFor = (systemId: string) => wellPermitApplication('2026-12-01', { systemId, itemNos: [1, 2] });
const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;

let openEntry = '';
let standingEntry = '';

beforeAll(async () => {
  openEntry = await publishedEntry(city, 'scjg', companyEntry());
  standingEntry = await publishedEntry(city, 'scjg', companyEntry({ name: '企业名录' }));
  const entry = expected(await as('scjg.fzr', `GET /catalog/entries/${standingEntry}`), 200);
  const consent = { validUntil: '2027-06-30', terms: '凡依法履职，均可共享。', secondFactor: await codeOf('scjg.fzr') };
  expected(
    await as('scjg.fzr', `POST /catalog/entries/${standingEntry}/standing-consent`, { body: consent, ifMatch: entry.etag ?? '' }),
    201,
  );
}, 120_000);

async function draft(entryId: string, systemId: string): Promise<Answer> {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const body = { secrecyDeclaration: 'not-secret', content: contentFor(systemId) };
  return expected(await as('slj.djy', `PUT ${at(started)}/content`, { body, ifMatch: started.etag ?? '' }), 200);
}

const submit = (application: Answer) => as('slj.djy', `POST ${at(application)}/submission`);
const consentOut = async (application: Answer) =>
  as('slj.fzr', `POST ${at(application)}/consent-out`, {
    body: { decision: 'consent', opinion: '同意申请', code: await codeOf('slj.fzr') },
  });

describe('what an application rests on is asked again before each signature', () => {
  test('422 sharing.submit-application: another department’s business system gets no grant, and its clients no access', async () => {
    const foreign = await draft(openEntry, othersSystem);

    expect(foreign.body['missing']).toEqual([{ path: '/systemId', code: 'sharing.system-unknown' }]);
    expect(await submit(foreign)).toMatchObject({
      status: 422,
      body: { code: 'sharing.application.incomplete', fields: [{ path: '/systemId', code: 'sharing.system-unknown' }] },
    });
  });

  test('422 sharing.consent-out: a business system that was retired meanwhile', async () => {
    const system = {
      name: '临时取水登记系统',
      divisionId: null,
      builder: '吐鲁番市水利局',
      operator: '吐鲁番市水利局',
      networkZone: 'e-government-extranet',
      protectionLevel: 2,
      joinedOn: null,
      purpose: '临时取水登记',
    };
    const registered = expected(await as('slj.djy', 'POST /business-systems', { body: system }), 201);
    const written = await draft(standingEntry, String(registered.body['id']));
    expected(await submit(written), 200);

    expected(await as('slj.djy', `DELETE /business-systems/${String(registered.body['id'])}`), 200);

    expect(await consentOut(written)).toMatchObject({ status: 422, body: { fields: [{ path: '/systemId' }] } });
    expect((await as('slj.djy', `GET ${at(written)}`)).body).toMatchObject({ state: 'awaiting-consent-out', grantId: null });
  });

  test('422 sharing.consent-in: an item that the version in force no longer holds is not granted, and the proposal can go back to its handler', async () => {
    const written = await draft(openEntry, ownSystem);
    expected(await submit(written), 200);
    expected(await consentOut(written), 200);
    const proposal = proposalToAgree([
      { no: 1, mask: 'none' },
      { no: 2, mask: 'none' },
    ]);
    expected(await as('scjg.djy', `POST ${at(written)}/proposal`, { body: proposal }), 200);

    await enterVersion(entering(city), {
      entryId: openEntry,
      department: 'scjg',
      reason: '库表调整',
      changedOn: '2026-11-20',
      change: (content) => ({ ...content, items: content.items.filter(({ no }) => no !== 2) }),
    });

    const body = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    expect(await as('scjg.fzr', `POST ${at(written)}/consent-in`, { body })).toMatchObject({
      status: 422,
      body: { code: 'sharing.proposal.incomplete', fields: [{ code: 'sharing.item-unknown', params: { no: 2 } }] },
    });
    const back = { decision: 'return', opinion: '目录已变更，请重新拟办' };
    expect(expected(await as('scjg.fzr', `POST ${at(written)}/consent-in`, { body: back }), 200).body).toMatchObject({
      state: 'at-provider',
    });
  });
});

test('an entry that is suspended takes no new application; one that was received shows its items and is answered', async () => {
  const entryId = await publishedEntry(city, 'scjg', companyEntry({ name: '企业变更登记信息' }));
  const received = await draft(entryId, ownSystem);
  expected(await submit(received), 200);
  expected(await consentOut(received), 200);
  const late = await draft(entryId, ownSystem);
  const read = expected(await as('zfb.zgl', `GET /catalog/entries/${entryId}`), 200);
  const order = { reason: '字段与实际不符', rectifyBy: '2027-06-30', secondFactor: await codeOf('zfb.zgl') };
  expected(await as('zfb.zgl', `POST /catalog/entries/${entryId}/suspension`, { body: order, ifMatch: read.etag ?? '' }), 200);

  expect(await submit(late)).toMatchObject({ status: 422, body: { code: 'sharing.entry.not-requestable' } });
  expect(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } })).toMatchObject({ status: 422 });
  const shown = expected(await as('scjg.djy', `GET ${at(received)}`), 200);
  expect(shown.body['entryItems']).toHaveLength(companyEntry().items.length);
  const proposal = proposalToAgree([
    { no: 1, mask: 'none' },
    { no: 2, mask: 'none' },
  ]);
  expected(await as('scjg.djy', `POST ${at(received)}/proposal`, { body: proposal }), 200);
  const body = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
  expect(expected(await as('scjg.fzr', `POST ${at(received)}/consent-in`, { body }), 200).body['grantId']).not.toBeNull();
});

test('91-5.0.2: the evidence of an agreement by standing consent names the platform acting for the provider and the consent, never the requester’s officer', async () => {
  const written = await draft(standingEntry, ownSystem);
  expected(await submit(written), 200);
  const agreed = expected(await consentOut(written), 200);

  const { rows } = await store.database.pool.query<{ body: Buffer | string }>('SELECT body FROM audit.pending');
  const records = rows
    .map((row): Record<string, Record<string, unknown>> => JSON.parse(row.body.toString()))
    .filter((record) => record['object']?.['id'] === written.body['id']);
  const byWord = new Map(records.map((record) => [record['facts']?.['word'], record]));
  const provider = city.founded.organisations.get('scjg');
  expect(byWord.get('consented-out')).toMatchObject({ actor: { kind: 'person' } });
  for (const word of ['agreed-by-standing-consent', 'granted'])
    expect(byWord.get(word)).toMatchObject({ actor: { kind: 'system', id: 'sharing.standing-consent', org: provider } });
  expect(byWord.get('agreed-by-standing-consent')?.['facts']?.['consentId']).toEqual(expect.any(String));
  const history = agreed.body['history'] as { action: string; organisation: string }[];
  expect(history.find((step) => step.action === 'agreed-by-standing-consent')?.organisation).toBe('吐鲁番市市场监督管理局');
});
