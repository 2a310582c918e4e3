import { sql } from 'kysely';

import type { LeftBecause } from '@karez/contract/catalog-import';
import type { ImportOutcome } from '@karez/contract/table';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { FieldRefusal } from '@karez/kit/refusal';

import type { Reader, Transaction } from '#platform/database';

import type { FieldChange } from '../entry/changes.ts';
import type { ImportedContent } from './entry-content.ts';
import type { ImportedEntry } from './imported-entry.ts';
import type { ImportedBefore } from './legacy-entry.ts';

/** One entry of a file with what the dry run says of it, and what became of it. */
export type ImportRow<Content = ImportedContent> = Omit<ImportedEntry, 'content'> & {
  readonly content: Content;
  readonly outcome: ImportOutcome;
  readonly changes: readonly FieldChange[];
  readonly applied: ImportOutcome | null;
  readonly entryId: string | null;
  /** The version in force that the row opens a change of, where it does. */
  readonly opensVersion?: string | null;
};

/** A row as lists show it: also what became of its entry when the import was undone. */
export type ListedRow = ImportRow & { readonly undone: 'undone' | 'left' | null; readonly leftBecause: LeftBecause | null };

type StoredRow<Content> = Omit<ImportRow<Content>, 'row'> & { rowNo: number };

const columns = sql`row_no AS "rowNo", rows, key, provider, outcome, content, raw, changes, refusals, unknown, applied, entry_id AS "entryId", opens_version AS "opensVersion"`;

const rowOf = <Content>({ rowNo, ...row }: StoredRow<Content>): ImportRow<Content> => ({ ...row, row: rowNo });

/** Stores rows that the dry run read; a row that is stored already stays as it is. */
export async function insertRows(tx: Transaction, importId: string, rows: readonly ImportRow<unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO catalog.import_row (job_id, row_no, rows, key, provider, outcome, content, raw, changes, refusals, unknown, opens_version)
    SELECT ${importId}::uuid, row, rows, key, provider, outcome, content, raw, changes, refusals, unknown, "opensVersion"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS read (row integer, rows integer, key text, provider text, outcome text, content jsonb,
      raw jsonb, changes jsonb, refusals jsonb, unknown jsonb, "opensVersion" text)
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** The next rows behind a row number, in the order of the file. */
export async function rowsBehind<Content = ImportedContent>(
  reader: Reader,
  importId: string,
  { row, limit }: { row: number; limit: number },
): Promise<ImportRow<Content>[]> {
  const found = await sql<StoredRow<Content>>`
    SELECT ${columns} FROM catalog.import_row WHERE job_id = ${importId} AND row_no > ${row} ORDER BY row_no LIMIT ${limit}`.execute(
    reader,
  );
  return found.rows.map(rowOf);
}

/** What became of one row when it was applied. */
export type AppliedRow = {
  readonly row: number;
  readonly applied: ImportOutcome;
  readonly entryId: string | null;
  readonly refusals: readonly FieldRefusal[];
  /** What the entry said before, where it was changed, and its revision as the import left it. */
  readonly before?: EntryContent | ImportedBefore | null;
  readonly entryRevision?: number | null;
  readonly opensVersion?: string | null;
};

export async function markApplied(tx: Transaction, importId: string, rows: readonly AppliedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    UPDATE catalog.import_row SET applied = done.applied, entry_id = done."entryId", refusals = done.refusals, before = done.before,
      entry_revision = done."entryRevision", opens_version = done."opensVersion", revision_before = CASE WHEN done.applied = 'changed' THEN done."entryRevision" - 1 END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS done (row integer, applied text, "entryId" uuid, refusals jsonb, before jsonb, "entryRevision" integer, "opensVersion" text)
    WHERE job_id = ${importId} AND row_no = done.row AND import_row.applied IS NULL`.execute(tx);
}

/** How many rows have each outcome, in the dry run and applied. */
export async function countRows(
  reader: Reader,
  importId: string,
): Promise<readonly { outcome: ImportOutcome; applied: ImportOutcome | null; count: number }[]> {
  const found = await sql<{ outcome: ImportOutcome; applied: ImportOutcome | null; count: number }>`
    SELECT outcome, applied, count(*) AS count FROM catalog.import_row WHERE job_id = ${importId} GROUP BY outcome, applied`.execute(
    reader,
  );
  return found.rows;
}

export type RowQuery = {
  readonly importId: string;
  readonly outcome: ImportOutcome | null;
  readonly undone: 'undone' | 'left' | null;
  readonly after: number;
  readonly limit: number;
};

/** A page of rows of one outcome (or of all), in the order of the file, and how many there are. */
export async function rowsOfOutcome(reader: Reader, query: RowQuery): Promise<{ items: ListedRow[]; total: number }> {
  const { importId, outcome, undone, after, limit } = query;
  const asked = sql`job_id = ${importId} AND (${outcome}::text IS NULL OR outcome = ${outcome}) AND (${undone}::text IS NULL OR undone = ${undone})`;
  const found = await sql<StoredRow<ImportedContent> & Pick<ListedRow, 'undone' | 'leftBecause'>>`
    SELECT ${columns}, undone, left_because AS "leftBecause" FROM catalog.import_row
    WHERE ${asked} AND row_no > ${after} ORDER BY row_no LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*) AS total FROM catalog.import_row WHERE ${asked}`.execute(reader);
  return { items: found.rows.map((row) => ({ ...row, ...rowOf(row) })), total: counted.rows[0]?.total ?? 0 };
}

/** Rows that were not taken, by the dry run or when applied, behind a row number. */
export async function refusedRowsBehind(
  reader: Reader,
  importId: string,
  { row, limit }: { row: number; limit: number },
): Promise<Pick<ImportRow, 'row' | 'refusals'>[]> {
  const found = await sql<Pick<ImportRow, 'row' | 'refusals'>>`
    SELECT row_no AS row, refusals FROM catalog.import_row
    WHERE job_id = ${importId} AND row_no > ${row} AND (outcome = 'error' OR applied = 'error') ORDER BY row_no LIMIT ${limit}`.execute(
    reader,
  );
  return found.rows;
}

/** Spellings that state no value of their code list, with their number, the commonest first. */
export async function unknownValues(
  reader: Reader,
  importId: string,
  limit: number,
): Promise<{ field: string; raw: string; count: number }[]> {
  const found = await sql<{ field: string; raw: string; count: number }>`
    SELECT value ->> 'field' AS field, value ->> 'raw' AS raw, count(*) AS count
    FROM catalog.import_row CROSS JOIN LATERAL jsonb_array_elements(unknown) AS value
    WHERE job_id = ${importId} GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT ${limit}`.execute(reader);
  return found.rows;
}
