import { applicationSchema, grantSchema, type Proposal } from '@karez/contract/sharing/schemas';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { catalogListeners } from '#modules/catalog/jobs';
import { gatewayListeners } from '#modules/gateway/jobs';
import { deliverEvents } from '#platform/outbox';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';
import { sharingListeners } from '../jobs.ts';
import { transferListeners } from './hear-transfers.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf, needs } = city;
const orgId = (key: string) => city.founded.organisations.get(key) ?? '';
const systems = new Map<string, string>();
let names = 0;

beforeAll(async () => {
  for (const key of ['nyncj', 'slj']) {
    const body = {
      name: '会商系统',
      divisionId: null,
      builder: '本单位',
      operator: '本单位',
      networkZone: 'e-government-extranet',
      protectionLevel: 2,
      joinedOn: null,
      purpose: '会商',
    };
    systems.set(key, String(expected(await as(`${key}.djy`, 'POST /business-systems', { body }), 201).body['id']));
  }
});

const entryOf = (name: string) => {
  names += 1;
  const items = [1, 2].map((no) => itemOf(no, { nameZh: `${name}${no}`, fieldName: `f${names}_${no}` }));
  return publishedEntry(city, 'scjg', companyEntry({ name, abstract: `${name}的基本情况。`, items }));
};
const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;
const draft = async (entryId: string, by: string) => {
  const started = expected(await as(`${by}.djy`, 'POST /sharing/applications', { body: { entryId } }), 201);
  const content = wellPermitApplication('2026-12-01', { systemId: systems.get(by) ?? '', itemNos: [1, 2] });
  const body = { secrecyDeclaration: 'not-secret', content };
  return expected(await as(`${by}.djy`, `PUT ${at(started)}/content`, { body, ifMatch: started.etag ?? '' }), 200);
};
const consentOut = async (application: Answer, by: string) =>
  as(`${by}.fzr`, `POST ${at(application)}/consent-out`, {
    body: { decision: 'consent', opinion: '同意申请', code: await codeOf(`${by}.fzr`) },
  });
const received = async (entryId: string, by = 'slj') => {
  const written = await draft(entryId, by);
  expected(await as(`${by}.djy`, `POST ${at(written)}/submission`), 200);
  return expected(await consentOut(written, by), 200);
};
const agreeing = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);
const contesting: Proposal = { ...agreeing, result: 'refuse', items: [], quota: null, ground: 'not-held', opinion: '本单位不掌握' };
const propose = (application: Answer, body: Proposal, by = 'scjg') => as(`${by}.djy`, `POST ${at(application)}/proposal`, { body });
const sign = async (application: Answer, by = 'scjg') =>
  as(`${by}.fzr`, `POST ${at(application)}/consent-in`, { body: { decision: 'sign', opinion: '同意', code: await codeOf(`${by}.fzr`) } });
const seen = async (application: Answer, by = 'slj.djy') =>
  applicationSchema.parse(expected(await as(by, `GET ${at(application)}`), 200).body);
const desk = async (by: string, what: 'todos' | 'notices') => JSON.stringify((await as(by, `GET /desk/${what}?limit=100`)).body);

/** 市市场监管局's entry is ordered to 市农业农村局, whose head takes it over; the listeners have not heard of it yet. */
async function takenOver(entryId: string): Promise<void> {
  const order = {
    kind: 'relieved',
    documentNumber: '吐编发〔2026〕7号',
    decidedOn: '2026-11-20',
    reason: '职责划转',
    fromOrgId: orgId('scjg'),
    receiverId: orgId('nyncj'),
    entryIds: [entryId],
  };
  const transfer = expected(await as('zfb.zgy', 'POST /catalog/transfers', { body: order }), 201);
  const acceptance = { entryIds: [entryId], opinion: '同意接收', secondFactor: await codeOf('nyncj.fzr') };
  expected(await as('nyncj.fzr', `POST /catalog/transfers/${String(transfer.body['id'])}/acceptance`, { body: acceptance }), 200);
}
const deliver = () =>
  deliverEvents(
    (work) => store.database.transaction(work),
    [
      ...gatewayListeners(needs),
      ...sharingListeners(needs),
      ...catalogListeners({ ...needs, servicesOf: async () => [], applicantsOf: async () => [] }),
    ],
  );

