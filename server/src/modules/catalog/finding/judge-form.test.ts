import { describe, expect, test } from 'vitest';
import { collectionWith, contentWith } from '../test-content.ts';
import { judgeForm } from './judge-form.ts';
import type { Found } from './finding.ts';
import type { Holder } from './holders-store.ts';
import { isTelling } from './telling.ts';

const form = (...names: readonly string[]) => ({
  content: contentWith({
    collection: collectionWith({ form: { number: 'B-2', name: '机井登记表', fields: names.map((name, at) => ({ no: at + 1, name })) } }),
  }),
  regionCode: '650400',
});
const element = {
  id: 'element',
  code: 'E0003',
  name: '住所',
  synonyms: ['企业住所', '注册地址'],
  definition: '登记的住所',
  organisationId: 'market',
  organisationName: '市市场监督管理局',
  regionCode: '650400',
};
const holder = (some: Partial<Holder> = {}): Holder => ({
  entryId: 'companies',
  entryName: '企业登记信息',
  abstract: '',
  code: '3/1',
  regionCode: '650400',
  organisationId: 'market',
  organisationName: '市市场监督管理局',
  no: 7,
  nameZh: '登记机关名称',
  ...some,
});
const told = (found: readonly Found[]) => found.map(({ kind, place, itemNo, targetId }) => [kind, place, itemNo, targetId]);
const nobody = { elements: [], holders: [] };

describe('91-4.1: fields of a form that others hold already', () => {
  test('a field that bears a name or another word of an element whose source is elsewhere is held, however short', () => {
    const found = judgeForm(form('井深', '注册地址', '住所'), { ...nobody, elements: [element] }, []);

    expect(told(found)).toEqual([
      ['element', 'field', 2, 'element'],
      ['element', 'field', 3, 'element'],
    ]);
    expect(found[0]).toMatchObject({
      relation: 'held',
      evidence: { own: { name: '注册地址', abstract: '机井登记表' }, other: { code: 'E0003' } },
    });
  });

  test('a field that an item elsewhere bears is held; of several entries the one that holds most of the form is the source', () => {
    const holders = [holder({ entryId: 'a-list' }), holder(), holder({ nameZh: '经营方式代码' })];

    expect(told(judgeForm(form('登记机关名称', '经营方式代码', '井深米数'), { ...nobody, holders }, []))).toEqual([
      ['entry', 'field', 1, 'companies'],
      ['entry', 'field', 2, 'companies'],
    ]);
  });

  test('names that every form has, short ones, and those that many departments use say nothing', () => {
    const holders = ['a', 'b', 'c', 'd'].map((organisationId) => holder({ organisationId, entryId: organisationId }));

    expect(['联系电话', '备注', '井深', '登记机关名称'].map(isTelling)).toEqual([false, false, false, true]);
    expect(judgeForm(form('登记机关名称'), { ...nobody, holders }, [])).toEqual([]);
    expect(told(judgeForm(form('登记机关名称'), { ...nobody, holders: holders.slice(1) }, []))).toHaveLength(1);
  });

  test('what another county holds of its own is no finding; what the city or a county within holds is', () => {
    const county = (regionCode: string) =>
      judgeForm(
        { ...form('登记机关名称'), content: contentWith({ ...form('登记机关名称').content, coverageRegion: '650421' }) },
        { ...nobody, holders: [holder({ regionCode })] },
        [],
      );

    expect(county('650422')).toEqual([]);
    expect(told(county('650400'))).toEqual([['entry', 'field', 1, 'companies']]);
  });

  test('what is told of the entry or of the item of that name is not told again', () => {
    const ground = { elements: [element], holders: [holder()] };
    const all = judgeForm(form('住所', '登记机关名称'), ground, []);
    const whole = all.map((found): Found => ({
      ...found,
      place: found.kind === 'entry' ? 'entry' : 'item',
      itemNo: found.kind === 'entry' ? 0 : 1,
    }));

    expect(all).toHaveLength(2);
    expect(judgeForm(form('住所', '登记机关名称'), ground, whole)).toEqual([]);
    expect(told(judgeForm(form('企业住所'), ground, whole))).toEqual([['element', 'field', 1, 'element']]);
  });
});
