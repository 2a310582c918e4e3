import { settableClock } from '@karez/kit/clock';
import { expect, test } from 'vitest';
import { originWindow } from './origin-window.ts';

const open = (perMinuteMax = 3) => {
  const clock = settableClock('2026-11-23T02:00:00Z');
  return { clock, ...originWindow({ clock, perMinuteMax }) };
};
const tries = (take: (origin: string) => number | null, origin: string, count: number) => Array.from({ length: count }, () => take(origin));

test('an origin may try so often in a minute, is told how long to wait, and may try again after it', () => {
  const { clock, take } = open();
  expect(tries(take, '10.0.0.1', 3)).toEqual([null, null, null]);
  clock.advance(20_500);

  expect(take('10.0.0.1')).toBe(40);
  expect(take('10.0.0.2')).toBe(null);
  clock.advance(39_500);
  expect(tries(take, '10.0.0.1', 4)).toEqual([null, null, null, 60]);
});

test('a clock that is moved back keeps nobody out', () => {
  const { clock, take } = open();
  tries(take, '10.0.0.1', 4);
  clock.advance(-3_600_000);

  expect(take('10.0.0.1')).toBe(null);
});

test('addresses of one IPv6 network count as one origin, however they are written; IPv4 addresses each by itself', () => {
  const { take } = open(1);

  expect(['2001:db8:0:1::1', '2001:0DB8::1:0:0:0:2', '2001:db8:0:1:ffff::', '2001:db8:0:2::1'].map(take)).toEqual([null, 60, 60, null]);
  expect(['::ffff:10.0.0.1', '::ffff:10.0.0.2', '::1', '::2'].map(take)).toEqual([null, null, null, 60]);
});

test('a flood from very many origins stays bounded: beyond the bound they share one count, and room is made once minutes are over', () => {
  const { clock, take } = open(1);
  for (let n = 0; n < 10_000; n += 1) take(`a${n}`);

  expect([take('b1'), take('b2'), take('a0')]).toEqual([null, 60, 60]);
  clock.advance(60_000);
  expect([take('b1'), take('b2')]).toEqual([null, null]);
});
