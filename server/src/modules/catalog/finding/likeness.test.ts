import { describe, expect, test } from 'vitest';
import { contentWith } from '../test-content.ts';
import { judge, regionPath, termsInBoth } from './judge.ts';
import { itemKey, wordingsOf } from './items.ts';
import { leftoversOf } from './leftover.ts';
import { contrastOf } from './contrast.ts';
import { dutiesOf } from './duty.ts';
import { compare, read } from './likeness.ts';
import type { Other } from './others-store.ts';
import { columnsIn, placeRemover, subjectOf } from './subject.ts';

const removePlaces = placeRemover(['吐鲁番市', '鄯善县', '托克逊县', '高昌区']);
const weigh = () => 0.8;
const reading = (name: string, regionCode = '650400', abstract = '') =>
  read({ name, abstract, items: [], region: regionPath(regionCode), department: '' }, removePlaces);
const verdict = (a: ReturnType<typeof reading>, b: ReturnType<typeof reading>) => compare(a, b, weigh);

describe('what a title says', () => {
  test.each([
    ['吐鲁番市律师事务所基本信息', '律师事务所名录'],
    ['市司法局_律师事务所信息_可开放', '律所信息'],
    ['2021年低保对象名单', '最低生活保障对象信息'],
  ])('%s and %s have one subject', (a, b) => {
    expect(subjectOf(removePlaces(a)).core).toBe(subjectOf(removePlaces(b)).core);
  });

  test('a region that bears the names of its peoples is taken off, and a title of nothing but their sign is read once', () => {
    expect(removePlaces('恩施土家族苗族自治州药店名录')).toBe('药店名录');
    expect(removePlaces('族'.repeat(128))).toBe('族'.repeat(128));
  });

  test.each([
    ['宿迁市级部门中介服务', '市级部门中介服务'],
    ['执业医师注册信息', '医师注册'],
    ['信用吐鲁番的行政许可', '行政许可'],
    ['2021年度质量信用等级', '质量信用等级'],
    ['滨江经开区管委会建筑工程施工许可', '建筑工程施工许可'],
  ])('%s loses its place, its year and the word for the paper, and nothing else', (name, same) => {
    expect(subjectOf(placeRemover(['吐鲁番市', '宿迁市'])(name)).core).toBe(subjectOf(same).core);
  });

  test('a notice that carries a list is no paper of the department about itself; a notice is', () => {
    expect(subjectOf('关于涉案企业合规专业人员名单的公示').isOwnPaper).toBe(false);
    expect(subjectOf('关于开展安全生产月活动的通知').isOwnPaper).toBe(true);
  });

  test('a summary that lists columns gives them; a sentence gives none', () => {
    expect(columnsIn('律师事务所信息,包含机构名称、地址、负责人、电话等信息')).toEqual(['机构名称', '地址', '负责人', '电话']);
    expect(columnsIn('全市律师事务所的情况')).toEqual([]);
  });
});

describe('what an item is called', () => {
  test.each([
    ['许可证书编号', '许可证编号'],
    ['公民身份号码', '身份证号'],
    ['处罚决定日期', '作出处罚决定日期'],
    ['注册资本（万元）', '注册资金'],
  ])('%s and %s are one item', (a, b) => {
    expect(itemKey(a)).toBe(itemKey(b));
  });

  test.each([
    ['有效期自', '有效期至'],
    ['发证机关', '发证日期'],
    ['许可证编号', '许可内容'],
  ])('%s and %s are two', (a, b) => {
    expect(itemKey(a)).not.toBe(itemKey(b));
  });

  test('a name is looked up in every wording of the same datum, its own first, and in no other', () => {
    const wordings = wordingsOf('许可证编号');

    expect(wordings[0]).toBe('许可证编号');
    expect(wordings).toEqual(expect.arrayContaining(['许可证号', '许可编号']));
    expect(new Set(wordings.map(itemKey)).size).toBe(1);
  });
});

test('words that stand at one place are told beside each other, words of one side alone', () => {
  expect(leftoversOf('城镇居民可支配收入', '农村居民可支配收入增速')).toEqual([
    { a: '城镇', b: '农村' },
    { a: '', b: '增速' },
  ]);
});

