import {
  denialBasisKindSchema,
  formatTypesOf,
  sensitivities,
  type Condition,
  type DenialBasis,
  type EntryContent,
  type Item,
  type Sensitivity,
  type ShareType,
} from '@karez/contract/catalog/content';
import { blanksOfCollection, isObtained } from '@karez/contract/catalog/collection';
import type { FieldRefusal, RefusalParams } from '@karez/kit/refusal';
import { loosest, shareTypeOfItem, shareTypesIn, stricter } from './share-type.ts';

/** What the rules must know beyond the content itself. */
export type Surroundings = {
  /** Classification codes among those named that do not exist. */
  readonly unknownCategories: readonly string[];
  /** Related resource codes among those named that do not exist. */
  readonly unknownCodes: readonly string[];
  /** Item numbers that an earlier version gave to another field. */
  readonly reusedItemNumbers: readonly number[];
};

type Wrong = FieldRefusal;
type Rule = (content: EntryContent, around: Surroundings) => readonly Wrong[];

const wrong = (path: string, code: string, params: RefusalParams = {}): Wrong => ({
  path: `/content/${path}`,
  code: `catalog.${code}`,
  params,
});
const when = (condition: boolean, path: string, code = 'missing'): readonly Wrong[] => (condition ? [wrong(path, code)] : []);

const structured = ['database', 'spreadsheet', 'service-interface'] as const;
const isStructured = (content: EntryContent): boolean => structured.some((name) => name === content.formatClass);
const isConditional = (content: EntryContent): boolean =>
  content.shareType === 'conditional' || shareTypesIn(content).includes('conditional');
const atLeast = (a: Sensitivity, b: Sensitivity): boolean => sensitivities.indexOf(a) >= sensitivities.indexOf(b);

/** Fields that 809-13 and the compilation guide demand of every entry. */
export const requiredFields = [
  'abstract',
  'category',
  'formatClass',
  'shareType',
  'openToPublic',
  'updateCycle',
  'dataClass',
  'dataGrade',
  'personalData',
] as const;
const required: Rule = (content) => requiredFields.flatMap((field) => when(content[field] === null || content[field] === '', field));

/** The format type belongs to its class; a class without a list names its own format. */
const format: Rule = ({ formatClass, formatType, formatOther }) => {
  if (formatClass === null) return [];
  if (formatClass === 'self-described') return when(!formatOther, 'formatOther');
  if (formatType === null) return when(true, 'formatType');
  const types: readonly string[] = formatTypesOf[formatClass];
  return when(!types.includes(formatType), 'formatType', 'format-type-unknown');
};

function itemWrongs(item: Item, index: number): readonly Wrong[] {
  return [
    ...when(item.fieldName === null, `items/${index}/fieldName`),
    ...when(item.dataType === null, `items/${index}/dataType`),
    ...when(item.sensitivity === null, `items/${index}/sensitivity`),
    ...when(item.dataType === 'C' && item.lengthBytes === null, `items/${index}/lengthBytes`),
  ];
}

/** What is sensitive never leaves unmasked by default (PIPL 28); a provider's reply may still give it openly, item by item. */
const masks: Rule = (content) =>
  content.items.flatMap((item, index) =>
    when(item.sensitivity === 'sensitive' && item.maskingRule === 'none', `items/${index}/maskingRule`, 'sensitive-unmasked'),
  );

/** Structured formats list their items, each with field name, type and sensitivity. */
const items: Rule = (content) => {
  if (!isStructured(content)) return [];
  if (content.items.length === 0) return when(true, 'items');
  return content.items.flatMap(itemWrongs);
};

function repeated(values: readonly (string | number)[]): readonly number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

/** Numbers and field names are unique, at most one item is the time stamp, and a number keeps its meaning over all versions. */
const itemIdentity: Rule = (content, around) => {
  const named = content.items.map((item, index) => item.fieldName?.toLowerCase() ?? index);
  const stamps = content.items.flatMap((item, index) => (item.isTimestamp ? [index] : []));
  return [
    ...repeated(content.items.map((item) => item.no)).map((index) => wrong(`items/${index}/no`, 'item-number-repeated')),
    ...repeated(named).map((index) => wrong(`items/${index}/fieldName`, 'field-name-repeated')),
    ...stamps.slice(1).map((index) => wrong(`items/${index}/isTimestamp`, 'second-timestamp')),
    ...content.items.flatMap((item, index) =>
      around.reusedItemNumbers.includes(item.no) ? [wrong(`items/${index}/no`, 'item-number-reused', { no: item.no })] : [],
    ),
  ];
};

