import { sql } from 'kysely';
import type { conformanceRunStates } from '@karez/contract/catalog/conformance';
import type { Reader, Transaction } from '#platform/database';

/** One review over a scope. */
export type ConformanceRun = {
  readonly id: string;
  readonly regionCode: string;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly startedBy: 'demand' | 'schedule';
  readonly startedAt: Date;
  readonly dueOn: string;
  readonly state: (typeof conformanceRunStates)[number];
  readonly entriesTotal: number;
  readonly entriesRead: number;
  readonly opened: number;
  readonly mended: number;
  readonly lastEntryId: string | null;
  readonly finishedAt: Date | null;
};

const columns = sql`id, region_code AS "regionCode", organisation_id AS "organisationId", organisation_name AS "organisationName", started_by AS "startedBy",
  started_at AS "startedAt", due_on AS "dueOn", state, entries_total AS "entriesTotal", entries_read AS "entriesRead", opened, mended,
  last_entry_id AS "lastEntryId", finished_at AS "finishedAt"`;

export async function lockRun(tx: Transaction, id: string): Promise<ConformanceRun | undefined> {
  const found = await sql<ConformanceRun>`SELECT ${columns} FROM catalog.conformance_run WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** Whether a review of the region is under way. Asking holds the answer until the transaction ends, so that two who start one take turns. */
export async function isRunning(tx: Transaction, regionCode: string): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.conformance ${regionCode}`}, 0))`.execute(tx);
  const found = await sql`SELECT 1 FROM catalog.conformance_run WHERE region_code = ${regionCode} AND state = 'running'`.execute(tx);
  return found.rows.length > 0;
}

export async function insertRun(tx: Transaction, run: ConformanceRun): Promise<void> {
  await sql`
    INSERT INTO catalog.conformance_run (id, region_code, organisation_id, organisation_name, started_by, started_at, due_on, state, entries_total, progressed_at)
    VALUES (${run.id}, ${run.regionCode}, ${run.organisationId}, ${run.organisationName}, ${run.startedBy}, ${run.startedAt}, ${run.dueOn}, ${run.state},
      ${run.entriesTotal}, ${run.startedAt})`.execute(tx);
}

export async function saveRun(tx: Transaction, run: ConformanceRun, at: Date): Promise<void> {
  await sql`
    UPDATE catalog.conformance_run SET state = ${run.state}, entries_read = ${run.entriesRead}, opened = ${run.opened}, mended = ${run.mended},
      last_entry_id = ${run.lastEntryId}, finished_at = ${run.finishedAt}, progressed_at = ${at} WHERE id = ${run.id}`.execute(tx);
}

/** Reviews of some regions, latest first. */
export async function runsOf(
  reader: Reader,
  query: { regionCodes: readonly string[]; before: string | null; limit: number },
): Promise<{ items: ConformanceRun[]; total: number }> {
  const found = await sql<ConformanceRun>`
    SELECT ${columns} FROM catalog.conformance_run WHERE region_code = ANY(${query.regionCodes}::text[]) AND (${query.before}::uuid IS NULL OR id < ${query.before})
    ORDER BY id DESC LIMIT ${query.limit}`.execute(reader);
  const counted = await sql<{ total: number }>`
    SELECT count(*) AS total FROM catalog.conformance_run WHERE region_code = ANY(${query.regionCodes}::text[])`.execute(reader);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}

/** Runs that stood still since an instant, locked; what another process has in hand is skipped. */
export async function lockStalledRuns(tx: Transaction, since: Date): Promise<ConformanceRun[]> {
  const found = await sql<ConformanceRun>`
    SELECT ${columns} FROM catalog.conformance_run WHERE state = 'running' AND progressed_at < ${since} FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows;
}

/** When a whole region was reviewed last, or a review of it begun. */
export async function lastWholeRunAt(reader: Reader, regionCode: string): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`
    SELECT max(started_at) AS at FROM catalog.conformance_run WHERE region_code = ${regionCode} AND organisation_id IS NULL`.execute(
    reader,
  );
  return found.rows[0]?.at ?? null;
}
