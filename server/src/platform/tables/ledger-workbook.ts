import { writeXlsx } from 'hucre/xlsx';

type Cell = string | number;

/** A list as it is handed over (台账): what it is, its facts line by line (unit, filters, date, maker), and its rows. */
export type Ledger = {
  readonly sheet: string;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: readonly (readonly Cell[])[];
};

/** Sheets may have names of at most so many characters, without some of them. */
const sheetName = (text: string): string => text.replaceAll(/[\\/?*[\]:]/gu, ' ').slice(0, 31);

/** Writes a ledger as a workbook; every text is a text cell, so nothing in it becomes a formula. */
export async function ledgerWorkbook({ sheet, title, facts, columns, rows }: Ledger): Promise<Uint8Array> {
  const bold = { font: { bold: true } };
  const headerAt = facts.length + 2;
  return writeXlsx({
    sheets: [
      {
        name: sheetName(sheet),
        columns: columns.map(({ width }) => ({ width })),
        rows: [
          [title],
          ...facts.map(([label, value]) => [label, value]),
          [],
          columns.map(({ header }) => header),
          ...rows.map((row) => [...row]),
        ],
        cells: new Map([
          ['0,0', { style: bold }] as const,
          ...columns.map((_column, at) => [`${headerAt},${at}`, { style: bold }] as const),
        ]),
        freezePane: { rows: headerAt + 1 },
      },
    ],
  });
}
