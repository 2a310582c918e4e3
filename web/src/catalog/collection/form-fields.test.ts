import { expect, test } from 'vitest';
import { fieldsNamed } from './fields-named.ts';

test('a form field keeps its number while its name stands; a new one takes a number that none ever had, and a name counts once', () => {
  const before = [
    { no: 1, name: '住所' },
    { no: 3, name: '成立日期' },
  ];

  expect(fieldsNamed(['成立日期', ' 井深 ', '井深', '', '机具台数'], { before, usedNumbers: [1, 2, 3, 7] })).toEqual([
    { no: 3, name: '成立日期' },
    { no: 8, name: '井深' },
    { no: 9, name: '机具台数' },
  ]);
});
