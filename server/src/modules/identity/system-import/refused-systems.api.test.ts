import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { sheetRow, workbookParts, zipOf } from '#platform/tables/zip-fixture';
import { header, levee, systemImportWorld, wells } from '#test/system-import-world';
import { createTestDatabase } from '#test/test-database';
import { multipartOf } from '../test-caller.ts';

const { database } = await createTestDatabase();
const { call, clerk, begin, upload, apply, rowsOf, registered } = await systemImportWorld(database);
beforeEach(begin);

describe('a row is refused with its place and rule, and nothing of it is registered, when', () => {
  const row = (name: string, more: Partial<Record<'division' | 'purpose' | 'zone' | 'level' | 'day', string>>) =>
    [name, more.division ?? '', more.purpose ?? '用途', '甲', '乙', more.zone ?? '政务云', more.level ?? '3', more.day ?? ''].join(',');

  test.each([
    ['it has no name', row('', {}), '2/A', 'identity.system-import.value-missing'],
    ['its division is none of the owner’s', row('系统甲', { division: '财务科' }), '2/B', 'identity.system-import.division-unknown'],
    ['its network zone is none of the list', row('系统甲', { zone: '卫星网' }), '2/F', 'identity.system-import.zone-unknown'],
    ['its protection level is none', row('系统甲', { level: '六级' }), '2/G', 'identity.system-import.level-unknown'],
    ['its protection level is zero', row('系统甲', { level: '0' }), '2/G', 'identity.system-import.level-unknown'],
    ['its day is none', row('系统甲', { day: '2026-02-30' }), '2/H', 'identity.system-import.day-unknown'],
    ['its day is before 1900', row('系统甲', { day: '1899-12-31' }), '2/H', 'table.cell-date-before-1900'],
    ['a text is too long', row('系统甲', { purpose: '用'.repeat(501) }), '2/C', 'table.text-too-long'],
    ['its name is too long', row('系'.repeat(101), {}), '2/A', 'table.text-too-long'],
    ['a cell is a formula', row('=HYPERLINK(1)', {}), '2/A', 'table.cell-formula'],
    ['a cell has a control character', row('系统\u0007甲', {}), '2/A', 'table.cell-control-character'],
    ['a cell turns its direction around', row('系统\u202E甲', {}), '2/A', 'table.cell-bidi-control'],
    ['a cell has a million characters', row('系统甲', { purpose: '用'.repeat(1_000_000) }), '2/C', 'table.cell-too-long'],
  ])('%s', async (_, line, path, code) => {
    const started = await upload({ lines: [line] });
    const { answer } = await rowsOf(started);

    expect(answer).toMatchObject({ items: [{ row: 2, outcome: 'error', refusals: [{ path, code }] }] });
    expect(await apply(started)).toMatchObject({ status: 409, answer: { code: 'identity.system-import.nothing-to-apply' } });
    expect(await registered()).toHaveLength(1);
  });

  test('another row has its name, its owner is another organisation, or the system is retired', async () => {
    await sql`UPDATE identity.business_system SET state = 'retired'`.execute(database.reader);
    const lines = [levee, levee.replace('政务云', '互联网'), wells].map(
      (line, index) => `${line},${index === 0 ? '市政府办公室' : '水利局'}`,
    );

    const started = await upload({ content: [`${header},所属单位`, ...lines].join('\n') });

    expect((await rowsOf(started)).answer).toMatchObject({
      items: [
        { row: 2, refusals: [{ path: '2/I', code: 'identity.system-import.owner-other' }] },
        { row: 3, refusals: [{ path: '3/A', code: 'identity.system-import.row-doubled', params: { firstRow: 2 } }] },
        { row: 4, refusals: [{ path: '4/A', code: 'identity.system-import.system-retired' }] },
      ],
    });
  });

  test('several registered systems have nearly its name', async () => {
    await apply(await upload({ lines: [levee.replace('堤防', 'GIS')] }));
    await sql`INSERT INTO identity.business_system SELECT gen_random_uuid(), org_id, 'gis 巡查系统', division_id, builder, operator, network_zone,
      protection_level, joined_on, purpose, state, version, registered_at FROM identity.business_system WHERE name = 'GIS巡查系统'`.execute(
      database.reader,
    );

    const unclear = await upload({ lines: [levee.replace('堤防', 'Gis')] });
    const exact = await upload({ lines: [levee.replace('堤防', 'GIS')] });

    expect((await rowsOf(unclear)).answer).toMatchObject({
      items: [{ refusals: [{ code: 'identity.system-import.name-ambiguous', params: { systems: 2 } }] }],
    });
    expect(exact.answer).toMatchObject({ outcomes: { unchanged: 1 } });
  });

  test('markup, script and SQL are the letters that they are', async () => {
    const started = await upload({ lines: [`"'; DROP TABLE identity.business_system; --",,<script>alert(1)</script>,甲,乙,互联网,1,`] });
    await apply(started);

    expect(await registered()).toMatchObject([
      {},
      { name: "'; DROP TABLE identity.business_system; --", purpose: '<script>alert(1)</script>' },
    ]);
  });
});

