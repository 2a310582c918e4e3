import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Tripped } from './aggregation.ts';

export type AggregationAnswer = {
  readonly applicationId: string;
  readonly about: string;
  /** What was answered: the rules, with the grants that tripped them. */
  readonly tripped: readonly Tripped[];
  readonly words: string;
  readonly answeredBy: string;
  readonly answeredAt: Date;
};

/** What the head has answered for an application, if anything. */
export async function aggregationAnswerOf(reader: Reader, applicationId: string): Promise<AggregationAnswer | undefined> {
  const found = await sql<AggregationAnswer>`
    SELECT application_id AS "applicationId", about, tripped, words, answered_by AS "answeredBy", answered_at AS "answeredAt"
    FROM sharing.aggregation_answer WHERE application_id = ${applicationId}`.execute(reader);
  return found.rows[0];
}

/** Stores an answer in the place of the former; what was said before stands in the application's history. */
export async function saveAggregationAnswer(tx: Transaction, answer: AggregationAnswer): Promise<void> {
  const { applicationId, about, tripped, words, answeredBy, answeredAt } = answer;
  await sql`
    INSERT INTO sharing.aggregation_answer (application_id, about, tripped, words, answered_by, answered_at)
    VALUES (${applicationId}, ${about}, ${JSON.stringify(tripped)}::jsonb, ${words}, ${answeredBy}, ${answeredAt})
    ON CONFLICT (application_id) DO UPDATE SET about = excluded.about, tripped = excluded.tripped, words = excluded.words, answered_by = excluded.answered_by,
      answered_at = excluded.answered_at`.execute(tx);
}

/** One at a time looks at what a department holds and adds to it, until its transaction ends: two that agree at once would each overlook the other's grant. */
export async function lockHeldTogether(tx: Transaction, requesterOrgId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`sharing.aggregation ${requesterOrgId}`}, 0))`.execute(tx);
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
