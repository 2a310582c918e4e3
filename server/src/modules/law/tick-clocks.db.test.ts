import { settableClock } from '@karez/kit/clock';
import { countingIds } from '@karez/kit/id';
import { createTestDatabase } from '#test/test-database';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';

import { clocksOf, meetClock, moveTerm, startClock } from './case-clocks.ts';
import { seedLaw } from './seed-law.ts';
import { tickClocks } from './tick-clocks.ts';

const { database } = await createTestDatabase();
const newId = countingIds();
const clock = settableClock('2026-11-20T02:00:00Z');
const needs = { database, clock, newId };
const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00+08:00`);

/** Ten working days from 2026-11-20: half on the 27th, two left on the 2nd, due on 2026-12-04. */
async function startCase(): Promise<{ caseKind: string; caseId: string; ruleKey: string }> {
  const of = { caseKind: 'application', caseId: newId(), ruleKey: 'sharing.reply.conditional' };
  await database.transaction((tx) =>
    startClock(tx, { ...of, id: newId(), dutyOrgId: 'provider', region: '110000', startedAt: at('2026-11-20') }),
  );
  return of;
}

async function tickAt(day: string, time = '10:00'): Promise<number> {
  clock.set(at(day, time).toISOString());
  return tickClocks(needs);
}

async function told(): Promise<string[]> {
  const events = await sql<{
    rung: string;
  }>`SELECT body ->> 'rung' AS rung FROM platform.outbox WHERE name = 'law.clock-warned' ORDER BY sequence`.execute(database.reader);
  return events.rows.map((event) => event.rung);
}

beforeEach(async () => {
  await database.transaction((tx) => seedLaw(tx, at('2026-11-01')));
  for (const table of ['law.clock_warning', 'law.clock', 'platform.outbox'])
    await sql`DELETE FROM ${sql.table(table)}`.execute(database.reader);
});

test('a clock climbs the ladder once: half, soon, overdue, however often the tick runs', async () => {
  await startCase();

  const warned: number[] = [];
  for (const day of [
    '2026-11-20',
    '2026-11-23',
    '2026-11-27',
    '2026-11-27',
    '2026-12-02',
    '2026-12-04',
    '2026-12-05',
    '2026-12-06',
    '2027-01-05',
  ]) {
    warned.push(await tickAt(day));
  }

  expect(warned).toEqual([0, 0, 1, 0, 1, 0, 1, 0, 0]);
  expect(await told()).toEqual(['half', 'soon', 'overdue']);
});

test('a tick that comes late tells the highest step only', async () => {
  await startCase();

  await tickAt('2026-12-07');

  expect(await told()).toEqual(['overdue']);
});

test('a lapse is evidence and an open duty: nothing is decided by silence', async () => {
  const of = await startCase();

  await tickAt('2026-12-05', '00:00');

  const [view] = await clocksOf(database.reader, { caseKind: of.caseKind, caseIds: [of.caseId], at: at('2026-12-05', '00:00') });
  const evidence = await sql<{ count: number }>`SELECT count(*) FROM audit.pending`.execute(database.reader);
  expect(view).toMatchObject({ state: 'lapsed', workingDaysOverdue: 1, endedAt: null });
  expect(evidence.rows[0]?.count).toBeGreaterThanOrEqual(1);
  await database.transaction((tx) => meetClock(tx, of, at('2026-12-08')));
  expect(await tickAt('2026-12-09')).toBe(0);
});

test('a machine clock moved back warns nobody again and brings no lapsed clock back', async () => {
  const of = await startCase();
  await tickAt('2026-12-07');

  expect(await tickAt('2026-11-27')).toBe(0);

  const [view] = await clocksOf(database.reader, { caseKind: of.caseKind, caseIds: [of.caseId], at: at('2026-11-27') });
  expect(view).toMatchObject({ state: 'lapsed', dueOn: '2026-12-04' });
});

test('a stopped clock is left in peace; after the restart a new ladder begins', async () => {
  const of = await startCase();
  await tickAt('2026-11-27');
  await database.transaction((tx) => moveTerm(tx, of, { kind: 'stop', at: at('2026-11-27') }));
  expect(await tickAt('2027-01-10')).toBe(0);

  await database.transaction((tx) => moveTerm(tx, of, { kind: 'restart', at: at('2026-12-01') }));
  await tickAt('2026-12-08');

  expect(await told()).toEqual(['half', 'half']);
});

test('two workers that tick at once warn once', async () => {
  await Promise.all(Array.from({ length: 5 }, startCase));
  clock.set(at('2026-11-27').toISOString());

  const given = await Promise.all([tickClocks(needs), tickClocks(needs)]);

  expect(given[0] + given[1]).toBe(5);
  expect(await told()).toHaveLength(5);
});
