import type { Refusal } from '@karez/kit/refusal';

import type { CellFlaw } from './sheet-facts.ts';

/** A cell as the file holds it, before any cleaning. */
export type RawCell = { readonly value: string | number | boolean | Date | null; readonly flaw: CellFlaw | null };

/**
 * A row as the file holds it. `row` counts from 1 as the spreadsheet program shows it; `mergedFrom` is the first row of the
 * merged range that covers some of its cells (equal to `row` on that first row), `null` where nothing is merged.
 */
export type RawRow = { readonly row: number; readonly cells: readonly RawCell[]; readonly mergedFrom: number | null };

/** Something that the reader did or left out, told to the person who imports; the words of `code` are in the messages. */
export type TableNote = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** An opened file. `rows` may be read more than once; a refusal among the rows ends them. */
export type RawTable = {
  readonly kind: 'xlsx' | 'csv';
  readonly notes: readonly TableNote[];
  readonly rows: () => AsyncIterable<RawRow | Refusal>;
};
