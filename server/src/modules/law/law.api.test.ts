import { settableClock } from '@karez/kit/clock';
import { countingIds } from '@karez/kit/id';
import { createTestDatabase } from '#test/test-database';
import { beforeAll, describe, expect, test } from 'vitest';

import { startClock } from './case-clocks.ts';
import { citeArticles } from './cite-articles.ts';
import { lawRoutes } from './routes.ts';
import { seedLaw } from './seed-law.ts';
import { testApi } from './test-api.ts';
import { clerkOf, lawKeeper } from './test-callers.ts';

const { database } = await createTestDatabase();
const newId = countingIds();
const clock = settableClock('2026-11-22T02:00:00Z');
const callers = { city: lawKeeper('650400'), county: lawKeeper('650421'), water: clerkOf('water'), market: clerkOf('market') };
const call = await testApi(database, lawRoutes({ clock, newId }), callers);
const items = (answer: { body: Record<string, unknown> }) => answer.body['items'] as Record<string, unknown>[];

beforeAll(async () => {
  await database.transaction((tx) => seedLaw(tx, clock.now()));
});

test('law.list-instruments: the register is read by everyone who is signed in, by nobody else', async () => {
  const answer = await call('water', 'GET /law/instruments');

  expect(answer.status).toBe(200);
  expect(items(answer).find((one) => one['id'] === '809')).toMatchObject({
    documentNumber: '国务院令第809号',
    rank: 'administrative-regulation',
  });
  expect((await call('nobody', 'GET /law/instruments')).status).toBe(401);
});

test('law.find-articles: 91-3.3 is found by its words, whole; unknown query fields are refused', async () => {
  const answer = await call('water', `GET /law/articles?q=${encodeURIComponent('15个工作日 资源目录')}&limit=5`);

  expect(items(answer).map((article) => article['id'])).toContain('91-3.3');
  expect(
    items(await call('water', 'GET /law/articles?ranks=law,nonsense&limit=100')).every((article) =>
      String(article['id']).match(/^(PIPL|DSL|CSL|CIVIL|BMF)-/),
    ),
  ).toBe(true);
  expect(await call('water', 'GET /law/articles?x=1')).toMatchObject({ status: 400, body: { fields: [{ path: '/query/x' }] } });
});

test('law.find-articles: an article as it is written down is the one that is meant, or nothing', async () => {
  const written = async (title: string, docNo: string, article: string) => {
    const asked = new URLSearchParams({ title, docNo, article });
    return items(await call('water', `GET /law/articles?${asked.toString()}`)).map(({ id }) => id);
  };

  expect(await written('《政务数据共享条例》', '国务院令第 809 号', '第15条')).toEqual(['809-15']);
  expect(await written('个人信息保护法', '', '第十三条第二款')).toEqual(['PIPL-13']);
  expect(await written('政务数据共享条例', '国务院令第492号', '第十五条')).toEqual([]);
  expect(await written('政务数据共享条例', '', '第十五条之一')).toEqual([]);
});

test('law.list-rule-sets: 809-2025 is in force, inherits from 91-2017 and says which is which', async () => {
  const [newest, older] = items(await call('water', 'GET /law/rule-sets'));

  expect(newest).toMatchObject({
    id: '809-2025',
    inForce: true,
    denialRanks: ['law', 'administrative-regulation', 'state-council-decision'],
  });
  expect(older).toMatchObject({ id: '91-2017', inForce: false });
  expect(newest?.['limits']).toContainEqual({
    key: 'sharing.reply.conditional',
    workingDays: 10,
    nature: 'statutory',
    articles: ['809-21', '809-20'],
    extensionWorkingDaysMax: 10,
    onSupplement: 'restart',
    from: '809-2025',
  });
});