describe('which words departments keep apart', () => {
  const apart = (a: string, b: string): number => leftoversOf(a, b).reduce((sum, left) => sum + contrastOf(left, { a, b }), 0);

  test('words that one department registers side by side tell two data apart; words that places use for each other do not', () => {
    expect(apart('医师变更注册', '医师注销注册')).toBeGreaterThan(1);
    expect(apart('排污许可审批', '排污许可登记')).toBeLessThan(apart('排污许可变更', '排污许可注销'));
    expect(apart('小学教师', '初中教师')).toBeGreaterThan(apart('银行网点', '银行营业厅'));
  });

  test('a word that only one name holds is told by where it stands, and nothing left over by nothing', () => {
    expect(apart('商品房预售', '商品房预售指数')).toBeGreaterThan(apart('商品房预售', '商品房预售审批'));
    expect(apart('商品房预售', '商品房预售')).toBe(0);
  });

  test('either side may be the draft', () => {
    expect(apart('医师变更注册', '医师注销注册')).toBeCloseTo(apart('医师注销注册', '医师变更注册'));
    expect(apart('养老机构', '养老机构床位')).toBeCloseTo(apart('养老机构床位', '养老机构'));
  });
});

describe('which duty a department’s name tells', () => {
  test('one of several names of a duty tells it; a department for everything tells none', () => {
    expect(dutiesOf('吐鲁番市市场监督管理局')).toEqual(dutiesOf('高昌区工商局'));
    expect(dutiesOf('市大数据发展管理局')).toEqual(new Set());
  });

  test('a general name says less between departments of different duties than between those of one', () => {
    const of = (department: string) =>
      read({ name: '行政处罚信息', abstract: '', items: [], region: ['65', '04'], department }, removePlaces);
    const score = (a: string, b: string) => compare(of(a), of(b), () => 0.3).score;

    expect(compare(of('市税务局'), of('市生态环境局'), () => 0.3)).toMatchObject({ relation: 'new', apart: 'other-subject' });
    expect(compare(of('市生态环境局'), of('市环境保护局'), () => 0.3).relation).toBe('same');
    expect(score('市税务局', '市生态环境局')).toBeLessThan(score('市环境保护局', '市生态环境局'));
    expect(score('市大数据局', '市生态环境局')).toBeGreaterThan(score('市税务局', '市生态环境局'));
  });
});

describe('a row that a county or its data bureau registered', () => {
  const of = (name: string, department: string) => read({ name, abstract: '', items: [], region: ['65', '04'], department }, removePlaces);

  test('is of the duty of the department that its title names', () => {
    expect(of('鄯善县公安局行政奖励信息', '鄯善县').duties).toEqual(dutiesOf('县公安局'));
    expect(compare(of('县公安局行政奖励信息', '鄯善县'), of('行政奖励信息', '市交通运输局'), () => 0.3).relation).toBe('new');
    expect(of('行政奖励信息', '鄯善县').duties).toEqual(new Set());
  });

  test('a department whose own name tells its duty keeps it, whatever it names in a title', () => {
    expect(of('公安局行政奖励信息', '市交通运输局').duties).toEqual(dutiesOf('市交通运输局'));
  });
});

