import { expect, describe, test } from 'vitest';

import { isRefusal, type Refusal } from '@karez/kit/refusal';

import { gb18030Of } from './gb18030-fixture.ts';
import { listHeader } from './header-fixture.ts';
import { openTable, type TableRow } from './table-file.ts';
import { sheetRow, workbookParts, zipOf } from './zip-fixture.ts';

const header = ['数据目录名称', '提供单位', '更新周期', '发布日期'];
const body = ['葡萄种植备案', '市农业农村局', '每年', '2024-05-06'];
const sheet = (rows: string) => zipOf(workbookParts(`<sheetData>${rows}</sheetData>`));
const csvOf = (cell: string) => [header.join(','), `葡萄,${cell},每年,`].join('\n');

async function read(bytes: Buffer): Promise<{ rows: TableRow[]; refusal: Refusal | undefined }> {
  const table = await openTable(bytes, listHeader);
  if (isRefusal(table)) return { rows: [], refusal: table };
  const rows: TableRow[] = [];
  for await (const row of table.rows()) {
    if (isRefusal(row)) return { rows, refusal: row };
    rows.push(row);
  }
  return { rows, refusal: undefined };
}

/** Chinese of three bytes each in UTF-8, filled up with letters to exactly so many bytes. */
const textOf = (bytes: number): string => '葡'.repeat(Math.floor(bytes / 3)) + 'a'.repeat(bytes % 3);

describe.each([
  ['XLSX', (cell: string) => sheet(sheetRow(1, header) + sheetRow(2, ['葡萄', cell, '每年']))],
  ['CSV in UTF-8', (cell: string) => Buffer.from(csvOf(cell))],
  ['CSV in GB18030', (cell: string) => gb18030Of(csvOf(cell))],
])('a cell of %s', (_, fileOf) => {
  test.each([65_535, 65_536])('that has %i bytes in UTF-8 is taken', async (bytes) => {
    const { rows } = await read(fileOf(textOf(bytes)));

    expect(rows[0]?.refusals).toEqual([]);
    expect(Buffer.byteLength(rows[0]?.cells.get('provider')?.text ?? '')).toBe(bytes);
  });

  test('that has 65,537 bytes is refused with field, row and rule, and the row’s other cells are read', async () => {
    const { rows } = await read(fileOf(textOf(65_537)));

    expect(rows[0]?.refusals).toEqual([
      {
        path: '2/B',
        code: 'table.cell-too-long',
        params: { row: 2, column: 'B', header: '提供单位', bytes: 65_537, limit: 65_536 },
      },
    ]);
    expect(rows[0]?.cells.get('cycle')?.text).toBe('每年');
  });
});

describe('a million columns', () => {
  test('in a workbook are refused at the row that has them', async () => {
    const cells = Array.from({ length: 1_000_000 }, (_, at) => `<c><v>${(at * 2_654_435_761) % 999_983}</v></c>`);
    const bytes = sheet(`${sheetRow(1, header)}<row r="2">${cells.join('')}</row>`);

    expect((await read(bytes)).refusal).toMatchObject({ code: 'table.too-many-columns', params: { row: 2 } });
  });

  test.each([
    ['empty ones', ','.repeat(1_000_000)],
    ['quoted ones', '"a",'.repeat(1_000_000)],
  ])('in a text file are refused before they are taken apart: %s', async (_, line) => {
    const { refusal } = await read(Buffer.from([header.join(','), body.join(','), line].join('\n')));

    expect(refusal).toMatchObject({ code: 'table.too-many-columns', params: { row: 3 } });
  });

  test('that are delimiters inside quotes are one cell', async () => {
    const { rows, refusal } = await read(Buffer.from(csvOf(`"${'a,'.repeat(5_000)}"`)));

    expect(refusal).toBeUndefined();
    expect(rows[0]?.refusals).toEqual([]);
  });
});

test('a cell that asks another workbook is refused, and the other workbook is not looked for', async () => {
  const parts = [
    ...workbookParts(
      `<sheetData>${sheetRow(1, header)}<row r="2"><c r="A2"><f>[1]Sheet1!A1</f><v>1</v></c><c r="B2" t="inlineStr"><is><t>市水利局</t></is></c></row></sheetData>`,
    ),
    {
      name: 'xl/externalLinks/externalLink1.xml',
      text: '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    },
    {
      name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
      text: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="http://192.0.2.1/secret.xlsx" TargetMode="External"/></Relationships>',
    },
  ];

  const { rows } = await read(zipOf(parts));

  expect(rows[0]?.refusals).toMatchObject([{ path: '2/A', code: 'table.cell-formula' }]);
});

test('two sheets of one name are refused: which of them is meant nobody knows', async () => {
  const parts = workbookParts(`<sheetData>${sheetRow(1, header)}${sheetRow(2, body)}</sheetData>`).map((part) =>
    part.name === 'xl/workbook.xml'
      ? { ...part, text: String(part.text).replace('</sheets>', '<sheet name="目录" sheetId="2" r:id="rId1"/></sheets>') }
      : part,
  );

  expect((await read(zipOf(parts))).refusal?.code).toBe('table.workbook-broken');
});

test.each(['\u202E', '\u202D', '\u2067', '\u200F', '\u061C'])(
  'a name that %j could show in another order is refused at its cell',
  async (mark) => {
    const { rows } = await read(Buffer.from([header.join(','), `"机密${mark}录名",市水利局,每年,`].join('\n')));

    expect(rows[0]?.refusals).toMatchObject([{ path: '2/A', code: 'table.cell-bidi-control', params: { header: '数据目录名称' } }]);
  },
);
