import { refuse, type Refusal } from '@karez/kit/refusal';

import type { TableLimits } from './table-limits.ts';
import { attributeOf, tagScanner, type XmlTag } from './xml-tags.ts';
import type { ZipEntry } from './zip-directory.ts';
import { scanPart } from './zip-part.ts';

/** What is wrong with a cell before its value is even looked at. */
export type CellFlaw = 'formula' | 'error-value';

/** A merged range; rows and columns count from 1, both ends included. */
export type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** What the streaming reader does not tell about a sheet: merged ranges, formulas and error values, by row and column from 1. */
export type SheetFacts = {
  readonly merges: readonly Merge[];
  readonly flaws: ReadonlyMap<number, ReadonlyMap<number, CellFlaw>>;
};

/** Reads a worksheet once for its merges and flawed cells, and refuses one with more rows or columns than an import takes. */
export async function readSheetFacts(bytes: Buffer, entry: ZipEntry, limits: TableLimits): Promise<SheetFacts | Refusal> {
  const seen = newReading(limits);
  const feed = tagScanner((tag) => seen.take(tag));
  const refusal = await scanPart(bytes, entry, (text) => {
    if (text.includes('<!DOCTYPE')) return refuse('table.xml-doctype');
    feed(text);
    return seen.refusal();
  });
  return refusal ?? seen.facts;
}

function newReading(limits: TableLimits) {
  const merges: Merge[] = [];
  const flaws = new Map<number, Map<number, CellFlaw>>();
  let row = 0;
  let column = 0;
  let rows = 0;
  let flawedCells = 0;
  let refused: Refusal | undefined;

  const flag = (flaw: CellFlaw) => {
    const ofRow = flaws.get(row) ?? new Map<number, CellFlaw>();
    if (!ofRow.has(column)) flawedCells += 1;
    flaws.set(row, ofRow.set(column, flaw));
    if (flawedCells > limits.flawedCellsMax) refused ??= refuse('table.too-many-flawed-cells', { limit: limits.flawedCellsMax });
  };
  const openRow = (tag: XmlTag) => {
    row = Number(attributeOf(tag, 'r') ?? row + 1);
    column = 0;
    rows += 1;
    if (rows > limits.rowsMax) refused ??= refuse('table.too-many-rows', { limit: limits.rowsMax });
  };
  const openCell = (tag: XmlTag) => {
    column = placeOf(attributeOf(tag, 'r') ?? '')?.column ?? column + 1;
    if (column > limits.columnsMax) refused ??= refuse('table.too-many-columns', { row, limit: limits.columnsMax });
    if (attributeOf(tag, 't') === 'e') flag('error-value');
  };
  const addMerge = (tag: XmlTag) => {
    const merge = rangeOf(attributeOf(tag, 'ref') ?? '');
    if (merge) merges.push(merge);
    if (merges.length > limits.mergesMax) refused ??= refuse('table.too-many-merges', { limit: limits.mergesMax });
  };
  const takers: Readonly<Record<string, (tag: XmlTag) => void>> = {
    row: openRow,
    c: openCell,
    f: () => flag('formula'),
    mergeCell: addMerge,
  };
  return { facts: { merges, flaws }, take: (tag: XmlTag) => takers[tag.name]?.(tag), refusal: () => refused };
}

/** Where a cell stands by its address (`B7`), rows and columns counted from 1. */
export function placeOf(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(reference);
  if (!match) return undefined;
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]), column };
}

function rangeOf(reference: string): Merge | undefined {
  const [from, to] = reference.split(':');
  const start = placeOf(from ?? '');
  const end = placeOf(to ?? '');
  if (!start || !end || end.row < start.row || end.column < start.column) return undefined;
  return { top: start.row, bottom: end.row, left: start.column, right: end.column };
}

/** The letters of a column counted from 1: 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? last : columnLetters(Math.floor((column - 1) / 26)) + last;
}