/**
 * The item by which rows go back to their districts (809-24) is one of the entry's own, a text, unmasked, and declared to be no personal data: rows are
 * never chosen by what tells of a person.
 */
const regionItem: Rule = ({ regionItemNo, items: list }) => {
  if (regionItemNo === null) return [];
  const item = list.find(({ no }) => no === regionItemNo);
  if (!item) return when(true, 'regionItemNo', 'region-item-unknown');
  return [
    ...when(item.dataType !== 'C', 'regionItemNo', 'region-item-not-text'),
    ...when(item.sensitivity !== 'none' || item.maskingRule !== 'none', 'regionItemNo', 'region-item-personal'),
  ];
};

/** The entry's share type is the loosest of its items; base items are shared without condition (91-5.3). */
const shareTypes: Rule = (content) => {
  const { shareType } = content;
  if (shareType === null) return [];
  const looser = content.items.flatMap((item, index) =>
    stricter(shareType, shareTypeOfItem(item, shareType)) ? [wrong(`items/${index}/shareType`, 'item-looser-than-entry')] : [],
  );
  const base = content.items.flatMap((item, index) =>
    item.isBaseItem && shareTypeOfItem(item, shareType) !== 'unconditional'
      ? [wrong(`items/${index}/shareType`, 'base-item-not-unconditional')]
      : [],
  );
  const ofItems = loosest(shareTypesIn(content));
  const whole =
    ofItems !== null && stricter(ofItems, shareType) ? [wrong('shareType', 'entry-looser-than-items', { loosest: ofItems })] : [];
  return [...looser, ...base, ...whole];
};

function conditionWrongs(condition: Condition, index: number): readonly Wrong[] {
  return [
    ...when(condition.basis === null, `conditions/${index}/basis`, 'condition-without-basis'),
    ...when(condition.kind === 'period' && condition.monthsMax === null, `conditions/${index}/monthsMax`),
  ];
}

/** 有条件共享 lists scope, purpose and other conditions, each with its basis; nothing else may carry conditions (809-15). */
const conditions: Rule = (content) => {
  if (!isConditional(content)) return when(content.conditions.length > 0, 'conditions', 'condition-not-allowed');
  const kinds = new Set(content.conditions.map((condition) => condition.kind));
  return [
    ...when(content.useConditions === '', 'useConditions'),
    ...when(!kinds.has('scope'), 'conditions', 'condition-scope-missing'),
    ...when(!kinds.has('purpose'), 'conditions', 'condition-purpose-missing'),
    ...content.conditions.flatMap(conditionWrongs),
  ];
};

function basisWrongs(basis: readonly DenialBasis[], path: string): readonly Wrong[] {
  return [
    ...when(basis.length === 0, path, 'denial-without-basis'),
    ...basis.flatMap(({ kind }, index) =>
      when(!denialBasisKindSchema.safeParse(kind).success, `${path}/${index}/kind`, 'denial-kind-not-allowed'),
    ),
  ];
}

/** An item that is denied says why and on which article; where the whole entry is denied it may rest on the entry's. */
function itemDenialWrongs({ item, index, shareType }: { item: Item; index: number; shareType: ShareType }): readonly Wrong[] {
  const path = `items/${index}/denial`;
  if (shareTypeOfItem(item, shareType) !== 'denied') return when(item.denial !== null, path, 'denial-not-needed');
  if (item.denial === null) return when(shareType !== 'denied', path, 'denial-without-basis');
  return [...when(item.denial.reason === '', `${path}/reason`), ...basisWrongs(item.denial.basis, `${path}/basis`)];
}

/**
 * 不予共享 states its reason and the article of a law, administrative regulation or State Council decision (91-3.1, 809-15): the entry as a whole,
 * where it is denied as a whole, and each item that is denied within an entry that is shared.
 */
const denial: Rule = ({ shareType, items: list, denialReason, denialBasis }) => {
  if (shareType === null) return [];
  const whole =
    shareType === 'denied'
      ? [...when(denialReason === '', 'denialReason'), ...basisWrongs(denialBasis, 'denialBasis')]
      : when(denialBasis.length > 0, 'denialBasis', 'denial-not-needed');
  return [...whole, ...list.flatMap((item, index) => itemDenialWrongs({ item, index, shareType }))];
};

const modeOfFormat: Readonly<Record<string, readonly string[]>> = {
  'electronic-file': ['file'],
  spreadsheet: ['file'],
  image: ['file'],
  streaming: ['file'],
  'self-described': ['file', 'api'],
  database: ['database', 'api'],
  'service-interface': ['api'],
};

