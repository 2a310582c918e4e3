import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { z } from 'zod';

import { withoutIsolates, type Words } from '@karez/contract/wording';
import type { FieldRefusal } from '@karez/kit/refusal';

import { columnLetters, placeOf } from './sheet-facts.ts';
import { frameOf, noteBoxesXml, notesXml, rowXml, sheetEnd, sheetStart, type CellNote, type Look, type MarkedCell } from './sheet-parts.ts';
import { tableLimits } from './table-limits.ts';
import { writeZip } from './zip-writer.ts';

/** A column of the file that was uploaded; `column` counts from 1. */
export type RefusedColumn = { readonly column: number; readonly header: string };

/** A row that was not taken: its texts by column, and what is wrong in it. */
export type RefusedRow = {
  readonly row: number;
  readonly texts: ReadonlyMap<number, string>;
  readonly refusals: readonly FieldRefusal[];
};

/** Rows that are one thing, as an entry and its items are, and the columns that are stated once for all of them. */
export type RefusedGroup = { readonly rows: readonly RefusedRow[]; readonly once: ReadonlySet<number> };

/** What is told, in the reader's language; `reason` makes the sentence of one refusal. */
export type RefusedWords = {
  readonly sheet: string;
  readonly row: string;
  readonly reasons: string;
  readonly reason: (refusal: FieldRefusal) => string;
};

export type RefusedTable = {
  readonly columns: readonly RefusedColumn[];
  /** The column that is marked for what is wrong with a row as a whole; without one its reasons are marked. */
  readonly named: number | undefined;
  readonly groups: () => Iterable<RefusedGroup> | AsyncIterable<RefusedGroup>;
  readonly words: RefusedWords;
};

/** Beyond so many notes spreadsheet programs stand still; the cells behind are coloured and their reasons told all the same. */
const notesMax = 10_000;

/**
 * Writes refused rows as a workbook to correct and upload again: the file's columns at their old places, each wrong cell
 * coloured and with a note, and behind them the reasons and the row's old number. It is written while it is read: what is
 * held is one group of rows, its merges and the packed notes.
 */
export async function* refusedWorkbook(table: RefusedTable): AsyncGenerator<Buffer> {
  const notes = notesKept();
  const sheet = { name: 'xl/worksheets/sheet1.xml', text: () => sheetXml(table, notes) };
  yield* writeZip([
    ...frameOf(table.words.sheet, { hasNotes: true }).map(([name, xml]) => ({ name, text: () => [xml] })),
    sheet,
    { name: 'xl/comments1.xml', text: () => notesXml(notes.all()) },
    { name: 'xl/drawings/vmlDrawing1.vml', text: () => noteBoxesXml(notes.all()) },
  ]);
}

async function* sheetXml({ columns, named, groups, words }: RefusedTable, notes: NotesKept): AsyncGenerator<string> {
  const last = Math.max(0, ...columns.map(({ column }) => column));
  const own = { reasons: last + 1, row: last + 2 };
  yield sheetStart([...Array.from({ length: last }, () => 18), 60, 10]);
  const head = [...columns, { column: own.reasons, header: words.reasons }, { column: own.row, header: words.row }];
  yield rowXml(
    1,
    head.map(({ column, header }): MarkedCell => ({ column, text: header, look: 'header' })),
  );
  const merges: (readonly [number, number, number])[] = [];
  let at = 2;
  for await (const { rows, once: stated } of groups()) {
    const bottom = at + rows.length - 1;
    // What is merged must come back under the limit of merges; beyond it each row states what its group does.
    const once = bottom > at && merges.length + stated.size <= tableLimits.mergesMax ? stated : new Set<number>();
    for (const column of once) merges.push([at, bottom, column]);
    for (const [index, refused] of rows.entries()) {
      const below = index === 0 ? new Set<number>() : once;
      const wrong = reasonsByColumn(without(refused, below), { named, fallback: own.reasons, words });
      for (const [column, said] of wrong) notes.add({ row: at, column, text: said.join('\n') });
      yield rowXml(at, cellsOf(refused, { columns, own, wrong, below }));
      at += 1;
    }
  }
  yield* sheetEnd(merges, notes.count() > 0);
}

type Row = {
  readonly columns: readonly RefusedColumn[];
  readonly own: { readonly reasons: number; readonly row: number };
  readonly wrong: ReadonlyMap<number, readonly string[]>;
  /** Columns that the group's first row states. */
  readonly below: ReadonlySet<number>;
};

function cellsOf(refused: RefusedRow, { columns, own, wrong, below }: Row): MarkedCell[] {
  const lookOf = (column: number, look: Look): Look => (wrong.has(column) ? 'wrong' : look);
  const reasons = [...new Set([...wrong.values()].flat())].join('\n');
  return [
    ...columns.map(({ column }) => ({
      column,
      text: below.has(column) ? '' : (refused.texts.get(column) ?? ''),
      look: lookOf(column, 'plain'),
    })),
    { column: own.reasons, text: reasons, look: lookOf(own.reasons, 'reasons') },
    { column: own.row, text: String(refused.row), look: 'plain' },
  ];
}

/** A cell that stands once for its group was told at the group's first row. */
function without(refused: RefusedRow, below: ReadonlySet<number>): RefusedRow {
  const letters = new Set([...below].map(columnLetters));
  return { ...refused, refusals: refused.refusals.filter(({ path }) => !letters.has(lettersOf(path))) };
}

const lettersOf = (path: string): string => path.split('/')[1] ?? '';

type Marking = { readonly named: number | undefined; readonly fallback: number; readonly words: RefusedWords };

/** What is said of each wrong cell of a row. */
function reasonsByColumn({ refusals }: RefusedRow, { named, fallback, words }: Marking): Map<number, string[]> {
  const wrong = new Map<number, string[]>();
  for (const refusal of refusals) {
    const column = placeOf(`${lettersOf(refusal.path)}1`)?.column ?? named ?? fallback;
    wrong.set(column, [...(wrong.get(column) ?? []), words.reason(refusal)]);
  }
  return wrong;
}

const notesSchema = z.array(z.object({ row: z.int(), column: z.int(), text: z.string() }));

type NotesKept = ReturnType<typeof notesKept>;

/** The notes of a sheet, which stand in parts behind it: kept packed, some hundred together. */
function notesKept() {
  const packed: Buffer[] = [];
  let open: CellNote[] = [];
  let count = 0;
  return {
    count: () => count,
    add: (note: CellNote) => {
      if (count >= notesMax) return;
      count += 1;
      open.push(note);
      if (open.length < 500) return;
      packed.push(deflateRawSync(JSON.stringify(open)));
      open = [];
    },
    *all(): Generator<CellNote> {
      for (const each of packed) yield* notesSchema.parse(JSON.parse(inflateRawSync(each).toString('utf8')));
      yield* open;
    },
  };
}

/** What a refused workbook tells, in a language. */
export function refusedWords(words: Words): RefusedWords {
  return {
    sheet: words.text('table.error-sheet'),
    row: words.text('table.error-row'),
    reasons: words.text('table.error-reasons'),
    reason: ({ code, params }: FieldRefusal) => words.text(`field.${code}`, params),
  };
}

/** Under which name refused rows are handed over, made from the name of the file that was uploaded. */
export function refusedWorkbookName(words: Words, uploadedName: string): string {
  return withoutIsolates(words.text('table.error-file', { name: uploadedName.replace(/\.[^.]{1,5}$/u, '') }));
}

/** The media type of a workbook. */
export const workbookMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
