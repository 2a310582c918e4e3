import { conformanceRules, type ConformanceRuleId } from '@karez/contract/catalog/conformance';
import { blanksOfCollection } from '@karez/contract/catalog/collection';
import { denialBasisKindSchema, formatTypesOf } from '@karez/contract/catalog/content';
import type { FieldRefusal } from '@karez/kit/refusal';
import { nameKey } from '#platform/tables/cell-text';
import { loosest, shareTypesIn } from '../entry/share-type.ts';
import { fieldOfHeader } from '../import/headers.ts';
import spellings from '../import/value-spellings.json' with { type: 'json' };
import { normaliseCount } from '../import/values.ts';
import { fold } from '../search/search-text.ts';
import type { Flaw } from './nonconformity.ts';
import type { Subject } from './subject.ts';

type Params = Readonly<Record<string, string | number>>;
/** What is wrong with the entry under one rule: each with its own field where the rule speaks of several. */
type Wrong = { readonly field?: string; readonly params?: Params };
type Check = (subject: Subject) => readonly Wrong[];

const wrongWhen = (condition: boolean, params: Params = {}): readonly Wrong[] => (condition ? [{ params }] : []);

/** Fields of 809-13 and law.md §7.2 that stand on their own; abstract, cycle, items, bases and assessments have rules of their own. */
const requiredFields = ['category', 'formatClass', 'shareType', 'openToPublic', 'dataClass', 'dataGrade', 'personalData'] as const;
const structured: readonly (string | null)[] = ['database', 'spreadsheet', 'service-interface'];
const foreignType: Check = ({ fields: { formatClass, formatType } }) => {
  if (formatClass === null || formatType === null || formatClass === 'self-described') return [];
  const types: readonly string[] = formatTypesOf[formatClass];
  return wrongWhen(!types.includes(formatType), { type: formatType });
};

/** What submission refuses in one way. */
const refusedFor =
  (code: string): Check =>
  ({ refusedToday }) =>
    wrongWhen(refusedToday.some((refusal) => refusal.code === code));

/**
 * What submission refuses and a rule of the review says in words of its own, by code and, for what is missing, by place: whoever adds a rule to
 * submission has it reviewed at once, under `refused-at-submission`, until it gets such words.
 */
const saidElsewhere: Readonly<Record<string, ConformanceRuleId>> = {
  'catalog.format-type-unknown': 'format-type-foreign',
  'catalog.mode-does-not-fit-format': 'mode-does-not-fit',
  'catalog.condition-without-basis': 'condition-without-basis',
  'catalog.condition-scope-missing': 'condition-scope-missing',
  'catalog.condition-purpose-missing': 'condition-purpose-missing',
  'catalog.denial-without-basis': 'denial-without-basis',
  'catalog.denial-kind-not-allowed': 'denial-needs-reassessment',
  'catalog.entry-looser-than-items': 'type-not-loosest',
  'catalog.item-looser-than-entry': 'type-not-loosest',
  'catalog.missing abstract': 'abstract-empty',
  'catalog.missing updateCycle': 'update-cycle-missing',
  'catalog.missing items': 'items-missing',
  'catalog.missing items/fieldName': 'item-incomplete',
  'catalog.missing items/dataType': 'item-incomplete',
  'catalog.missing items/sensitivity': 'item-incomplete',
  'catalog.missing items/lengthBytes': 'item-incomplete',
  'catalog.missing secrecyAssessment': 'secrecy-not-assessed',
  'catalog.missing impactAssessment': 'personal-data-not-assessed',
  'catalog.missing collection': 'collection-missing',
  ...Object.fromEntries(requiredFields.map((field) => [`catalog.missing ${field}`, 'field-missing' as const])),
};

/** The place of a refusal in the entry, without the numbers of its rows: `items/dataType`. */
const placeOf = ({ path }: FieldRefusal): string => path.replace('/content/', '').replaceAll(/\/\d+/gu, '');

