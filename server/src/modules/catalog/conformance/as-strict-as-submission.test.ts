import { emptyCollection } from '@karez/contract/catalog/collection';
import { nonconformityText } from '@karez/contract/catalog/conformance-text';
import type { EntryContent } from '@karez/contract/catalog/content';
import { wordsIn } from '@karez/contract/words';
import { expect, test } from 'vitest';
import { whatIsMissing } from '../entry/completeness.ts';
import { collectionWith, conditionalContent, contentWith, deniedContent, itemWith } from '../test-content.ts';
import { flawsOf, ruleSaying } from './rules.ts';
import { subjectFrom } from './test-subject.ts';

const nowhere = { unknownCategories: [], unknownCodes: [], reusedItemNumbers: [] };
const { conditions } = conditionalContent();
const item = (some: Parameters<typeof itemWith>[0]) => contentWith({ items: [itemWith(some)] });
const failed = { assessedOn: '2026-11-01', necessity: '必要', impact: '低', measures: '脱敏', conclusion: 'not-acceptable' } as const;

/** Contents that submission refuses, each for a reason of its own. */
const refused: Readonly<Record<string, EntryContent>> = {
  'share mode missing': contentWith({ shareModeClass: null, shareModeType: null }),
  'type of the platform’s mode missing': contentWith({ shareModeType: null }),
  'mode that does not fit a service interface': contentWith({
    formatClass: 'service-interface',
    formatType: null,
    formatOther: null,
    shareModeType: 'file',
  }),
  'format type missing': contentWith({ formatType: null }),
  'format type of another class': contentWith({ formatType: 'pdf' }),
  'open to the public without conditions': contentWith({ openToPublic: true, openConditions: '' }),
  'denied and open': deniedContent({ openToPublic: true, openConditions: '全部' }),
  'denied without a reason': deniedContent({ denialReason: '' }),
  'denied without a basis': deniedContent({ denialBasis: [] }),
  'basis that nothing needs': contentWith({ denialBasis: deniedContent().denialBasis }),
  'conditions that are not allowed': contentWith({ conditions }),
  'conditions of use missing': conditionalContent({ useConditions: '' }),
  'scope missing': conditionalContent({ conditions: conditions.filter(({ kind }) => kind !== 'scope') }),
  'period without months': conditionalContent({
    conditions: [...conditions, { kind: 'period', text: '一年', monthsMax: null, basis: conditions[0]?.basis ?? null }],
  }),
  'field name of an item missing': item({ fieldName: null }),
  'sensitivity of an item missing': item({ sensitivity: null }),
  'type of an item missing': item({ dataType: null }),
  'sensitive item unmasked': contentWith({
    shareType: 'conditional',
    conditions,
    useConditions: '仅用于核验',
    personalData: 'sensitive',
    items: [itemWith({ sensitivity: 'sensitive', maskingRule: 'none', shareType: 'conditional' })],
  }),
  'sensitive item without condition': item({ sensitivity: 'sensitive', maskingRule: 'hidden' }),
  'personal data understated': item({ sensitivity: 'personal' }),
  'base item not unconditional': conditionalContent({ items: [itemWith({ isBaseItem: true })] }),
  'item looser than its entry': conditionalContent({ items: [itemWith({ shareType: 'unconditional' })] }),
  'number given twice': contentWith({ items: [itemWith(), itemWith({ fieldName: 'b' })] }),
  'field name given twice': contentWith({ items: [itemWith(), itemWith({ no: 2 })] }),
  'two time stamps': contentWith({ items: [itemWith({ isTimestamp: true }), itemWith({ no: 2, fieldName: 'b', isTimestamp: true })] }),
  'core data': contentWith({ dataGrade: 'core' }),
  'secrecy not assessed': contentWith({ secrecyAssessment: null }),
  'impact not acceptable': contentWith({ impactAssessment: failed }),
  'collection missing': contentWith({ collection: null }),
  'how often it is collected missing': contentWith({ collection: { ...collectionWith(), frequency: null } }),
  'reason for a lack that is not allowed': contentWith({ collection: { ...collectionWith(), lackReason: '无' } }),
  'nothing stated': contentWith({
    abstract: '',
    category: null,
    updateCycle: null,
    dataClass: null,
    openToPublic: null,
    collection: emptyCollection(),
  }),
};

test.each(Object.entries(refused).map(([what, content]) => ({ what, content })))(
  'what submission refuses the review finds in what is in force: $what',
  ({ content }) => {
    const reasons = whatIsMissing(content, nowhere);
    const found = flawsOf(subjectFrom(content));

    expect(reasons.length).toBeGreaterThan(0);
    const unfound = reasons.filter((reason) => {
      const rule = ruleSaying(reason);
      const told = found.filter((flaw) => flaw.rule === rule);
      return rule === 'refused-at-submission'
        ? !told.some(({ params }) => String(params['codes']).includes(reason.code))
        : told.length === 0;
    });
    expect(unfound).toEqual([]);
  },
);

test('a code of submission that no rule says in words of its own is said in the words of its refusal, in every language, at a field that has a name', () => {
  const flaws = Object.values(refused).flatMap((content) =>
    flawsOf(subjectFrom(content)).filter(({ rule }) => rule === 'refused-at-submission'),
  );

  expect(new Set(flaws.flatMap(({ params }) => String(params['codes']).split(','))).size).toBeGreaterThan(8);
  for (const language of ['zh', 'ug', 'en'] as const)
    for (const { rule, params, field } of flaws) {
      const words = wordsIn(language);
      expect(nonconformityText((key, some) => words.text(key, some), { rule, params })).not.toMatch(/[{}]|catalog\.|field\./u);
      expect(words.has(`catalog.field.${field}`), field).toBe(true);
    }
});

test('categories and codes that there are not are found as well', () => {
  const content = contentWith({ relatedCodes: ['307/9'] });
  const refusedToday = whatIsMissing(content, { ...nowhere, unknownCodes: ['307/9'], unknownCategories: [content.category ?? ''] });

  const found = flawsOf(subjectFrom(content, { refusedToday }));

  expect(found.map(({ field }) => field).toSorted()).toEqual(['category', 'relatedCodes']);
});
