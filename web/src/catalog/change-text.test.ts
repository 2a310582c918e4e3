import { wordsIn } from '@karez/contract/words';
import { expect, test } from 'vitest';
import { contentChanges, toldChanges } from './change-text.ts';
import { emptyContent } from '@karez/contract/catalog/empty-content';

const names = { category: () => '市场监管', region: () => '吐鲁番市', system: () => null };
const telling = (language: 'zh' | 'en') => {
  const { text, has } = wordsIn(language);
  return { words: { t: text, has }, names };
};
const said = (changes: readonly { label: string; before: string; after: string }[]) =>
  changes.map(({ label, before, after }) => [label, before, after]);

test('the history tells every value in words of the reader’s language, part by part', () => {
  const assessment = (conclusion: string) =>
    JSON.stringify({ office: '市保密局', assessedOn: '2026-11-20', aggregationRisk: '低…', conclusion });
  const changes = [
    { field: 'secrecyAssessment', before: assessment('pass'), after: assessment('pass-after-desensitising') },
    { field: 'updateCycle', before: '', after: 'weekly' },
    { field: 'openToPublic', before: 'false', after: 'true' },
    { field: 'category', before: '', after: '310101' },
    { field: 'census', before: '{"records":40,"storageGb":3}', after: '{"records":41,"storageGb":3}' },
  ];

  expect(said(toldChanges(changes, telling('zh')))).toEqual([
    ['保密风险评估 · 汇聚风险', '低…', '低…'],
    ['保密风险评估 · 结论', '通过', '脱敏后通过'],
    ['更新周期', '（空）', '每周'],
    ['是否向社会开放', '否', '是'],
    ['信息资源分类', '（空）', '市场监管 310101'],
    ['数据量 · 记录数', '40', '41'],
  ]);
  expect(said(toldChanges(changes.slice(1, 3), telling('en')))).toEqual([
    ['Update cycle', '(blank)', 'Weekly'],
    ['Open to the public', 'No', 'Yes'],
  ]);
});

test('a changed item is told by its number and name, with the part that changed', () => {
  const item = { no: 3, nameZh: '法定代表人', fieldName: 'legal_rep', shareType: null, maskingRule: 'none', isKey: false };
  const told = toldChanges(
    [
      { field: 'items/3', before: JSON.stringify(item), after: JSON.stringify({ ...item, shareType: 'denied' }) },
      { field: 'items/4', before: '', after: JSON.stringify({ ...item, no: 4, nameZh: '住所' }) },
    ],
    telling('zh'),
  );

  expect(said(told)).toEqual([
    ['信息项 3 法定代表人 · 共享属性', '（空）', '不予共享'],
    ['信息项 4 住所', '（空）', '信息项名称 住所 · 字段名 legal_rep · 默认脱敏 不脱敏'],
  ]);
});

test('an item that is denied now is told by its reason and the article that forbids it, as papers cite it', () => {
  const item = { no: 3, nameZh: '法定代表人', denial: null };
  const basis = {
    articleId: null,
    kind: 'law',
    title: '个人信息保护法',
    docNo: '主席令第九十一号',
    article: '第六条',
    quotation: '最小范围。',
  };
  const denied = { ...item, denial: { reason: '属于个人隐私。', basis: [{ ...basis, effectiveOn: null, url: null }] } };
  const told = toldChanges([{ field: 'items/3', before: JSON.stringify(item), after: JSON.stringify(denied) }], telling('zh'));

  expect(said(told)).toEqual([
    ['信息项 3 法定代表人 · 不予共享理由和依据', '（空）', '属于个人隐私。\n《个人信息保护法》（主席令第九十一号）第六条'],
  ]);
});

test('what was longer than the history keeps says where the whole stands', () => {
  const told = toldChanges([{ field: 'items', before: '[{"no":1,"nameZ', after: '[]' }], telling('zh'));

  expect(said(told)).toEqual([['信息项', '（内容较长，见该版本）', '（内容较长，见该版本）']]);
});

test('a reviewer sees a change within an item, and none where only the order of names differs', () => {
  const item = { no: 1, nameZh: '名称', maskingRule: 'none' };
  const before = { ...emptyContent('名'), items: [item], census: { storageGb: 1, records: 2 } };
  const after = { ...emptyContent('名'), items: [{ ...item, maskingRule: 'hidden' }], census: { records: 2, storageGb: 1 } };

  expect(said(contentChanges({ before, after }, telling('zh')))).toEqual([['信息项 1 名称 · 默认脱敏', '不脱敏', '不显示']]);
});

test('a history tells how collection changed: channels and frequency by their words, the form with its fields', () => {
  const form = { number: 'DJ-01', name: '登记申请表', fields: [{ no: 1, name: '住所' }] };
  const old = { channels: ['counter'], basis: null, form, subUnit: '登记科', frequency: 'daily', lackReason: '' };
  const now = {
    ...old,
    channels: ['counter', 'online'],
    form: { ...form, fields: [...form.fields, { no: 2, name: '井深' }] },
    frequency: 'monthly',
  };
  const told = toldChanges([{ field: 'collection', before: JSON.stringify(old), after: JSON.stringify(now) }], telling('zh'));

  expect(said(told)).toEqual([
    ['采集 · 采集渠道', '窗口受理', '窗口受理\n线上办事'],
    ['采集 · 采集表单', '登记申请表（DJ-01）：住所', '登记申请表（DJ-01）：住所 · 井深'],
    ['采集 · 采集频率', '每日', '每月'],
  ]);
});