describe('a bad file is refused at the door with its code, in words, and leaves nothing behind', () => {
  const good = workbookParts(`<sheetData>${sheetRow(1, ['系统名称', '用途'])}</sheetData>`);

  test.each([
    ['an empty file', Buffer.alloc(0), 422, 'table.file-empty'],
    ['a huge file', Buffer.alloc(8 * 1024 * 1024 + 1, 'x'), 413, 'table.file-too-large'],
    ['a broken workbook', zipOf(good).subarray(0, 300), 422, 'table.workbook-broken'],
    ['a macro workbook', zipOf([...good, { name: 'xl/vbaProject.bin', text: 'x' }]), 415, 'table.macro-workbook'],
    [
      'a locked workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      422,
      'table.password-locked',
    ],
    ['duplicate headers', Buffer.from(`${header},等保级别\n${levee},3`), 422, 'table.header-doubled'],
    ['no header', Buffer.from('a,b\nc,d'), 422, 'identity.system-import.header-not-found'],
    ['an unknown encoding', Buffer.from([0x61, 0xff, 0xff, 0x80]), 422, 'table.encoding-unknown'],
    ['a quote left open', Buffer.from(`${header}\n"堤防,`), 422, 'table.quote-not-closed'],
    [
      'more columns than such a table has',
      Buffer.from(`${header},${Array.from({ length: 33 }, (_, no) => `备注${no}`).join(',')}\n${levee}`),
      422,
      'table.too-many-columns',
    ],
    [
      'more rows than one transaction takes',
      Buffer.from([header, ...Array.from({ length: 1_001 }, (_, no) => `系统${no}`)].join('\n')),
      422,
      'table.too-many-rows',
    ],
  ])('%s', async (_, content, status, code) => {
    const answer = await upload({ content });

    expect(answer).toMatchObject({ status, answer: { code } });
    expect(answer.answer['title']).not.toContain('.');
    expect((await sql`SELECT 1 FROM identity.system_import`.execute(database.reader)).rows).toEqual([]);
  });

  test('no file at all', async () => {
    const multipart = multipartOf({ secrecyDeclaration: 'not-secret' });

    expect(await call('POST', '/business-systems/imports', { ...clerk, multipart })).toMatchObject({
      status: 422,
      answer: { code: 'table.file-missing' },
    });
  });

  test('809-3: a file that is declared secret is refused unread, and none of it is kept', async () => {
    const answer = await upload({ declared: 'work-secret', lines: [levee.replace('堤防巡查系统', 'ZZ-SECRET-ZZ')] });
    const kept = await sql<{ found: boolean }>`
      SELECT EXISTS (SELECT FROM audit.pending p WHERE convert_from(p.body, 'UTF8') LIKE '%ZZ-SECRET-ZZ%')
        OR EXISTS (SELECT FROM identity.system_import_row r WHERE r.raw::text LIKE '%ZZ-SECRET-ZZ%') AS found`.execute(database.reader);

    expect(answer).toMatchObject({ status: 422, answer: { code: 'identity.system-import.secret' } });
    expect(kept.rows).toEqual([{ found: false }]);
    expect(await upload({ declared: 'none' })).toMatchObject({ status: 400 });
  });

  test('GB18030 and merged cells are read, and it is said', async () => {
    const gb18030 = Buffer.from('cfb5cdb3c3fbb3c62cd3c3cdbe0ab5ccb7c0d1b2b2e9cfb5cdb32cd1b2b2e90a', 'hex');
    const merged = zipOf(
      workbookParts(
        `<sheetData>${sheetRow(1, ['系统名称', '用途'])}${sheetRow(2, ['系统甲', '用途'])}${sheetRow(3, ['系统乙', ''])}</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>`,
      ),
    );

    const text = await upload({ content: gb18030 });
    const sheet = await upload({ content: merged });

    expect(text.answer).toMatchObject({ notes: [{ code: 'table.note-text-file', params: { encoding: 'GB18030' } }] });
    expect(sheet.answer).toMatchObject({ notes: [{ code: 'table.note-merged-cells', params: { merges: 1 } }] });
  });
});