test('law.set-internal-limit: a target of the installation counts from today for new cases; what the law sets is refused', async () => {
  const set = await call('city', 'PUT /law/limits/supplement.requester', { body: { workingDays: 15 } });
  const refused = [
    await call('city', 'PUT /law/limits/supplement.requester', { body: { workingDays: 15 } }),
    await call('city', 'PUT /law/limits/sharing.provide', { body: { workingDays: 30 } }),
    await call('city', 'PUT /law/limits/none', { body: { workingDays: 30 } }),
    await call('county', 'PUT /law/limits/supplement.requester', { body: { workingDays: 12 } }),
  ];

  expect(set).toEqual({ status: 200, body: { ruleSetId: 'local-2026-11-22', version: 1 } });
  expect(refused.map((answer) => [answer.status, answer.body['code']])).toEqual([
    [409, 'law.limit.unchanged'],
    [409, 'law.limit.statutory'],
    [404, 'law.limit.unknown'],
    [403, 'law.edit.other-region'],
  ]);
  const given = {
    id: newId(),
    caseKind: 'application',
    caseId: newId(),
    ruleKey: 'supplement.requester',
    dutyOrgId: 'water',
    region: '650400',
  };
  const started = await database.transaction((tx) => startClock(tx, { ...given, startedAt: clock.now() }));
  expect(started).toMatchObject({ ruleSetId: 'local-2026-11-22', legWorkingDays: 15 });
});

describe('the register', () => {
  const instrument = {
    id: 'TLF-1',
    rank: 'normative-document',
    title: '示例文件',
    documentNumber: '示例〔2026〕1号',
    issuer: '示例机关',
    inForceFrom: '2026-01-01',
  };
  const article = { id: 'TLF-1-1', number: '第一条', heading: null, text: '示例条文', extent: 'full' };

  test('law.add-instrument, law.add-article: 201, and once more with the same key the same answer', async () => {
    const added = await call('city', 'POST /law/instruments', { body: instrument, key: 'instrument-1' });
    const again = await call('city', 'POST /law/instruments', { body: instrument, key: 'instrument-1' });
    const withArticle = await call('city', 'POST /law/instruments/TLF-1/articles', { body: article });

    expect([added, again].map((answer) => [answer.status, answer.body])).toEqual([
      [201, { id: 'TLF-1' }],
      [201, { id: 'TLF-1' }],
    ]);
    expect(withArticle).toEqual({ status: 201, body: { id: 'TLF-1-1' } });
  });

  test('409 for ids that are taken, 404 for an instrument that is not there, 403 for a clerk and for a county', async () => {
    const refused = [
      await call('city', 'POST /law/instruments', { body: instrument }),
      await call('city', 'POST /law/instruments/TLF-1/articles', { body: article }),
      await call('city', 'POST /law/instruments/none/articles', { body: article }),
      await call('water', 'POST /law/instruments', { body: { ...instrument, id: 'X-1' } }),
      await call('county', 'POST /law/instruments', { body: { ...instrument, id: 'X-1' } }),
    ];

    expect(refused.map((answer) => [answer.status, answer.body['code']])).toEqual([
      [409, 'law.instrument.exists'],
      [409, 'law.article.exists'],
      [404, 'law.instrument.not-found'],
      [403, 'request.not-permitted'],
      [403, 'law.edit.other-region'],
    ]);
  });

  test('91-3.3 law.change-instrument: amending an article lists who rests on it', async () => {
    const by = { module: 'catalog', kind: 'denial', id: newId() };
    await database.transaction((tx) => citeArticles(tx, by, { articleIds: ['TLF-1-1'], at: clock.now() }));
    const change = { state: 'amended', on: '2026-12-01', articleIds: ['TLF-1-1'] };

    expect(await call('city', 'POST /law/instruments/TLF-1/changes', { body: change })).toEqual({
      status: 200,
      body: { articles: ['TLF-1-1'], citers: [{ articleId: 'TLF-1-1', ...by }] },
    });
    const stranger = await call('city', 'POST /law/instruments/TLF-1/changes', { body: { ...change, articleIds: ['809-21'] } });
    const repeal = { ...change, state: 'repealed' };
    await call('city', 'POST /law/instruments/TLF-1/changes', { body: repeal });
    const nothing = await call('city', 'POST /law/instruments/TLF-1/changes', { body: repeal });
    expect([stranger, nothing].map((answer) => [answer.status, answer.body['code']])).toEqual([
      [422, 'law.article.not-found'],
      [409, 'law.change.nothing'],
    ]);
  });
});

