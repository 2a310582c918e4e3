import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { FieldChange } from './changes.ts';

export type HistoryLine = {
  readonly id: string;
  readonly entryId: string;
  readonly revisionNo: number;
  readonly at: Date;
  readonly action: string;
  readonly actorId: string;
  readonly organisationName: string;
  /** The role in which the step was taken, as a role code: no person is named. */
  readonly role: string;
  readonly opinion: string | null;
  readonly changes: readonly FieldChange[];
};

/** Adds lines to what happened to entries, in the transaction of the steps themselves. */
export async function insertHistory(tx: Transaction, lines: readonly HistoryLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    INSERT INTO catalog.history (id, entry_id, revision_no, at, action, actor_id, organisation_name, role, opinion, changes)
    SELECT id, "entryId", "revisionNo", at, action, "actorId", "organisationName", role, opinion, changes
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line (id uuid, "entryId" uuid, "revisionNo" integer, at timestamptz, action text,
      "actorId" text, "organisationName" text, role text, opinion text, changes jsonb)`.execute(tx);
}

/** What happened to an entry, oldest first. */
export async function historyOf(reader: Reader, entryId: string): Promise<HistoryLine[]> {
  const found = await sql<HistoryLine>`
    SELECT id, entry_id AS "entryId", revision_no AS "revisionNo", at, action, actor_id AS "actorId", organisation_name AS "organisationName", role, opinion, changes
    FROM catalog.history WHERE entry_id = ${entryId} ORDER BY at, id`.execute(reader);
  return found.rows;
}

/** How a revision of an entry is shared, and whether it is or was in force. */
export type VersionType = { readonly no: number; readonly shareType: string | null; readonly wasInForce: boolean };

/** How every revision of an entry is shared, in the order of their numbers. */
export async function typesOfRevisions(reader: Reader, entryId: string): Promise<VersionType[]> {
  const found = await sql<VersionType>`
    SELECT no, fields ->> 'shareType' AS "shareType", state IN ('effective', 'superseded', 'imported') AS "wasInForce"
    FROM catalog.revision WHERE entry_id = ${entryId} ORDER BY no`.execute(reader);
  return found.rows;
}