test('91-3.3, 809-21: what waits goes to the receiving department with the whole term, what the former one had proposed or contested is void', async () => {
  const entryId = await entryOf('糖厂名录');
  const waiting = await received(entryId);
  const proposed = await received(entryId);
  expected(await propose(proposed, agreeing), 200);
  const contested = await received(entryId);
  expected(await propose(contested, contesting), 200);
  expect(expected(await sign(contested), 200).body).toMatchObject({ state: 'refusal-at-authority' });
  city.needs.clock.set('2026-11-24T02:00:00Z');
  await takenOver(entryId);

  // The moment between the transfer and its being heard of: the former head signs nothing any more.
  expect(await sign(proposed)).toMatchObject({ status: 403, body: { code: 'sharing.application.not-own' } });
  await deliver();

  for (const application of [waiting, proposed, contested]) {
    const now = await seen(application);
    expect(now).toMatchObject({ state: 'at-provider', proposal: null, reply: null, provider: { name: '吐鲁番市农业农村局' } });
    expect(now.clocks.filter(({ state }) => state === 'running').map(({ dueAt }) => dueAt)).toEqual(['2026-11-25T16:00:00.000Z']);
    expect(now.history.at(-1)).toMatchObject({ action: 'handed-over' });
    expect(await desk('nyncj.djy', 'todos')).toContain(now.id);
    expect(await desk('scjg.djy', 'todos')).not.toContain(now.id);
    expect(await desk('zfb.zgl', 'todos')).not.toContain(now.id);
    expect((await as('scjg.djy', `GET ${at(application)}`)).status).toBe(404);
  }

  expected(await propose(proposed, agreeing, 'nyncj'), 200);
  expect(expected(await sign(proposed, 'nyncj'), 200).body).toMatchObject({ state: 'agreed' });
});

test('91-3.3, 809-21: what the former department had asked for has no object any more, what it had said is told as its own, and the receiver may ask anew', async () => {
  const entryId = await entryOf('酒厂名录');
  const [extended, supplemented] = [await received(entryId), await received(entryId)];
  const request = { workingDays: 3, reason: '涉及历史数据核对' };
  expected(await as('scjg.djy', `POST ${at(extended)}/extension`, { body: request }), 200);
  const notice = { gaps: [{ place: 'material', words: '请附批文' }], opinion: '一次性告知' };
  expected(await as('scjg.djy', `POST ${at(supplemented)}/supplement-notice`, { body: notice }), 200);
  expect(await desk('zfb.zgl', 'todos')).toContain(extended.body['id']);
  await takenOver(entryId);
  await deliver();

  const now = await seen(extended, 'nyncj.djy');
  expect(now).toMatchObject({ extension: { state: 'lapsed' }, allowed: { 'ask-extension': { allowed: true } } });
  expect(now.history.map(({ action }) => action)).toContain('extension-lapsed');
  expect(await desk('zfb.zgl', 'todos')).not.toContain(extended.body['id']);
  expect(
    await as('zfb.zgl', `POST ${at(extended)}/extension-decision`, {
      body: { decision: 'grant', opinion: '已核', code: await codeOf('zfb.zgl') },
    }),
  ).toMatchObject({ status: 409, body: { code: 'sharing.extension.not-asked' } });
  expected(await as('nyncj.djy', `POST ${at(extended)}/extension`, { body: request }), 200);
  for (const reader of ['slj.djy', 'nyncj.djy'])
    expect(await seen(supplemented, reader)).toMatchObject({
      provider: { name: '吐鲁番市农业农村局' },
      supplementNotices: [{ no: 1, askedBy: '吐鲁番市市场监督管理局' }],
    });
});

