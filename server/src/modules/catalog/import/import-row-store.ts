import { sql } from 'kysely';

import type { ImportOutcome } from '@karez/contract/table';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { FieldRefusal } from '@karez/kit/refusal';

import type { Reader, Transaction } from '#platform/database';

import type { FieldChange } from '../entry/changes.ts';
import type { ImportedContent } from './entry-content.ts';
import type { ImportedEntry } from './imported-entry.ts';

/** One entry of a file with what the dry run says of it, and what became of it. */
export type ImportRow<Content = ImportedContent> = Omit<ImportedEntry, 'content'> & {
  readonly content: Content;
  readonly outcome: ImportOutcome;
  readonly changes: readonly FieldChange[];
  readonly applied: ImportOutcome | null;
  readonly entryId: string | null;
};

type StoredRow<Content> = Omit<ImportRow<Content>, 'row'> & { rowNo: number };

const columns = sql`row_no AS "rowNo", rows, key, provider, outcome, content, raw, changes, refusals, unknown, applied, entry_id AS "entryId"`;

const rowOf = <Content>({ rowNo, ...row }: StoredRow<Content>): ImportRow<Content> => ({ ...row, row: rowNo });

/** Stores rows that the dry run read; a row that is stored already stays as it is. */
export async function insertRows(tx: Transaction, importId: string, rows: readonly ImportRow<unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO catalog.import_row (job_id, row_no, rows, key, provider, outcome, content, raw, changes, refusals, unknown)
    SELECT ${importId}::uuid, row, rows, key, provider, outcome, content, raw, changes, refusals, unknown
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS read (row integer, rows integer, key text, provider text, outcome text, content jsonb,
      raw jsonb, changes jsonb, refusals jsonb, unknown jsonb)
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
  /** Of a draft: what it said before, and the entry's revision as the import left it. */
  readonly before?: EntryContent | null;
  readonly entryRevision?: number | null;
};

export async function markApplied(tx: Transaction, importId: string, rows: readonly AppliedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    UPDATE catalog.import_row SET applied = done.applied, entry_id = done."entryId", refusals = done.refusals, before = done.before,
      entry_revision = done."entryRevision"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS done (row integer, applied text, "entryId" uuid, refusals jsonb, before jsonb, "entryRevision" integer)
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

/** How many entries of an import were put back when it was undone, and how many were left because somebody had worked on them. */
export async function countUndone(reader: Reader, importId: string): Promise<{ undone: number; left: number }> {
  const found = await sql<{ undone: number; left: number }>`
    SELECT count(*) FILTER (WHERE undone = 'undone') AS undone, count(*) FILTER (WHERE undone = 'left') AS left
    FROM catalog.import_row WHERE job_id = ${importId}`.execute(reader);
  return found.rows[0] ?? { undone: 0, left: 0 };
}

/** A row that made or changed a draft. */
export type UndoableRow = {
  readonly row: number;
  readonly entryId: string;
  readonly before: EntryContent | null;
  readonly entryRevision: number;
};

/** The next rows behind a row number that made or changed an entry. */
export async function undoableRowsBehind(
  reader: Reader,
  importId: string,
  { row, limit }: { row: number; limit: number },
): Promise<UndoableRow[]> {
  const found = await sql<UndoableRow>`
    SELECT row_no AS row, entry_id AS "entryId", before, entry_revision AS "entryRevision" FROM catalog.import_row
    WHERE job_id = ${importId} AND row_no > ${row} AND applied IN ('new', 'changed') ORDER BY row_no LIMIT ${limit}`.execute(reader);
  return found.rows;
}

export async function markUndone(
  tx: Transaction,
  importId: string,
  rows: readonly { row: number; undone: 'undone' | 'left' }[],
): Promise<void> {
  await sql`
    UPDATE catalog.import_row SET undone = done.undone FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS done (row integer, undone text)
    WHERE job_id = ${importId} AND row_no = done.row`.execute(tx);
}

export type RowQuery = {
  readonly importId: string;
  readonly outcome: ImportOutcome | null;
  readonly after: number;
  readonly limit: number;
};

/** A page of rows of one outcome (or of all), in the order of the file, and how many there are. */
export async function rowsOfOutcome(reader: Reader, query: RowQuery): Promise<{ items: ImportRow[]; total: number }> {
  const { importId, outcome, after, limit } = query;
  const found = await sql<StoredRow<ImportedContent>>`
    SELECT ${columns} FROM catalog.import_row
    WHERE job_id = ${importId} AND (${outcome}::text IS NULL OR outcome = ${outcome}) AND row_no > ${after} ORDER BY row_no LIMIT ${limit}`.execute(
    reader,
  );
  const counted = await sql<{ total: number }>`
    SELECT count(*) AS total FROM catalog.import_row WHERE job_id = ${importId} AND (${outcome}::text IS NULL OR outcome = ${outcome})`.execute(
    reader,
  );
  return { items: found.rows.map(rowOf), total: counted.rows[0]?.total ?? 0 };
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
