import { settableClock } from '@karez/kit/clock';
import { countingIds } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { createTestDatabase } from '#test/test-database';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';

import { clocksOf, ruleSetInForce, startClock } from './case-clocks.ts';
import { changeInstrument } from './change-instrument.ts';
import { citeArticles } from './cite-articles.ts';
import { findArticles, insertRuleSetLayer } from './law-store.ts';
import { loadCalendarYear, type LoadCalendarYear } from './load-calendar-year.ts';
import { articlesNamed } from './name-articles.ts';
import { putCalendarDay } from './put-calendar-day.ts';
import { seedLaw } from './seed-law.ts';
import { shippedRuleSets } from './shipped-law.ts';
import { lawKeeper } from './test-callers.ts';

const { database } = await createTestDatabase();
const newId = countingIds();
const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00+08:00`);
const clock = settableClock(at('2026-12-28').toISOString());
const needs = { database, clock, newId };
const city = lawKeeper('650400');

const notice = (more: Partial<LoadCalendarYear> = {}): LoadCalendarYear => ({
  actor: city,
  calendarId: 'CN',
  year: 2027,
  days: [
    { name: 'New Year', date: '2027-01-01', isOffDay: true },
    { name: 'New Year', date: '2027-01-04', isOffDay: true },
  ],
  noticeTitle: null,
  noticeNumber: '1',
  noticeAddress: null,
  ...more,
});

async function startCase(region: string): Promise<string> {
  const caseId = newId();
  const of = { caseKind: 'application', caseId, ruleKey: 'sharing.reply.conditional', dutyOrgId: 'provider' };
  await database.transaction((tx) => startClock(tx, { ...of, id: newId(), region, startedAt: at('2026-12-25') }));
  return caseId;
}

async function dueOf(caseId: string) {
  const [view] = await clocksOf(database.reader, { caseKind: 'application', caseIds: [caseId], at: at('2026-12-28') });
  return { dueOn: view?.dueOn, missing: view?.provisional.map((one) => `${one.calendarId} ${one.year}`) };
}

const codeOf = (result: unknown) => (isRefusal(result) ? result.code : 'done');
const events = async (name: string) =>
  (
    await sql<{ body: Record<string, unknown> }>`SELECT body FROM platform.outbox WHERE name = ${name} ORDER BY sequence`.execute(
      database.reader,
    )
  ).rows.map((row) => row.body);

beforeEach(async () => {
  for (const table of ['law.clock_warning', 'law.clock', 'law.citation', 'law.calendar_day', 'law.calendar_year', 'platform.outbox']) {
    await sql`DELETE FROM ${sql.table(table)}`.execute(database.reader);
  }
  await database.transaction((tx) => seedLaw(tx, at('2026-11-01')));
});

test('loading a notice counts open terms again, of the overlay too, moves them later, lifts 暂定 and tells whom it concerns', async () => {
  const [national, xinjiang] = [await startCase('110000'), await startCase('650400')];
  expect(await dueOf(national)).toEqual({ dueOn: '2027-01-08', missing: ['CN 2027'] });

  const loaded = await loadCalendarYear(needs, notice());

  expect(loaded).toEqual({ days: 2, recounted: 2, moved: 2 });
  expect(await dueOf(national)).toEqual({ dueOn: '2027-01-12', missing: [] });
  expect(await dueOf(xinjiang)).toEqual({ dueOn: '2027-01-12', missing: ['CN-65 2026', 'CN-65 2027'] });
  expect(await events('law.due-moved')).toMatchObject([
    { dueOnBefore: '2027-01-08', dueOn: '2027-01-12', dutyOrgId: 'provider' },
    { dueOnBefore: '2027-01-08' },
  ]);
});

test('a notified date only moves later: a notice that would bring it forward leaves it', async () => {
  const caseId = await startCase('110000');

  const loaded = await loadCalendarYear(
    needs,
    notice({ days: ['2027-01-02', '2027-01-03'].map((date) => ({ name: 'work', date, isOffDay: false })) }),
  );

  expect(loaded).toMatchObject({ recounted: 1, moved: 0 });
  expect((await dueOf(caseId)).dueOn).toBe('2027-01-08');
});

test('loading the same notice again replaces its days and moves nothing', async () => {
  const caseId = await startCase('110000');
  await loadCalendarYear(needs, notice());

  expect(await loadCalendarYear(needs, notice({ days: [{ name: 'New Year', date: '2027-01-01', isOffDay: true }] }))).toMatchObject({
    days: 1,
    moved: 0,
  });
  expect((await dueOf(caseId)).dueOn).toBe('2027-01-12');
});

test('days of another year and days that stand twice are named one by one, and nothing is loaded', async () => {
  const stranger = await loadCalendarYear(needs, notice({ days: [{ name: 'x', date: '2026-11-30', isOffDay: true }] }));
  const twice = await loadCalendarYear(
    needs,
    notice({ days: ['2026-12-31', '2026-12-31'].map((date) => ({ name: 'x', date, isOffDay: true })) }),
  );

  expect(isRefusal(stranger) && stranger.fields).toEqual([
    { path: '/body/days/0/date', code: 'law.day-of-other-year', params: { year: 2027 } },
  ]);
  expect(isRefusal(twice) && twice.fields).toEqual([{ path: '/body/days/1/date', code: 'law.day-twice', params: {} }]);
  const years = await sql<{ year: number }>`SELECT year FROM law.calendar_year WHERE year = 2027`.execute(database.reader);
  expect(years.rows).toEqual([]);
});

test('one day is put only into a year whose notice is loaded; its row is then never overwritten by a release', async () => {
  const caseId = await startCase('110000');
  const early = await putCalendarDay(needs, { actor: city, calendarId: 'CN', on: '2027-01-04', workday: false, name: 'snow' });
  const now = await putCalendarDay(needs, { actor: city, calendarId: 'CN', on: '2026-12-28', workday: false, name: 'snow' });
  await database.transaction((tx) => seedLaw(tx, at('2026-12-28')));

  expect(codeOf(early)).toBe('law.calendar.year-not-loaded');
  expect(now).toEqual({ recounted: 1, moved: 1 });
  expect((await dueOf(caseId)).dueOn).toBe('2027-01-11');
});

test('a county does not keep the calendar or the law of the installation', async () => {
  const county = lawKeeper('650421');

  expect(codeOf(await loadCalendarYear(needs, notice({ actor: county })))).toBe('law.edit.other-region');
  expect(codeOf(await putCalendarDay(needs, { actor: county, calendarId: 'CN', on: '2026-12-28', workday: false, name: 'x' }))).toBe(
    'law.edit.other-region',
  );
  expect(
    codeOf(await changeInstrument(needs, { actor: county, instrumentId: '809', state: 'repealed', on: '2026-12-28', articleIds: [] })),
  ).toBe('law.edit.other-region');
});

test('91-3.3: amending articles lists everything that rests on them and tells each citer once', async () => {
  const denial = { module: 'catalog', kind: 'denial', id: newId() };
  const refusal = { module: 'sharing', kind: 'refusal', id: newId() };
  await database.transaction(async (tx) => {
    await citeArticles(tx, denial, { articleIds: ['DSL-21', 'DSL-38'], at: at('2026-12-01') });
    await citeArticles(tx, refusal, { articleIds: ['DSL-38', '809-14'], at: at('2026-12-01') });
  });

  const changed = await changeInstrument(needs, {
    actor: city,
    instrumentId: 'DSL',
    state: 'amended',
    on: '2027-01-01',
    articleIds: ['DSL-21', 'DSL-38'],
  });

  expect(changed).toMatchObject({ articles: ['DSL-21', 'DSL-38'] });
  expect(isRefusal(changed) ? [] : changed.citers).toHaveLength(3);
  const told = await events('law.article-changed');
  const change = { instrument: { id: 'DSL' }, state: 'amended', on: '2027-01-01', articleIds: ['DSL-21', 'DSL-38'] };
  expect(told).toMatchObject([
    { ...denial, articleIds: ['DSL-21', 'DSL-38'], change },
    { ...refusal, articleIds: ['DSL-38'], change },
  ]);
  expect(new Set(told.map((body) => JSON.stringify(body['change']))).size).toBe(1);
});

test('whoever cites more than a hundred articles is answered for every one of them, and one that is not there is still told', async () => {
  const numbers = Array.from({ length: 130 }, (_none, place) => `long-${place + 1}`);
  await sql`INSERT INTO law.instrument (id, rank, title, issuer, verified, version) VALUES ('long', 'rule', '条文很多的办法', '某部', 'full', 1)`.execute(
    database.reader,
  );
  await sql`
    INSERT INTO law.article (id, instrument_id, number, text, extent, version)
    SELECT id, 'long', id, '文', 'full', 1 FROM unnest(${numbers}::text[]) AS id`.execute(database.reader);
  const by = { module: 'catalog', kind: 'entry', id: 'many' };
  const cite = (articleIds: readonly string[]) => database.transaction((tx) => citeArticles(tx, by, { articleIds, at: new Date() }));

  expect(await findArticles(database.reader, { ids: numbers })).toHaveLength(130);
  expect(await cite(numbers)).toHaveLength(130);
  expect(await cite([...numbers, 'long-131'])).toMatchObject({ code: 'law.article.not-found', params: { article: 'long-131' } });
});

test('a name is looked up in the register as it stands: also what was added, renamed or repealed since it was last looked at', async () => {
  const named = { title: '可改名办法', docNo: '', article: '第一条' };
  const meant = async () => (await articlesNamed(database.reader, [named]))(named);
  const add = (id: string, repealedOn: string | null) =>
    sql`
      WITH added AS (INSERT INTO law.instrument (id, rank, title, issuer, repealed_on, verified, version)
        VALUES (${id}, 'rule', '可改名办法', '某部', ${repealedOn}::date, 'full', 1) RETURNING id)
      INSERT INTO law.article (id, instrument_id, number, text, extent, version) SELECT ${`${id}-1`}, id, '第一条', '文', 'full', 1 FROM added`.execute(
      database.reader,
    );

  expect(await meant()).toBeNull();
  await add('renamed-a', null);
  expect(await meant()).toBe('renamed-a-1');
  await add('renamed-b', null);
  expect(await meant()).toBeNull();
  await sql`UPDATE law.instrument SET repealed_on = '2026-01-01' WHERE id = 'renamed-a'`.execute(database.reader);
  expect(await meant()).toBe('renamed-b-1');
  await sql`UPDATE law.instrument SET title = '已改名办法' WHERE id = 'renamed-b'`.execute(database.reader);
  expect(await meant()).toBe('renamed-a-1');
});

test('a repealed instrument takes its articles with it; repealing again changes nothing', async () => {
  const repeal = { actor: city, instrumentId: 'BMF', state: 'repealed', on: '2027-01-01', articleIds: [] } as const;
  await changeInstrument(needs, repeal);

  const [article] = await findArticles(database.reader, { ids: ['BMF-36'] });
  expect(article).toMatchObject({ state: 'repealed', changedOn: '2027-01-01', instrument: { repealedOn: '2027-01-01' } });
  expect(codeOf(await changeInstrument(needs, repeal))).toBe('law.change.nothing');
  expect(codeOf(await changeInstrument(needs, { ...repeal, articleIds: ['809-21'] }))).toBe('law.article.not-found');
  expect(codeOf(await changeInstrument(needs, { ...repeal, instrumentId: 'none' }))).toBe('law.instrument.not-found');
});

test('an installation of an earlier release takes over the limits that a new one brings, below its own layer too', async () => {
  const ofNewRelease = 'catalog.acknowledgement';
  const own = {
    id: 'local-2026-12-01',
    version: 1,
    extends: '809-2025',
    effectiveFrom: '2026-12-01',
    basis: [],
    denial: null,
    refusals: [],
    duties: [],
  };
  await database.transaction(async (tx) => {
    await sql`DELETE FROM law.rule_set`.execute(tx);
    for (const set of shippedRuleSets()) {
      const limits = set.limits.filter(({ key }) => key !== ofNewRelease);
      await insertRuleSetLayer(tx, { ...set, version: set.version - 1, limits });
      const kept = set.limits.filter(({ key }) => key === 'catalog.denial-reassessment');
      if (kept.length > 0) await insertRuleSetLayer(tx, { ...own, limits: kept.map((limit) => ({ ...limit, workingDays: 7 })) });
    }
  });
  expect((await ruleSetInForce(database.reader, at('2026-12-28'))).limits.get(ofNewRelease)).toBeUndefined();

  await database.transaction((tx) => seedLaw(tx, at('2026-12-28')));

  const { id, limits } = await ruleSetInForce(database.reader, at('2026-12-28'));
  expect(id).toBe(own.id);
  expect(limits.get(ofNewRelease)).toMatchObject({ workingDays: 10, from: '809-2025' });
  expect(limits.get('catalog.denial-reassessment')).toMatchObject({ workingDays: 7, from: own.id });
});
