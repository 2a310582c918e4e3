import { expect, test } from 'vitest';
import { changesBetween, CHANGE_TEXT_MAX } from './changes.ts';
import { breakingChanges, reusedNumbers, versionAfter } from './item.ts';
import { codePrefix, isResourceCode, itemCode, resourceCode } from './resource-code.ts';
import { refuseSecret } from './secrecy.ts';
import { denies, loosest } from './share-type.ts';
import { isOpen } from './standing-consent.ts';
import { contentWith, itemWith } from './test-content.ts';

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
    'field-renamed',
    'length-narrowed',
  ]);
  expect(kinds(contentWith({ shareType: 'conditional' }))).toEqual(['share-type-tightened', 'share-type-tightened']);
});

test('a number of an earlier version may be dropped or renamed, never given to another field', () => {
  const used = [{ no: 1, fieldName: 'uscc', nameZh: '统一社会信用代码' }];

  expect(reusedNumbers(used, [itemWith({ nameZh: '信用代码' })])).toEqual([]);
  expect(reusedNumbers(used, [itemWith({ nameZh: '住所', fieldName: 'address' })])).toEqual([1]);
});

test('history shows each changed field with both values, cut to a length', () => {
  const changes = changesBetween(contentWith(), contentWith({ updateCycle: 'weekly', abstract: '长'.repeat(500) }));

  expect(changes.map(({ field }) => field)).toEqual(['abstract', 'updateCycle']);
  expect(changes[0]?.after).toHaveLength(CHANGE_TEXT_MAX);
  expect(changes[1]).toEqual({ field: 'updateCycle', before: 'daily', after: 'weekly' });
});

test('a consent is open to its last day, for the version that it was given for', () => {
  expect(isOpen({ revisionNo: 1, validUntil: '2026-11-22' }, { today: '2026-11-22', liveNo: 1 })).toBe(true);
  expect(isOpen({ revisionNo: 1, validUntil: '2026-11-22' }, { today: '2026-11-23', liveNo: 1 })).toBe(false);
  expect(isOpen({ revisionNo: 1, validUntil: '2027-11-22' }, { today: '2026-11-22', liveNo: 2 })).toBe(false);
});
