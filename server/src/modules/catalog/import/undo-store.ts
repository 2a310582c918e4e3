import { sql } from 'kysely';
import type { LeftBecause } from '@karez/contract/catalog-import';
import type { Reader, Transaction } from '#platform/database';
import { statesWithDraft } from '../workbook/own-entry-store.ts';
import type { ImportJob } from './import-job.ts';

/** A row that made or changed an entry: what it said before (null: it was made), and the entry's revision as the import left it. */
export type UndoableRow<Before> = {
  readonly row: number;
  readonly key: string;
  readonly entryId: string;
  readonly before: Before | null;
  readonly entryRevision: number | null;
  /** The version that the row opened a change of; null where it wrote a draft or an imported entry. */
  readonly opensVersion: string | null;
};

/** What became of a row's entry: put back with a new revision, or left for a reason. */
export type UndoneRow = { readonly row: number; readonly entryRevision: number | null; readonly leftBecause: LeftBecause | null };

/** The next rows behind a row number that made or changed an entry. */
export async function undoableRowsBehind<Before>(
  reader: Reader,
  importId: string,
  { row, limit }: { row: number; limit: number },
): Promise<UndoableRow<Before>[]> {
  const found = await sql<UndoableRow<Before>>`
    SELECT row_no AS row, key, entry_id AS "entryId", before, entry_revision AS "entryRevision", opens_version AS "opensVersion" FROM catalog.import_row
    WHERE job_id = ${importId} AND row_no > ${row} AND applied IN ('new', 'changed') ORDER BY row_no LIMIT ${limit}`.execute(reader);
  return found.rows;
}

/**
 * Notes what became of some rows. An earlier import that left the entry as it now stands again may be undone in turn: the
 * revision that it waits for follows.
 */
export async function markUndone(tx: Transaction, importId: string, rows: readonly UndoneRow[]): Promise<void> {
  if (rows.length === 0) return;
  const done = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS done (row integer, "entryRevision" integer, "leftBecause" text)`;
  await sql`
    UPDATE catalog.import_row earlier SET entry_revision = done."entryRevision"
    FROM ${done} JOIN catalog.import_row undone ON undone.job_id = ${importId} AND undone.row_no = done.row
    WHERE done."leftBecause" IS NULL AND undone.applied = 'changed' AND earlier.entry_id = undone.entry_id AND earlier.job_id <> ${importId}
      AND earlier.undone IS NULL AND earlier.entry_revision = undone.revision_before`.execute(tx);
  await sql`
    UPDATE catalog.import_row SET undone = CASE WHEN done."leftBecause" IS NULL THEN 'undone' ELSE 'left' END, left_because = done."leftBecause"
    FROM ${done} WHERE job_id = ${importId} AND row_no = done.row`.execute(tx);
}

/** How many entries of an import were put back when it was undone, and how many were left because somebody had worked on them. */
export async function countUndone(reader: Reader, importId: string): Promise<{ undone: number; left: number }> {
  const found = await sql<{ undone: number; left: number }>`
    SELECT count(*) FILTER (WHERE undone = 'undone') AS undone, count(*) FILTER (WHERE undone = 'left') AS left
    FROM catalog.import_row WHERE job_id = ${importId}`.execute(reader);
  return found.rows[0] ?? { undone: 0, left: 0 };
}

/** What undoing an import would do now: entries that would be put back, and those that would be left. */
export async function countUndoable(reader: Reader, job: Pick<ImportJob, 'id' | 'target'>): Promise<{ undone: number; left: number }> {
  const states = job.target === 'own-drafts' ? statesWithDraft : ['legacy-incomplete'];
  const found = await sql<{ undone: number; left: number }>`
    SELECT count(*) FILTER (WHERE stands) AS undone, count(*) FILTER (WHERE NOT stands) AS left
    FROM catalog.import_row JOIN catalog.entry ON entry.id = import_row.entry_id
    CROSS JOIN LATERAL (SELECT entry.state = ANY (${[...states]}::text[]) AND entry.revision IS NOT DISTINCT FROM import_row.entry_revision AND NOT EXISTS (
      SELECT 1 FROM catalog.claim_assignment asked WHERE asked.entry_id = entry.id AND asked.state = 'open')) AS told (stands)
    WHERE job_id = ${job.id} AND applied IN ('new', 'changed')`.execute(reader);
  return found.rows[0] ?? { undone: 0, left: 0 };
}
