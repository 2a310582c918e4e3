import type { Collection } from '@karez/contract/catalog/collection';
import type { EntryContent, Item } from '@karez/contract/catalog/content';

/** One complete item; a test sets what matters to it. */
export function itemWith(some: Partial<Item> = {}): Item {
  return {
    no: 1,
    nameZh: '统一社会信用代码',
    fieldName: 'uscc',
    meaning: '',
    dataType: 'C',
    lengthBytes: 18,
    shareType: null,
    denial: null,
    updateCycle: null,
    openToPublic: null,
    sensitivity: 'none',
    codeSet: null,
    dataElement: null,
    isKey: true,
    isTimestamp: false,
    nullable: false,
    isBaseItem: false,
    maskingRule: 'none',
    ...some,
  };
}

/** A declared collection of a form whose fields nobody else holds. */
export function collectionWith(some: Partial<Collection> = {}): Collection {
  return {
    channels: ['counter', 'online'],
    basis: { articleId: null, title: '市场主体登记管理条例', docNo: '国务院令第746号', article: '第八条' },
    form: {
      number: 'DJ-01',
      name: '登记申请表',
      fields: [
        { no: 1, name: '申请表流水号' },
        { no: 2, name: '填表说明' },
      ],
    },
    subUnit: '登记注册科',
    frequency: 'daily',
    lackReason: '',
    ...some,
  };
}

/** A complete unconditional entry. */
export function contentWith(some: Partial<EntryContent> = {}): EntryContent {
  return {
    name: '企业登记信息',
    abstract: '全市企业登记的基本情况,每日更新。',
    category: '102000',
    otherCategories: [],
    providerSubUnit: null,
    formatClass: 'database',
    formatType: 'postgresql',
    formatOther: null,
    items: [itemWith(), itemWith({ no: 2, nameZh: '企业名称', fieldName: 'ent_name', lengthBytes: 200, isKey: false })],
    regionItemNo: null,
    shareType: 'unconditional',
    conditions: [],
    useConditions: '',
    denialReason: '',
    denialBasis: [],
    shareModeClass: 'platform',
    shareModeType: 'api',
    openToPublic: false,
    openConditions: '',
    updateCycle: 'daily',
    relatedCodes: [],
    relatedMatters: [],
    collection: collectionWith(),
    systemId: null,
    dataClass: 'organisation',
    dataGrade: 'general-1',
    personalData: 'none',
    secrecyAssessment: { office: '信息中心', assessedOn: '2026-11-01', aggregationRisk: '汇聚后不产生涉密信息', conclusion: 'pass' },
    impactAssessment: null,
    coverageRegion: '650400',
    coveragePeriod: '',
    census: { storageGb: null, records: null },
    nameUg: null,
    abstractUg: null,
    ...some,
  };
}

/** A complete entry that is refused to others. */
export function deniedContent(some: Partial<EntryContent> = {}): EntryContent {
  return contentWith({
    name: '举报人信息',
    shareType: 'denied',
    shareModeClass: null,
    shareModeType: null,
    denialReason: '法律规定应当为举报人保密',
    denialBasis: [
      {
        articleId: null,
        kind: 'law',
        title: '中华人民共和国食品安全法',
        docNo: '主席令第二十一号',
        article: '第一百一十五条',
        quotation: '对查证属实的举报,给予举报人奖励;有关部门应当对举报人的信息予以保密。',
        effectiveOn: '2015-10-01',
        url: null,
      },
    ],
    ...some,
  });
}

/** A complete conditional entry, each condition with its basis. */
export function conditionalContent(some: Partial<EntryContent> = {}): EntryContent {
  const basis = { articleId: null, kind: 'rule' as const, title: '登记管理办法', docNo: '令第1号', article: '第九条' };
  return contentWith({
    shareType: 'conditional',
    useConditions: '限于行政许可审查',
    conditions: [
      { kind: 'scope', text: '全市政务部门', monthsMax: null, basis },
      { kind: 'purpose', text: '行政许可审查', monthsMax: null, basis },
    ],
    ...some,
  });
}

/** Things that have nothing in common: what a department holds already is no finding in the next one's way. */
export const unlikeThings = [
  '渠首',
  '粮库',
  '驾校',
  '药店',
  '苗圃',
  '桥梁',
  '泵站',
  '路灯',
  '茶馆',
  '书店',
  '澡堂',
  '客栈',
  '剧场',
  '公墓',
  '码头',
  '鱼塘',
  '采石场',
  '加油站',
];
