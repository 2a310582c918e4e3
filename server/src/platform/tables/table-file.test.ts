import { writeXlsx } from 'hucre/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isRefusal } from '@karez/kit/refusal';

import { tableLimits } from './table-limits.ts';
import { listHeader } from './header-fixture.ts';
import { openTable, type TableRow } from './table-file.ts';
import { sheetRow, workbookParts, zipOf } from './zip-fixture.ts';

const header = ['数据目录名称', '提供单位', '更新周期', '发布日期'];
const body = ['葡萄种植备案', '市农业农村局', '每年', '2024-05-06'];

async function refusalOf(bytes: Buffer, limits = tableLimits) {
  const table = await openTable(bytes, listHeader, limits);
  if (isRefusal(table)) return table;
  for await (const row of table.rows()) if (isRefusal(row)) return row;
  throw new Error('the file was not refused');
}

async function read(bytes: Buffer) {
  const table = await openTable(bytes, listHeader);
  if (isRefusal(table)) throw new Error(table.code);
  const rows: TableRow[] = [];
  for await (const row of table.rows()) {
    if (isRefusal(row)) throw new Error(row.code);
    rows.push(row);
  }
  return { table, rows };
}

const textsOf = (row: TableRow | undefined) => [...(row?.cells.values() ?? [])].map(({ text }) => text);
const sheet = (rows: string, after = '') => zipOf(workbookParts(`<sheetData>${rows}</sheetData>${after}`));
const csv = (lines: readonly string[]) => Buffer.from(lines.join('\r\n'));

describe('a file is refused by its own code when it', () => {
  const good = workbookParts(`<sheetData>${sheetRow(1, header)}${sheetRow(2, body)}</sheetData>`);
  const compound = (stream: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]);

  test.each([
    ['is empty', Buffer.alloc(0), 'table.file-empty'],
    ['is a password-locked workbook', compound('EncryptedPackage'), 'table.password-locked'],
    ['is a workbook of Excel 97', compound('Workbook'), 'table.legacy-xls'],
    ['has macros', zipOf([...good, { name: 'xl/vbaProject.bin', text: 'x' }]), 'table.macro-workbook'],
    ['is a binary workbook', zipOf([...good, { name: 'xl/workbook.bin', text: 'x' }]), 'table.binary-workbook'],
    ['is another kind of archive', zipOf([{ name: 'content.xml', text: '<a/>' }]), 'table.not-a-workbook'],
    ['is a PDF', Buffer.from('%PDF-1.7 …'), 'table.not-a-workbook'],
    [
      'is a web page with the name of a workbook',
      Buffer.from('<html><table><tr><td>标题</td></tr></table></html>'),
      'table.markup-not-workbook',
    ],
    ['is cut off', zipOf(good).subarray(0, 400), 'table.workbook-broken'],
    ['has an encrypted part', zipOf([...good, { name: 'xl/a.xml', text: '', flags: 1 }]), 'table.password-locked'],
    ['has a path out of the archive', zipOf([...good, { name: 'xl/../../a.xml', text: 'x' }]), 'table.zip-unsafe-path'],
    ['has an absolute path', zipOf([...good, { name: '/etc/a.xml', text: 'x' }]), 'table.zip-unsafe-path'],
    ['nests folders too deep', zipOf([...good, { name: `${'a/'.repeat(9)}b.xml`, text: 'x' }]), 'table.zip-unsafe-path'],
    ['has two parts of one name', zipOf([...good, { name: 'XL/workbook.xml', text: 'x' }]), 'table.zip-doubled-part'],
    ['declares entities', zipOf([...good, { name: 'xl/a.xml', text: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }]), 'table.xml-doctype'],
    ['has no header', csv(['a,b', 'c,d']), 'test.header-not-found'],
    ['leaves a quote open', csv([header.join(','), '"葡萄,市农业农村局']), 'table.quote-not-closed'],
    ['is text in no known encoding', Buffer.concat([Buffer.from('标题,'), Buffer.from([0xff, 0xff, 0x80])]), 'table.encoding-unknown'],
  ])('%s', async (_, bytes, code) => {
    expect((await refusalOf(bytes)).code).toBe(code);
  });

  test('unpacks to more than it declares', async () => {
    const liar = good.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, declaredUnpacked: 10 } : part));

    expect((await refusalOf(zipOf(liar))).code).toBe('table.workbook-broken');
  });

  test('overlaps its own parts, as bombs do', async () => {
    const overlapping = good.map((part) => ({ ...part, declaredPacked: 5_000 }));

    expect((await refusalOf(zipOf(overlapping))).code).toBe('table.workbook-broken');
  });

  test('unpacks too far', async () => {
    const bomb = zipOf([...good, { name: 'xl/sharedStrings.xml', text: Buffer.alloc(4_000_000) }]);

    expect((await refusalOf(bomb)).code).toBe('table.zip-ratio');
    expect((await refusalOf(bomb, { ...tableLimits, zipRatioMax: 1e9, zipUnpackedBytesMax: 1_000_000 })).code).toBe('table.zip-too-large');
  });

  test('has too many parts, rows or columns', async () => {
    const rows = sheet(sheetRow(1, header) + sheetRow(2, body) + sheetRow(3, body));

    expect((await refusalOf(rows, { ...tableLimits, zipEntriesMax: 4 })).code).toBe('table.zip-too-many-entries');
    expect((await refusalOf(rows, { ...tableLimits, rowsMax: 2 })).code).toBe('table.too-many-rows');
    expect(await refusalOf(sheet('<row r="7"><c r="ZZ7"><v>1</v></c></row>'))).toMatchObject({
      code: 'table.too-many-columns',
      params: { row: 7 },
    });
  });

  test('says one thing in two columns, naming both', async () => {
    const doubled = await refusalOf(csv(['数据目录名称,提供单位,更新周期,更新频率', 'a,b,每年,每月']));

    expect(doubled).toMatchObject({
      code: 'table.header-doubled',
      params: { row: 1, first: 'C', second: 'D' },
      fields: [{ path: '1/D' }],
    });
  });
});

