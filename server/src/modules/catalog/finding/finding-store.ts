import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Finding } from './finding.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type Row = Omit<Finding, 'answered'> & { answered: StoredAct | null };

function findingOf({ answered, ...row }: Row): Finding {
  return { ...row, answered: answered && { by: answered.by, orgId: answered.orgId, at: new Date(answered.at), opinion: answered.opinion } };
}

/** Everything that was ever found for the entry, the most telling first. */
export async function findingsOf(reader: Reader, entryId: string): Promise<Finding[]> {
  const found = await sql<Row>`
    SELECT id, entry_id AS "entryId", kind, target_id AS "targetId", place, item_no AS "itemNo", relation, evidence, state, found_at AS "foundAt", answered
    FROM catalog.finding WHERE entry_id = ${entryId}
    ORDER BY place = 'field', item_no, relation = 'held', (evidence ->> 'score')::float8 DESC, id`.execute(reader);
  return found.rows.map(findingOf);
}

/** How many findings of the entry nobody has answered. */
export async function unansweredOf(reader: Reader, entryId: string): Promise<number> {
  const found = await sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM catalog.finding WHERE entry_id = ${entryId} AND state = 'open'`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

/** Writes findings, new or known. */
export async function saveFindings(tx: Transaction, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  await sql`
    INSERT INTO catalog.finding (id, entry_id, kind, target_id, place, item_no, relation, evidence, state, found_at, answered)
    SELECT id, "entryId", kind, "targetId", place, "itemNo", relation, evidence, state, "foundAt", answered
    FROM jsonb_to_recordset(${JSON.stringify(findings)}::jsonb) AS finding (id uuid, "entryId" uuid, kind text, "targetId" uuid, place text, "itemNo" integer,
      relation text, evidence jsonb, state text, "foundAt" timestamptz, answered jsonb)
    ON CONFLICT (id) DO UPDATE SET item_no = EXCLUDED.item_no, relation = EXCLUDED.relation, evidence = EXCLUDED.evidence, state = EXCLUDED.state, found_at = EXCLUDED.found_at,
      answered = EXCLUDED.answered`.execute(tx);
}
