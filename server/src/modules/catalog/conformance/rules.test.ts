import { emptyCollection } from '@karez/contract/catalog/collection';
import { conformanceRules, type ConformanceRuleId } from '@karez/contract/catalog/conformance';
import { nonconformityText } from '@karez/contract/catalog/conformance-text';
import { wordsIn } from '@karez/contract/words';
import { describe, expect, test } from 'vitest';
import { collectionWith, conditionalContent, contentWith, deniedContent, itemWith } from '../test-content.ts';
import { flawsOf } from './rules.ts';
import { subjectFrom } from './test-subject.ts';
import type { Subject } from './subject.ts';

const assessed = {
  assessedOn: '2026-11-01',
  necessity: '必要',
  impact: '低',
  measures: '脱敏',
  conclusion: 'acceptable',
} as const;
const unfounded = { kind: 'scope', text: '本局', monthsMax: null, basis: null } as const;
const { conditions } = conditionalContent();
const law = deniedContent().denialBasis;
const oldBasis = law.map((basis) => ({ ...basis, kind: 'policy-document' as const }));

/** For each rule an entry that breaks it and one, as near as can be, that does not. */
const examples: Readonly<Record<ConformanceRuleId, { readonly red: Subject; readonly green: Subject }>> = {
  'field-missing': { red: subjectFrom(contentWith({ dataGrade: null })), green: subjectFrom(contentWith()) },
  'provider-empty': { red: subjectFrom(contentWith(), { organisationName: ' ' }), green: subjectFrom(contentWith()) },
  'abstract-empty': { red: subjectFrom(contentWith({ abstract: ' ' })), green: subjectFrom(contentWith()) },
  'update-cycle-missing': {
    red: subjectFrom(contentWith({ updateCycle: null })),
    green: subjectFrom(contentWith({ updateCycle: 'none' })),
  },
  'format-type-foreign': {
    red: subjectFrom(contentWith({ formatClass: 'spreadsheet', formatType: 'mysql' })),
    green: subjectFrom(contentWith({ formatClass: 'spreadsheet', formatType: 'xlsx', shareModeType: 'file' })),
  },
  'mode-does-not-fit': {
    red: subjectFrom(contentWith({ formatClass: 'electronic-file', formatType: 'pdf', shareModeType: 'api' })),
    green: subjectFrom(contentWith({ formatClass: 'electronic-file', formatType: 'pdf', shareModeType: 'file' })),
  },
  'named-like-system': {
    red: subjectFrom(contentWith({ name: '企业登记 系统' }), { systemName: '企业登记系统' }),
    green: subjectFrom(contentWith({ name: '企业登记信息' }), { systemName: '企业登记系统' }),
  },
  'name-nearly-doubled': { red: subjectFrom(contentWith(), { twinName: '企业登记信息1' }), green: subjectFrom(contentWith()) },
  'count-not-digits': {
    red: subjectFrom(contentWith(), { raw: { 数据量: '约3万条' } }),
    green: subjectFrom(contentWith(), { raw: { 数据量: '30,000' } }),
  },
  'condition-without-basis': {
    red: subjectFrom(conditionalContent({ conditions: [...conditions, unfounded] })),
    green: subjectFrom(conditionalContent()),
  },
  'condition-scope-missing': {
    red: subjectFrom(conditionalContent({ conditions: conditions.filter(({ kind }) => kind !== 'scope') })),
    green: subjectFrom(conditionalContent()),
  },
  'condition-purpose-missing': {
    red: subjectFrom(conditionalContent({ conditions: conditions.filter(({ kind }) => kind !== 'purpose') })),
    green: subjectFrom(conditionalContent()),
  },
  'denial-without-basis': { red: subjectFrom(deniedContent({ denialBasis: [] })), green: subjectFrom(deniedContent()) },
  'denial-needs-reassessment': { red: subjectFrom(deniedContent({ denialBasis: oldBasis })), green: subjectFrom(deniedContent()) },
  'basis-repealed': {
    red: subjectFrom(deniedContent(), { repealedArticles: ['law-1'] }),
    green: subjectFrom(deniedContent()),
  },
  'basis-not-held': {
    red: subjectFrom(deniedContent()),
    green: subjectFrom(deniedContent({ denialBasis: law.map((basis) => ({ ...basis, articleId: 'law-1' })) })),
  },
  'denial-ended': {
    red: subjectFrom(deniedContent(), { denialUntil: '2026-11-22' }),
    green: subjectFrom(deniedContent(), { denialUntil: '2026-11-23' }),
  },
  'type-not-loosest': {
    red: subjectFrom(conditionalContent({ items: [itemWith({ shareType: 'unconditional' })] })),
    green: subjectFrom(
      conditionalContent({ items: [itemWith({ shareType: 'conditional' }), itemWith({ no: 2, fieldName: 'b', shareType: 'denied' })] }),
    ),
  },
  'items-missing': { red: subjectFrom(contentWith({ items: [] })), green: subjectFrom(contentWith()) },
  'item-incomplete': {
    red: subjectFrom(contentWith({ items: [itemWith({ lengthBytes: null })] })),
    green: subjectFrom(contentWith({ items: [itemWith({ dataType: 'D', lengthBytes: null })] })),
  },
  'spelling-not-standard': {
    red: subjectFrom(contentWith(), { raw: { 更新周期: '不定时' } }),
    green: subjectFrom(contentWith(), { raw: { 更新周期: '每天' } }),
  },
  'personal-data-not-assessed': {
    red: subjectFrom(contentWith({ items: [itemWith({ sensitivity: 'personal' })] })),
    green: subjectFrom(contentWith({ personalData: 'personal', impactAssessment: assessed })),
  },
  'collection-missing': {
    red: subjectFrom(contentWith({ collection: { ...collectionWith(), frequency: null } })),
    green: subjectFrom(contentWith({ collection: { ...emptyCollection(), channels: ['shared'], lackReason: '由市自然资源局共享获得' } })),
  },
  'refused-at-submission': {
    red: subjectFrom(contentWith({ shareModeClass: null, shareModeType: null })),
    green: subjectFrom(contentWith()),
  },
  'secrecy-not-assessed': { red: subjectFrom(contentWith({ secrecyAssessment: null })), green: subjectFrom(contentWith()) },
};

