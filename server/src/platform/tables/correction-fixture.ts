import { readXlsx, writeXlsx, type CellStyle } from 'hucre/xlsx';
import { columnLetters } from './sheet-facts.ts';

type Sheet = Awaited<ReturnType<typeof readXlsx>>['sheets'][number];

async function sheetIn(bytes: Buffer): Promise<Sheet> {
  const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
  if (!sheet) throw new Error('a workbook has a sheet');
  return sheet;
}

/** A coloured cell of a refused workbook: where it stands, under which header, what it says and what its note says. */
export type Marked = { readonly at: string; readonly header: string; readonly text: string; readonly note: string };

function isRed(style: CellStyle | undefined): boolean {
  return style?.fill?.type === 'pattern' && (style.fill.fgColor?.rgb ?? '').endsWith('FFC7CE');
}

/** The coloured cells with their notes, by the reader of whole workbooks: what a person sees who opens the file. */
export async function markedIn(bytes: Buffer): Promise<Marked[]> {
  const sheet = await sheetIn(bytes);
  const textAt = (row: number, column: number) => String(sheet.rows[row]?.[column] ?? '');
  const red = [...(sheet.cells ?? [])].filter(([, { style }]) => isRed(style));
  return red.map(([key, { comment }]) => {
    const [row = 0, column = 0] = key.split(',').map(Number);
    const at = `${columnLetters(column + 1)}${row + 1}`;
    return { at, header: textAt(0, column), text: textAt(row, column), note: comment?.text ?? '' };
  });
}

/** The workbook with other texts in its marked cells and nothing else changed, saved anew as a spreadsheet program saves it. */
export async function corrected(bytes: Buffer, textOf: (marked: Marked) => string): Promise<Buffer> {
  const sheet = await sheetIn(bytes);
  const texts = new Map((await markedIn(bytes)).map((marked) => [marked.at, textOf(marked)]));
  const width = Math.max(...sheet.rows.map((row) => row.length));
  const rows = sheet.rows.map((row, at) =>
    Array.from({ length: width }, (_, column) => texts.get(`${columnLetters(column + 1)}${at + 1}`) ?? row[column] ?? ''),
  );
  return Buffer.from(await writeXlsx({ sheets: [{ name: sheet.name, rows, merges: sheet.merges ?? [] }] }));
}
