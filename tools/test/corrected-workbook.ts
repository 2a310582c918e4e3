import { readXlsx, writeXlsx, type Cell } from 'hucre/xlsx';

/** The colour in which a workbook of refused rows marks what is wrong. */
const wrong = 'FFC7CE';

/** Whether a cell is marked: coloured, and with a note that says why. */
function isMarked({ style, comment }: Cell): boolean {
  const isRed = style?.fill?.type === 'pattern' && (style.fill.fgColor?.rgb ?? '').endsWith(wrong);
  return isRed && (comment?.text ?? '') !== '';
}

async function sheetIn(bytes: Buffer) {
  const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
  if (!sheet) throw new Error('a workbook has a sheet');
  return sheet;
}

/**
 * A workbook of refused rows, corrected as a person would: each marked cell says what `texts` has for its column, and nothing else is changed.
 * Throws where nothing is marked, or a marked column has no text.
 */
export async function correctedWorkbook(bytes: Buffer, texts: ReadonlyMap<string, string>): Promise<Buffer> {
  const sheet = await sheetIn(bytes);
  const rows = sheet.rows.map((row) => row.map((cell) => String(cell ?? '')));
  const marked = [...(sheet.cells ?? [])].filter(([, cell]) => isMarked(cell)).map(([at]) => at.split(',').map(Number));
  if (marked.length === 0) throw new Error('nothing is marked');
  for (const [row = 0, column = 0] of marked) {
    const header = String(sheet.rows[0]?.[column]);
    const text = texts.get(header);
    if (text === undefined) throw new Error(`nobody thought that ${header} would be marked`);
    rows[row]?.splice(column, 1, text);
  }
  return Buffer.from(await writeXlsx({ sheets: [{ name: sheet.name, rows, merges: sheet.merges ?? [] }] }));
}

/** A table of texts with some of its cells changed, by the words of their column and by row as `change` says; undefined leaves a cell as it is. */
export async function changedWorkbook(
  bytes: Buffer,
  change: (row: ReadonlyMap<string, string>, header: string) => string | undefined,
): Promise<Buffer> {
  const sheet = await sheetIn(bytes);
  const [headers = [], ...rows] = sheet.rows.map((row) => row.map((cell) => String(cell ?? '')));
  const changed = rows.map((row) => {
    const named = new Map(headers.map((header, at) => [header, row[at] ?? '']));
    return headers.map((header) => change(named, header) ?? named.get(header) ?? '');
  });
  return Buffer.from(await writeXlsx({ sheets: [{ name: sheet.name, rows: [headers, ...changed] }] }));
}