/** The way of sharing fits the format. */
const mode: Rule = ({ shareType, shareModeClass, shareModeType, formatClass }) => {
  if (shareType === null || shareType === 'denied') return [];
  if (shareModeClass === null) return when(true, 'shareModeClass');
  if (shareModeClass !== 'platform') return [];
  if (shareModeType === null) return when(true, 'shareModeType');
  const fitting = formatClass === null ? undefined : modeOfFormat[formatClass];
  return when(fitting !== undefined && !fitting.includes(shareModeType), 'shareModeType', 'mode-does-not-fit-format');
};

/** What is refused to departments is never opened to the public; what is opened says under which conditions. */
const openness: Rule = ({ shareType, openToPublic, openConditions }) => [
  ...when(shareType === 'denied' && openToPublic === true, 'openToPublic', 'denied-but-open'),
  ...when(openToPublic === true && openConditions === '', 'openConditions'),
];

/** Sensitive personal data is never unconditional; the entry admits what its items hold (PIPL 28, law.md §7.3). */
const personalData: Rule = (content) => {
  const { shareType, personalData: declared } = content;
  if (declared === null || shareType === null) return [];
  const understated = content.items.some((item) => item.sensitivity !== null && !atLeast(declared, item.sensitivity));
  const unconditional = content.items.flatMap((item, index) =>
    item.sensitivity === 'sensitive' && shareTypeOfItem(item, shareType) === 'unconditional'
      ? [wrong(`items/${index}/shareType`, 'sensitive-unconditional')]
      : [],
  );
  return [
    ...when(understated, 'personalData', 'personal-data-understated'),
    ...unconditional,
    ...when(
      content.items.length === 0 && declared === 'sensitive' && shareType === 'unconditional',
      'shareType',
      'sensitive-unconditional',
    ),
  ];
};

/** Core data never enters; both assessments stand before the head of the department signs (809-13). */
const assessments: Rule = ({ dataGrade, secrecyAssessment, impactAssessment, personalData: declared }) => [
  ...when(dataGrade === 'core', 'dataGrade', 'core-data'),
  ...when(secrecyAssessment === null, 'secrecyAssessment'),
  ...when(secrecyAssessment?.conclusion === 'fail', 'secrecyAssessment/conclusion', 'assessment-failed'),
  ...when(declared !== null && declared !== 'none' && impactAssessment === null, 'impactAssessment'),
  ...when(impactAssessment?.conclusion === 'not-acceptable', 'impactAssessment/conclusion', 'assessment-failed'),
];

/** On what basis, by which form, channel, 科室 and how often it is collected; only what is obtained by sharing may lack it, with the reason (91-4.1). */
const collected: Rule = ({ collection }) => [
  ...blanksOfCollection(collection).map((part) => wrong(part === '' ? 'collection' : `collection/${part}`, 'missing')),
  ...when(
    collection !== null && collection.lackReason !== '' && !isObtained(collection),
    'collection/lackReason',
    'collection-lack-not-allowed',
  ),
  ...repeated(collection?.channels ?? []).map((index) => wrong(`collection/channels/${index}`, 'collection-channel-repeated')),
  ...repeated(collection?.form?.fields.map(({ name }) => name) ?? []).map((index) =>
    wrong(`collection/form/fields/${index}/name`, 'form-field-repeated'),
  ),
];

/** Names a classification and related codes that exist. */
const references: Rule = (content, around) => [
  ...when(content.category !== null && around.unknownCategories.includes(content.category), 'category', 'category-unknown'),
  ...content.otherCategories.flatMap((code, index) =>
    when(around.unknownCategories.includes(code), `otherCategories/${index}`, 'category-unknown'),
  ),
  ...content.relatedCodes.flatMap((code, index) =>
    when(around.unknownCodes.includes(code), `relatedCodes/${index}`, 'related-code-unknown'),
  ),
];

const rules: readonly Rule[] = [
  required,
  format,
  items,
  masks,
  itemIdentity,
  regionItem,
  shareTypes,
  conditions,
  denial,
  mode,
  openness,
  personalData,
  assessments,
  collected,
  references,
];

/**
 * Everything that keeps a content from being submitted, all at once, each with a JSON pointer below `/content`.
 * Empty when the content is complete.
 */
export function whatIsMissing(content: EntryContent, around: Surroundings): readonly FieldRefusal[] {
  return rules.flatMap((rule) => rule(content, around));
}
