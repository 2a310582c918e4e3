import { describe, expect, test } from 'vitest';
import { contentWith } from '../test-content.ts';
import { judge, regionPath, termsInBoth } from './judge.ts';
import { compare, read } from './likeness.ts';
import type { Other } from './others-store.ts';
import { columnsIn, placeRemover, subjectOf } from './subject.ts';

const removePlaces = placeRemover(['吐鲁番市', '鄯善县', '托克逊县', '高昌区']);
const weigh = () => 0.8;
const reading = (name: string, regionCode = '650400', abstract = '') =>
  read({ name, abstract, items: [], region: regionPath(regionCode) }, removePlaces);
const verdict = (a: ReturnType<typeof reading>, b: ReturnType<typeof reading>) => compare(a, b, weigh);

describe('what a title says', () => {
  test.each([
    ['吐鲁番市律师事务所基本信息', '律师事务所名录'],
    ['市司法局_律师事务所信息_可开放', '律所信息'],
    ['2021年低保对象名单', '最低生活保障对象信息'],
  ])('%s and %s have one subject', (a, b) => {
    expect(subjectOf(removePlaces(a)).core).toBe(subjectOf(removePlaces(b)).core);
  });

  test('a summary that lists columns gives them; a sentence gives none', () => {
    expect(columnsIn('律师事务所信息,包含机构名称、地址、负责人、电话等信息')).toEqual(['机构名称', '地址', '负责人', '电话']);
    expect(columnsIn('全市律师事务所的情况')).toEqual([]);
  });
});

describe('91-4.1: whether a datum is collected again', () => {
  test('the same register under another name is the same', () => {
    expect(verdict(reading('律师事务所名录'), reading('吐鲁番市律师事务所基本信息')).relation).toBe('same');
  });

  test('a county’s share of what the city holds is a slice; two counties beside each other are none', () => {
    const city = reading('机井取水许可信息');
    const county = reading('鄯善县机井取水许可台账', '650421');
    const beside = reading('托克逊县机井取水许可台账', '650422');

    expect(verdict(county, city).relation).toBe('slice');
    expect(verdict(county, beside)).toMatchObject({ relation: 'new', apart: 'other-region' });
  });

  test('one year of a series is a slice of the series; two years are none', () => {
    const series = reading('建设用地规划许可证信息');
    const year = reading('2021年建设用地规划许可证信息');

    expect(verdict(year, series).relation).toBe('slice');
    expect(verdict(year, reading('2022年建设用地规划许可证信息'))).toMatchObject({ relation: 'new', apart: 'other-period' });
  });

  test('another act on the same things is another datum', () => {
    expect(verdict(reading('个体工商户注销信息'), reading('个体工商户登记信息')).relation).toBe('new');
  });

  test('a paper of a department about itself is nobody else’s', () => {
    expect(verdict(reading('2021年度部门预算'), reading('2021年度部门预算'))).toMatchObject({ relation: 'new', apart: 'own-paper' });
  });
});

describe('judging a draft', () => {
  const other: Other = {
    entryId: 'other',
    name: '取水户档案',
    abstract: '',
    items: ['取水权人名称', '取水地点', '年取水量', '取水用途', '备注'],
    regionCode: '650400',
    organisationId: 'water',
    organisationName: '市水利局',
    code: '307001/1',
  };
  const items = ['取水权人名称', '取水地点', '年取水量', '取水用途'].map((nameZh, at) => ({
    ...contentWith().items[0],
    no: at + 1,
    nameZh,
  }));
  const draft = { content: contentWith({ name: '节水补助发放', items: items as never }), regionCode: '650400' };
  const ground = { removePlaces, weigh };

  test('items that another entry holds already are found under whatever name, with each matched item', () => {
    const [finding] = judge(draft, [other], ground);

    expect(finding).toMatchObject({ relation: 'held', targetId: 'other', evidence: { items: { length: 4 } } });
  });

  test('the same items in a county’s own entry are not found', () => {
    expect(
      judge(
        { ...draft, content: { ...draft.content, name: '取水户档案', coverageRegion: '650421' } },
        [{ ...other, regionCode: '650422' }],
        ground,
      ),
    ).toEqual([]);
  });

  test('the terms in both names are told whole', () => {
    expect(termsInBoth('机井取水许可', '取水许可证')).toEqual(['取水许可']);
  });
});
