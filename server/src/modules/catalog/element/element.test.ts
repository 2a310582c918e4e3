import { expect, test } from 'vitest';
import { matchOf, type Element } from './element.ts';

const element: Element = {
  id: 'e1',
  code: 'E0001',
  name: '统一社会信用代码',
  definition: '法人和其他组织的唯一标识',
  dataType: 'C',
  codeSet: 'GB 32100-2015',
  synonyms: ['信用代码', '社会信用代码'],
  revision: 1,
};

test.each([
  ['', 'all'],
  ['E0001', 'code'],
  ['统一社会信用代码', 'name'],
  ['经营者统一社会信用代码', 'name'],
  ['单位信用代码', 'synonym'],
  ['唯一标识', 'definition'],
  ['不动产单元号', null],
])('an item or question %j finds the element by %s', (question, match) => {
  expect(matchOf(element, question)).toBe(match);
});