test('91-3.3: a draft names the new provider and keeps its revision; one that is sent in between names it too; the receiver’s own end', async () => {
  const entryId = await entryOf('茶厂名录');
  const written = await draft(entryId, 'slj');
  const sentMeanwhile = await draft(entryId, 'slj');
  expected(await as('slj.djy', `POST ${at(sentMeanwhile)}/submission`), 200);
  const own = await received(entryId, 'nyncj');
  const ownDraft = await draft(entryId, 'nyncj');
  expected(await as('nyncj.djy', `POST ${at(ownDraft)}/submission`), 200);
  await takenOver(entryId);

  expect(expected(await consentOut(sentMeanwhile, 'slj'), 200).body).toMatchObject({ provider: { name: '吐鲁番市农业农村局' } });
  expect(await consentOut(ownDraft, 'nyncj')).toMatchObject({ status: 422, body: { code: 'sharing.application.own-entry' } });
  await deliver();

  expect(await seen(written)).toMatchObject({
    state: 'draft',
    revision: written.body['revision'],
    provider: { name: '吐鲁番市农业农村局' },
  });
  for (const application of [own, ownDraft]) {
    const now = await seen(application, 'nyncj.djy');
    expect(now).toMatchObject({
      state: 'withdrawn',
      history: expect.arrayContaining([expect.objectContaining({ action: 'ended-as-own' })]),
    });
    expect(now.clocks.filter(({ state }) => state === 'running')).toEqual([]);
    expect(await desk('nyncj.djy', 'notices')).toContain(now.id);
  }
});

test('91-3.3, 809-22: a running grant goes on under the receiver, which may revoke it; hearing of it twice changes nothing', async () => {
  const entryId = await entryOf('纸厂名录');
  const application = await received(entryId);
  expected(await propose(application, agreeing), 200);
  expected(await sign(application), 200);
  const { grantId } = await seen(application);
  const granted = `/sharing/grants/${grantId ?? ''}`;
  const before = grantSchema.parse(expected(await as('slj.djy', `GET ${granted}`), 200).body);
  await takenOver(entryId);
  await deliver();

  const after = grantSchema.parse(expected(await as('slj.djy', `GET ${granted}`), 200).body);
  expect(after).toMatchObject({ state: 'active', version: before.version + 1, provideClock: { state: 'running' } });
  const told = await sql<{ body: { providerOrgId: string; version: number; state: string } }>`
    SELECT body FROM platform.feed WHERE kind = 'grant' AND key = ${before.id} ORDER BY position DESC LIMIT 1`.execute(
    store.database.reader,
  );
  expect(told.rows[0]?.body).toMatchObject({ providerOrgId: orgId('nyncj'), version: after.version, state: 'active' });
  const owed = await sql<{ duty_org_id: string }>`
    SELECT duty_org_id FROM law.clock WHERE case_id = ${before.id} AND ended_at IS NULL`.execute(store.database.reader);
  expect(owed.rows).toEqual([{ duty_org_id: orgId('nyncj') }]);

  const [listener] = transferListeners(needs);
  await store.database.transaction(async (tx) =>
    listener?.hear(tx, { id: needs.newId(), name: 'catalog.entry-transferred', key: 'again', body: { entryId } }),
  );
  expect(grantSchema.parse(expected(await as('slj.djy', `GET ${granted}`), 200).body).version).toBe(after.version);

  const revoking = async (by: string) =>
    as(`${by}.fzr`, `POST ${granted}/revocation`, { body: { reason: '职责调整', code: await codeOf(`${by}.fzr`) } });
  expect((await revoking('scjg')).status).toBe(404);
  expect(await revoking('nyncj')).toMatchObject({ status: 200, body: { state: 'revoked' } });
});
