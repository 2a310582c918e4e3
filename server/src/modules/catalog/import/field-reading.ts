import type { FieldRefusal } from '@karez/kit/refusal';

import type { ColumnField } from './headers.ts';
import { columnLetters } from './sheet-facts.ts';
import { cellOf, type TableRow } from './table-file.ts';
import type { Normalised } from './values.ts';

/** A value whose spelling states none of the code list's values: left empty in the entry, kept in its original text, counted. */
export type UnknownValue = { readonly field: ColumnField; readonly raw: string };

/** Where each field stands in the sheet. */
export type Places = ReadonlyMap<ColumnField | null, { readonly column: number; readonly header: string }>;

type Wrong = { places: Places; code: string; params: Readonly<Record<string, string | number>> };

/** A refusal that names row, column, header and rule. */
export function refusalAt(row: number, field: ColumnField, { places, code, params }: Wrong): FieldRefusal {
  const place = places.get(field);
  const column = place ? columnLetters(place.column) : '';
  return { path: `${row}/${column}`, code, params: { row, column, header: place?.header.slice(0, 60) ?? '', ...params } };
}

/** Collects what is wrong or unknown while the fields of one entry are read. */
export type Reading = ReturnType<typeof newReading>;

/** Starts reading a row; what the row's cells were refused for comes first. */
export function newReading(row: TableRow, places: Places) {
  const unknown: UnknownValue[] = [];
  const refusals: FieldRefusal[] = [...row.refusals];
  const text = (field: ColumnField) => cellOf(row, field).text;
  const refuseField = (field: ColumnField, code: string, params: Wrong['params'] = {}) =>
    refusals.push(refusalAt(row.row, field, { places, code, params }));
  return {
    unknown,
    refusals,
    text,
    refuseField,
    cell: (field: ColumnField) => cellOf(row, field),
    isRefused: (field: ColumnField) =>
      refusals.some(({ path }) => path === refusalAt(row.row, field, { places, code: '', params: {} }).path),
    /** The text of a field that must not be longer than `limit`. */
    bounded: (field: ColumnField, limit: number) => {
      const value = text(field);
      if (value.length > limit) refuseField(field, 'catalog.import.text-too-long', { characters: value.length, limit });
      return value;
    },
    /** The value that a spelling states; empty where there is none, and where it is unknown. */
    stated: <T>(field: ColumnField, normalise: (raw: string) => Normalised<T>): T | null => {
      const raw = text(field);
      if (raw === '') return null;
      const result = normalise(raw);
      if ('value' in result) return result.value;
      unknown.push({ field, raw });
      return null;
    },
  };
}
