import { Readable } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import type { TableLimits } from './table-limits.ts';
import type { RawCell, RawRow, RawTable } from './raw-table.ts';

/** Encodings in which offices save comma-separated files; GB18030 covers GBK and GB2312. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Opens a delimited text file: finds encoding and delimiter, says which, and refuses what is text in no known encoding. */
export function openText(bytes: Buffer, limits: TableLimits): RawTable | Refusal {
  const decoded = decodeText(bytes);
  if (isRefusal(decoded)) return decoded;
  const { encoding, text } = decoded;
  if (/^\s*<(?:!doctype|html|\?xml|table|workbook)/iu.test(text)) return refuse('table.markup-not-workbook');
  const delimiter = delimiterOf(text);
  const tooWide = refuseWide(text, delimiter, limits);
  if (tooWide) return tooWide;
  const note = {
    code: 'table.note-text-file',
    params: { encoding: encoding.toUpperCase(), delimiter: delimiterNames[delimiter] },
  };
  return { kind: 'csv', notes: [note], rows: () => rowsOf(text, delimiter, limits) };
}

/** Decodes strictly: a byte that the encoding does not know refuses the file instead of becoming a question mark. */
export function decodeText(bytes: Buffer): { encoding: TextEncoding; text: string } | Refusal {
  for (const encoding of encodingsOf(bytes)) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== undefined) return { encoding, text };
  }
  return refuse('table.encoding-unknown');
}

function encodingsOf(bytes: Buffer): readonly TextEncoding[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['utf-8'];
  // Every header has a delimiter or line end, which UTF-16 writes with a zero byte; the other encodings never do.
  const start = bytes.subarray(0, 4096);
  const zeroAt = start.indexOf(0);
  if (zeroAt === -1) return ['utf-8', 'gb18030'];
  return zeroAt % 2 === 1 ? ['utf-16le'] : ['utf-16be'];
}

function decodeStrictly(bytes: Buffer, encoding: TextEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (fault) {
    if (fault instanceof TypeError) return undefined;
    throw fault;
  }
}

type Delimiter = ',' | ';' | '\t';
const delimiterNames: Readonly<Record<Delimiter, string>> = { ',': ',', ';': ';', '\t': 'Tab' };

/** The delimiter that occurs most often outside quotes in the first lines; a comma where none occurs. */
function delimiterOf(text: string): Delimiter {
  const start = text
    .slice(0, 20_000)
    .replaceAll(/"(?:[^"]|"")*"/gu, '')
    .split(/\r\n|\r|\n/u, 10)
    .join('\n');
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, count: start.split(delimiter).length - 1 }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}

const codeOf = { quote: 34, lineFeed: 10, carriageReturn: 13 } as const;

/** A row of more columns than an import takes is refused before a parser makes a text of each: thirty million commas are a small file. */
function refuseWide(text: string, delimiter: Delimiter, { columnsMax }: TableLimits): Refusal | undefined {
  const separator = delimiter.charCodeAt(0);
  let isQuoted = false;
  let row = 1;
  let columns = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === codeOf.quote) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (code === separator) columns += 1;
    if (columns > columnsMax) return refuse('table.too-many-columns', { row, limit: columnsMax });
    const isLineEnd = code === codeOf.lineFeed || (code === codeOf.carriageReturn && text.charCodeAt(at + 1) !== codeOf.lineFeed);
    if (isLineEnd) {
      row += 1;
      columns = 1;
    }
  }
  return undefined;
}

async function* rowsOf(text: string, delimiter: Delimiter, limits: TableLimits): AsyncGenerator<RawRow | Refusal> {
  const parser = Readable.from(piecesOf(text)).pipe(
    parse({ delimiter, relax_column_count: true, skip_empty_lines: false, quote: '"', escape: '"' }),
  );
  let row = 0;
  try {
    for await (const record of parser) {
      row += 1;
      const read = rowOf(textsOf(record), row, limits);
      yield read;
      if (isRefusal(read)) return;
    }
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    // Rows that were parsed but not read yet are lost with the fault; the parser knows how many whole rows there were.
    yield refuse('table.quote-not-closed', { row: Math.max(row, Number(fault['records'] ?? 0)) + 1 });
  }
}

const pieceCharacters = 64 * 1024;

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceCharacters) yield text.slice(at, at + pieceCharacters);
}

function rowOf(fields: readonly string[], row: number, limits: TableLimits): RawRow | Refusal {
  if (row > limits.rowsMax) return refuse('table.too-many-rows', { limit: limits.rowsMax });
  if (fields.length > limits.columnsMax) return refuse('table.too-many-columns', { row, limit: limits.columnsMax });
  return { row, cells: fields.map(cellOf), mergedFrom: null };
}

function textsOf(record: unknown): readonly string[] {
  return Array.isArray(record) ? record.map(String) : [];
}

/** In a text file a leading `=` is what spreadsheet programs run as a formula. */
function cellOf(value: string): RawCell {
  return { value, flaw: /^\s*=/u.test(value) ? 'formula' : null };
}
