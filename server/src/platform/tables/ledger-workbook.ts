import { languageFacts, type Language } from '@karez/contract/wording';
import { frameOf, rowXml, sheetEnd, sheetStart, type MarkedCell } from './sheet-parts.ts';
import { writeZip } from './zip-writer.ts';

type Cell = string | number;
type Row = readonly Cell[];

/** A list as it is handed over (台账): what it is, its facts line by line (unit, filters, date, maker), and its rows, which may come as they are read. */
export type Ledger = {
  /** The language of its words. */
  readonly language: Language;
  readonly sheet: string;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
};

/** Rows that a sheet has room for: a ledger beyond them is a fault, never cut in silence. */
const sheetRowsMax = 1_048_576;
/** Rows of the head besides the facts: the title, a blank one, the names of the columns. */
const HEAD_ROWS = 3;
/** Rows that are handed to the packer together. */
const rowsAtOnce = 100;

/**
 * Writes a ledger as a workbook while its rows are read: what is held is some rows, however many there are. Every text is a text cell, so nothing in it
 * becomes a formula. In a language written from right to left the sheet reads so, and each text keeps a direction of its own.
 * It prints on A4.
 */
export function ledgerWorkbook(ledger: Ledger): AsyncGenerator<Buffer> {
  return writeZip([
    ...frameOf(ledger.sheet, { hasNotes: false, titleRow: ledger.facts.length + HEAD_ROWS }).map(([name, xml]) => ({
      name,
      text: () => [xml],
    })),
    { name: 'xl/worksheets/sheet1.xml', text: () => sheetXml(ledger) },
  ]);
}

const cellsOf = (row: Row, look: MarkedCell['look']): MarkedCell[] => row.map((value, at) => ({ column: at + 1, text: value, look }));

/** First strong isolate and its end: a code or a name keeps its own direction in a sheet that reads from right to left. */
const isolated = (text: string): string => (text === '' ? '' : `\u2068${text}\u2069`);

async function* sheetXml({ language, title, facts, columns, rows }: Ledger): AsyncGenerator<string> {
  const fromRight = languageFacts[language].direction === 'rtl';
  const setApart = (row: Row): Row => (fromRight ? row.map((cell) => (typeof cell === 'string' ? isolated(cell) : cell)) : row);
  const header = columns.map((column) => column.header);
  const head = [
    cellsOf([title], 'title'),
    ...facts.map(([label, value]) => cellsOf([label, ...setApart([value])], 'plain')),
    [],
    cellsOf(header, 'header'),
  ];
  yield sheetStart(
    columns.map(({ width }) => width),
    { headRows: head.length, fromRight, fitsWidth: true },
  );
  yield head.map((cells, at) => rowXml(at + 1, cells)).join('');
  let at = head.length;
  let waiting: string[] = [];
  for await (const row of rows) {
    at += 1;
    if (at > sheetRowsMax) throw new Error('a ledger has more rows than a sheet');
    waiting.push(rowXml(at, cellsOf(setApart(row), 'plain')));
    if (waiting.length < rowsAtOnce) continue;
    yield waiting.join('');
    waiting = [];
  }
  yield waiting.join('');
  yield* sheetEnd([], false, { isForPaper: true });
}
