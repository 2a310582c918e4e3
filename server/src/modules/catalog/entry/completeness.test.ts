import type { EntryContent } from '@karez/contract/catalog/content';
import { expect, test } from 'vitest';
import { whatIsMissing, type Surroundings } from './completeness.ts';
import { conditionalContent, contentWith, deniedContent, itemWith } from '../test-content.ts';

const around: Surroundings = { unknownCategories: [], unknownCodes: [], reusedItemNumbers: [] };
const found = (content: EntryContent, more: Partial<Surroundings> = {}): string[] =>
  whatIsMissing(content, { ...around, ...more }).map(({ path, code }) => `${path} ${code.replace('catalog.', '')}`);
const [scope] = conditionalContent().conditions;

test('complete entries of all three share types lack nothing', () => {
  expect(found(contentWith())).toEqual([]);
  expect(found(conditionalContent())).toEqual([]);
  expect(found(deniedContent())).toEqual([]);
});

test('809-13: an empty draft is told all required fields at once', () => {
  const empty = contentWith({
    abstract: '',
    category: null,
    formatClass: null,
    shareType: null,
    openToPublic: null,
    updateCycle: null,
    dataClass: null,
    dataGrade: null,
    personalData: null,
    secrecyAssessment: null,
    items: [],
  });

  const paths = [
    'abstract',
    'category',
    'formatClass',
    'shareType',
    'openToPublic',
    'updateCycle',
    'dataClass',
    'dataGrade',
    'personalData',
    'secrecyAssessment',
  ];
  expect(found(empty)).toEqual(paths.map((path) => `/content/${path} missing`));
});

const wrong: readonly [string, EntryContent, readonly string[]][] = [
  ['a type of another format class', contentWith({ formatType: 'pdf' }), ['/content/formatType format-type-unknown']],
  ['no items in a structured format', contentWith({ items: [] }), ['/content/items missing']],
  ['an item without field name', contentWith({ items: [itemWith({ fieldName: null })] }), ['/content/items/0/fieldName missing']],
  ['a text item without length', contentWith({ items: [itemWith({ lengthBytes: null })] }), ['/content/items/0/lengthBytes missing']],
  [
    'the same number and field twice',
    contentWith({ items: [itemWith(), itemWith({ fieldName: 'USCC' })] }),
    ['/content/items/1/no item-number-repeated', '/content/items/1/fieldName field-name-repeated'],
  ],
  [
    'two time stamps',
    contentWith({ items: [itemWith({ isTimestamp: true }), itemWith({ no: 2, fieldName: 'b', isTimestamp: true })] }),
    ['/content/items/1/isTimestamp second-timestamp'],
  ],
  ['a region item that is none of its items', contentWith({ regionItemNo: 9 }), ['/content/regionItemNo region-item-unknown']],
  [
    'a region item that is no text',
    contentWith({ regionItemNo: 2, items: [itemWith(), itemWith({ no: 2, fieldName: 'b', dataType: 'N' })] }),
    ['/content/regionItemNo region-item-not-text'],
  ],
  [
    'a region item that tells of a person (809-24)',
    contentWith({ regionItemNo: 1, personalData: 'personal', items: [itemWith({ sensitivity: 'personal' })] }),
    ['/content/regionItemNo region-item-personal', '/content/impactAssessment missing'],
  ],
  [
    'an item looser than its entry',
    conditionalContent({ items: [itemWith({ shareType: 'unconditional' }), itemWith({ no: 2, fieldName: 'b' })] }),
    ['/content/items/0/shareType item-looser-than-entry'],
  ],
  [
    'an entry looser than all its items',
    conditionalContent({ shareType: 'unconditional', items: [itemWith({ shareType: 'conditional' })] }),
    ['/content/shareType entry-looser-than-items'],
  ],
  [
    'a base item that is not unconditional (91-5.3)',
    conditionalContent({ items: [itemWith({ isBaseItem: true })] }),
    ['/content/items/0/shareType base-item-not-unconditional'],
  ],
  [
    'a condition on an unconditional entry',
    contentWith({ conditions: scope ? [scope] : [] }),
    ['/content/conditions condition-not-allowed'],
  ],
  [
    'conditions without scope, purpose and basis (809-15)',
    conditionalContent({ conditions: [{ kind: 'period', text: '一年', monthsMax: null, basis: null }] }),
    [
      '/content/conditions condition-scope-missing',
      '/content/conditions condition-purpose-missing',
      '/content/conditions/0/basis condition-without-basis',
      '/content/conditions/0/monthsMax missing',
    ],
  ],
  ['a denial without basis (91-3.1)', deniedContent({ denialBasis: [] }), ['/content/denialBasis denial-without-basis']],
  ['a denial without reason', deniedContent({ denialReason: '' }), ['/content/denialReason missing']],
  [
    'a basis where nothing is denied',
    contentWith({ denialBasis: deniedContent().denialBasis }),
    ['/content/denialBasis denial-not-needed'],
  ],
  [
    'a denied item without basis',
    contentWith({ items: [itemWith(), itemWith({ no: 2, fieldName: 'b', shareType: 'denied' })] }),
    ['/content/items/1/denial denial-without-basis'],
  ],
  [
    'a file shared as an interface',
    contentWith({ formatClass: 'spreadsheet', formatType: 'xlsx' }),
    ['/content/shareModeType mode-does-not-fit-format'],
  ],
  [
    'a denied entry open to the public',
    deniedContent({ openToPublic: true, openConditions: '公开' }),
    ['/content/openToPublic denied-but-open'],
  ],
  ['core data', contentWith({ dataGrade: 'core' }), ['/content/dataGrade core-data']],
  ['personal data without an assessment', contentWith({ personalData: 'personal' }), ['/content/impactAssessment missing']],
  [
    'personal data that the entry does not admit',
    contentWith({ items: [itemWith({ sensitivity: 'personal' })] }),
    ['/content/personalData personal-data-understated'],
  ],
];

test.each(wrong)('submission refuses %s', (_name, content, expected) => {
  expect(found(content)).toEqual(expected);
});

test('sensitive personal data is never unmasked by default', () => {
  const open = itemWith({ sensitivity: 'sensitive', shareType: 'conditional', maskingRule: 'none' });
  const unmasked = (item: typeof open) =>
    found(contentWith({ personalData: 'sensitive', items: [item] })).filter((line) => line.includes('maskingRule'));

  expect(unmasked(open)).toEqual(['/content/items/0/maskingRule sensitive-unmasked']);
  expect(unmasked({ ...open, maskingRule: 'hidden' })).toEqual([]);
});

test('sensitive personal data is never unconditional', () => {
  const impactAssessment = {
    assessedOn: '2026-11-01',
    necessity: '必要',
    impact: '低',
    measures: '加密',
    conclusion: 'acceptable' as const,
  };
  const content = contentWith({
    personalData: 'sensitive',
    impactAssessment,
    items: [itemWith({ sensitivity: 'sensitive', maskingRule: 'hidden' })],
  });

  expect(found(content)).toEqual(['/content/items/0/shareType sensitive-unconditional']);
});

test('an item number keeps the meaning that an earlier version gave it; classifications and related codes exist', () => {
  const content = contentWith({ relatedCodes: ['102000650400001/000001'] });

  expect(found(content, { reusedItemNumbers: [2], unknownCategories: ['102000'], unknownCodes: ['102000650400001/000001'] })).toEqual([
    '/content/items/1/no item-number-reused',
    '/content/category category-unknown',
    '/content/relatedCodes/0 related-code-unknown',
  ]);
});