describe('what departments of every duty register', () => {
  const of = (name: string, department: string) => read({ name, abstract: '', items: [], region: ['65', '04'], department }, removePlaces);
  const relationOf = (name: string, a: string, b: string) => compare(of(name, a), of(name, b), () => 0.3).relation;

  test.each(['应急物资', '企业行政处罚信息', '领导简介'])('%s is the same within one duty only, in whatever wording', (name) => {
    expect(relationOf(name, '市卫生健康委员会', '市交通运输局')).toBe('new');
    expect(relationOf(name, '市交通运输局', '市公路管理局')).not.toBe('new');
  });

  test('decisions that one department shows for all are those of each', () => {
    expect(relationOf('行政处罚信息', '市发展和改革委员会', '市生态环境局')).toBe('same');
    expect(relationOf('行政处罚信息', '市税务局', '市生态环境局')).toBe('new');
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

  test.each([
    ['城镇居民可支配收入', '农村居民可支配收入'],
    ['医师变更注册信息', '医师注销注册信息'],
    ['农林牧渔业总产值', '农林牧渔业总产值指数'],
    ['分行业就业人员工资总额', '就业人员工资总额'],
    ['省级非物质文化遗产代表性传承人', '县级非物质文化遗产代表性传承人'],
    ['城市特困人员救助金发放信息', '农村特困人员救助金发放信息'],
    ['学前教育专任教师信息', '特殊教育专任教师信息'],
  ])('%s and %s are two data', (a, b) => {
    expect(verdict(reading(a), reading(b)).relation).toBe('new');
  });

  test('a county’s figure stands in the city’s table by counties', () => {
    expect(verdict(reading('鄯善县农林牧渔业总产值', '650421'), reading('分县区农林牧渔业总产值')).relation).toBe('slice');
  });

  test('the table of a province’s cities says nothing of a county', () => {
    expect(verdict(reading('鄯善县农林牧渔业总产值', '650421'), reading('各市农林牧渔业总产值')).relation).toBe('new');
  });

  test('a sum of money is no year', () => {
    const since = reading('年主营业务收入2000万元以上工业企业名录');

    expect(since.subject.period).toEqual(reading('年主营业务收入以上工业企业名录').subject.period);
    expect(verdict(since, reading('2018年主营业务收入2000万元以上工业企业名录')).relation).toBe('slice');
  });

  test.each([
    ['个体工商户注销信息', '个体工商户登记信息'],
    ['民办养老机构年检信息', '民办养老机构信息'],
    ['餐饮服务单位监督检查信息', '餐饮服务单位信息'],
  ])('another act on the same things is another datum: %s, %s', (a, b) => {
    expect(verdict(reading(a), reading(b)).relation).toBe('new');
  });

  test('an act that only brings a record about may be named or left out', () => {
    expect(verdict(reading('排污许可证发放信息'), reading('排污许可证信息')).relation).toBe('same');
  });

  test('what narrows the city’s side tells it from all of a county, and one year of the city is not all years of a county', () => {
    const county = (name: string) => reading(name, '650421');

    const classOfCounty = verdict(county('鄯善县民营餐饮企业名录'), reading('餐饮企业名录')).score;
    expect(verdict(county('鄯善县餐饮企业名录'), reading('民营餐饮企业名录')).score).toBeLessThan(classOfCounty - 0.05);
    expect(verdict(county('2021年鄯善县林业生产情况'), reading('林业生产情况')).relation).toBe('slice');
    expect(verdict(county('鄯善县林业生产情况'), reading('2021年林业生产情况'))).toMatchObject({ relation: 'new', apart: 'other-period' });
    expect(verdict(county('2021年鄯善县林业生产情况'), reading('2021年林业生产情况')).relation).toBe('slice');
  });

  test('figures of the districts in town are not those of the whole; an area of a city is no district', () => {
    expect(reading('市区生产总值').subject.levels).toContain('urban');
    expect(reading('全市区域地质调查').subject.levels).not.toContain('urban');
    expect(verdict(reading('市区年末总户数'), reading('年末总户数')).score).toBeLessThan(
      verdict(reading('年末总户数'), reading('年末总户数')).score,
    );
  });

  test('what a portal files a title under is no part of it, and an amount is what it is an amount of', () => {
    expect(subjectOf('公积金签约楼盘【社会发展】').core).toBe(subjectOf('公积金签约楼盘').core);
    expect(verdict(reading('固定资产投资额'), reading('固定资产投资')).relation).toBe('same');
  });

  test.each(['今日头条', '资料下载', '有关处室咨询举报电话'])(
    '%s is of the department itself; plans that others hand in are a register',
    (name) => {
      expect(subjectOf(name).isOwnPaper).toBe(true);
      expect(subjectOf('生产经营单位应急预案备案信息').isOwnPaper).toBe(false);
    },
  );

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
  const draft = { content: contentWith({ name: '节水补助发放', items: items as never }), regionCode: '650400', department: '市农业农村局' };
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
