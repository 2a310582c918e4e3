import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { describe, expect, test } from 'vitest';
import { wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';
import { reused, type Earlier } from './reuse.ts';

const item = (no: number, nameZh: string, more: Partial<Earlier['items'][number]> = {}) => ({
  no,
  nameZh,
  shareType: 'conditional' as const,
  fieldName: `f${no}`,
  ...more,
});
const cited = (articleId: string | null, title: string): ApplicationContent['useBasis'][number] => ({
  kind: 'law',
  title,
  article: '第一条',
  text: '',
  articleId,
});
const systemId = '0190a0a0-0000-7000-8000-000000000001';
const earlier: Earlier = {
  content: {
    ...wellPermitApplication('2026-01-01', { systemId, itemNos: [1, 2, 3] }),
    useBasis: [cited('809-20', '现行法'), cited('OLD-1', '废止法'), cited(null, '三定方案')],
  },
  items: [item(1, '名称'), item(2, '状态'), item(3, '地址')],
  standingArticleIds: ['809-20'],
  systemRuns: true,
};

describe('what a new draft takes from an earlier application', () => {
  test('809-20: what is asked in the same way again is taken, period and commitment are said anew', () => {
    const { content } = reused(earlier, { items: earlier.items, isSameEntry: true });

    expect(content).toEqual({
      ...earlier.content,
      useBasis: [cited('809-20', '现行法'), cited(null, '三定方案')],
      validFrom: null,
      validTo: null,
      commitment: false,
    });
  });

  test('in the same entry an item keeps its number, whatever it is called now; one that is denied or has no field is named', () => {
    const items = [item(1, '企业名称'), item(2, '状态', { shareType: 'denied' }), item(3, '地址', { fieldName: null })];

    const taken = reused(earlier, { items, isSameEntry: true });

    expect(taken.content.itemNos).toEqual([1]);
    expect(taken.leftBehind.items).toEqual(['状态', '地址']);
  });

  test('in another entry only what is called the same is meant', () => {
    const taken = reused(earlier, { items: [item(1, '许可证号'), item(7, '名称')], isSameEntry: false });

    expect(taken.content.itemNos).toEqual([7]);
    expect(taken.leftBehind.items).toEqual(['状态', '地址']);
  });

  test('91-3.3: nothing new rests on an article that is repealed, and no stopped system is asked for', () => {
    const taken = reused({ ...earlier, systemRuns: false }, { items: earlier.items, isSameEntry: true });

    expect(taken.content.systemId).toBeNull();
    expect(taken.leftBehind).toEqual({ items: [], basis: ['废止法 第一条'], system: true });
  });
});
