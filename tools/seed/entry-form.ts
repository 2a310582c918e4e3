import type { Collection } from '@karez/contract/catalog/collection';
import type { Condition, EntryContent, Item } from '@karez/contract/catalog/content';

/** An item in short: name, field, type, length in bytes, and what differs from the usual. */
export type ItemRow = readonly [
  nameZh: string,
  fieldName: string,
  dataType: NonNullable<Item['dataType']>,
  lengthBytes: number | null,
  more?: Partial<Item>,
];

/** How far an entry of the demo city has come; those that are not published give the demo's people something to do. */
export type EntryStage = 'published' | 'at-authority' | 'awaiting-signature' | 'in-review' | 'draft';

export type PlannedEntry = {
  /** Key of the entry within the plan. */
  readonly key: string;
  /** Key of the department that holds it, as in the plan of organisations. */
  readonly department: string;
  /** Name of the registered business system that it comes from. */
  readonly system: string | null;
  readonly stage: EntryStage;
  /** Terms of the consent given in advance, where there is one. */
  readonly standingConsent: string | null;
  readonly content: EntryContent;
};

type Facts = Pick<EntryContent, 'name' | 'abstract' | 'updateCycle'> & {
  readonly category: string;
  readonly items: readonly ItemRow[];
} & Partial<Omit<EntryContent, 'items' | 'category'>>;

function itemOf([nameZh, fieldName, dataType, lengthBytes, more]: ItemRow, index: number): Item {
  return {
    no: index + 1,
    nameZh,
    fieldName,
    meaning: '',
    dataType,
    lengthBytes,
    shareType: null,
    denial: null,
    updateCycle: null,
    openToPublic: null,
    sensitivity: 'none',
    codeSet: null,
    dataElement: null,
    isKey: index === 0,
    isTimestamp: false,
    nullable: index !== 0,
    isBaseItem: false,
    maskingRule: 'none',
    ...more,
  };
}

/** Fields that every form has and that nobody collects for themselves. */
const commonNames: readonly string[] = ['更新时间', '行政区划代码', '统一社会信用代码', '经营者统一社会信用代码', '企业名称', '经营者名称'];

/** How an entry of the demo city is collected where its plan says nothing else: at the counter, on its own form, under the department's duties. */
function collectedByForm({ name, providerSubUnit, updateCycle, items }: Facts): Collection {
  const own = items.map(([nameZh]) => nameZh).filter((nameZh) => !commonNames.includes(nameZh));
  return {
    channels: ['counter', 'online'],
    basis: { articleId: null, title: '主要职责、内设机构和人员编制规定（示例）', docNo: '', article: '第三条' },
    form: { number: '', name: `${name}采集表`, fields: own.map((field, index) => ({ no: index + 1, name: field })) },
    subUnit: providerSubUnit ?? '业务科',
    frequency: updateCycle ?? 'irregular',
    lackReason: '',
  };
}

/** A filled-in form: what most entries of the demo city have in common, and what is this one's own. */
export function form({ items, ...own }: Facts): EntryContent {
  // Rows that say their region can go back to their districts (809-24).
  const place = items.findIndex(([, fieldName]) => fieldName === 'region_code');
  return {
    regionItemNo: place === -1 ? null : place + 1,
    otherCategories: [],
    providerSubUnit: null,
    formatClass: 'database',
    formatType: 'postgresql',
    formatOther: null,
    shareType: 'unconditional',
    conditions: [],
    useConditions: '',
    denialReason: '',
    denialBasis: [],
    shareModeClass: 'platform',
    shareModeType: 'api',
    openToPublic: false,
    openConditions: '',
    relatedCodes: [],
    relatedMatters: [],
    collection: collectedByForm({ items, ...own }),
    systemId: null,
    dataClass: 'thing',
    dataGrade: 'general-1',
    personalData: 'none',
    secrecyAssessment: {
      office: '本单位保密审查小组',
      assessedOn: '2026-09-15',
      aggregationRisk: '单项数据不涉密；与其他部门数据汇聚后未发现涉密风险。',
      conclusion: 'pass',
    },
    impactAssessment: null,
    coverageRegion: '650400',
    coveragePeriod: '',
    census: { storageGb: null, records: null },
    nameUg: null,
    abstractUg: null,
    ...own,
    items: items.map(itemOf),
  };
}

type Basis = NonNullable<Condition['basis']>;

/** The conditions of 有条件共享, each resting on the same instrument. */
export function conditions(
  basis: Omit<Basis, 'articleId'> & { articleId?: string },
  texts: Partial<Record<Condition['kind'], string>>,
): Condition[] {
  const cited: Basis = { articleId: null, ...basis };
  const kinds = ['scope', 'purpose', 'region', 'material', 'security', 'period', 'other'] as const;
  return kinds.flatMap((kind) => {
    const text = texts[kind];
    return text === undefined ? [] : [{ kind, text, monthsMax: kind === 'period' ? 24 : null, basis: cited }];
  });
}
