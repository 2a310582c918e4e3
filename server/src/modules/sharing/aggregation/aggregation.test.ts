import { messages } from '@karez/contract/messages';
import { languages } from '@karez/contract/wording';
import { describe, expect, test } from 'vitest';
import { aggregationRules, isWithin, trippedBy, type Telling } from './aggregation.ts';

const grant = (grantId: string, ...names: string[]): Telling => ({ grantId, elements: names.map((name) => [name]) });

describe('design.md §2: what a department’s grants tell together', () => {
  test.each([
    ['one kind each of three', [grant('a', '姓名'), grant('b', '出生日期'), grant('c', '户籍地址')], ['re-identification']],
    ['two of one and one of another', [grant('a', '姓名', '性别'), grant('b', '联系电话')], ['re-identification']],
    ['two kinds only', [grant('a', '姓名'), grant('b', '出生日期'), grant('c', '姓名')], []],
    ['all in one grant, and no more in another', [grant('a', '姓名', '出生日期', '户籍地址'), grant('b', '姓名')], []],
    [
      'all in one grant, and one more in another',
      [grant('a', '姓名', '出生日期', '户籍地址'), grant('b', '联系电话')],
      ['re-identification'],
    ],
    ['the number that joins three', [grant('a', '公民身份号码'), grant('b', '身份证号码'), grant('c', '公民身份号码')], ['join-key']],
    ['the number in two', [grant('a', '公民身份号码'), grant('b', '公民身份号码')], []],
    ['nothing of persons', [grant('a', '统一社会信用代码'), grant('b', '经营范围'), grant('c', '注册资本')], []],
  ])('%s', (_name, tellings, rules) => {
    expect(trippedBy(tellings).map(({ rule }) => rule)).toEqual(rules);
  });

  test('another word for the element tells the same, and a grant that adds nothing is not named', () => {
    const tellings: Telling[] = [
      { grantId: 'a', elements: [['申请人', '申请人姓名']] },
      grant('b', '出生日期'),
      grant('c', '居住地址'),
      grant('d', '经营范围'),
    ];
    expect(trippedBy(tellings)).toEqual([{ rule: 're-identification', kinds: ['birth', 'name', 'residence'], grantIds: ['a', 'b', 'c'] }]);
  });

  test('what was answered contains fewer grants and fewer kinds, and neither a grant, a kind nor a rule more', () => {
    const answered = [{ rule: 're-identification', kinds: ['birth', 'name', 'residence'], grantIds: ['a', 'b', 'c'] }];
    const now = { rule: 're-identification', kinds: ['birth', 'name'], grantIds: ['a', 'b'] };
    expect(isWithin([now], answered)).toBe(true);
    expect(isWithin(answered, answered)).toBe(true);
    for (const more of [{ grantIds: ['a', 'd'] }, { kinds: ['name', 'sex'] }, { rule: 'join-key' }])
      expect(isWithin([{ ...now, ...more }], answered)).toBe(false);
  });

  test.each(languages)('every rule and every trait has its words in %s, and every rule is of traits that there are', (language) => {
    const { rules, traits } = aggregationRules;
    const keys = [
      ...rules.map(({ key }) => `sharing.aggregation-rule.${key}`),
      ...traits.map(({ key }) => `sharing.aggregation-trait.${key}`),
    ];
    expect(keys.filter((key) => messages[language][key] === undefined)).toEqual([]);
    expect(rules.flatMap(({ of }) => of).filter((key) => !traits.some((trait) => trait.key === key))).toEqual([]);
  });
});
