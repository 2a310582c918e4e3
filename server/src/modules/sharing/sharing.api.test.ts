import type { ApplicationContent, Proposal } from '@karez/contract/sharing/schemas';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { expected, type Answer } from '../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';
import { createTestDatabase } from '#test/test-database';
import { beforeAll, describe, expect, test } from 'vitest';
import { feedSnapshot } from '#platform/feed';
import { emptyContent } from './application.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as } = city;

const wholeContent = () =>
  wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
const idOf = (application: Answer) => String(application.body['id']);

let openEntry = '';
let standingEntry = '';
let deniedItemEntry = '';

beforeAll(async () => {
  openEntry = await publishedEntry(city, 'scjg', companyEntry());
  standingEntry = await publishedEntry(city, 'scjg', companyEntry({ name: '企业名录' }));
  deniedItemEntry = await publishedEntry(
    city,
    'scjg',
    companyEntry({
      name: '企业联络信息',
      items: [itemOf(1), itemOf(2, { sensitivity: 'personal', maskingRule: 'name' })],
      personalData: 'personal',
      impactAssessment: { assessedOn: '2026-11-01', necessity: '履职', impact: '可控', measures: '脱敏', conclusion: 'acceptable' },
    }),
  );
  const entry = expected(await as('scjg.fzr', `GET /catalog/entries/${standingEntry}`), 200);
  const consent = {
    validUntil: '2027-06-30',
    terms: '凡依法履职，均可共享。',
    quota: { perSecond: 5, perDay: 500 },
    secondFactor: await city.codeOf('scjg.fzr'),
  };
  expected(
    await as('scjg.fzr', `POST /catalog/entries/${standingEntry}/standing-consent`, { body: consent, ifMatch: entry.etag ?? '' }),
    201,
  );
}, 120_000);

async function draft(entryId: string, content: ApplicationContent = wholeContent()): Promise<Answer> {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  return expected(
    await as('slj.djy', `PUT /sharing/applications/${idOf(started)}/content`, {
      body: { secrecyDeclaration: 'not-secret', content },
      ifMatch: started.etag ?? '',
    }),
    200,
  );
}

async function received(entryId: string, content?: ApplicationContent): Promise<Answer> {
  const written = await draft(entryId, content);
  expected(await as('slj.djy', `POST /sharing/applications/${idOf(written)}/submission`), 200);
  return expected(
    await as('slj.fzr', `POST /sharing/applications/${idOf(written)}/consent-out`, {
      body: { decision: 'consent', opinion: '同意申请', code: await city.codeOf('slj.fzr') },
    }),
    200,
  );
}

const agreeing = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);
const refusing: Proposal = {
  ...agreeing,
  result: 'refuse',
  items: [],
  quota: null,
  ground: 'not-duty-related',
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' }],
  opinion: '与职责无关',
};
const propose = (application: Answer, body: Proposal) =>
  as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body });
const sign = async (application: Answer) =>
  as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, {
    body: { decision: 'sign', opinion: '同意', code: await city.codeOf('scjg.fzr') },
  });

