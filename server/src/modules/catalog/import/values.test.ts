import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  normaliseCount,
  normaliseFormat,
  normaliseItemType,
  normaliseOpenFlag,
  normaliseOpenTerms,
  normaliseUpdateCycle,
} from './values.ts';

describe('update cycles', () => {
  test.each([
    ['每年', 'yearly'],
    ['年', 'yearly'],
    ['即时', 'realtime'],
    ['每季度', 'quarterly'],
    ['静态数据', 'none'],
    ['不定期更新', 'irregular'],
    [' 每 月 ', 'monthly'],
    ['每天(更新说明:暂无新业务数据产生)', 'daily'],
    ['每天(更新说明:暂无新业务数据产生)', 'daily'],
  ])('%s states %s', (raw, value) => {
    expect(normaliseUpdateCycle(raw)).toEqual({ value });
  });

  test.each(['小时级', '每半月', '自定义', '有时', '', '__proto__', 'constructor'])(
    '%j states no cycle of the list and stays as it was written',
    (raw) => {
      expect(normaliseUpdateCycle(raw)).toEqual({ unknown: raw });
    },
  );
});

describe('opening terms', () => {
  test.each([
    ['无条件开放', true, ''],
    ['依申请开放', true, '依申请开放'],
    ['开放网站', true, '开放网站'],
    ['禁止开放', false, ''],
  ])('%s', (raw, openToPublic, openConditions) => {
    expect(normaliseOpenTerms(raw)).toEqual({ value: { openToPublic, openConditions } });
  });

  test.each(['无条件共享', '申请共享', '依申请共享', '部门间数据共享'])(
    '%s speaks of sharing, not of opening, and fills nothing',
    (raw) => {
      expect(normaliseOpenTerms(raw)).toEqual({ unknown: raw });
    },
  );

  test.each(['暂无', '无', '1', 'L1', '用于数据校验'])('%s is not guessed', (raw) => {
    expect(normaliseOpenTerms(raw)).toEqual({ unknown: raw });
  });

  test('the guide’s yes and no are read with full-width digits too', () => {
    expect([normaliseOpenFlag('1'), normaliseOpenFlag('否')]).toEqual([{ value: true }, { value: false }]);
  });
});

describe('formats', () => {
  const format = (formatClass: string | null, formatType: string | null, formatOther: string | null) => ({
    value: { formatClass, formatType, formatOther },
  });

  test.each([
    ['mysql', format('database', 'mysql', null)],
    ['数据库-sqlServer', format('database', 'sqlserver', null)],
    ['数据库:impala', format('database', null, 'impala')],
    ['电子文件-其他', format('electronic-file', null, null)],
    ['接口', format('service-interface', null, null)],
    ['接口:json', format('service-interface', null, 'json')],
    ["['xlsx']", format('spreadsheet', 'xlsx', null)],
    ['xls,csv', format('spreadsheet', null, 'xls、csv')],
    ['excel', format('spreadsheet', null, 'excel')],
    ['json', format(null, null, 'json')],
  ])('%s', (raw, expected) => {
    expect(normaliseFormat(raw)).toEqual(expected);
  });

  test('a list over several classes keeps its words and leaves the class to the department', () => {
    expect(normaliseFormat("['xls', 'xml', 'json', '接口']")).toEqual(format(null, null, 'xls、xml、json、接口'));
  });

  test.each(['data', 'file', '03,0310', '其他', 'xls,WP'])('%s is not guessed', (raw) => {
    expect(normaliseFormat(raw)).toEqual({ unknown: raw });
  });

  test('an empty list states nothing and is not unknown either', () => {
    expect(normaliseFormat('[]')).toEqual({ value: null });
  });
});

test('counts take digits only, full-width and grouped ones too', () => {
  expect(['12', '1,234,567', '12条', '1.5'].map(normaliseCount)).toEqual([
    { value: 12 },
    { value: 1_234_567 },
    { unknown: '12条' },
    { unknown: '1.5' },
  ]);
});

test('item types are read by letter, by name and by both', () => {
  expect(['C', '字符型', '字符型 C', '文字'].map(normaliseItemType)).toEqual([
    { value: 'C' },
    { value: 'C' },
    { value: 'C' },
    { unknown: '文字' },
  ]);
});

test('no text makes a normaliser throw, and an unknown one comes back unchanged', () => {
  const normalisers = [normaliseUpdateCycle, normaliseOpenTerms, normaliseOpenFlag, normaliseFormat, normaliseItemType, normaliseCount];
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
      for (const normalise of normalisers) {
        const result = normalise(raw);
        if ('unknown' in result) expect(result.unknown).toBe(raw);
      }
    }),
  );
});

test('a cell that begins a remark ten thousand times and ends none is unknown, and read once', () => {
  const raw = '(更新说明:'.repeat(10_000);

  expect(normaliseUpdateCycle(raw)).toEqual({ unknown: raw });
});

const realRows = new URL('../../../../../../shared/data/catalogs/catalogs.jsonl.gz', import.meta.url);

// The real rows are not part of the project: CI has them beside it, a user's machine need not.
test.skipIf(!existsSync(realRows))('of the spellings in 66,465 real rows only these update cycles are unknown', () => {
  const rows = gunzipSync(readFileSync(realRows)).toString('utf8').trim().split('\n');
  const cycles = new Set(rows.map((row) => String(JSON.parse(row).freq ?? '')).filter((cycle) => cycle !== ''));

  const unknown = [...cycles].filter((cycle) => 'unknown' in normaliseUpdateCycle(cycle));

  expect(cycles.size).toBe(31);
  expect(unknown.toSorted()).toEqual(
    ['分钟级', '分钟级(更新说明:暂无新业务数据产生)', '小时级', '小时级(更新说明:暂无新业务数据产生)', '每半月', '自定义'].toSorted(),
  );
});
