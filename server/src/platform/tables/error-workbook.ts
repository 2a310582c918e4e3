import { writeXlsxStream } from 'hucre/xlsx';

import { withoutIsolates, type Words } from '@karez/contract/words';
import type { FieldRefusal } from '@karez/kit/refusal';

/** A row that was not taken, with its original text by header. */
export type RefusedRow = {
  readonly row: number;
  readonly raw: Readonly<Record<string, string>>;
  readonly refusals: readonly FieldRefusal[];
};

/** The words of the workbook in the reader's language; `reason` makes the sentence of one refusal. */
export type ErrorWorkbookWords = {
  readonly sheet: string;
  readonly row: string;
  readonly reasons: string;
  readonly reason: (refusal: FieldRefusal) => string;
};

/**
 * Writes the refused rows as a workbook that can be corrected and uploaded again: the file's own headers, before them the
 * original row number and the reasons. Every cell is written as text, so nothing in it becomes a formula.
 */
export function errorWorkbook(
  headers: readonly string[],
  rows: AsyncIterable<RefusedRow> | Iterable<RefusedRow>,
  words: ErrorWorkbookWords,
): ReadableStream<Uint8Array> {
  const columns = [{ header: words.row }, { header: words.reasons, width: 60 }, ...headers.map((header) => ({ header }))];
  return writeXlsxStream(cellsOf(headers, rows, words), { name: words.sheet, columns, freezePane: { rows: 1 } });
}

async function* cellsOf(headers: readonly string[], rows: AsyncIterable<RefusedRow> | Iterable<RefusedRow>, words: ErrorWorkbookWords) {
  for await (const { row, raw, refusals } of rows) {
    yield [String(row), refusals.map(words.reason).join('\n'), ...headers.map((header) => raw[header] ?? '')];
  }
}

/** The words of an error workbook in a language. */
export function errorWorkbookWords(words: Words): ErrorWorkbookWords {
  return {
    sheet: words.text('table.error-sheet'),
    row: words.text('table.error-row'),
    reasons: words.text('table.error-reasons'),
    reason: ({ code, params }: FieldRefusal) => words.text(`field.${code}`, params),
  };
}

/** Under which name an error workbook is handed over, made from the name of the file that was uploaded. */
export function errorWorkbookName(words: Words, uploadedName: string): string {
  return withoutIsolates(words.text('table.error-file', { name: uploadedName.replace(/\.[^.]{1,5}$/u, '') }));
}

/** The media type of a workbook. */
export const workbookMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
