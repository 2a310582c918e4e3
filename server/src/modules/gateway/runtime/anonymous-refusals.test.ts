import { expect, test } from 'vitest';
import { AnonymousRefusals } from './anonymous-refusals.ts';

const minute = 60_000;

test('of one address twenty a minute are recorded singly, the rest is counted once the minute is over', () => {
  const refusals = new AnonymousRefusals();
  const singles = Array.from({ length: 50 }, () => refusals.isSingle('10.0.0.1', 5)).filter(Boolean);

  expect(singles).toHaveLength(20);
  expect(refusals.isSingle('10.0.0.2', 5)).toBe(true);
  expect(refusals.takeCounted(minute - 1)).toEqual([]);
  expect(refusals.takeCounted(minute)).toEqual([{ origin: '10.0.0.1', count: 30 }]);
  expect(refusals.takeCounted(minute)).toEqual([]);
});

test('a new minute begins a new count and keeps the old one', () => {
  const refusals = new AnonymousRefusals();
  for (let i = 0; i < 21; i++) refusals.isSingle('10.0.0.1', 5);

  expect(refusals.isSingle('10.0.0.1', minute)).toBe(true);
  expect(refusals.takeCounted(minute)).toEqual([{ origin: '10.0.0.1', count: 1 }]);
});

test('a flood from very many addresses stays bounded: beyond the bound they share one count', () => {
  const refusals = new AnonymousRefusals();
  for (let i = 0; i < 10_000; i++) refusals.isSingle(`a${i}`, 5);
  const singles = Array.from({ length: 100 }, (_, i) => refusals.isSingle(`b${i}`, 5)).filter(Boolean);

  expect(singles).toHaveLength(20);
  expect(refusals.takeCounted(minute)).toEqual([{ origin: 'many', count: 80 }]);
});
