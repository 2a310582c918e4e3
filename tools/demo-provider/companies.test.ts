import { expect, test } from 'vitest';
import { isUscc } from '../../server/src/modules/identity/uscc.ts';
import { company } from './companies.ts';

test('invented companies have valid, distinct codes and are the same at every start', () => {
  const made = Array.from({ length: 5_000 }, (_unused, index) => company(index * 20));

  expect(made.every((one) => isUscc(one.uscc))).toBe(true);
  expect(new Set(made.map((one) => one.uscc)).size).toBe(made.length);
  expect(company(42)).toEqual(company(42));
});

test('well-drilling companies are among them, in force and not', () => {
  const drilling = Array.from({ length: 2_000 }, (_unused, index) => company(index)).filter((one) =>
    one.business_scope.includes('机井开凿'),
  );

  expect(new Set(drilling.map((one) => one.status))).toEqual(new Set(['存续', '注销', '吊销', '迁出']));
});