/** The rule that says a refusal of submission. */
export function ruleSaying(refusal: FieldRefusal): ConformanceRuleId {
  const place = placeOf(refusal);
  const places = place.startsWith('collection/') ? [place, 'collection'] : [place];
  const said = [refusal.code, ...places.map((each) => `${refusal.code} ${each}`)].map((key) => saidElsewhere[key]);
  return said.find((rule) => rule !== undefined) ?? 'refused-at-submission';
}

/** The items that lack what each one needs in a structured format; the first is named. */
const itemIncomplete: Check = ({ items, refusedToday }) => {
  const lacking = refusedToday.filter((refusal) => ruleSaying(refusal) === 'item-incomplete');
  const places = [...new Set(lacking.map(({ path }) => Number(/\/items\/(\d+)\//u.exec(path)?.[1] ?? 0)))];
  const first = items[places[0] ?? 0];
  return first && places.length > 0 ? [{ params: { count: places.length, item: first.nameZh } }] : [];
};

/** What would be refused if it were submitted today, field by field, and no other rule says (91-3.2.1: the review is no weaker than the submission). */
const refusedAtSubmission: Check = ({ refusedToday }) => {
  const unsaid = refusedToday.filter((refusal) => ruleSaying(refusal) === 'refused-at-submission');
  return [...Map.groupBy(unsaid, (refusal) => placeOf(refusal).split('/')[0] ?? '')].map(([field, refusals]) => ({
    field,
    params: { count: refusals.length, codes: [...new Set(refusals.map(({ code }) => code))].join(',') },
  }));
};

const isConditional = ({ fields: { shareType }, items }: Subject): boolean =>
  shareType === 'conditional' || items.some((item) => item.shareType === 'conditional');

/** Digits only, no units: what an imported row said in its own words is looked at. */
const countNotDigits: Check = ({ raw }) =>
  Object.entries(raw).flatMap(([header, value]) => {
    if (fieldOfHeader(header) !== 'records' || value.trim() === '') return [];
    return 'unknown' in normaliseCount(value) ? [{ params: { value: value.slice(0, 40) } }] : [];
  });

const standardCycles: ReadonlySet<string> = new Set(
  Object.values(spellings.updateCycle).flatMap((words) => words.slice(0, 2).map(nameKey)),
);
/** 更新周期 in words that the guide does not have: the old catalogues' own. */
const spellingNotStandard: Check = ({ raw }) =>
  Object.entries(raw).flatMap(([header, value]) => {
    if (fieldOfHeader(header) !== 'updateCycle' || value.trim() === '') return [];
    return standardCycles.has(nameKey(value)) ? [] : [{ params: { value: value.slice(0, 40) } }];
  });

const typeNotLoosest: Check = ({ fields: { shareType }, items }) => {
  const found = loosest(shareTypesIn({ shareType, items }));
  return wrongWhen(shareType !== null && found !== null && found !== shareType);
};

/** Conditions under which 有条件共享 is not 疑似擅自增设条件 (809-15). */
const conditionMissing =
  (kind: 'scope' | 'purpose'): Check =>
  (subject) =>
    wrongWhen(isConditional(subject) && !subject.conditions.some((condition) => condition.kind === kind));

/** An entry denied as a whole rests on the entry's basis, a single denied item on its own (809-15). */
const denialWithoutBasis: Check = ({ fields: { shareType }, items, denialBasis }) => {
  const has = (no: number | null): boolean => denialBasis.some(({ itemNo }) => itemNo === no);
  if (shareType === 'denied') return wrongWhen(!has(null));
  return wrongWhen(items.some((item) => item.shareType === 'denied' && !has(item.no)));
};

/** A unit's own 三定 and power lists are no matter of the register of law. */
const ownPapers: readonly (string | null)[] = ['duty-document', 'power-list', null];

/** The first of some titles and how many they are, at their field; nothing where there is none. */
function unheld(field: string, titles: readonly (string | null)[]): readonly Wrong[] {
  const first = titles[0];
  return first ? [{ field, params: { title: first, count: titles.length } }] : [];
}

/** What names an instrument and rests on no article of the register: nobody is told when that is amended or repealed (91-3.3). */
const basisNotHeld: Check = ({ conditions, denialBasis }) => {
  const set = conditions.filter(({ articleId, basisKind }) => articleId === null && !ownPapers.includes(basisKind));
  const denied = denialBasis.filter(({ articleId }) => articleId === null);
  return [
    ...unheld(
      'conditions',
      set.map(({ title }) => title),
    ),
    ...unheld(
      'denialBasis',
      denied.map(({ title }) => title),
    ),
  ];
};

const allowedDenialKinds: readonly string[] = denialBasisKindSchema.options;

/** The check behind each rule's row of data: every rule has one, and nothing else does. */
const checks: Readonly<Record<ConformanceRuleId, Check>> = {
  'field-missing': ({ fields }) => requiredFields.filter((field) => fields[field] === null).map((field) => ({ field })),
  'provider-empty': ({ organisationName }) => wrongWhen(organisationName.trim() === ''),
  'abstract-empty': ({ fields }) => wrongWhen(fields.abstract.trim() === ''),
  'update-cycle-missing': ({ fields }) => wrongWhen(fields.updateCycle === null),
  'format-type-foreign': foreignType,
  'mode-does-not-fit': refusedFor('catalog.mode-does-not-fit-format'),
  'named-like-system': ({ fields, systemName }) =>
    wrongWhen(systemName !== null && fold(systemName).replaceAll(' ', '') === fold(fields.name).replaceAll(' ', '')),
  'name-nearly-doubled': ({ twinName }) => (twinName === null ? [] : [{ params: { name: twinName } }]),
  'count-not-digits': countNotDigits,
  'condition-without-basis': ({ conditions }) => {
    const count = conditions.filter(({ hasBasis }) => !hasBasis).length;
    return wrongWhen(count > 0, { count });
  },
  'condition-scope-missing': conditionMissing('scope'),
  'condition-purpose-missing': conditionMissing('purpose'),
  'denial-without-basis': denialWithoutBasis,
  'denial-needs-reassessment': ({ denialBasis }) => {
    const old = denialBasis.find(({ kind }) => !allowedDenialKinds.includes(kind));
    return old ? [{ params: { title: old.title } }] : [];
  },
  'basis-repealed': ({ repealedArticles }) => {
    const first = repealedArticles[0];
    return first === undefined ? [] : [{ params: { article: first, count: repealedArticles.length } }];
  },
  'basis-not-held': basisNotHeld,
  'denial-ended': ({ denialUntil, today }) => (denialUntil !== null && denialUntil < today ? [{ params: { day: denialUntil } }] : []),
  'type-not-loosest': typeNotLoosest,
  'items-missing': ({ fields: { formatClass }, items }) => wrongWhen(structured.includes(formatClass) && items.length === 0),
  'item-incomplete': itemIncomplete,
  'spelling-not-standard': spellingNotStandard,
  'personal-data-not-assessed': ({ fields: { personalData, impactAssessment }, items }) => {
    const holds =
      (personalData !== null && personalData !== 'none') || items.some(({ sensitivity }) => sensitivity !== null && sensitivity !== 'none');
    return wrongWhen(holds && impactAssessment === null);
  },
  'secrecy-not-assessed': ({ fields }) => wrongWhen(fields.secrecyAssessment === null),
  'refused-at-submission': refusedAtSubmission,
  'collection-missing': ({ fields }) => wrongWhen(blanksOfCollection(fields.collection).length > 0),
};

/** Everything that the rules have against an entry in force; empty when it conforms. */
export function flawsOf(subject: Subject): readonly Flaw[] {
  return conformanceRules.flatMap(({ id, severity, field }) =>
    checks[id](subject).map((wrong): Flaw => ({ rule: id, severity, field: wrong.field ?? field, params: wrong.params ?? {} })),
  );
}