describe('from application to grant', () => {
  test('91-1.2.4, 91-5.0.3, 91-5.1: sharing.start-application to sharing.consent-in: four officers of two departments, then an agreement that both signed and a grant at every door', async () => {
    const application = await received(openEntry);
    expect(application.body).toMatchObject({
      state: 'at-provider',
      no: expect.stringMatching(/^SQ-650400-20261123-\d{4}$/),
      clocks: [{ ruleKey: 'sharing.reply.unconditional', state: 'running', dueAt: '2026-11-24T16:00:00.000Z' }],
    });
    const inbox = await as('scjg.djy', 'GET /desk/todos');
    expect(JSON.stringify(inbox.body)).toContain(String(application.body['id']));

    expected(
      await propose(application, { ...agreeing, items: [{ no: 1, mask: 'none' }], leftOut: [{ no: 2, reason: '与场景无关' }] }),
      200,
    );
    const signed = expected(await sign(application), 200);

    expect(signed.body).toMatchObject({ state: 'partly-agreed', reply: { result: 'partly-agreed' }, clocks: [{ state: 'met' }] });
    const agreement = signed.body['agreement'] as Record<string, Record<string, unknown>>;
    expect(agreement['terms']).toMatchObject({
      businessApplication: wholeContent().useScenario,
      userScope: '取水许可审批岗',
      sharingMode: '服务接口',
      validTo: wholeContent().validTo,
      items: [{ no: 1, fieldName: 'uscc' }],
    });
    expect(agreement['requesterSignature']).toMatchObject({ organisationName: '吐鲁番市水利局', method: 'platform-evidence' });
    expect(agreement['providerSignature']).toMatchObject({ organisationName: '吐鲁番市市场监督管理局', digest: agreement['digest'] });
    const grant = expected(await as('slj.djy', `GET /sharing/grants/${String(signed.body['grantId'])}`), 200);
    expect(grant.body).toMatchObject({
      state: 'active',
      version: 1,
      items: [{ no: 1 }],
      facts: { deliveredAt: null },
      provideClock: { ruleKey: 'sharing.provide', state: 'running' },
    });
    const { rows } = await feedSnapshot(store.database.reader, 'gateway');
    expect(rows.find((row) => row.key === signed.body['grantId'])?.body).toMatchObject({
      state: 'active',
      items: [{ no: 1, path: 'uscc' }],
    });
    const entry = await as('scjg.djy', `GET /catalog/entries/${openEntry}`);
    expect(entry.body).toMatchObject({ usedByCount: 1 });
  });

  test('91-5.0.1, 91-5.0.2, 91-5.2: with standing consent an unconditional entry is answered in the very call, without it never by silence', async () => {
    const answered = await received(standingEntry);
    const waiting = await received(openEntry);

    expect(answered.body).toMatchObject({ state: 'agreed', reply: { byStandingConsent: true } });
    expect((answered.body['agreement'] as Record<string, unknown>)['providerSignature']).toMatchObject({ method: 'standing-consent' });
    city.needs.clock.advance(30 * 24 * 3_600_000);
    const still = await as('slj.djy', `GET /sharing/applications/${idOf(waiting)}`);
    expect(still.body).toMatchObject({ state: 'at-provider', grantId: null });
    city.needs.clock.set('2026-11-23T09:00:00Z');
  });

  test('91-5.0.2: a grant under a standing consent calls as often as was asked for, and never more than the consent allows', async () => {
    const quotas = [];
    for (const callsPerDay of [400, 9_000, null]) {
      const answered = await received(standingEntry, { ...wholeContent(), callsPerDay });
      const grant = expected(await as('slj.djy', `GET /sharing/grants/${String(answered.body['grantId'])}`), 200);
      quotas.push(grant.body['quota']);
    }

    expect(quotas).toEqual([
      { perSecond: 5, perDay: 400 },
      { perSecond: 5, perDay: 500 },
      { perSecond: 5, perDay: 500 },
    ]);
  });

  test('91-1.2.1, 809-21: a refusal cites its article, and one for “not held” counts only when the authority’s leader confirms it', async () => {
    const application = await received(openEntry);
    expect(await propose(application, { ...refusing, basis: [] })).toMatchObject({
      status: 422,
      body: { code: 'sharing.proposal.basis-missing' },
    });
    expected(await propose(application, refusing), 200);
    expect(expected(await sign(application), 200).body).toMatchObject({ state: 'refused', reply: { ground: 'not-duty-related' } });

    const contested = await received(openEntry);
    expected(await propose(contested, { ...refusing, ground: 'not-held', basis: [] }), 200);
    expect(expected(await sign(contested), 200).body).toMatchObject({ state: 'refusal-at-authority' });
    const body = { verdict: 'send-back', opinion: '该数据由你局掌握', code: await city.codeOf('zfb.zgl') };
    expect(expected(await as('zfb.zgl', `POST /sharing/applications/${idOf(contested)}/refusal-review`, { body }), 200).body).toMatchObject(
      {
        state: 'at-provider',
        reply: null,
      },
    );
  });
});

