import { copyEntry } from '../src/modules/catalog/test-copied-store.ts';
import type { EntryContent } from '@karez/contract/catalog/content';
import { enterEntries } from '../../tools/seed/enter-entries.ts';
import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';

/** What a test city gives to the entering of entries: its people, their codes, its organisations and its authority. */
export function entering(city: City): Parameters<typeof enterEntries>[0] {
  return {
    ask: async (account, request, more = {}) => {
      const answer = await city.as(account, request, more);
      return expected(answer, answer.status === 201 ? 201 : 200).body;
    },
    codeOf: (account) => city.codeOf(account),
    organisationId: (key) => city.founded.organisations.get(key) ?? '',
    authority: { publisher: 'zfb.zgy', leader: 'zfb.zgl' },
    consentUntil: '2027-06-30',
  };
}

/** Publishes an entry of a department of the city through its officers and the authority. Answers its id. */
export async function publishedEntry(city: City, department: string, content: EntryContent): Promise<string> {
  const entered = await enterEntries(entering(city), [
    { key: 'entry', department, system: null, stage: 'published', standingConsent: null, content },
  ]);
  return entered.get('entry') ?? '';
}

type Item = EntryContent['items'][number];

export function itemOf(no: number, some: Partial<Item> = {}): Item {
  return {
    no,
    nameZh: `数据项${no}`,
    fieldName: `field${no}`,
    meaning: '',
    dataType: 'C',
    lengthBytes: 100,
    shareType: null,
    denial: null,
    updateCycle: null,
    openToPublic: null,
    sensitivity: 'none',
    codeSet: null,
    dataElement: null,
    isKey: no === 1,
    isTimestamp: false,
    nullable: false,
    isBaseItem: false,
    maskingRule: 'none',
    ...some,
  };
}

/** A complete unconditional entry of companies; a test sets what matters to it. */
export function companyEntry(some: Partial<EntryContent> = {}): EntryContent {
  return {
    name: '企业登记信息',
    abstract: '全市企业登记的基本情况，每日更新。',
    category: '102000',
    otherCategories: [],
    providerSubUnit: null,
    formatClass: 'database',
    formatType: 'postgresql',
    formatOther: null,
    items: [
      itemOf(1, { nameZh: '统一社会信用代码', fieldName: 'uscc' }),
      itemOf(2, { nameZh: '企业名称', fieldName: 'name' }),
      itemOf(3, { nameZh: '登记状态', fieldName: 'status' }),
    ],
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
    collection: {
      channels: ['counter'],
      basis: { articleId: null, title: '市场主体登记管理条例', docNo: '国务院令第746号', article: '第八条' },
      form: { number: 'DJ-01', name: '登记申请表', fields: [{ no: 1, name: '申请表流水号' }] },
      subUnit: '登记注册科',
      frequency: 'daily',
      lackReason: '',
    },
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

/** So many more entries that say what one says. */
export async function copiesOf({ needs }: City, entryId: string, count: number): Promise<string[]> {
  return copyEntry(needs.database, entryId, count);
}
