import { countingIds } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { isUniqueViolation, type Transaction } from '#platform/database';
import { createTestDatabase } from '#test/test-database';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';

import { cancelClock, clocksOf, limitOf, meetClock, moveTerm, ruleSetInForce, startClock, type StartClock } from './case-clocks.ts';
import { citeArticles } from './cite-articles.ts';
import { citersOf, findArticles } from './law-store.ts';
import { seedLaw } from './seed-law.ts';

const { database } = await createTestDatabase();
const newId = countingIds();
const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00+08:00`);
const begin = (more: Partial<StartClock> = {}): StartClock => ({
  id: newId(),
  caseKind: 'application',
  caseId: newId(),
  ruleKey: 'sharing.reply.conditional',
  dutyOrgId: 'provider',
  region: '650400',
  startedAt: at('2025-06-05'),
  ...more,
});
const seeded = <T>(work: (tx: Transaction) => Promise<T>) => database.transaction(work);
const viewOf = async (of: { caseId: string }, when: Date) =>
  (await clocksOf(database.reader, { caseKind: 'application', caseIds: [of.caseId], at: when }))[0];

beforeAll(async () => {
  await database.transaction((tx) => seedLaw(tx, at('2026-11-01')));
});

test('a county of Turpan counts by the Xinjiang calendar, another province by the national one', async () => {
  const there = begin({ region: '650421' });
  const elsewhere = begin({ region: '110000' });

  await seeded(async (tx) => [await startClock(tx, there), await startClock(tx, elsewhere)]);

  expect(await viewOf(there, at('2025-06-06'))).toMatchObject({ calendarId: 'CN-65', dueOn: '2025-06-24', provisional: [] });
  expect(await viewOf(elsewhere, at('2025-06-06'))).toMatchObject({ calendarId: 'CN', dueOn: '2025-06-19' });
});

test('809-21: a clock that is stopped, restarted, extended and met comes back from the database as it was', async () => {
  const given = begin({ startedAt: at('2026-09-18'), region: '110000' });
  await seeded((tx) => startClock(tx, given));

  await seeded((tx) => moveTerm(tx, given, { kind: 'stop', at: at('2026-09-22') }));
  const stopped = await viewOf(given, at('2026-09-23'));
  await seeded((tx) => moveTerm(tx, given, { kind: 'restart', at: at('2026-09-24') }));
  await seeded((tx) => moveTerm(tx, given, { kind: 'extend', workingDays: 5, at: at('2026-09-28') }));
  const extended = await viewOf(given, at('2026-09-28'));
  await seeded((tx) => meetClock(tx, given, at('2026-10-09')));
  const met = await viewOf(given, at('2026-12-01'));

  expect(stopped).toMatchObject({ state: 'stopped', dueOn: null, dueAt: null });
  expect(extended).toMatchObject({ state: 'running', dueOn: '2026-10-22', workingDaysOfTerm: 15, extension: { workingDays: 5 } });
  expect(extended?.stops).toEqual([{ stoppedAt: at('2026-09-22'), returnedAt: at('2026-09-24') }]);
  expect(met).toMatchObject({ state: 'met', endedAt: at('2026-10-09'), workingDaysOverdue: 0 });
});

test('a refusal leaves the clock as it was', async () => {
  const given = begin({ ruleKey: 'correction.feedback' });
  await seeded((tx) => startClock(tx, given));

  const refused = await seeded((tx) => moveTerm(tx, given, { kind: 'extend', workingDays: 5, at: at('2025-06-09') }));

  expect(isRefusal(refused) && refused.code).toBe('law.clock.never-extended');
  expect(await viewOf(given, at('2025-06-09'))).toMatchObject({ state: 'running', extension: null });
});

test('a duty of a case has one open clock; when it has ended another may start', async () => {
  const given = begin();
  await seeded((tx) => startClock(tx, given));

  await expect(seeded((tx) => startClock(tx, { ...given, id: newId() }))).rejects.toSatisfy((error) =>
    isUniqueViolation(error, 'clock_open'),
  );

  await seeded((tx) => cancelClock(tx, given, at('2025-06-06')));
  await seeded((tx) => startClock(tx, { ...given, id: newId() }));
  const gone = await seeded((tx) => meetClock(tx, { ...given, ruleKey: 'sharing.provide' }, at('2025-06-09')));
  expect(isRefusal(gone) && gone.code).toBe('law.clock.not-found');
});

test('91-3.3, 809-17: a case keeps the rule set that it froze; without one it takes the set in force at its start', async () => {
  const old = begin({ ruleKey: 'catalog.update', startedAt: at('2025-07-31'), region: '110000' });
  const frozen = begin({ ruleKey: 'catalog.update', startedAt: at('2025-08-04'), region: '110000', ruleSetId: '91-2017' });
  const now = begin({ ruleKey: 'catalog.update', startedAt: at('2025-08-04'), region: '110000' });

  for (const given of [old, frozen, now]) await seeded((tx) => startClock(tx, given));

  const views = await clocksOf(database.reader, {
    caseKind: 'application',
    caseIds: [old, frozen, now].map((given) => given.caseId),
    at: at('2025-08-05'),
  });
  expect(views.map((view) => [view.caseId, view.ruleSetId, view.workingDaysOfTerm])).toEqual([
    [old.caseId, '91-2017', 15],
    [frozen.caseId, '91-2017', 15],
    [now.caseId, '809-2025', 10],
  ]);
  expect(limitOf(await ruleSetInForce(database.reader, at('2025-07-31', '23:59')), 'catalog.update').workingDays).toBe(15);
});

test('the database itself refuses a due day that moves earlier', async () => {
  const given = begin();
  await seeded((tx) => startClock(tx, given));

  const earlier = sql`UPDATE law.clock SET due_on = due_on - 1 WHERE id = ${given.id}`.execute(database.reader);

  await expect(earlier).rejects.toThrow(/would move its due day/);
});

test('two reviewers at once: the second extension is refused', async () => {
  const given = begin({ startedAt: at('2026-11-02') });
  await seeded((tx) => startClock(tx, given));
  const extended = () => seeded((tx) => moveTerm(tx, given, { kind: 'extend', workingDays: 10, at: at('2026-11-03') }));

  const results = await Promise.all([extended(), extended()]);

  expect(results.filter(isRefusal).map((refusal) => refusal.code)).toEqual(['law.clock.extended-before']);
});

test('seeding twice changes nothing, and a row edited by hand survives a newer release', async () => {
  await sql`UPDATE law.article SET heading = 'edited', edited = true, version = 0 WHERE id = '809-21'`.execute(database.reader);
  await sql`UPDATE law.article SET heading = 'older', version = 0 WHERE id = '809-22'`.execute(database.reader);
  await sql`UPDATE law.calendar_day SET workday = true WHERE calendar_id = 'CN' AND on_day = '2023-01-02'`.execute(database.reader);

  await database.transaction((tx) => seedLaw(tx, at('2026-11-02')));

  const [edited, refreshed] = await findArticles(database.reader, { ids: ['809-21', '809-22'] });
  expect(edited?.heading).toBe('edited');
  expect(refreshed?.heading).not.toBe('older');
  const day = await sql<{
    workday: boolean;
  }>`SELECT workday FROM law.calendar_day WHERE calendar_id = 'CN' AND on_day = '2023-01-02'`.execute(database.reader);
  expect(day.rows[0]?.workday).toBe(true);
});

test('the citation picker finds articles by any words of title, number, heading and text, in force first', async () => {
  const found = await findArticles(database.reader, { text: '共享条例 答复' });
  const none = await findArticles(database.reader, { text: "'; DROP TABLE law.article; --" });
  const ranked = await findArticles(database.reader, { text: '共享', ranks: ['law'] });

  expect(found.map((article) => article.id)).toContain('809-21');
  expect(none).toEqual([]);
  expect(ranked.every((article) => article.instrument.rank === 'law')).toBe(true);
  expect((await findArticles(database.reader, { ids: [] })).length).toBe(0);
});

test('citations are replaced as a whole; nothing new rests on an unknown or repealed article', async () => {
  const by = { module: 'catalog', kind: 'denial', id: newId() };
  const when = at('2026-11-02');
  await seeded((tx) => citeArticles(tx, by, { articleIds: ['809-14', '809-15', '809-14'], at: when }));
  await seeded((tx) => citeArticles(tx, by, { articleIds: ['809-15'], at: when }));

  expect(await citersOf(database.reader, ['809-14', '809-15'])).toEqual([{ ...by, articleId: '809-15' }]);

  await sql`UPDATE law.article SET state = 'repealed', changed_on = '2026-01-01' WHERE id = 'PIPL-13'`.execute(database.reader);
  for (const [articleId, code] of [
    ['809-999', 'law.article.not-found'],
    ['PIPL-13', 'law.article.repealed'],
  ] as const) {
    const refused = await seeded((tx) => citeArticles(tx, by, { articleIds: [articleId], at: when }));
    expect(isRefusal(refused) && refused.code).toBe(code);
  }
  expect(await citersOf(database.reader, ['809-15'])).toHaveLength(1);
});
