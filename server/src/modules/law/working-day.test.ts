import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shippedCalendar, withNotice } from './test-calendars.ts';
import { addWorkingDays, isWorkday, missingNotices, workingDaysBetween } from './working-day.ts';
import { dayAfter } from '@karez/kit/day';
import { endOfDay, isDay, startOfDay, weekdayOf } from './zoned-day.ts';

const CN = shippedCalendar('CN');
const CN65 = shippedCalendar('CN-65');
const calendars = { CN, 'CN-65': CN65 };

describe('the term vectors of the working-day reference', () => {
  test.each([
    ['CN', '2026-02-13', 1, '2026-02-14'],
    ['CN', '2026-02-13', 10, '2026-03-05'],
    ['CN', '2026-09-18', 10, '2026-10-09'],
    ['CN', '2026-09-24', 10, '2026-10-15'],
    ['CN', '2026-09-30', 1, '2026-10-08'],
    ['CN', '2026-04-30', 20, '2026-06-01'],
    ['CN', '2026-11-20', 10, '2026-12-04'],
    ['CN', '2025-06-05', 10, '2025-06-19'],
    ['CN-65', '2025-06-05', 10, '2025-06-24'],
    ['CN-65', '2025-06-05', 1, '2025-06-11'],
    ['CN-65', '2025-03-28', 2, '2025-04-02'],
    ['CN', '2025-03-28', 2, '2025-04-01'],
  ] as const)('%s: %s and %i working days end on %s', (calendar, startOn, count, endOn) => {
    expect(addWorkingDays(calendars[calendar], startOn, count)).toBe(endOn);
  });

  test.each([
    ['CN', 2025, 248],
    ['CN', 2026, 248],
    ['CN-65', 2025, 244],
  ] as const)('%s %i has %i working days', (calendar, year, count) => {
    expect(workingDaysBetween(calendars[calendar], `${year - 1}-12-31`, `${year}-12-31`)).toBe(count);
  });
});

test('an overlay speaks before its parent, the parent before Monday to Friday', () => {
  expect(isWorkday(CN, '2025-06-09')).toBe(true);
  expect(isWorkday(CN65, '2025-06-09')).toBe(false);
  expect(isWorkday(CN65, '2026-02-14')).toBe(true);
  expect(isWorkday(CN65, '2027-11-20')).toBe(false);
});

test('a term that needs a notice which is not loaded names every missing notice, of the overlay and of the parent', () => {
  const missing = missingNotices(CN65, '2026-12-28', '2027-01-08');

  expect(missing.map((notice) => `${notice.calendarId} ${notice.year}`)).toEqual(['CN-65 2026', 'CN-65 2027', 'CN 2027']);
  expect(missing[2]?.title).toBe('国务院办公厅关于2027年部分节假日安排的通知');
  expect(missingNotices(withNotice(CN, { year: 2027 }), '2026-12-28', '2027-01-08')).toEqual([]);
});

test('a count that is no whole number of days, negative or beyond every limit is a fault', () => {
  for (const count of [-1, 1.5, 501, Number.NaN]) expect(() => addWorkingDays(CN, '2026-01-05', count)).toThrow(RangeError);
});

test('a calendar without working days is a fault, not an endless walk', () => {
  const shut = { ...CN, days: new Map(Array.from({ length: 5000 }, (_, index) => [dayAfter('2026-01-01', index), false])) };

  expect(() => addWorkingDays(shut, '2026-01-01', 1)).toThrow(/no 1 working days/);
});

const day = fc.integer({ min: 0, max: 1400 }).map((offset) => dayAfter('2023-01-01', offset));
const calendar = fc.constantFrom(CN, CN65);

test('counting back the days of a term gives the term, and its last day is a working day', () => {
  fc.assert(
    fc.property(calendar, day, fc.integer({ min: 1, max: 60 }), (given, startOn, count) => {
      const endOn = addWorkingDays(given, startOn, count);
      return isWorkday(given, endOn) && endOn > startOn && workingDaysBetween(given, startOn, endOn) === count;
    }),
  );
});

test('two terms one after the other are one term of their sum', () => {
  fc.assert(
    fc.property(calendar, day, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (given, startOn, first, second) => {
      return addWorkingDays(given, addWorkingDays(given, startOn, first), second) === addWorkingDays(given, startOn, first + second);
    }),
  );
});

describe('days and zones', () => {
  test('a day ends at 24:00 of its zone', () => {
    expect(endOfDay('Asia/Shanghai', '2026-03-05').toISOString()).toBe('2026-03-05T16:00:00.000Z');
    expect(startOfDay('Asia/Urumqi', '2026-03-05').toISOString()).toBe('2026-03-04T18:00:00.000Z');
  });

  test('a zone whose offset changes on that day is asked at its own midnight', () => {
    expect(startOfDay('America/New_York', '2026-03-09').toISOString()).toBe('2026-03-09T04:00:00.000Z');
    expect(startOfDay('America/New_York', '2026-03-08').toISOString()).toBe('2026-03-08T05:00:00.000Z');
    expect(startOfDay('Europe/Berlin', '2026-10-25').toISOString()).toBe('2026-10-24T22:00:00.000Z');
  });

  test('only a day that exists is a day', () => {
    expect(['2026-02-28', '2024-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-2-1', '20260201', '2026-13-01', 'x', ''].some(isDay)).toBe(false);
    expect(weekdayOf('2026-11-22')).toBe(7);
  });
});
