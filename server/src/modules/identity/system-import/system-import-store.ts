import type { ImportOutcome } from '@karez/contract/table';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { ComparedSystem } from './compare-system.ts';
import type { OutcomeCounts, SystemImport } from './system-import.ts';

const columns = sql`id, org_id AS "orgId", state, file_name AS "fileName", file_bytes AS "fileBytes", started_by AS "startedBy",
  started_at AS "startedAt", applied_by AS "appliedBy", applied_at AS "appliedAt", notes, columns`;
const rowColumns = sql`row_no AS row, outcome, stated, changes, refusals, system_id AS "systemId", system_version AS "systemVersion"`;

/** A row as it is kept: what it states of a system, without its cells. */
export type StoredRow = Omit<ComparedSystem, 'raw'>;

/** Stores a dry run with all its rows; the cells of refused rows only, for they are handed back to be corrected. */
export async function insertSystemImport(tx: Transaction, found: SystemImport, rows: readonly ComparedSystem[]): Promise<void> {
  await sql`
    INSERT INTO identity.system_import (id, org_id, state, file_name, file_bytes, started_by, started_at, notes, columns)
    VALUES (${found.id}, ${found.orgId}, ${found.state}, ${found.fileName}, ${found.fileBytes}, ${found.startedBy}, ${found.startedAt},
      ${JSON.stringify(found.notes)}::jsonb, ${JSON.stringify(found.columns)}::jsonb)`.execute(tx);
  await sql`
    INSERT INTO identity.system_import_row (import_id, row_no, outcome, stated, raw, changes, refusals, system_id, system_version)
    SELECT ${found.id}::uuid, row, outcome, stated, CASE WHEN outcome = 'error' THEN raw END, changes, refusals, "systemId", "systemVersion"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS read (row integer, outcome text, stated jsonb, raw jsonb, changes jsonb,
      refusals jsonb, "systemId" uuid, "systemVersion" integer)`.execute(tx);
}

export async function findSystemImport(reader: Reader, id: string): Promise<SystemImport | undefined> {
  const found = await sql<SystemImport>`SELECT ${columns} FROM identity.system_import WHERE id = ${id}`.execute(reader);
  return found.rows[0];
}

/** The import with its row locked: of two who apply it at once the second sees what the first did. */
export async function lockSystemImport(tx: Transaction, id: string): Promise<SystemImport | undefined> {
  const found = await sql<SystemImport>`SELECT ${columns} FROM identity.system_import WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** Marks an import applied, and its new rows with the systems that they became; the cells of its refused rows go. */
export async function markSystemsApplied(
  tx: Transaction,
  { id, appliedBy, appliedAt }: Pick<SystemImport, 'id' | 'appliedBy' | 'appliedAt'>,
  registered: readonly { readonly row: number; readonly systemId: string }[],
): Promise<void> {
  await sql`UPDATE identity.system_import SET state = 'applied', applied_by = ${appliedBy}, applied_at = ${appliedAt} WHERE id = ${id}`.execute(
    tx,
  );
  await sql`UPDATE identity.system_import_row SET raw = NULL WHERE import_id = ${id}`.execute(tx);
  await sql`
    UPDATE identity.system_import_row SET system_id = done."systemId"
    FROM jsonb_to_recordset(${JSON.stringify(registered)}::jsonb) AS done (row integer, "systemId" uuid)
    WHERE import_id = ${id} AND row_no = done.row`.execute(tx);
}

/** The rows that are not refused, in the order of the file: at most as many as one file may have. */
export async function rowsToApply(reader: Reader, importId: string): Promise<StoredRow[]> {
  const found = await sql<StoredRow>`
    SELECT ${rowColumns} FROM identity.system_import_row WHERE import_id = ${importId} AND outcome <> 'error' ORDER BY row_no`.execute(
    reader,
  );
  return found.rows;
}

/** The refused rows in the order of the file: at most as many as one file may have. */
export async function refusedSystemRows(reader: Reader, importId: string): Promise<Pick<ComparedSystem, 'row' | 'raw' | 'refusals'>[]> {
  const found = await sql<Pick<ComparedSystem, 'row' | 'raw' | 'refusals'>>`
    SELECT row_no AS row, raw, refusals FROM identity.system_import_row
    WHERE import_id = ${importId} AND outcome = 'error' ORDER BY row_no`.execute(reader);
  return found.rows;
}

type RowQuery = { readonly importId: string; readonly outcome: ImportOutcome | null; readonly after: number; readonly limit: number };

/** A page of the rows of one outcome (or of all), in the order of the file. */
export async function systemRowsOfOutcome(reader: Reader, { importId, outcome, after, limit }: RowQuery): Promise<StoredRow[]> {
  const found = await sql<StoredRow>`
    SELECT ${rowColumns} FROM identity.system_import_row
    WHERE import_id = ${importId} AND (${outcome}::text IS NULL OR outcome = ${outcome}) AND row_no > ${after}
    ORDER BY row_no LIMIT ${limit}`.execute(reader);
  return found.rows;
}

/** How many rows of an import have each outcome. */
export async function countSystemRows(reader: Reader, importId: string): Promise<OutcomeCounts> {
  const found = await sql<{ outcome: ImportOutcome; count: number }>`
    SELECT outcome, count(*) AS count FROM identity.system_import_row WHERE import_id = ${importId} GROUP BY outcome`.execute(reader);
  const counted = new Map(found.rows.map(({ outcome, count }) => [outcome, count]));
  const of = (outcome: ImportOutcome) => counted.get(outcome) ?? 0;
  return { new: of('new'), changed: of('changed'), unchanged: of('unchanged'), error: of('error') };
}

/** Forgets dry runs that were started before an instant and never applied. Answers how many. */
export async function forgetDryRuns(tx: Transaction, before: Date): Promise<number> {
  const gone = await sql`DELETE FROM identity.system_import WHERE state = 'checked' AND started_at < ${before}`.execute(tx);
  return Number(gone.numAffectedRows ?? 0);
}

/** Lets imports into one organisation's register take turns; held until the transaction ends. */
export async function lockRegister(tx: Transaction, orgId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`identity.system-import ${orgId}`}, 0))`.execute(tx);
}
