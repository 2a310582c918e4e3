import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isRefusal } from '@karez/kit/refusal';

import { openTable } from '#platform/tables/table-file';
import { sheetRow, workbookParts, zipOf } from '#platform/tables/zip-fixture';

import { compareRow, mergeContent, type ExistingEntry } from './diff.ts';
import { catalogueHeader } from './headers.ts';
import { readEntries, type ImportedEntry } from './imported-entry.ts';

async function entriesOf(bytes: Buffer, ownNames: readonly string[] = []): Promise<ImportedEntry[]> {
  const table = await openTable(bytes, catalogueHeader);
  if (isRefusal(table)) throw new Error(table.code);
  const entries: ImportedEntry[] = [];
  for await (const entry of readEntries(table, { ownNames })) {
    if (isRefusal(entry)) throw new Error(entry.code);
    entries.push(entry);
  }
  return entries;
}

const fromLines = (lines: readonly string[]) => entriesOf(Buffer.from(lines.join('\n')));

async function onlyEntry(lines: readonly string[]): Promise<ImportedEntry> {
  const [entry] = await fromLines(lines);
  if (!entry) throw new Error('no entry');
  return entry;
}

const header = '信息资源名称,提供方,信息资源摘要,格式,开放条件,更新周期,发布日期,共享类型';

describe('a row of a published catalogue', () => {
  test('fills what it states and nothing that it does not', async () => {
    const entry = await onlyEntry([header, '机井取水许可,市水利局,许可名录,数据库-mysql,登录开放,每年,2023/06/12 17:33:10,无条件共享']);

    expect(entry).toMatchObject({ row: 2, rows: 1, provider: '市水利局', unknown: [], refusals: [] });
    expect(entry.content).toEqual({
      name: '机井取水许可',
      abstract: '许可名录',
      providerSubUnit: null,
      formatClass: 'database',
      formatType: 'mysql',
      formatOther: null,
      openToPublic: true,
      openConditions: '登录开放',
      updateCycle: 'yearly',
      relatedMatters: [],
      items: [],
      records: null,
      publishedOn: '2023-06-12',
      updatedOn: null,
    });
    expect(entry.raw).toMatchObject({ 共享类型: '无条件共享' });
  });

  test('keeps unknown spellings by field, leaving the field empty', async () => {
    const entry = await onlyEntry([header, '名,局,,data,暂无,小时级,昨天,']);

    expect(entry.unknown.map(({ field, raw }) => `${field}:${raw}`)).toEqual([
      'format:data',
      'open:暂无',
      'updateCycle:小时级',
      'publishedOn:昨天',
    ]);
    expect(entry.content).toMatchObject({ formatClass: null, openToPublic: null, updateCycle: null, publishedOn: null });
    expect(entry.refusals).toEqual([]);
  });

  test.each([
    [',市水利局,,,,,,', '2/A', 'catalog.import.value-missing'],
    ['名,,,,,,,', '2/B', 'catalog.import.value-missing'],
    [`${'名'.repeat(129)},局,,,,,,`, '2/A', 'table.text-too-long'],
    [`名,局,${'摘'.repeat(2001)},,,,,`, '2/C', 'table.text-too-long'],
    ['名,局,,,,,1899-12-31,', '2/G', 'table.cell-date-before-1900'],
    ['=1,局,,,,,,', '2/A', 'table.cell-formula'],
  ])('%.20s is refused at %s', async (line, path, code) => {
    const entry = await onlyEntry([header, line]);

    expect(entry.refusals.map((refusal) => [refusal.path, refusal.code])).toEqual([[path, code]]);
  });

  test('that repeats a name of the same department, in other widths and spaces, is refused naming the first', async () => {
    const [, second, third] = await fromLines([
      header,
      '机井A名录,市水利局,,,,,,',
      '机 井a名录,市 水利局,,,,,,',
      '机井A名录,县水利局,,,,,,',
    ]);

    expect(second?.refusals).toMatchObject([{ path: '3/A', code: 'catalog.import.row-doubled', params: { firstRow: 2 } }]);
    expect(third?.refusals).toEqual([]);
  });
});

test('departments of one name in two districts are two departments', async () => {
  const entries = await fromLines([
    '数据集名称,数据提供方,所属区县',
    '名录,教育局,上城区',
    '名录,教育局,西湖区',
    '名录,西湖区教育局,西湖区',
  ]);

  expect(entries.map(({ provider }) => provider)).toEqual(['教育局(上城区)', '教育局(西湖区)', '西湖区教育局']);
  expect(entries.flatMap(({ refusals }) => refusals)).toEqual([]);
});

describe('one department’s own catalogue', () => {
  const ownEntries = (lines: readonly string[]) =>
    entriesOf(Buffer.from(lines.join('\n')), ['吐鲁番市水利局', '市水利局', '吐鲁番市水务局']);

  test('may name itself by any of its names or not at all, and is the same entry each time', async () => {
    const entries = await Promise.all(['市水利局', '吐鲁番市水务局', ''].map((name) => ownEntries([header, `机井取水许可,${name},,,,,,`])));

    expect(entries.flat()).toMatchObject(entries.map(() => ({ provider: '吐鲁番市水利局', refusals: [], key: '["name","机井取水许可"]' })));
  });

  test('takes no entry of another department', async () => {
    const [entry] = await ownEntries([header, '机井取水许可,市交通局,,,,,,']);

    expect(entry).toMatchObject({ refusals: [{ path: '2/B', code: 'catalog.import.provider-other' }] });
  });
});

