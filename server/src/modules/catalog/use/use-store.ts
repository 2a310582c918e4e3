import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** One department's use of an entry, as a grant began it. */
export type Use = {
  readonly useId: string;
  readonly entryId: string;
  readonly revisionNo: number;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly systemName: string | null;
  readonly since: string;
  readonly endedOn: string | null;
};

export async function insertUse(tx: Transaction, use: Omit<Use, 'endedOn'>): Promise<void> {
  await sql`
    INSERT INTO catalog.used_by (use_id, entry_id, revision_no, organisation_id, organisation_name, system_name, since)
    VALUES (${use.useId}, ${use.entryId}, ${use.revisionNo}, ${use.organisationId}, ${use.organisationName}, ${use.systemName}, ${use.since})`.execute(
    tx,
  );
}

/** The entry that a use is of. */
export async function entryOfUse(reader: Reader, useId: string): Promise<string | undefined> {
  const found = await sql<{ entry_id: string }>`SELECT entry_id FROM catalog.used_by WHERE use_id = ${useId}`.execute(reader);
  return found.rows[0]?.entry_id;
}

/** Ends a use; a use that has ended stays as it is. Answers whether it was running. */
export async function markUseEnded(tx: Transaction, useId: string, day: string): Promise<boolean> {
  const ended =
    await sql`UPDATE catalog.used_by SET ended_on = greatest(since, ${day}::date) WHERE use_id = ${useId} AND ended_on IS NULL`.execute(tx);
  return ended.numAffectedRows === 1n;
}

/** Everyone who uses or used the entry, latest first. */
export async function usesOf(reader: Reader, entryId: string): Promise<Use[]> {
  const found = await sql<Use>`
    SELECT use_id AS "useId", entry_id AS "entryId", revision_no AS "revisionNo", organisation_id AS "organisationId", organisation_name AS "organisationName",
      system_name AS "systemName", since, ended_on AS "endedOn"
    FROM catalog.used_by WHERE entry_id = ${entryId} ORDER BY since DESC, use_id DESC`.execute(reader);
  return found.rows;
}

/** Whom a department shares data with at present: those that use its entries, and those whose entries it uses. */
export async function partnersOf(reader: Reader, organisationId: string): Promise<{ users: string[]; providers: string[] }> {
  const found = await sql<{ user: string; provider: string }>`
    SELECT DISTINCT used_by.organisation_id AS "user", entry.provider_org_id AS provider
    FROM catalog.used_by JOIN catalog.entry ON entry.id = used_by.entry_id
    WHERE used_by.ended_on IS NULL AND ${organisationId}::uuid IN (used_by.organisation_id, entry.provider_org_id) ORDER BY 1, 2`.execute(
    reader,
  );
  const those = (own: 'user' | 'provider', other: 'user' | 'provider') => [
    ...new Set(found.rows.filter((row) => row[own] === organisationId).map((row) => row[other])),
  ];
  return { users: those('provider', 'user'), providers: those('user', 'provider') };
}
