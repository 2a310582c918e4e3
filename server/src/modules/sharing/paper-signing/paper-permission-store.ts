import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** The authority lets a department sign on paper until a day. */
export type PaperPermissionRecord = {
  readonly id: string;
  readonly organisationId: string;
  readonly regionCode: string;
  readonly docNo: string;
  readonly reason: string;
  readonly lastDay: string;
  readonly givenBy: string;
  readonly givenAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
};

const columns = sql`id, organisation_id AS "organisationId", region_code AS "regionCode", doc_no AS "docNo", reason, last_day::text AS "lastDay",
  given_by AS "givenBy", given_at AS "givenAt", ended_by AS "endedBy", ended_at AS "endedAt"`;

/** Whether a department may sign on paper on a day of its region. */
export async function maySignOnPaper(reader: Reader, organisationId: string, today: string): Promise<boolean> {
  const found = await sql<{ allowed: boolean }>`
    SELECT EXISTS (SELECT FROM sharing.paper_permission
      WHERE organisation_id = ${organisationId} AND ended_at IS NULL AND last_day >= ${today}::date) AS allowed`.execute(reader);
  return found.rows[0]?.allowed ?? false;
}

/** The permission of a department that nobody has ended, locked; its last day may be past. */
export async function lockOpenPermission(tx: Transaction, organisationId: string): Promise<PaperPermissionRecord | undefined> {
  const found = await sql<PaperPermissionRecord>`
    SELECT ${columns} FROM sharing.paper_permission WHERE organisation_id = ${organisationId} AND ended_at IS NULL FOR UPDATE`.execute(tx);
  return found.rows[0];
}

export async function lockPermission(tx: Transaction, id: string): Promise<PaperPermissionRecord | undefined> {
  const found = await sql<PaperPermissionRecord>`SELECT ${columns} FROM sharing.paper_permission WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** False where the department has an open one by now. */
export async function insertPermission(tx: Transaction, one: PaperPermissionRecord): Promise<boolean> {
  const inserted = await sql`
    INSERT INTO sharing.paper_permission (id, organisation_id, region_code, doc_no, reason, last_day, given_by, given_at)
    VALUES (${one.id}, ${one.organisationId}, ${one.regionCode}, ${one.docNo}, ${one.reason}, ${one.lastDay}, ${one.givenBy}, ${one.givenAt})
    ON CONFLICT (organisation_id) WHERE ended_at IS NULL DO NOTHING`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

export async function savePermissionEnd(tx: Transaction, { id, endedBy, endedAt }: PaperPermissionRecord): Promise<void> {
  await sql`UPDATE sharing.paper_permission SET ended_by = ${endedBy}, ended_at = ${endedAt} WHERE id = ${id}`.execute(tx);
}

/** One page of the permissions of some regions, newest first, and how many there are. */
export async function permissionsIn(
  reader: Reader,
  { regionCodes, after, limit }: { regionCodes: readonly string[]; after: { at: Date; id: string } | null; limit: number },
): Promise<{ records: PaperPermissionRecord[]; total: number }> {
  const within = sql`region_code = ANY (${[...regionCodes]}::text[])`;
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.paper_permission WHERE ${within}`.execute(reader);
  const below = after === null ? sql`true` : sql`(given_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<PaperPermissionRecord>`
    SELECT ${columns} FROM sharing.paper_permission WHERE ${within} AND ${below} ORDER BY given_at DESC, id DESC LIMIT ${limit}`.execute(
    reader,
  );
  return { records: found.rows, total: counted.rows[0]?.total ?? 0 };
}
