import { z } from 'zod';
import { collectionSchema } from './collection.ts';
import { plainText, updateCycleSchema } from './field-types.ts';

export { plainText, updateCycles, updateCycleSchema, type UpdateCycle } from './field-types.ts';

/**
 * What a catalogue entry says: the fields of the compilation guide (国发改高技〔2017〕1272号) and of 809-13, law.md §7.2–7.3.
 * Everything a draft may still lack is nullable; what submission requires is decided by the server's completeness rules.
 */

/** 共享属性 (809-14): three values, no fourth. Ordered from loosest to strictest. */
export const shareTypes = ['unconditional', 'conditional', 'denied'] as const;
export const shareTypeSchema = z.enum(shareTypes);
export type ShareType = z.infer<typeof shareTypeSchema>;

/** 信息资源格式分类 → 格式类型: the second depends on the first. An empty list means the provider names its own format. */
export const formatTypesOf = {
  'electronic-file': ['ofd', 'wps', 'xml', 'txt', 'doc', 'docx', 'html', 'pdf', 'ppt', 'pptx'],
  spreadsheet: ['et', 'xls', 'xlsx', 'csv'],
  database: ['dm', 'kingbasees', 'opengauss', 'access', 'dbf', 'oracle', 'sqlserver', 'db2', 'mysql', 'mariadb', 'postgresql'],
  image: ['jpg', 'gif', 'bmp', 'png'],
  streaming: ['swf', 'rm', 'mpg', 'mp4'],
  'self-described': [],
  'service-interface': ['rest', 'soap'],
} as const satisfies Record<string, readonly string[]>;
export const formatClasses = [
  'electronic-file',
  'spreadsheet',
  'database',
  'image',
  'streaming',
  'self-described',
  'service-interface',
] as const;
export const formatClassSchema = z.enum(formatClasses);
export type FormatClass = z.infer<typeof formatClassSchema>;

/** 共享方式分类 and, on the platform, 共享方式类型. */
export const shareModeClassSchema = z.enum(['platform', 'mail', 'disk-copy', 'paper-media', 'electronic-media']);
export const shareModeTypeSchema = z.enum(['database', 'file', 'api']);

/** 数据分类 (数据对象) and 数据分级 (GB/T 43697); core data never enters the platform. */
export const dataClassSchema = z.enum(['person', 'place', 'matter', 'thing', 'organisation', 'other']);
export const dataGradeSchema = z.enum(['core', 'important', 'general-4', 'general-3', 'general-2', 'general-1']);

/** Whether personal data (PIPL 4) or sensitive personal data (PIPL 28) is held. */
export const sensitivities = ['none', 'personal', 'sensitive'] as const;
export const sensitivitySchema = z.enum(sensitivities);
export type Sensitivity = z.infer<typeof sensitivitySchema>;

/** 数据类型 of an item: 字符、数值、货币、日期、日期时间、逻辑、双精度、整型、浮点、备注、通用. */
export const dataTypeSchema = z.enum(['C', 'N', 'Y', 'D', 'T', 'L', 'B', 'I', 'F', 'M', 'G']);

/** Default mask of an item's values (law.md §9.7); the grant may say more, never less than the law. */
export const maskingRuleSchema = z.enum(['none', 'name', 'identity-number', 'phone', 'bank-card', 'address', 'hidden']);

/** 涉密/工作秘密 declaration (809-3): asked anew with every text; only `not-secret` is ever stored. */
export const secrecyDeclarationSchema = z.enum(['not-secret', 'state-secret', 'work-secret']);
export type SecrecyDeclaration = z.infer<typeof secrecyDeclarationSchema>;

const day = z.iso.date();

/** What an article must be for 不予共享 (809-15): law, administrative regulation or State Council decision, nothing below. */
const denialKinds = ['law', 'administrative-regulation', 'state-council-decision'] as const;
export const denialBasisKindSchema = z.enum(denialKinds);
/** What old catalogues refused by and 809-14 no longer allows: it can be imported and kept in a draft, is marked 待重新评估, and cannot be submitted. */
export const legacyDenialKinds = ['local-regulation', 'rule', 'policy-document'] as const;

/** A denial's legal basis: instrument, number, article and its words. */
export const denialBasisSchema = z.strictObject({
  /** The article in the register of law, where it stands there: its amendment or repeal is then told to the provider. */
  articleId: plainText(100, 1).nullable(),
  kind: z.enum([...denialKinds, ...legacyDenialKinds]),
  title: plainText(200, 1),
  docNo: plainText(100, 1),
  article: plainText(60, 1),
  quotation: plainText(2000, 1),
  effectiveOn: day.nullable(),
  url: z.url().max(500).nullable(),
});
export type DenialBasis = z.infer<typeof denialBasisSchema>;

/** 不予共享 of one item: why, and the articles that forbid it; each item carries its own (91-3.1, 809-15). */
export const itemDenialSchema = z.strictObject({ reason: plainText(1000), basis: z.array(denialBasisSchema).max(5) });
export type ItemDenial = z.infer<typeof itemDenialSchema>;

