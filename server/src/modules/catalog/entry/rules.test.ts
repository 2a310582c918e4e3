import { expect, test } from 'vitest';
import { changesBetween, CHANGE_TEXT_MAX, isCut } from './changes.ts';
import { netStep, tells } from './history.ts';
import { breakingChanges, reusedNumbers, versionAfter } from './item.ts';
import { codePrefix, isResourceCode, itemCode, resourceCode } from './resource-code.ts';
import { refuseSecret } from './secrecy.ts';
import { denies, loosest } from './share-type.ts';
import { isOpen } from '../consent/standing-consent.ts';
import { conditionalContent, contentWith, itemWith } from '../test-content.ts';

test('a resource code is class, item, division and department before the slash, a sequence after it', () => {
  const code = resourceCode(codePrefix({ category: '102000', regionCode: '650400', departmentSerial: 7 }), 12);

  expect(code).toBe('102000650400007/000012');
  expect(isResourceCode(code)).toBe(true);
  expect(isResourceCode('3032009000088/000012')).toBe(true);
  expect(isResourceCode('4032009000088/000012')).toBe(false);
  expect(itemCode(code, 3)).toBe('102000650400007/000012-003');
});

test('809-3: only what is declared free of secrets goes on, and the refusal repeats no word of the text', () => {
  expect(refuseSecret('not-secret')).toBeUndefined();
  for (const declaration of ['state-secret', 'work-secret'] as const) {
    expect(refuseSecret(declaration)).toMatchObject({ code: 'catalog.entry.secret', params: { declaration }, fields: [] });
  }
});

test('an entry is as loose as its loosest item, and denies when any item is denied', () => {
  expect(loosest(['denied', 'conditional'])).toBe('conditional');
  expect(loosest([])).toBeNull();
  expect(denies({ shareType: 'unconditional', items: [itemWith(), itemWith({ no: 2, shareType: 'denied' })] })).toBe(true);
  expect(denies(contentWith())).toBe(false);
});

test('what takes something from users raises the major version, everything else the minor one', () => {
  const content = contentWith();
  const [first] = content.items;
  const kinds = (next: Parameters<typeof breakingChanges>[1]) => breakingChanges(content, next).map(({ kind }) => kind);

  expect(versionAfter(null, content)).toBe('1.0');
  expect(versionAfter({ version: '1.4', content }, contentWith({ abstract: '改写' }))).toBe('1.5');
  expect(versionAfter({ version: '1.4', content }, contentWith({ items: first ? [first] : [] }))).toBe('2.0');
  expect(kinds(contentWith({ items: [itemWith({ lengthBytes: 9 }), itemWith({ no: 2, dataType: 'N', fieldName: 'x' })] }))).toEqual([
    'length-narrowed',
    'type-changed',
    'meaning-changed',
    'field-renamed',
    'length-narrowed',
  ]);
  expect(kinds(contentWith({ shareType: 'conditional' }))).toEqual(['share-type-tightened', 'share-type-tightened']);
});

test('a number of an earlier version may be dropped or renamed, never given to another field', () => {
  const used = [{ no: 1, fieldName: 'uscc', nameZh: '统一社会信用代码', dropped: false }];

  expect(reusedNumbers(used, [itemWith({ nameZh: '信用代码' })])).toEqual([]);
  expect(reusedNumbers(used, [itemWith({ nameZh: '住所', fieldName: 'address' })])).toEqual([1]);
});

test('a number that a version dropped is not given again, not even to the same field: a grant may still name it', () => {
  expect(reusedNumbers([{ no: 1, fieldName: 'uscc', nameZh: '统一社会信用代码', dropped: true }], [itemWith()])).toEqual([1]);
});

test.each([
  [{ nameZh: '企业代码' }, ['meaning-changed']],
  [{ meaning: '登记机关赋予的代码' }, ['meaning-changed']],
  [{ codeSet: 'GB 32100' }, ['meaning-changed']],
  [{ dataElement: '机构代码' }, ['meaning-changed']],
  [{ meaning: '' }, ['meaning-changed']],
  [{ updateCycle: 'daily' as const }, []],
])('an item that means another thing makes a major version: %j', (change, kinds) => {
  const before = itemWith({ meaning: '法人的代码', codeSet: 'GB 11714', dataElement: '统一社会信用代码' });
  const found = breakingChanges(contentWith({ items: [before] }), contentWith({ items: [{ ...before, ...change }] }));

  expect(found.map(({ kind }) => kind)).toEqual(kinds);
});

