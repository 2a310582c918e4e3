import { caseMeasures } from '@karez/contract/sharing/statistics';
import { applicationStates } from '@karez/contract/sharing/schemas';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { figuresOf, isCounted, nearestRank, type CaseFacts } from './case-figures.ts';

test('nearest rank: the number at which half and four fifths are done, one that occurs', () => {
  expect(nearestRank([15, 20, 35, 40, 50], 0.05)).toBe(15);
  expect(nearestRank([15, 20, 35, 40, 50], 0.3)).toBe(20);
  expect(nearestRank([15, 20, 35, 40, 50], 0.4)).toBe(20);
  expect(nearestRank([15, 20, 35, 40, 50], 0.5)).toBe(35);
  expect(nearestRank([15, 20, 35, 40, 50], 1)).toBe(50);
  expect(nearestRank([7], 0.8)).toBe(7);
  expect(() => nearestRank([], 0.5)).toThrow(RangeError);
});

test('nearest rank: at least the share lies at or under it, and less than the share under it, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: 1 }), fc.constantFrom(0.5, 0.8), (numbers, share) => {
      const found = nearestRank(numbers, share);
      const at = numbers.filter((one) => one <= found).length / numbers.length;
      const under = numbers.filter((one) => one < found).length / numbers.length;
      return numbers.includes(found) && at >= share && under < share;
    }),
  );
});

const days = fc.option(fc.nat(40), { nil: null });
const facts: fc.Arbitrary<CaseFacts> = fc.record({
  state: fc.constantFrom(...applicationStates),
  atOnce: fc.boolean(),
  firstAnswerDays: days,
  delivered: fc.boolean(),
  deliveryDays: days,
  overdue: fc.boolean(),
});

test('every number is the length of the list that it opens, and each case has ended one way or is open', () => {
  fc.assert(
    fc.property(fc.array(facts), (cases) => {
      const { counts, firstAnswer, delivery } = figuresOf(cases);
      for (const measure of caseMeasures) expect(counts[measure]).toBe(cases.filter((one) => isCounted(one, measure)).length);
      expect(counts.agreed + counts.refused + counts.withdrawn + counts.open).toBe(counts.received);
      expect(firstAnswer?.cases ?? 0).toBe(counts.answered);
      expect(delivery?.cases ?? 0).toBe(cases.filter(({ deliveryDays }) => deliveryDays !== null).length);
    }),
  );
});