describe.each(conformanceRules)('$id', ({ id, severity }) => {
  test('finds the entry that breaks it', () => {
    expect(flawsOf(examples[id].red).filter(({ rule }) => rule === id)).toEqual([expect.objectContaining({ severity })]);
  });

  test('leaves the entry that keeps it alone', () => {
    expect(flawsOf(examples[id].green).filter(({ rule }) => rule === id)).toEqual([]);
  });

  test.each(['zh', 'en'] as const)('says in %s what is wrong, by which clause, and what to do', (language) => {
    const words = wordsIn(language);
    const [flaw] = flawsOf(examples[id].red).filter(({ rule }) => rule === id);

    const said = nonconformityText((key, params) => words.text(key, params), { rule: id, params: flaw?.params ?? {} });
    expect(said).not.toMatch(/[{}]|catalog\./u);
    for (const key of ['name', 'mend', 'clause']) expect(words.has(`catalog.conformance.${key}.${id}`)).toBe(true);
    expect(words.has(`catalog.field.${flaw?.field}`)).toBe(true);
  });
});

test('91-3.3: what names an instrument that the register does not hold is seen, a condition and a denial each at its own field; a unit’s own papers are not', () => {
  const own = conditions.map((one) => ({ ...one, basis: one.basis && { ...one.basis, kind: 'duty-document' as const } }));
  const found = (subject: Subject) => flawsOf(subject).filter(({ rule }) => rule === 'basis-not-held');

  expect(found(subjectFrom(conditionalContent()))).toEqual([
    { rule: 'basis-not-held', severity: 'warning', field: 'conditions', params: { title: '登记管理办法', count: 2 } },
  ]);
  expect(found(subjectFrom(conditionalContent({ conditions: own })))).toEqual([]);
});

test('an entry that keeps every rule has no flaw', () => {
  expect(flawsOf(subjectFrom(contentWith()))).toEqual([]);
});