/** The basis of one sharing condition: any instrument down to a departmental duty document, still cited by article. */
export const conditionBasisSchema = z.strictObject({
  articleId: plainText(100, 1).nullable(),
  kind: z.enum(['law', 'administrative-regulation', 'state-council-decision', 'local-regulation', 'rule', 'duty-document', 'power-list']),
  title: plainText(200, 1),
  docNo: plainText(100),
  article: plainText(60, 1),
});
export type ConditionBasis = z.infer<typeof conditionBasisSchema>;

/** One condition of 有条件共享 (809-15); a condition without a basis is 疑似擅自增设条件 and cannot be submitted. */
export const conditionSchema = z.strictObject({
  kind: z.enum(['scope', 'purpose', 'region', 'material', 'security', 'period', 'other']),
  text: plainText(500, 1),
  monthsMax: z.int().min(1).max(120).nullable(),
  basis: conditionBasisSchema.nullable(),
});
export type Condition = z.infer<typeof conditionSchema>;

/** 信息项/数据项. `no` is the item's own number within the entry: it keeps its meaning over all versions and is never reused. */
export const itemSchema = z.strictObject({
  no: z.int().min(1).max(999),
  nameZh: plainText(128, 1),
  fieldName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)
    .nullable(),
  meaning: plainText(500),
  dataType: dataTypeSchema.nullable(),
  /** Stored length in bytes. */
  lengthBytes: z.int().min(1).max(2_000_000_000).nullable(),
  /** `null` follows the entry; an item may be stricter than its entry, never looser. */
  shareType: shareTypeSchema.nullable(),
  /** Of an item that is denied; `null` in an entry that is denied as a whole follows the entry's own reason and basis. */
  denial: itemDenialSchema.nullable().default(null),
  updateCycle: updateCycleSchema.nullable(),
  openToPublic: z.boolean().nullable(),
  sensitivity: sensitivitySchema.nullable(),
  codeSet: plainText(128).nullable(),
  dataElement: plainText(128).nullable(),
  isKey: z.boolean(),
  isTimestamp: z.boolean(),
  nullable: z.boolean(),
  isBaseItem: z.boolean(),
  maskingRule: maskingRuleSchema,
});
export type Item = z.infer<typeof itemSchema>;

/** 保密风险评估 (809-13). */
export const secrecyAssessmentSchema = z.strictObject({
  office: plainText(64, 1),
  assessedOn: day,
  aggregationRisk: plainText(1000, 1),
  conclusion: z.enum(['pass', 'pass-after-desensitising', 'fail']),
});

/** 个人信息保护影响评估 (PIPL 55–56): the three headings and the conclusion. */
export const impactAssessmentSchema = z.strictObject({
  assessedOn: day,
  necessity: plainText(2000, 1),
  impact: plainText(2000, 1),
  measures: plainText(2000, 1),
  conclusion: z.enum(['acceptable', 'acceptable-with-measures', 'not-acceptable']),
});

/** The whole content of one revision of an entry. */
export const entryContentSchema = z.strictObject({
  name: plainText(128, 1),
  abstract: plainText(2000),
  /** 类1 + 项2 + 目3, the one primary classification. */
  category: z
    .string()
    .regex(/^[123]\d{5}$/)
    .nullable(),
  otherCategories: z.array(z.string().regex(/^[123]\d{5}$/)).max(10),
  /** 下设机构/科室. */
  providerSubUnit: plainText(64).nullable(),
  formatClass: formatClassSchema.nullable(),
  formatType: plainText(32).nullable(),
  formatOther: plainText(200).nullable(),
  items: z.array(itemSchema).max(500),
  /** The item that holds the region code (行政区划代码) of a row: by it districts get the rows of their own region (809-24); null where rows have none. */
  regionItemNo: z.int().min(1).max(999).nullable().default(null),
  shareType: shareTypeSchema.nullable(),
  conditions: z.array(conditionSchema).max(30),
  useConditions: plainText(2000),
  denialReason: plainText(2000),
  denialBasis: z.array(denialBasisSchema).max(20),
  shareModeClass: shareModeClassSchema.nullable(),
  shareModeType: shareModeTypeSchema.nullable(),
  openToPublic: z.boolean().nullable(),
  openConditions: plainText(1000),
  updateCycle: updateCycleSchema.nullable(),
  relatedCodes: z.array(plainText(64, 1)).max(50),
  /** Codes or names of 政务服务事项 / 权责清单 items. */
  relatedMatters: z.array(plainText(128, 1)).max(50),
  /** 采集: basis, form, channel, 科室 and frequency (91-4.1); `null` while nothing is declared. */
  collection: collectionSchema.nullable(),
  /** A registered business system of the provider. */
  systemId: z.uuid().nullable(),
  dataClass: dataClassSchema.nullable(),
  dataGrade: dataGradeSchema.nullable(),
  personalData: sensitivitySchema.nullable(),
  secrecyAssessment: secrecyAssessmentSchema.nullable(),
  impactAssessment: impactAssessmentSchema.nullable(),
  /** 空间范围: a division code. */
  coverageRegion: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  coveragePeriod: plainText(100),
  census: z.strictObject({ storageGb: z.number().min(0).max(1e9).nullable(), records: z.int().min(0).nullable() }),
  nameUg: plainText(256).nullable(),
  abstractUg: plainText(4000).nullable(),
});
export type EntryContent = z.infer<typeof entryContentSchema>;