describe('the compilation guide’s workbook, one row for each item', () => {
  const guide = ['信息资源代码', '信息资源名称', '提供方', '信息项名称', '数据类型', '数据长度'];
  const rows = [
    guide,
    ['307/1', '企业登记', '市监局', '名称', '字符型C', '128'],
    ['', '', '', '类型', '文字', '长'],
    ['307/2', '食品经营', '市监局', '编号', 'C', '32'],
  ];
  const merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:C3"/></mergeCells>';

  test('gives one entry with its items', async () => {
    const xml = `<sheetData>${rows.map((row, at) => sheetRow(at + 1, row)).join('')}</sheetData>${merges}`;

    const [first, second, ...rest] = await entriesOf(zipOf(workbookParts(xml)));

    expect(rest).toEqual([]);
    expect(first).toMatchObject({ row: 2, rows: 2, key: '["code","307/1"]', refusals: [] });
    expect(first?.content.items).toEqual([
      { nameZh: '名称', dataType: 'C', lengthBytes: 128 },
      { nameZh: '类型', dataType: null, lengthBytes: null },
    ]);
    expect(first?.unknown.map(({ field, raw }) => [field, raw])).toEqual([
      ['itemLength', '长'],
      ['itemType', '文字'],
    ]);
    expect(second).toMatchObject({ row: 4, rows: 1 });
  });

  test('is read the same when the columns are repeated instead of merged', async () => {
    const repeated = rows.map((row, at) => (at === 2 ? ['307/1', '企业登记', '市监局', ...row.slice(3)] : row));

    const [first, second] = await fromLines(repeated.map((row) => row.join(',')));

    expect(first).toMatchObject({ rows: 2, refusals: [] });
    expect(second).toMatchObject({ row: 4 });
  });
});

describe('a dry run tells', () => {
  const existing = (entry: ImportedEntry, change: Partial<ImportedEntry['content']> = {}): ExistingEntry => ({
    key: entry.key,
    entryId: 'e1',
    content: { ...entry.content, ...change },
    isClaimed: false,
  });

  const found = (entry: ExistingEntry | undefined) => ({ existing: entry, isNameTaken: false });

  test('new, unchanged, changed with old and new, and error apart', async () => {
    const entry = await onlyEntry([header, '名,局,摘要,mysql,无条件开放,每年,2024-01-02,']);
    const wrong = await onlyEntry([header, '名,,摘要,mysql,,,,']);

    expect(compareRow(entry, found(undefined))).toEqual({ kind: 'new' });
    expect(compareRow(entry, found(existing(entry)))).toEqual({ kind: 'unchanged', entryId: 'e1' });
    expect(compareRow(entry, found(existing(entry, { updateCycle: 'monthly', abstract: '旧' })))).toEqual({
      kind: 'changed',
      entryId: 'e1',
      changes: [
        { field: 'abstract', before: '旧', after: '摘要' },
        { field: 'updateCycle', before: 'monthly', after: 'yearly' },
      ],
    });
    expect(compareRow(wrong, found(undefined))).toMatchObject({ kind: 'error', refusals: [{ code: 'catalog.import.value-missing' }] });
  });

  test('that items are unchanged when the database gives their names in another order', async () => {
    const entry = await onlyEntry([header, '名,局,摘要,,,,,']);
    const items = [{ nameZh: '名称', dataType: 'C', lengthBytes: 128 }] as const;
    const stored = [{ lengthBytes: 128, dataType: 'C', nameZh: '名称' }] as const;

    const outcome = compareRow({ ...entry, content: { ...entry.content, items } }, found(existing(entry, { items: stored })));

    expect(outcome.kind).toBe('unchanged');
  });

  test('that an empty or unknown value never blanks what the catalogue has', async () => {
    const full = await onlyEntry([header, '名,局,摘要,mysql,依申请开放,每年,2024-01-02,']);
    const poor = await onlyEntry([header, '名,局,,data,暂无,小时级,,']);

    expect(compareRow(poor, found(existing(full)))).toEqual({ kind: 'unchanged', entryId: 'e1' });
    expect(mergeContent(full.content, poor.content)).toEqual(full.content);
  });

  test('that an entry which its department has claimed is no longer the import’s to change', async () => {
    const entry = await onlyEntry([header, '名,局,摘要,,,,,']);

    const outcome = compareRow(entry, found({ ...existing(entry, { abstract: '旧' }), isClaimed: true }));

    expect(outcome).toMatchObject({ kind: 'error', refusals: [{ code: 'catalog.import.entry-claimed' }] });
    expect(compareRow(entry, found({ ...existing(entry), isClaimed: true }))).toMatchObject({ kind: 'unchanged' });
  });

  test('nothing more to change once a row is applied', async () => {
    const cell = fc.constantFrom('', '摘要', 'mysql', '依申请开放', '暂无', '每年', '2024-01-02');
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 12, maxLength: 12 }), async (cells) => {
        const before = await onlyEntry([header, `名,局,${cells.slice(0, 6).join(',')}`]);
        const after = await onlyEntry([header, `名,局,${cells.slice(6).join(',')}`]);
        const applied = existing(after, mergeContent(before.content, after.content));
        expect(compareRow(after, found(applied)).kind).toBe('unchanged');
      }),
      { numRuns: 50 },
    );
  });
});
