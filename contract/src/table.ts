import { z } from 'zod';
import { refusals } from './route.ts';

/**
 * Refusals of an uploaded table as a whole, whoever imports it: what is wrong with its container, its encoding or its size.
 * Every route that takes a table names them.
 */
export const tableFileRefusals = [
  'table.file-missing',
  'table.file-empty',
  'table.file-too-large',
  'table.not-a-workbook',
  'table.markup-not-workbook',
  'table.workbook-broken',
  'table.password-locked',
  'table.legacy-xls',
  'table.macro-workbook',
  'table.binary-workbook',
  'table.no-visible-sheet',
  'table.xml-doctype',
  'table.zip-too-many-entries',
  'table.zip-too-large',
  'table.zip-ratio',
  'table.zip-unsafe-path',
  'table.zip-doubled-part',
  'table.encoding-unknown',
  'table.quote-not-closed',
  'table.header-doubled',
  'table.too-many-rows',
  'table.too-many-columns',
  'table.too-many-merges',
  'table.too-many-flawed-cells',
] as const;

/** Statuses of a table's refusals; their words stand in `contract/messages`. */
export const tableRefusals = refusals({
  'table.file-missing': 422,
  'table.file-empty': 422,
  'table.file-too-large': 413,
  'table.not-a-workbook': 415,
  'table.markup-not-workbook': 415,
  'table.workbook-broken': 422,
  'table.password-locked': 422,
  'table.legacy-xls': 415,
  'table.macro-workbook': 415,
  'table.binary-workbook': 415,
  'table.no-visible-sheet': 422,
  'table.xml-doctype': 422,
  'table.zip-too-many-entries': 422,
  'table.zip-too-large': 413,
  'table.zip-ratio': 422,
  'table.zip-unsafe-path': 422,
  'table.zip-doubled-part': 422,
  'table.encoding-unknown': 422,
  'table.quote-not-closed': 422,
  'table.header-doubled': 422,
  'table.too-many-rows': 422,
  'table.too-many-columns': 422,
  'table.too-many-merges': 422,
  'table.too-many-flawed-cells': 422,
});

/** What applying a row would do, or did. */
export const importOutcomes = ['new', 'changed', 'unchanged', 'error'] as const;
export const importOutcomeSchema = z.enum(importOutcomes);
export type ImportOutcome = (typeof importOutcomes)[number];
/** How many rows have each outcome. */
export const outcomeCountsSchema = z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), error: z.int() });

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** A code with its parameters; words: `field.<code>` for places, `refusal.<code>` for files, `<code>` for notes. */
export const codedSchema = z.object({ code: z.string(), params });
export type Coded = { readonly code: string; readonly params: Readonly<z.infer<typeof params>> };
/** A place of the file that is refused: `path` is row and column (`7/B`). */
export const refusedPlaceSchema = codedSchema.extend({ path: z.string() });
/** A column as it was understood; `field` is null where no field takes it. */
export const readColumnSchema = z.object({ column: z.string(), header: z.string(), field: z.string().nullable() });
/** One field of a row that would change, as text for people. */
export const fieldChangeSchema = z.object({ field: z.string(), before: z.string(), after: z.string() });
