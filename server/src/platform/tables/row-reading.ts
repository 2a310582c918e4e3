import type { FieldRefusal } from '@karez/kit/refusal';

import { columnLetters } from './sheet-facts.ts';
import type { Normalised } from './spelling.ts';
import { cellOf, type TableRow } from './table-file.ts';

/** A value whose spelling states none of the code list's values: left empty in the entry, kept in its original text, counted. */
export type UnknownValue<F extends string = string> = { readonly field: F; readonly raw: string };

/** Where each field stands in the sheet. */
export type Places<F extends string = string> = ReadonlyMap<F | null, { readonly column: number; readonly header: string }>;

type Wrong<F extends string> = { places: Places<F>; code: string; params: Readonly<Record<string, string | number>> };

/** A refusal that names row, column, header and rule. */
export function refusalAt<F extends string>(row: number, field: F, { places, code, params }: Wrong<F>): FieldRefusal {
  const place = places.get(field);
  const column = place ? columnLetters(place.column) : '';
  return { path: `${row}/${column}`, code, params: { row, column, header: place?.header.slice(0, 60) ?? '', ...params } };
}

/** Collects what is wrong or unknown while the fields of one entry are read. */
export type Reading<F extends string> = ReturnType<typeof newReading<F>>;

/** Starts reading a row; what the row's cells were refused for comes first. */
export function newReading<F extends string>(row: TableRow<F>, places: Places<F>) {
  const unknown: UnknownValue<F>[] = [];
  const refusals: FieldRefusal[] = [...row.refusals];
  const text = (field: F) => cellOf(row, field).text;
  const refuseField = (field: F, code: string, params: Wrong<F>['params'] = {}) =>
    refusals.push(refusalAt(row.row, field, { places, code, params }));
  return {
    unknown,
    refusals,
    text,
    refuseField,
    cell: (field: F) => cellOf(row, field),
    isRefused: (field: F) => refusals.some(({ path }) => path === refusalAt(row.row, field, { places, code: '', params: {} }).path),
    /** The text of a field that must not be longer than `limit`. */
    bounded: (field: F, limit: number) => {
      const value = text(field);
      if (value.length > limit) refuseField(field, 'table.text-too-long', { characters: value.length, limit });
      return value;
    },
    /** The value that a spelling states; empty where there is none, and where it is unknown. */
    stated: <T>(field: F, normalise: (raw: string) => Normalised<T>): T | null => {
      const raw = text(field);
      if (raw === '') return null;
      const result = normalise(raw);
      if ('value' in result) return result.value;
      unknown.push({ field, raw });
      return null;
    },
  };
}
