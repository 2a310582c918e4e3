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

/** One step of a history: a line, or the edits that one person made at one draft in one go, from the first value of a field to the last. */
export type HistoryStep = Omit<HistoryLine, 'id' | 'entryId' | 'actorId'> & {
  readonly no: number;
  /** Whether the head had signed the text that the step is about, so that it lay with the authority. */
  readonly afterSignature: boolean;
};

export type HistoryQuestion = {
  readonly entryId: string;
  /** Only steps of these words; null for all. */
  readonly words: readonly string[] | null;
  /** A revision that the reader learns nothing of. */
  readonly hiddenNo: number | null;
  /** Number of the step before which to begin; null for the latest. */
  readonly before: number | null;
  readonly limit: number;
};

/**
 * The latest steps of an entry before a place, the latest first. Steps are numbered from the first, so a number keeps its place while others come; the
 * values are read of the page only, and of many saves of one draft the first and last value of each field.
 */
export async function historyBefore(reader: Reader, { entryId, words, hiddenNo, before, limit }: HistoryQuestion): Promise<HistoryStep[]> {
  const found = await sql<HistoryStep>`
    WITH line AS (
      SELECT id, at, action, revision_no, action = 'edited' AND (lag(action) OVER said, lag(actor_id) OVER said, lag(revision_no) OVER said)
        IS NOT DISTINCT FROM (action, actor_id, revision_no) AS goes_on
      FROM catalog.history WHERE entry_id = ${entryId} WINDOW said AS (ORDER BY at, id)),
    step AS (SELECT id, at, action, revision_no, count(*) FILTER (WHERE NOT goes_on) OVER (ORDER BY at, id)::int AS no FROM line),
    page AS (
      SELECT no, array_agg(id ORDER BY at, id) AS ids FROM step
      WHERE (${words}::text[] IS NULL OR action = ANY (${words}::text[])) AND (${hiddenNo}::int IS NULL OR revision_no <> ${hiddenNo}::int)
        AND (${before}::int IS NULL OR no < ${before}::int)
      GROUP BY no ORDER BY no DESC LIMIT ${limit})
    SELECT page.no, last.at, last.revision_no AS "revisionNo", last.action, last.organisation_name AS "organisationName", last.role, last.opinion,
      coalesce((SELECT hand.action = 'signed' FROM catalog.history hand WHERE hand.entry_id = last.entry_id AND hand.revision_no = last.revision_no
        AND hand.action IN ('submitted', 'signed', 'returned', 'withdrawn') AND (hand.at, hand.id) < (last.at, last.id)
        ORDER BY hand.at DESC, hand.id DESC LIMIT 1), false) AS "afterSignature",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('field', net.field, 'before', net.before, 'after', net.after) ORDER BY net.place), '[]') FROM (
        SELECT change.field, (array_agg(change.before ORDER BY change.place))[1] AS before, (array_agg(change.after ORDER BY change.place DESC))[1] AS after,
          min(change.place) AS place
        FROM (SELECT one ->> 'field' AS field, one ->> 'before' AS before, one ->> 'after' AS after, row_number() OVER (ORDER BY at, id, position) AS place
          FROM catalog.history, jsonb_array_elements(changes) WITH ORDINALITY AS each (one, position) WHERE id = ANY (page.ids)) AS change
        GROUP BY change.field) AS net) AS changes
    FROM page JOIN catalog.history last ON last.id = page.ids[cardinality(page.ids)] ORDER BY page.no DESC`.execute(reader);
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