describe('text files', () => {
  const lines = [header.join(','), body.join(',')];
  const gb18030 = Buffer.from('cafdbeddc4bfc2bcc3fbb3c62ccce1b9a9b5a5cebb0a7ab1ea2cbed6', 'hex');

  test.each([
    ['UTF-8', csv(lines)],
    ['UTF-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), csv(lines)])],
    ['UTF-16LE', Buffer.from(`\uFEFF${lines.join('\n')}`, 'utf16le')],
    ['UTF-16LE', Buffer.from(lines.join('\n'), 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${lines.join('\n')}`, 'utf16le').swap16()],
  ])('in %s are read and their encoding is told', async (encoding, bytes) => {
    const { table, rows } = await read(bytes);

    expect(table.notes[0]).toMatchObject({ code: 'table.note-text-file', params: { encoding } });
    expect(textsOf(rows[0])).toEqual(body);
  });

  test('in GB18030 are told from UTF-8 by strict decoding', async () => {
    const { table, rows } = await read(gb18030);

    expect(table.notes[0]?.params).toMatchObject({ encoding: 'GB18030' });
    expect(textsOf(rows[0])).toEqual(['z标', '局']);
  });

  test.each([',', ';', '\t'])('with the delimiter %j are read', async (delimiter) => {
    const { rows } = await read(csv([header.join(delimiter), body.join(delimiter)]));

    expect(textsOf(rows[0])).toEqual(body);
  });

  test('with a quote that is never closed are refused at the row where it opens', async () => {
    const refused = await refusalOf(csv([header.join(','), body.join(','), '葡萄,"市农业农村局', 'c,d,e,f']));

    expect(refused).toMatchObject({ code: 'table.quote-not-closed', params: { row: 3 } });
  });

  test('keep quoted delimiters, quotes and line ends, and count rows as a spreadsheet shows them', async () => {
    const { rows } = await read(csv([header.join(','), '"a,""b""\nc",d,每年,', '', 'e,f,每月,']));

    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(textsOf(rows[0])[0]).toBe('a,"b"\nc');
  });
});

describe('workbooks', () => {
  test('are read with the header found below a title, unknown columns named and empty rows passed over', async () => {
    const rows = [['政务信息资源目录'], [], ['负责人', ...header], ['甲', ...body], [], ['乙', ...body]];
    const bytes = Buffer.from(
      await writeXlsx({
        sheets: [
          { name: '目录', rows },
          { name: '说明', rows: [['x']] },
        ],
      }),
    );

    const { table, rows: read1 } = await read(bytes);

    expect(table.headerRow).toBe(3);
    expect(table.notes.map(({ code }) => code)).toEqual(['table.note-one-sheet-read', 'table.note-column-unknown']);
    expect(read1.map(({ row }) => row)).toEqual([4, 6]);
    expect(textsOf(read1[0])).toEqual(body);
    expect(read1[0]?.raw).toMatchObject({ 负责人: '甲' });
  });

  test('hidden sheets are not taken for the catalogue', async () => {
    const sheets = [
      { name: '字典', rows: [['x']], hidden: true },
      { name: '目录', rows: [header, body] },
    ];

    const { rows } = await read(Buffer.from(await writeXlsx({ sheets })));

    expect(textsOf(rows[0])).toEqual(body);
  });

  test('date cells become days, date serials stay numbers for the date columns', async () => {
    const rows = [header, ['a', 'b', '每年', new Date(Date.UTC(2024, 4, 6))], ['c', 'd', '每年', 45_418]];

    const { rows: read1 } = await read(Buffer.from(await writeXlsx({ sheets: [{ name: '目录', rows }] })));

    expect(read1[0]?.cells.get('publishedOn')).toEqual({ text: '2024-05-06', serial: null });
    expect(read1[1]?.cells.get('publishedOn')).toEqual({ text: '45418', serial: 45_418 });
  });

  test('merged entry columns are filled down, and it is said', async () => {
    const bytes = sheet(
      sheetRow(1, header) + sheetRow(2, body) + sheetRow(3, ['', '', '每月']),
      '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>',
    );

    const { table, rows } = await read(bytes);

    expect(table.notes).toContainEqual({ code: 'table.note-merged-cells', params: { merges: 2 } });
    expect(rows.map(textsOf)).toEqual([body, ['葡萄种植备案', '市农业农村局', '每月']]);
    expect(rows.map(({ mergedFrom }) => mergedFrom)).toEqual([2, 2]);
  });
});

describe('a cell is refused with its row, column and rule when it', () => {
  const cellRow = (xml: string) => sheet(`${sheetRow(1, header)}<row r="2">${xml}</row>`);
  const cellText = (text: string) => csv([header.join(','), `"${text}",市水利局,每年,`]);

  test.each([
    ['is a formula', cellRow('<c r="A2"><f>1+1</f><v>2</v></c>'), 'table.cell-formula'],
    ['is an error value', cellRow('<c r="A2" t="e"><v>#N/A</v></c>'), 'table.cell-error-value'],
    ['is a number that lost digits', cellRow('<c r="A2"><v>123456789012345678</v></c>'), 'table.cell-number-inexact'],
    ['is a formula in a text file', cellText('=HYPERLINK(1)'), 'table.cell-formula'],
    ['has a million characters', cellText('葡'.repeat(1_000_000)), 'table.cell-too-long'],
    ['has a control character', cellText('葡\u0007萄'), 'table.cell-control-character'],
    ['turns its direction around', cellText('葡\u202E萄'), 'table.cell-bidi-control'],
    ['turns it around inside a part set apart', cellText('\u2068葡\u202E萄\u2069'), 'table.cell-bidi-control'],
    ['sets a part apart without an end', cellText('葡\u2068萄'), 'table.cell-bidi-control'],
  ])('%s', async (_, bytes, code) => {
    const { rows } = await read(bytes);

    expect(rows[0]?.refusals).toMatchObject([{ path: '2/A', code, params: { row: 2, column: 'A', header: '数据目录名称' } }]);
  });

  test('markup, script and SQL stay the letters they are', async () => {
    const texts = ["'; DROP TABLE catalog.entry; --", '<script>alert(1)</script>', '{{7*7}} ${x}'];

    const { rows } = await read(csv([header.join(','), ...texts.map((text) => `"${text}",市水利局,每年,`)]));

    expect(rows.map((row) => textsOf(row)[0])).toEqual(texts);
    expect(rows.flatMap(({ refusals }) => refusals)).toEqual([]);
  });

  test('parts that the platform’s own Uyghur workbook set apart are read without their marks', async () => {
    const { rows } = await read(csv([header.join(','), '"«\u2068所在网络：\u2068卫星\u2069\u2069» يوق",市水利局,每年,']));

    expect(rows.map((row) => [textsOf(row)[0], row.refusals])).toEqual([['«所在网络：卫星» يوق', []]]);
  });

  test('a header called __proto__ is a header like others', async () => {
    const { rows } = await read(csv(['数据目录名称,提供单位,__proto__', 'a,b,c']));

    expect(Object.entries(rows[0]?.raw ?? {})).toContainEqual(['__proto__', 'c']);
  });
});

describe('whatever the bytes are, opening gives a table or a refusal and never throws', () => {
  const drain = async (bytes: Buffer) => {
    const table = await openTable(bytes, listHeader);
    if (isRefusal(table)) return;
    for await (const row of table.rows()) if (isRefusal(row)) return;
  };

  test('arbitrary bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => drain(Buffer.from(bytes))));
  });

  test('a good workbook with any bytes overwritten', async () => {
    const good = Buffer.from(await writeXlsx({ sheets: [{ name: '目录', rows: [header, body, body] }] }));
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });

    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        await drain(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('a good workbook with any characters of its sheet overwritten', async () => {
    const xml = `<sheetData>${sheetRow(1, header)}${sheetRow(2, body)}</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`;
    const damage = fc.array(fc.tuple(fc.nat(xml.length - 1), fc.constantFrom('<', '>', '"', '&', '9', 'Z', '/', '\u0000')), {
      minLength: 1,
      maxLength: 6,
    });

    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const letters = Array.from(xml);
        for (const [at, letter] of changes) letters[at] = letter;
        await drain(zipOf(workbookParts(letters.join(''))));
      }),
      { numRuns: 300 },
    );
  });
});
