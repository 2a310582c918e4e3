import { updateCycles, type UpdateCycle } from '@karez/contract/catalog/content';
import { describe, expect, test } from 'vitest';
import { freshnessOf, refuseReport } from './freshness.ts';

const zone = 'Asia/Urumqi';
// 01:00 on 1 January in Urumqi, still 31 December in UTC.
const mountedAt = new Date('2025-12-31T19:00:00Z');
const report = { dataOn: '2026-01-01', dataAt: null };
const stateAt = (cycle: UpdateCycle, now: string, given: typeof report | null = report) =>
  freshnessOf({ cycle, mountedAt, report: given, now: new Date(now), zone }).state;

/** For data of 1 January: the last day in time; midnight in Urumqi is 18:00 in UTC. */
const lastDays = [
  ['daily', '2026-01-03'],
  ['weekly', '2026-01-11'],
  ['monthly', '2026-02-10'],
  ['quarterly', '2026-04-11'],
  ['half-yearly', '2026-07-20'],
  ['yearly', '2027-02-05'],
] as const;

describe('91-4.3: data is overdue by its cycle', () => {
  test.each(lastDays)('%s: in time until the last moment of %s in the region’s zone, overdue from midnight on', (cycle, last) => {
    expect(stateAt(cycle, `${last}T17:59:59Z`)).toBe('fresh');
    expect(stateAt(cycle, `${last}T18:00:00Z`)).toBe('overdue');
  });

  test('realtime: for an hour after the reported moment', () => {
    const dataAt = new Date('2026-01-01T06:00:00Z');
    const at = (now: string) =>
      freshnessOf({ cycle: 'realtime', mountedAt, report: { dataOn: '2026-01-01', dataAt }, now: new Date(now), zone }).state;

    expect(at('2026-01-01T07:00:00Z')).toBe('fresh');
    expect(at('2026-01-01T07:00:01Z')).toBe('overdue');
  });

  test('what was never reported counts from the day it was mounted, in the region’s zone', () => {
    expect(stateAt('daily', '2026-01-03T17:59:59Z', null)).toBe('fresh');
    expect(stateAt('daily', '2026-01-03T18:00:00Z', null)).toBe('overdue');
  });

  test.each(updateCycles.filter((cycle) => cycle !== 'realtime' && !lastDays.some(([timed]) => timed === cycle)))(
    '%s is not timed',
    (cycle) => {
      expect(stateAt(cycle, '2036-01-01T00:00:00Z')).toBe('untimed');
    },
  );
});

test('a report is of no later moment than now, and of a moment where hours count', () => {
  const now = new Date('2026-01-01T18:30:00Z');
  const refusal = (cycle: UpdateCycle, given: { dataOn: string; dataAt: Date | null }) => refuseReport(given, { cycle, now, zone })?.code;

  expect(refusal('daily', { dataOn: '2026-01-02', dataAt: null })).toBeUndefined();
  expect(refusal('daily', { dataOn: '2026-01-03', dataAt: null })).toBe('catalog.data.in-the-future');
  expect(refusal('realtime', { dataOn: '2026-01-02', dataAt: null })).toBe('catalog.data.time-needed');
  expect(refusal('realtime', { dataOn: '2026-01-02', dataAt: new Date('2026-01-01T18:31:00Z') })).toBe('catalog.data.in-the-future');
});