test('809-21: a reply that the authority sent back begins anew: also who signed it may now propose it, and then not sign it', async () => {
  const contested = await received(openEntry);
  expected(await propose(contested, { ...refusing, ground: 'not-held', basis: [] }), 200);
  expected(await sign(contested), 200);
  const verdict = { verdict: 'send-back', opinion: '该数据由你局掌握', code: await city.codeOf('zfb.zgl') };
  expected(await as('zfb.zgl', `POST /sharing/applications/${idOf(contested)}/refusal-review`, { body: verdict }), 200);
  const place = `/organisations/${city.founded.organisations.get('scjg') ?? ''}/people/${city.founded.people.get('scjg.fzr') ?? ''}`;
  const post = { role: 'PROVIDER_HANDLER', divisionId: null, endsOn: null };
  expected(await as('scjg.shy', `POST ${place}/posts`, { body: post }), 201);

  expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(contested)}/proposal`, { body: agreeing }), 200);

  expect(await sign(contested)).toMatchObject({ status: 403, body: { code: 'sharing.application.own-work' } });
});

describe('what is refused', () => {
  test('422 sharing.submit-application: everything that is missing is named at once, with its place', async () => {
    const empty = await draft(openEntry, emptyContent());

    const refused = await as('slj.djy', `POST /sharing/applications/${idOf(empty)}/submission`);

    expect(refused).toMatchObject({ status: 422, body: { code: 'sharing.application.incomplete' } });
    expect((refused.body['fields'] as { path: string }[]).map((field) => field.path)).toEqual(
      expect.arrayContaining(['/itemNos', '/useBasis', '/systemId', '/commitment']),
    );
  });

  test('422: personal data is not asked for without a named matter', async () => {
    const personal = await draft(deniedItemEntry, { ...wholeContent(), itemNos: [2], matter: null });

    expect(await as('slj.djy', `POST /sharing/applications/${idOf(personal)}/submission`)).toMatchObject({
      status: 422,
      body: { fields: [{ path: '/matter', code: 'sharing.matter-required' }] },
    });
  });

  test('403: nobody signs an application of their own hand; the other side, another department and another region see nothing or do nothing', async () => {
    const written = await draft(openEntry);
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(written)}/submission`), 200);

    expect(
      await as('slj.djy', `POST /sharing/applications/${idOf(written)}/consent-out`, {
        body: { decision: 'consent', opinion: '同意', code: '000000' },
      }),
    ).toMatchObject({ status: 403 });
    expect(await as('scjg.djy', `GET /sharing/applications/${idOf(written)}`)).toMatchObject({ status: 404 });
    expect(await as('nyncj.djy', `GET /sharing/applications/${idOf(written)}`)).toMatchObject({ status: 404 });
    expect(await propose(written, agreeing)).toMatchObject({ status: 404 });
  });

  test('91-7.4.2; 412 and 409: a stale draft is not overwritten, a step out of turn changes nothing, and the draft’s secret text is never stored', async () => {
    const written = await draft(openEntry);
    const body = { secrecyDeclaration: 'not-secret', content: wholeContent() };

    expect(await as('slj.djy', `PUT /sharing/applications/${idOf(written)}/content`, { body, ifMatch: 1 })).toMatchObject({
      status: 412,
      body: { code: 'sharing.application.stale' },
    });
    expect(await as('slj.djy', `PUT /sharing/applications/${idOf(written)}/content`, { body })).toMatchObject({
      status: 412,
      body: { code: 'request.etag-missing' },
    });
    const secret = { secrecyDeclaration: 'state-secret', content: { ...wholeContent(), useScenario: 'ZZ-MARK-OF-A-SECRET-TEXT-ZZ' } };
    expect(
      await as('slj.djy', `PUT /sharing/applications/${idOf(written)}/content`, { body: secret, ifMatch: written.etag ?? '' }),
    ).toMatchObject({
      status: 422,
      body: { code: 'sharing.application.secret' },
    });
    const stored = await store.database.pool.query(
      "SELECT 1 FROM sharing.application WHERE content::text LIKE '%ZZ-MARK%' UNION ALL SELECT 1 FROM audit.pending WHERE body LIKE '%ZZ-MARK%'",
    );
    expect(stored.rowCount).toBe(0);
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(written)}/withdrawal`, { body: { reason: '不再需要' } }), 200);
    expect(await as('slj.djy', `POST /sharing/applications/${idOf(written)}/submission`)).toMatchObject({
      status: 409,
      body: { code: 'sharing.application.illegal-transition' },
    });
  });

  test('two heads who sign at once: one agreement and one grant, the other is told that it is done', async () => {
    const application = await received(openEntry);
    expected(await propose(application, agreeing), 200);
    const first = await city.codeOf('scjg.fzr');
    const second = await city.codeOf('scjg.fzr');
    const body = (code: string) => ({ body: { decision: 'sign', opinion: '同意', code } });

    const answers = await Promise.all([
      as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, body(first)),
      as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, body(second)),
    ]);

    expect(answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(1);
    const grants = await store.database.pool.query('SELECT 1 FROM sharing.share_grant WHERE application_id = $1', [application.body['id']]);
    expect(grants.rowCount).toBe(1);
  });

  test('91-4.1: start-application: items of a cited source are chosen already; what the entry does not have is left out', async () => {
    const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: openEntry, itemNos: [2, 99] } }), 201);

    expect(started.body).toMatchObject({ state: 'draft', content: { itemNos: [2] } });
  });

  test('a repeated Idempotency-Key starts one application, with another body it is refused', async () => {
    const asking = { body: { entryId: openEntry }, key: 'start-once-0001' };
    const [one, two] = [
      await as('slj.djy', 'POST /sharing/applications', asking),
      await as('slj.djy', 'POST /sharing/applications', asking),
    ];

    expect(two.body['id']).toBe(one.body['id']);
    expect(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: standingEntry }, key: 'start-once-0001' })).toMatchObject({
      status: 422,
      body: { code: 'request.key-reused' },
    });
  });
});

describe('a grant in use', () => {
  test('sharing.bind-client: a client of the grant’s own system may be let in, one of another system or department may not', async () => {
    const application = await received(standingEntry);
    const grantId = String(application.body['grantId']);
    const register = (account: string, system: string) =>
      as(account, 'POST /machine-clients', { body: { name: '调用端', systemId: city.founded.systems.get(system), publicJwk: null } });
    const clientOf = (answer: Answer) => (answer.body['client'] as Record<string, unknown>)['id'];
    const own = clientOf(expected(await register('slj.djy', 'well-permit'), 201));
    const other = clientOf(expected(await register('slj.djy', 'karez-survey'), 201));

    expect(await as('slj.djy', `POST /sharing/grants/${grantId}/clients`, { body: { clientId: other } })).toMatchObject({
      status: 422,
      body: { code: 'sharing.grant.client-unknown' },
    });
    expect(await as('scjg.djy', `POST /sharing/grants/${grantId}/clients`, { body: { clientId: own } })).toMatchObject({ status: 403 });
    expect(await as('slj.djy', `POST /sharing/grants/${grantId}/clients`, { body: { clientId: own } })).toMatchObject({
      status: 200,
      body: { version: 2, clientIds: [own] },
    });
    const { rows } = await feedSnapshot(store.database.reader, 'gateway');
    expect(rows.find((row) => row.key === grantId)?.body).toMatchObject({ version: 2, clientIds: [own] });
  });
});

describe('the end of a grant', () => {
  test('sharing.revoke-grant: the provider’s head ends it with a reason; the grant stays readable, its versions unchangeable, and the feed carries the end', async () => {
    const application = await received(standingEntry);
    const grantId = String(application.body['grantId']);
    expected(await as('slj.djy', `POST /sharing/grants/${grantId}/delivery`), 200);

    expect(
      await as('slj.fzr', `POST /sharing/grants/${grantId}/revocation`, { body: { reason: '试', code: await city.codeOf('slj.fzr') } }),
    ).toMatchObject({ status: 403 });
    const revoked = await as('scjg.fzr', `POST /sharing/grants/${grantId}/revocation`, {
      body: { reason: '超范围使用', code: await city.codeOf('scjg.fzr') },
    });

    expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked', version: 2, revocation: { reason: '超范围使用' } } });
    const { rows } = await feedSnapshot(store.database.reader, 'gateway');
    expect(rows.find((row) => row.key === grantId)?.body).toMatchObject({ state: 'revoked', version: 2 });
    await expect(
      store.database.pool.query('UPDATE sharing.grant_version SET document = document WHERE grant_id = $1', [grantId]),
    ).rejects.toThrow(/never changed/);
  });
});

test('who uses an entry is told since the day of the region, also between midnight there and midnight UTC', async () => {
  city.needs.clock.set('2026-12-23T17:30:00Z');

  expected(await received(standingEntry), 200);

  const entry = expected(await as('scjg.djy', `GET /catalog/entries/${standingEntry}`), 200);
  expect(entry.body['usedBy']).toEqual(expect.arrayContaining([expect.objectContaining({ since: '2026-12-24' })]));
});
