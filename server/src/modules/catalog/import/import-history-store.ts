import { sql } from 'kysely';
import type { Transaction } from '#platform/database';
import { asText } from '../entry/changes.ts';
import type { HistoryLine } from '../entry/history-store.ts';

/** Adds what an import did to its entries to their histories, in one statement; values are cut as in every history. */
export async function insertHistoryLines(tx: Transaction, lines: readonly HistoryLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line) => ({
    ...line,
    changes: line.changes.map(({ field, before, after }) => ({ field, before: kept(field, before), after: kept(field, after) })),
  }));
  await sql`
    INSERT INTO catalog.history (id, entry_id, revision_no, at, action, actor_id, organisation_name, role, opinion, changes)
    SELECT id, "entryId", "revisionNo", at, action, "actorId", "organisationName", role, opinion, changes
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS line (id uuid, "entryId" uuid, "revisionNo" integer, at timestamptz, action text,
      "actorId" text, "organisationName" text, role text, opinion text, changes jsonb)`.execute(tx);
}

function kept(field: string, text: string): string {
  const hasParts = text !== '' && (field === 'items' || field === 'relatedMatters');
  return asText(hasParts ? JSON.parse(text) : text);
}
