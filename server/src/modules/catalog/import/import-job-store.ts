import { sql } from 'kysely';

import type { Reader, Transaction } from '#platform/database';

import { statesAtWork, type ImportJob } from './import-job.ts';

type JobRow = Omit<ImportJob, 'place' | 'file'> & {
  placeCode: string;
  placeName: string;
  fileName: string;
  fileBytes: number;
  fileReference: string;
  fileKey: Buffer | null;
};

const columns = sql`id, state, target, provider_org_id AS "providerOrgId", provider_names AS "providerNames", place_code AS "placeCode", place_name AS "placeName",
  file_name AS "fileName", file_bytes AS "fileBytes", file_reference AS "fileReference", file_key AS "fileKey", file_erased_at AS "fileErasedAt", progressed_at AS "progressedAt", started_by AS "startedBy", started_org_id AS "startedOrgId",
  started_at AS "startedAt", notes, columns, refusal, checked_row AS "checkedRow", applied_row AS "appliedRow", undone_row AS "undoneRow"`;

function jobOf({ placeCode, placeName, fileName, fileBytes, fileReference, fileKey, ...job }: JobRow): ImportJob {
  const file = { name: fileName, bytes: fileBytes, reference: fileReference, sealedKey: fileKey };
  return { ...job, place: { code: placeCode, name: placeName }, file };
}

export async function insertImport(tx: Transaction, job: ImportJob): Promise<void> {
  const { place, file } = job;
  await sql`
    INSERT INTO catalog.import_job (id, state, target, provider_org_id, provider_names, place_code, place_name, file_name, file_bytes, file_reference,
      file_key, started_by, started_org_id, started_at, progressed_at, notes, columns)
    VALUES (${job.id}, ${job.state}, ${job.target}, ${job.providerOrgId}, ${job.providerNames}, ${place.code}, ${place.name}, ${file.name}, ${file.bytes},
      ${file.reference}, ${file.sealedKey}, ${job.startedBy}, ${job.startedOrgId}, ${job.startedAt}, ${job.startedAt}, ${JSON.stringify(job.notes)}::jsonb, ${JSON.stringify(job.columns)}::jsonb)`.execute(
    tx,
  );
}

export async function findImport(reader: Reader, id: string): Promise<ImportJob | undefined> {
  const found = await sql<JobRow>`SELECT ${columns} FROM catalog.import_job WHERE id = ${id}`.execute(reader);
  return found.rows[0] && jobOf(found.rows[0]);
}

/** The job with its row locked: two workers on one import take turns, and the second sees what the first committed. */
export async function lockImport(tx: Transaction, id: string): Promise<ImportJob | undefined> {
  const found = await sql<JobRow>`SELECT ${columns} FROM catalog.import_job WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && jobOf(found.rows[0]);
}

/** Stores how far the job is at an instant, and its state. */
export async function saveImport(tx: Transaction, job: ImportJob, at: Date): Promise<void> {
  const refusal = job.refusal === null ? null : JSON.stringify({ code: job.refusal.code, params: job.refusal.params });
  await sql`
    UPDATE catalog.import_job SET state = ${job.state}, refusal = ${refusal}::jsonb, checked_row = ${job.checkedRow}, applied_row = ${job.appliedRow}, undone_row = ${job.undoneRow},
      progressed_at = ${at}
    WHERE id = ${job.id}`.execute(tx);
}

/** Imports that rest since before an instant and still have their file, locked; those that somebody acts on now are left for the next time. */
export async function lockOutdatedFiles(tx: Transaction, { before, limit }: { before: Date; limit: number }): Promise<ImportJob[]> {
  const found = await sql<JobRow>`
    SELECT ${columns} FROM catalog.import_job WHERE file_erased_at IS NULL AND progressed_at < ${before} AND state <> ALL (${[...statesAtWork]}::text[])
    ORDER BY progressed_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows.map(jobOf);
}

/** Stores that the file is gone. Answers whether another import still needs the bytes of this reference. */
export async function saveErasedFile(tx: Transaction, { id, file, fileErasedAt }: ImportJob): Promise<{ shared: boolean }> {
  await sql`UPDATE catalog.import_job SET file_key = ${file.sealedKey}, file_erased_at = ${fileErasedAt} WHERE id = ${id}`.execute(tx);
  const others = await sql`
    SELECT 1 FROM catalog.import_job WHERE file_reference = ${file.reference} AND file_erased_at IS NULL AND id <> ${id} LIMIT 1`.execute(
    tx,
  );
  return { shared: others.rows.length > 0 };
}

/** Imports at work that have not got further since an instant, locked; those that a worker is busy with now are left out. */
export async function lockStalledImports(tx: Transaction, since: Date): Promise<ImportJob[]> {
  const found = await sql<JobRow>`
    SELECT ${columns} FROM catalog.import_job WHERE state IN ('checking', 'applying', 'undoing') AND progressed_at < ${since}
    ORDER BY id FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows.map(jobOf);
}

/** Imports that an organisation started, latest first; ids rise with time. */
export async function importsOf(
  reader: Reader,
  query: { organisationId: string; before: string | null; limit: number },
): Promise<{ items: ImportJob[]; total: number }> {
  const { organisationId, before, limit } = query;
  const found = await sql<JobRow>`
    SELECT ${columns} FROM catalog.import_job WHERE started_org_id = ${organisationId} AND (${before}::uuid IS NULL OR id < ${before}::uuid)
    ORDER BY id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{
    total: number;
  }>`SELECT count(*) AS total FROM catalog.import_job WHERE started_org_id = ${organisationId}`.execute(reader);
  return { items: found.rows.map(jobOf), total: counted.rows[0]?.total ?? 0 };
}

/** Lets imports into one source take turns, so that two never make the same entry twice; held until the transaction ends. */
export async function lockSource(tx: Transaction, source: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.import ${source}`}, 0))`.execute(tx);
}