describe('calendars', () => {
  test('law.list-calendars: working days of each loaded year, and the notices that are missing by name', async () => {
    const [national, xinjiang] = items(await call('water', 'GET /law/calendars'));

    expect(national).toMatchObject({ id: 'CN', missing: [{ year: 2027, title: '国务院办公厅关于2027年部分节假日安排的通知' }] });
    expect(national?.['years']).toContainEqual(expect.objectContaining({ year: 2026, workingDays: 248 }));
    expect(xinjiang).toMatchObject({ id: 'CN-65', parentId: 'CN', years: [{ year: 2025, workingDays: 244 }] });
  });

  test('law.list-calendar-days: the overlay shows its parent’s days too, each with the calendar that says so', async () => {
    const days = items(await call('water', 'GET /law/calendars/CN-65/days?year=2025'));

    expect(days).toContainEqual({ on: '2025-06-09', workday: false, name: '古尔邦节', calendarId: 'CN-65' });
    expect(days).toContainEqual({ on: '2025-04-27', workday: true, name: '劳动节', calendarId: 'CN' });
    expect((await call('water', 'GET /law/calendars/XX/days?year=2025')).status).toBe(404);
  });

  test('law.load-calendar-year, law.put-calendar-day: the open holiday-cn form is taken; wrong days are named by place', async () => {
    const body = {
      $schema: 'https://x',
      year: 2027,
      papers: ['https://www.gov.cn/x'],
      days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }],
    };
    const early = await call('city', 'PUT /law/calendars/CN-65/days/2027-03-01', { body: { workday: false, name: '肉孜节' } });

    expect(early).toMatchObject({ status: 409, body: { code: 'law.calendar.year-not-loaded', params: { year: 2027 } } });
    expect(await call('city', 'POST /law/calendars/CN-65/years', { body })).toMatchObject({ status: 200, body: { days: 1, moved: 0 } });
    expect((await call('city', 'PUT /law/calendars/CN-65/days/2027-03-10', { body: { workday: false, name: '肉孜节' } })).status).toBe(200);
    const wrong = await call('city', 'POST /law/calendars/CN/years', {
      body: { ...body, days: [{ ...body.days[0], date: '2020-01-01' }] },
    });
    const twice = await call('city', 'POST /law/calendars/CN/years', { body: { ...body, days: [body.days[0], body.days[0]] } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'law.calendar.day-of-other-year', fields: [{ path: '/body/days/0/date' }] } });
    expect(twice).toMatchObject({ status: 422, body: { code: 'law.calendar.day-twice' } });
    expect((await call('city', 'POST /law/calendars/XX/years', { body })).status).toBe(404);
    expect((await call('county', 'POST /law/calendars/CN/years', { body })).status).toBe(403);
    expect((await call('city', 'PUT /law/calendars/CN/days/2026-02-30', { body: { workday: false, name: 'x' } })).status).toBe(400);
  });
});

test('law.list-clocks: the unit that owes the duty and its authority see who is late, others nothing', async () => {
  const caseId = newId();
  const given = {
    id: newId(),
    caseKind: 'application',
    caseId,
    ruleKey: 'sharing.reply.conditional',
    dutyOrgId: 'water',
    region: '650400',
  };
  await database.transaction((tx) => startClock(tx, { ...given, startedAt: new Date('2026-11-20T02:00:00Z') }));
  const request = `GET /law/clocks?caseKind=application&caseId=${caseId}` as const;

  const seen = await Promise.all(['water', 'city', 'market', 'county'].map((caller) => call(caller, request)));

  expect(seen.map((answer) => items(answer).length)).toEqual([1, 1, 0, 0]);
  expect(seen[0] && items(seen[0])[0]).toMatchObject({
    dueOn: '2026-12-04',
    dueAt: '2026-12-04T16:00:00.000Z',
    workingDaysLeft: 10,
    nature: 'statutory',
    provisional: [{ calendarId: 'CN-65', year: 2026 }],
  });
});
