import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

export type AggregationAnswer = {
  readonly applicationId: string;
  readonly about: string;
  readonly words: string;
  readonly answeredBy: string;
  readonly answeredAt: Date;
};

/** What the head has answered for an application, if anything. */
export async function aggregationAnswerOf(reader: Reader, applicationId: string): Promise<AggregationAnswer | undefined> {
  const found = await sql<AggregationAnswer>`
    SELECT application_id AS "applicationId", about, words, answered_by AS "answeredBy", answered_at AS "answeredAt"
    FROM sharing.aggregation_answer WHERE application_id = ${applicationId}`.execute(reader);
  return found.rows[0];
}

/** Stores an answer in the place of the former; what was said before stands in the application's history. */
export async function saveAggregationAnswer(tx: Transaction, answer: AggregationAnswer): Promise<void> {
  const { applicationId, about, words, answeredBy, answeredAt } = answer;
  await sql`
    INSERT INTO sharing.aggregation_answer (application_id, about, words, answered_by, answered_at)
    VALUES (${applicationId}, ${about}, ${words}, ${answeredBy}, ${answeredAt})
    ON CONFLICT (application_id) DO UPDATE SET about = excluded.about, words = excluded.words, answered_by = excluded.answered_by,
      answered_at = excluded.answered_at`.execute(tx);
}

type Warning = {
  readonly requesterOrgId: string;
  readonly about: string;
  readonly rules: readonly string[];
  readonly grantIds: readonly string[];
  readonly at: Date;
};

/** Remembers that a combination was warned of; false where it was before. */
export async function insertWarning(tx: Transaction, { requesterOrgId, about, rules, grantIds, at }: Warning): Promise<boolean> {
  const made = await sql`
    INSERT INTO sharing.aggregation_warning (requester_org_id, about, rules, grant_ids, warned_at)
    VALUES (${requesterOrgId}, ${about}, ${[...rules]}::text[], ${[...grantIds]}::uuid[], ${at}) ON CONFLICT DO NOTHING RETURNING about`.execute(
    tx,
  );
  return made.rows.length > 0;
}
