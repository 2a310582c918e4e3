import { expect, test } from 'vitest';
import { isDuplicate } from './labelled.ts';
import moreLabels from './training/more-labels.json' with { type: 'json' };
import labels from './training/labels.json' with { type: 'json' };
import read from './training/second-reading.json' with { type: 'json' };

const labelOf = new Map<string, string>([...Object.entries(labels), ...Object.entries(moreLabels)]);
const counted = (numbers: readonly number[]): { readonly yes: number; readonly no: number } => {
  const yes = numbers.filter((number) => isDuplicate(labelOf.get(String(number)) ?? '')).length;
  return { yes, no: numbers.length - yes };
};

test('91-4.1: who reads pairs again without their labels in sight finds the same duplicates: the labels are no bound of the comparison', () => {
  const [duplicates, others] = [counted(read.duplicates), counted(read.others)];
  const all = read.duplicates.length + read.others.length;
  const agreed = (duplicates.yes + others.no) / all;
  const byChance = (read.duplicates.length * (duplicates.yes + others.yes) + read.others.length * (duplicates.no + others.no)) / all ** 2;

  expect({ duplicates, others }).toEqual({ duplicates: { yes: 78, no: 4 }, others: { yes: 1, no: 117 } });
  expect((agreed - byChance) / (1 - byChance)).toBeCloseTo(0.948, 3);
});
