import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { normaliseDay } from './day.ts';

const text = (raw: string) => ({ text: raw, serial: null });
const serial = (number: number) => ({ text: String(number), serial: number });

describe('days', () => {
  test.each([
    ['2020-07-20', '2020-07-20'],
    ['2023/06/12 17:33:10', '2023-06-12'],
    ['2020年7月2日', '2020-07-02'],
    ['2020.7.2', '2020-07-02'],
    ['20200702', '2020-07-02'],
    ['2020-07-02', '2020-07-02'],
    ['2020-07-20T08:00:00', '2020-07-20'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (raw, value) => {
    expect(normaliseDay(text(raw))).toEqual({ value });
  });

  test.each(['2023-02-29', '2020-13-01', '2020', '2020-07', '昨天', '12345', '2020-07-20T08:00:00Z', '2101-01-01'])(
    '%s is unknown',
    (raw) => {
      expect(normaliseDay(text(raw))).toEqual({ unknown: raw });
    },
  );

  test.each(['1899-12-31', '0001-01-01', '1850年1月1日'])('%s is before 1900', (raw) => {
    expect(normaliseDay(text(raw))).toEqual({ tooEarly: true });
  });

  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [44_032, '2020-07-20'],
    [44_032.75, '2020-07-20'],
    [20_200_702, '2020-07-02'],
  ])('serial %d is %s', (number, value) => {
    expect(normaliseDay(serial(number))).toEqual({ value });
  });

  test('the day that Excel invented, a bare year and a number beyond the calendar are unknown', () => {
    expect([60, 2020, 9_999_999].map((number) => normaliseDay(serial(number)))).toEqual([
      { unknown: '60' },
      { unknown: '2020' },
      { unknown: '9999999' },
    ]);
  });

  test('a negative serial is a day before 1900', () => {
    expect(normaliseDay(serial(-5))).toEqual({ tooEarly: true });
  });
});

test('a normalised day is a fixed point', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 3_000_000 }), (number) => {
      const day = normaliseDay(serial(number));
      if ('value' in day) expect(normaliseDay(text(day.value))).toEqual(day);
    }),
  );
});
