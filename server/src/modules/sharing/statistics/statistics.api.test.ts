import { caseMeasures, readStatistics, type CaseFigures, type Statistics } from '@karez/contract/sharing/statistics';
import { streamXlsxRows } from 'hucre/xlsx';
import { beforeAll, expect, test } from 'vitest';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../test-received.ts';

const { city, as, codeOf, needs, entry, received, pass } = await receivingCity(await createTestDatabase());
const basis = { title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' };
const refusing = {
  ...proposalToAgree([]),
  result: 'refuse',
  items: [],
  quota: null,
  ground: 'not-duty-related',
  basis: [basis],
  opinion: '与职责无关。',
};

const reply = async (application: Answer, proposal: object): Promise<Answer> => {
  const at = `/sharing/applications/${idOf(application)}`;
  expected(await as('scjg.djy', `POST ${at}/proposal`, { body: proposal }), 200);
  return expected(
    await as('scjg.fzr', `POST ${at}/consent-in`, { body: { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') } }),
    200,
  );
};
const agree = async (application: Answer) =>
  String((await reply(application, proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' }))))).body['grantId']);

let entryId = '';
let firstNo = '';

/** Monday the 23rd of November 2026 and the weeks after it, without a holiday: days of the calendar that are no weekend are working days. */
beforeAll(async () => {
  entryId = await entry('凿井单位名录');
  const cases = [];
  for (let no = 0; no < 6; no += 1) cases.push(await received(entryId));
  const [agreed, refused, gap, slow, open, other] = cases as [Answer, Answer, Answer, Answer, Answer, Answer];
  firstNo = String(agreed.body['no']);
  await pass(2);
  const grant = await agree(agreed);
  await pass(1);
  await reply(refused, refusing);
  const gaps = { gaps: [{ place: 'useScenario', words: '请补充' }], opinion: '一次性告知' };
  expected(await as('scjg.djy', `POST /sharing/applications/${idOf(gap)}/supplement-notice`, { body: gaps }), 200);
  await pass(1);
  expected(await as('slj.djy', `POST /sharing/grants/${grant}/delivery`), 200);
  // Over the weekend: four more days, two of them worked.
  await pass(4);
  await agree(slow);
  await reply(other, { ...refusing, ground: 'exceeds-necessity' });
  expected(await as('slj.djy', `GET /sharing/applications/${idOf(open)}`), 200);
  await pass(7);
}, 240_000);

async function standing(): Promise<string> {
  const id = await publishedEntry(city, 'scjg', companyEntry({ name: '企业名录' }));
  const read = expected(await as('scjg.fzr', `GET /catalog/entries/${id}`), 200);
  const consent = {
    validUntil: '2027-06-30',
    terms: '凡依法履职，均可共享。',
    quota: { perSecond: 5, perDay: 500 },
    secondFactor: await codeOf('scjg.fzr'),
  };
  expected(await as('scjg.fzr', `POST /catalog/entries/${id}/standing-consent`, { body: consent, ifMatch: read.etag ?? '' }), 201);
  const answered = await received(id);
  expect(answered.body).toMatchObject({ state: 'agreed', reply: { byStandingConsent: true } });
  expected(await as('slj.djy', `POST /sharing/grants/${String(answered.body['grantId'])}/delivery`), 200);
  return id;
}

const statistics = async (who: string, query = ''): Promise<Statistics> =>
  readStatistics.answer.parse(expected(await as(who, `GET /sharing/statistics?${query}`), 200).body);
const listed = async (who: string, query: string) => expected(await as(who, `GET /sharing/statistics/cases?limit=100&${query}`), 200).body;

test('91-5.1, 809-21: sharing.read-statistics: working days to the first answer and to delivery by nearest rank, what is open and overdue, grounds of refusal', async () => {
  const { all, grounds, since, until, months, providers } = await statistics('scjg.djy');

  expect({ since, until }).toEqual({ since: '2026-01', until: '2026-12' });
  // Answered after 2, 3 (refused), 3 (what is missing), 6 and 6 working days; delivered after 4.
  expect(all.firstAnswer).toEqual({ p50: 3, p80: 6, cases: 5 });
  expect(all.delivery).toEqual({ p50: 4, p80: 4, cases: 1 });
  expect(all.counts).toEqual({
    received: 6,
    answered: 5,
    'at-once': 0,
    agreed: 2,
    delivered: 1,
    refused: 2,
    withdrawn: 0,
    open: 2,
    overdue: 1,
  });
  expect(grounds).toEqual([
    { ground: 'not-duty-related', count: 1 },
    { ground: 'exceeds-necessity', count: 1 },
  ]);
  expect(months.map(({ month }) => month).slice(0, 2)).toEqual(['2026-12', '2026-11']);
  expect(months.find(({ month }) => month === '2026-11')?.figures).toEqual(all);
  expect(providers.map(({ provider }) => provider.name)).toEqual(['吐鲁番市市场监督管理局']);
});

test('sharing.read-expected-days: who is about to apply reads how long it took lately, and of few cases nothing', async () => {
  const asked = expected(await as('zrzy.djy', `GET /sharing/entries/${entryId}/expected-days`), 200);
  expect(asked.body).toEqual({ expected: { of: 'entry', firstAnswer: { p50: 3, p80: 6, cases: 5 }, delivery: null } });

  const fresh = await entry('水质检测机构');
  expect((await as('zrzy.djy', `GET /sharing/entries/${fresh}/expected-days`)).body).toMatchObject({ expected: { of: 'provider' } });
  const alone = await publishedEntry(
    city,
    'zrzy',
    companyEntry({ name: '采矿单位名录', items: [itemOf(1, { nameZh: '采矿单位', fieldName: 'mine' })] }),
  );
  expect((await as('slj.djy', `GET /sharing/entries/${alone}/expected-days`)).body).toEqual({ expected: null });
  expect((await as('slj.djy', `GET /sharing/entries/018f0000-0000-7000-a000-00000000dead/expected-days`)).body).toMatchObject({
    code: 'sharing.entry.not-requestable',
  });
});

test('sharing.list-counted-cases: every number of the statistics is the total of its list, for each department, month and ground', async () => {
  const atOnce = await standing();
  expect((await as('zrzy.djy', `GET /sharing/entries/${atOnce}/expected-days`)).body).toEqual({ expected: null });
  const { all, providers, months, grounds } = await statistics('zfb.zgl');
  expect(all.counts['at-once']).toBe(1);
  // What was answered at once makes no office look faster.
  expect(all.firstAnswer).toEqual({ p50: 3, p80: 6, cases: 5 });
  expect([all.counts.delivered, all.delivery]).toEqual([2, { p50: 4, p80: 4, cases: 1 }]);

  const scopes: [string, CaseFigures][] = [
    ['', all],
    ...providers.map(({ provider, figures }) => [`&organisationId=${provider.id}`, figures] as [string, CaseFigures]),
    ...months.slice(0, 3).map(({ month, figures }) => [`&since=${month}&until=${month}`, figures] as [string, CaseFigures]),
  ];
  for (const [scope, { counts }] of scopes)
    for (const measure of caseMeasures) {
      const list = await listed('zfb.zgl', `measure=${measure}${scope}`);
      expect([scope, measure, list['total'], (list['items'] as unknown[]).length]).toEqual([
        scope,
        measure,
        counts[measure],
        counts[measure],
      ]);
    }
  for (const { ground, count } of grounds)
    expect(await listed('zfb.zgl', `measure=refused&ground=${ground}`)).toMatchObject({ total: count });

  const slowest = (await listed('scjg.djy', 'measure=answered'))['items'] as { firstAnswerDays: number }[];
  expect(slowest.map(({ firstAnswerDays }) => firstAnswerDays)).toEqual([6, 6, 3, 3, 2]);
  const paged = await listed('scjg.djy', 'measure=answered&cursor=4');
  expect(paged).toMatchObject({ total: 5, next: null, items: [{ no: firstNo, deliveryDays: 4, state: 'agreed' }] });
});

test('invariant 10: whoever is no side’s provider and no authority counts nothing of others, and cannot ask for them by department', async () => {
  const [mine] = (await statistics('scjg.djy')).providers;
  for (const who of ['slj.djy', 'zrzy.djy', 'gcq.fgw.djy']) {
    const { all, providers } = await statistics(who, `organisationId=${mine?.provider.id}`);
    expect([all.counts.received, providers]).toEqual([0, []]);
    expect(await listed(who, `organisationId=${mine?.provider.id}`)).toMatchObject({ total: 0, items: [] });
  }
});

test('422 sharing.statistics.period: a period that runs backwards, or longer than what is counted at once, is refused', async () => {
  for (const query of ['since=2026-12&until=2026-11', 'since=2020-01&until=2026-11']) {
    expect(await as('scjg.djy', `GET /sharing/statistics?${query}`)).toMatchObject({
      status: 422,
      body: { code: 'sharing.statistics.period' },
    });
    expect((await as('scjg.djy', `GET /sharing/statistics/cases?${query}`)).body).toMatchObject({ code: 'sharing.statistics.period' });
    expect((await as('scjg.djy', `GET /sharing/statistics/ledger?${query}`)).body).toMatchObject({ code: 'sharing.statistics.period' });
  }
  expect((await as('scjg.djy', 'GET /sharing/statistics?since=2026-13')).status).toBe(400);
});

test('sharing.export-statistics: the ledger has a row for the sum, each department and each month, and leaves evidence', async () => {
  const rows: string[] = [];
  const recorded = await recorderOf(needs.database)(async () => {
    const file = expected(await as('zfb.zgl', 'GET /sharing/statistics/ledger?since=2026-11&until=2026-12'), 200);
    for await (const { values } of streamXlsxRows(file.bytes)) rows.push(values.join('|'));
  });
  const text = rows.join('\n');

  expect(text).toContain('吐鲁番市市场监督管理局|7|5|1|3|2|2|0|2|1|3|6|4|4');
  for (const month of ['2026-11', '2026-12']) expect(text).toContain(`\n${month}|`);
  expect(recorded.map(({ action }) => action)).toContain('sharing.export-statistics');
});
