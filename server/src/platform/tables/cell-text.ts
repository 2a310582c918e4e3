import type { RefusalParams } from '@karez/kit/refusal';

import type { TableLimits } from './table-limits.ts';
import type { RawCell } from './raw-table.ts';

/** A clean cell. `serial` is the number that a spreadsheet holds there (a date may be one), `null` for text. */
export type Cell = { readonly text: string; readonly serial: number | null };

/** A cell that cannot be taken, with the rule it breaks. */
export type CellRefusal = { readonly code: string; readonly params: RefusalParams };

export const emptyCell: Cell = { text: '', serial: null };

/** Above this a spreadsheet has already lost digits: it keeps 15 of them. */
const exactIntegerMax = 1e15;
/** Direction overrides and isolates can show a text in another order than it is stored in. */
const bidiControl = /[\u202A-\u202E\u2066-\u2069\u061C\u200E\u200F]/u;
/** A part that is only set apart from the words around it, as the Uyghur workbooks of the platform itself have it. */
const setApart = /\u2068([^\u202A-\u202E\u2066-\u2069\u061C\u200E\u200F]*)\u2069/gu;
const setApartDepthMax = 4;
const invisible = /[\u200B\u2060\uFEFF\u00AD]/gu;

/**
 * Cleans one cell, or names the rule against it. Text stays text, whatever language it is written in: markup, script or
 * SQL are letters like others. Invisible joiners and marks that set a part apart are dropped; what could hide or reorder text is refused,
 * never removed.
 */
export function readCell(raw: RawCell, limits: TableLimits): Cell | CellRefusal {
  if (raw.flaw) return { code: `table.cell-${raw.flaw}`, params: {} };
  const { value } = raw;
  if (value === null) return emptyCell;
  if (value instanceof Date) return readDate(value);
  if (typeof value === 'number') return readNumber(value);
  return typeof value === 'boolean' ? { text: value ? 'TRUE' : 'FALSE', serial: null } : readText(value, limits);
}

export function isCellRefusal(cell: Cell | CellRefusal): cell is CellRefusal {
  return 'code' in cell;
}

function joined(text: string): string {
  let plain = text;
  for (let depth = 0; depth < setApartDepthMax && plain.includes('\u2068'); depth++) plain = plain.replaceAll(setApart, '$1');
  return plain;
}

function readText(written: string, limits: TableLimits): Cell | CellRefusal {
  const bytes = Buffer.byteLength(written, 'utf8');
  if (bytes > limits.cellBytesMax) return { code: 'table.cell-too-long', params: { bytes, limit: limits.cellBytesMax } };
  const value = joined(written);
  const control = controlIn(value);
  if (control !== undefined) return { code: 'table.cell-control-character', params: { character: pointName(control) } };
  const bidi = bidiControl.exec(value)?.[0];
  if (bidi) return { code: 'table.cell-bidi-control', params: { character: pointName(bidi.charCodeAt(0)) } };
  if (/\p{Cs}/u.test(value)) return { code: 'table.cell-broken-character', params: {} };
  return { text: value.replaceAll(invisible, '').replaceAll(/\r\n?/gu, '\n').trim(), serial: null };
}

/** What no keyboard types (tab and line ends are typed), and the marks of a failed decoding. */
const unwelcome = /[^\P{Cc}\t\n\r]|[\uFFFD-\uFFFF]/u;

function controlIn(value: string): number | undefined {
  return unwelcome.exec(value)?.[0].charCodeAt(0);
}

function pointName(unit: number): string {
  return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}

function readNumber(value: number): Cell | CellRefusal {
  if (!Number.isFinite(value)) return { code: 'table.cell-error-value', params: {} };
  if (Math.abs(value) >= exactIntegerMax) return { code: 'table.cell-number-inexact', params: {} };
  return { text: String(value), serial: value };
}

/** A cell that the workbook formats as a date; its instant is the wall clock of the sheet, written without a zone. */
function readDate(value: Date): Cell | CellRefusal {
  if (Number.isNaN(value.getTime())) return { code: 'table.cell-date-invalid', params: {} };
  if (value.getUTCFullYear() < 1900) return { code: 'table.cell-date-before-1900', params: {} };
  const [day = '', time = ''] = value.toISOString().slice(0, 19).split('T');
  return { text: time === '00:00:00' ? day : `${day} ${time}`, serial: null };
}

const shownCharactersMax = 2_000;

/** A text that was not taken, fit to be stored and shown: cut, with marks in place of what cannot or must not be shown. */
export function shownText(text: string, charactersMax = shownCharactersMax): string {
  return text.slice(0, charactersMax).replaceAll(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\u061C\u200E\u200F\uFFFE\uFFFF]/gu, '\uFFFD');
}

/** Folds full-width letters, digits and signs to their usual form and spaces to one; Chinese words and signs stay. */
export function foldWidth(text: string): string {
  return text
    .replaceAll(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF0D\uFF0E\uFF0F\uFF3F]/gu, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** What two spellings of one name have in common: no width, case, space or bracket differences (law: names are unique per provider). */
export function nameKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
}
