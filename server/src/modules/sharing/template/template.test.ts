import { describe, expect, test } from 'vitest';
import type { TemplateContent } from '@karez/contract/sharing/template';
import { contentFrom, wrongIn } from './template.ts';

const cited = (articleId: string | null) => ({ kind: 'law' as const, title: '某法', article: '第一条', text: '', articleId });
const template: TemplateContent = {
  title: '取水许可审查',
  summary: '办理取水许可时核对凿井单位。',
  useScenario: '办理取水许可时，核对凿井单位的登记状态和经营范围，申请人不再提交复印件。',
  usePurpose: 'administrative-basis',
  matterFormat: 'QS-{digits:4}',
  users: '审批岗',
  useBasis: [cited('809-20'), cited(null)],
  storage: { persist: false, location: '', retentionDays: null },
  securityMeasures: '仅审批岗可用，逐笔留痕。',
  entryIds: ['0190a0a0-0000-7000-8000-000000000001'],
  itemNames: ['企业名称', '登记状态', '法定代表人'],
};
const ground = { standingArticleIds: ['809-20'], publishedEntryIds: template.entryIds };

describe('what may be published as a template', () => {
  test('a whole one, and one without a form of numbers', () => {
    expect(wrongIn(template, ground)).toEqual([]);
    expect(wrongIn({ ...template, matterFormat: '' }, ground)).toEqual([]);
  });

  test('91-3.3, 809-20: everything that is wrong is told at once, place by place', () => {
    const wrong = wrongIn(
      { ...template, useScenario: '查一下', usePurpose: null, matterFormat: '{digits' },
      { standingArticleIds: [], publishedEntryIds: [] },
    );

    expect(wrong.map(({ path }) => path)).toEqual(
      ['useScenario', 'usePurpose', 'matterFormat', 'useBasis', 'entryIds'].map((place) => `/body/content/${place}`),
    );
  });
});

test('a draft begins with the template’s text, the items of its names that are shared, and the bases that still stand', () => {
  const item = (no: number, nameZh: string, shareType: 'conditional' | 'denied' = 'conditional') => ({
    no,
    nameZh,
    shareType,
    fieldName: shareType === 'denied' ? null : `f${no}`,
    meaning: '',
    sensitivity: 'none' as const,
    defaultMask: 'none' as const,
  });

  const items = [item(1, '企业名称'), item(2, '登记机关'), item(5, '登记状态'), item(6, '法定代表人', 'denied')];
  const content = contentFrom(template, { items, standingArticleIds: [] });

  expect(content).toMatchObject({
    itemNos: [1, 5],
    useBasis: [cited(null)],
    useScenario: template.useScenario,
    useScope: { users: '审批岗' },
  });
  expect(content).toMatchObject({ systemId: null, matter: null, validFrom: null, validTo: null, commitment: false });
});