test('what had not been said of an item before changes nothing when it is said', () => {
  const said = itemWith({ meaning: '法人的代码', codeSet: 'GB 32100', dataElement: '统一社会信用代码' });

  expect(breakingChanges(contentWith({ items: [itemWith()] }), contentWith({ items: [said] }))).toEqual([]);
});

test('history shows each changed field with both values, cut to a length', () => {
  const changes = changesBetween(contentWith(), contentWith({ updateCycle: 'weekly', abstract: '长'.repeat(500) }));

  expect(changes.map(({ field }) => field)).toEqual(['abstract', 'updateCycle']);
  expect(changes[0]?.after).toHaveLength(CHANGE_TEXT_MAX);
  expect(changes[1]).toEqual({ field: 'updateCycle', before: 'daily', after: 'weekly' });
});

test('history tells each item by its own number, and keeps the parts of a long value apart', () => {
  const risk = '险'.repeat(900);
  const secrecyAssessment = { office: '市保密局', assessedOn: '2026-11-20', aggregationRisk: risk, conclusion: 'pass' } as const;
  const before = contentWith({ items: [itemWith({ no: 1 }), itemWith({ no: 2 })], secrecyAssessment: null });
  const after = contentWith({ items: [itemWith({ no: 1, maskingRule: 'hidden' }), itemWith({ no: 3 })], secrecyAssessment });

  const changes = changesBetween(before, after);

  expect(changes.map(({ field, before: was, after: is }) => [field, was !== '', is !== ''])).toEqual([
    ['items/1', true, true],
    ['items/2', true, false],
    ['items/3', false, true],
    ['secrecyAssessment', false, true],
  ]);
  const kept: unknown = JSON.parse(changes.at(-1)?.after ?? '');
  expect(kept).toEqual({ ...secrecyAssessment, aggregationRisk: `${'险'.repeat(59)}…` });
  expect(isCut(changes.at(-1)?.after ?? '')).toBe(true);
});

test('history does not show a value that is the same with its names in another order, as the database gives it back', () => {
  const content = conditionalContent({ census: { storageGb: 3, records: 40 } });
  const asStored = turned(content);

  expect(Object.keys(asStored.census)).toEqual(['records', 'storageGb']);
  expect(changesBetween(asStored, content)).toEqual([]);
  expect(changesBetween(asStored, { ...content, census: { storageGb: 3, records: 41 } })).toEqual([
    { field: 'census', before: '{"records":40,"storageGb":3}', after: '{"records":41,"storageGb":3}' },
  ]);
});

/** The same value with the names of every object in the opposite order. */
function turned<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toReversed())
      : member,
  );
}

test('an edit that was taken back is no step of the history, unless the texts were longer than it keeps', () => {
  const step = (action: string, before = '', after = '') => ({
    no: 1,
    afterSignature: false,
    revisionNo: 1,
    at: new Date('2026-11-22T02:00:00Z'),
    action,
    organisationName: '市市场监督管理局',
    role: 'CATALOG_REGISTRAR',
    opinion: null,
    changes: action === 'edited' ? [{ field: 'abstract', before, after }] : [],
  });
  const long = '长'.repeat(CHANGE_TEXT_MAX);

  expect(tells(netStep(step('edited', '一', '一')))).toBe(false);
  expect(tells(netStep(step('edited', '一', '二')))).toBe(true);
  expect(tells(netStep(step('edited', long, long)))).toBe(true);
  expect(tells(netStep(step('submitted')))).toBe(true);
});

test('a consent is open to its last day, for the version that it was given for', () => {
  expect(isOpen({ revisionNo: 1, validUntil: '2026-11-22' }, { today: '2026-11-22', liveNo: 1 })).toBe(true);
  expect(isOpen({ revisionNo: 1, validUntil: '2026-11-22' }, { today: '2026-11-23', liveNo: 1 })).toBe(false);
  expect(isOpen({ revisionNo: 1, validUntil: '2027-11-22' }, { today: '2026-11-22', liveNo: 2 })).toBe(false);
});
