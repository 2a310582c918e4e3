import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** Calls of one kind under a grant within a span of time; `until` is excluded. */
export type GrantCalls = { readonly grantId: string; readonly action: string; readonly from: Date; readonly until: Date };

/** What the evidence says of some calls, in numbers only. A call whose answer was long has two records and counts once. */
export type CallCounts = {
  readonly calls: number;
  readonly refused: number;
  readonly failed: number;
  /** Records of data that left. */
  readonly records: number;
  /** Records of evidence whose body went by rule: of them nothing but the result is known. */
  readonly unreadable: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
};

const acts = ({ grantId, action, from, until }: GrantCalls) => {
  const these = sql`grant_id = ${grantId} AND action = ${action} AND at >= ${from} AND at < ${until}`;
  return sql`(
    SELECT record_id, at, result, body IS NULL AS gone, convert_from(body, 'UTF8')::jsonb AS record FROM audit.leaf WHERE ${these}
    UNION ALL
    SELECT record_id, at, result, false, convert_from(body, 'UTF8')::jsonb FROM audit.pending WHERE ${these}
  ) AS act`;
};
/** The second half of a long answer is no call of its own. */
const isCall = sql`coalesce(record ->> 'phase', 'whole') <> 'ended'`;

/** Counts the calls under a grant, sealed or not yet: for records of use (809-29). */
export async function countGrantCalls(reader: Reader, which: GrantCalls): Promise<CallCounts> {
  const found = await sql<CallCounts>`
    SELECT count(*) FILTER (WHERE result = 'done' AND ${isCall})::float8 AS calls,
      count(*) FILTER (WHERE result = 'refused' AND ${isCall})::float8 AS refused,
      count(*) FILTER (WHERE result = 'failed' AND ${isCall})::float8 AS failed,
      coalesce(sum((record -> 'sizes' ->> 'rows')::bigint) FILTER (WHERE result = 'done'), 0)::float8 AS records,
      count(*) FILTER (WHERE gone)::float8 AS unreadable,
      min(at) FILTER (WHERE result = 'done' AND ${isCall}) AS "firstAt",
      max(at) FILTER (WHERE result = 'done' AND ${isCall}) AS "lastAt"
    FROM ${acts(which)}`.execute(reader);
  const [counts] = found.rows;
  if (!counts) throw new Error('an aggregate answers one row');
  return counts;
}

export type DrawnCall = { readonly recordId: string; readonly at: Date };

/**
 * Draws some of the calls that were answered under a grant: those whose SHA-256 of seed and record id comes first. Whoever knows the seed draws
 * the same ones again from the same evidence, and nobody who does not can say beforehand which they will be.
 */
export async function drawGrantCalls(
  reader: Reader,
  { seed, count, ...which }: GrantCalls & { seed: string; count: number },
): Promise<DrawnCall[]> {
  const found = await sql<DrawnCall>`
    SELECT record_id AS "recordId", at FROM ${acts(which)} WHERE result = 'done' AND ${isCall}
    ORDER BY sha256(convert_to(${seed} || record_id::text, 'UTF8')), record_id LIMIT ${count}`.execute(reader);
  return found.rows.toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

/** Whether a call was made for that matter; null where the evidence can no longer tell, because what it named was erased by rule or never given. */
export async function wasForMatter(reader: Reader, recordId: string, matter: string): Promise<boolean | null> {
  const found = await sql<{ matter: string | null }>`SELECT matter FROM audit.opening WHERE record_id = ${recordId}`.execute(reader);
  const called = found.rows[0]?.matter ?? null;
  return called === null ? null : called.trim() === matter.trim();
}

/** When some grants' calls were last answered, and when they first and last failed, within a span; null where never. */
export type CallAnswers = { readonly answeredAt: Date | null; readonly firstFailedAt: Date | null; readonly lastFailedAt: Date | null };

/**
 * Says of the calls under some grants when one was last answered and when they failed. `notFailures` are codes of failures that are answers all the same;
 * a record whose body went by rule counts as what its result says. The second half of a long answer counts: it may be the one that failed.
 */
export async function answersUnder(
  reader: Reader,
  which: Omit<GrantCalls, 'grantId'> & { readonly grantIds: readonly string[]; readonly notFailures: readonly string[] },
): Promise<CallAnswers> {
  const { grantIds, action, from, until, notFailures } = which;
  const these = sql`grant_id = ANY (${[...grantIds]}::text[]) AND action = ${action} AND at >= ${from} AND at < ${until} AND result IN ('done', 'failed')`;
  const found = await sql<CallAnswers>`
    WITH act AS (
      SELECT at, result, body FROM audit.leaf WHERE ${these} UNION ALL SELECT at, result, body FROM audit.pending WHERE ${these}
    ), judged AS (
      SELECT at, result = 'done' OR (body IS NOT NULL AND convert_from(body, 'UTF8')::jsonb -> 'outcome' ->> 'code' = ANY (${[...notFailures]}::text[])) AS answered
      FROM act
    )
    SELECT max(at) FILTER (WHERE answered) AS "answeredAt", min(at) FILTER (WHERE NOT answered) AS "firstFailedAt",
      max(at) FILTER (WHERE NOT answered) AS "lastFailedAt" FROM judged`.execute(reader);
  const [answers] = found.rows;
  if (!answers) throw new Error('an aggregate answers one row');
  return answers;
}
