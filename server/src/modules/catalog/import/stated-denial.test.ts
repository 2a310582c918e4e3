import { expect, test } from 'vitest';
import { statedDenial } from './stated-denial.ts';

const read = (terms: string, shareType = '不予共享') => statedDenial({ shareType, terms });

test('what is not refused states no denial, whatever its terms cite', () => {
  for (const type of ['有条件共享', '无条件共享', '1', '2', '']) expect(read('依据《统计法》第九条', type)).toBeNull();
});

test.each([
  ['依据《食品安全法》第一百一十五条，应当保密', 'law', '食品安全法', '第一百一十五条'],
  ['根据《市场巡查工作管理办法》(令第7号)第六条不予提供', 'rule', '市场巡查工作管理办法', '第六条'],
  ['《新疆维吾尔自治区档案条例》第三条', 'local-regulation', '新疆维吾尔自治区档案条例', '第三条'],
  ['《中华人民共和国政府信息公开条例》第十六条', 'administrative-regulation', '中华人民共和国政府信息公开条例', '第十六条'],
  ['《关于内部资料管理的通知》', 'policy-document', '关于内部资料管理的通知', '—'],
])('809-14: %s is taken as it is, with the kind that its title says', (terms, kind, title, article) => {
  expect(read(terms)).toMatchObject({ reason: terms, basis: [{ kind, title, article, quotation: terms }] });
});

test('a denial without any citation keeps its words as the reason', () => {
  expect(read('涉及内部管理')).toEqual({ reason: '涉及内部管理', basis: [] });
});

test('a title that no text ends is no citation, and a long text takes no long time', () => {
  expect(read(`《${'甲'.repeat(5000)}`)).toMatchObject({ basis: [] });
});
