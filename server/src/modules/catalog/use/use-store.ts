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

/** Where a use stands in the list of an entry. */
export type UsePlace = { readonly runs: boolean; readonly since: string; readonly useId: string };

/** The next of those who use or used an entry: who uses it still first, then the latest. */
export async function usesBehind(
  reader: Reader,
  entryId: string,
  { after, limit }: { after: UsePlace | null; limit: number },
): Promise<Use[]> {
  const behind =
    after === null ? sql`true` : sql`(ended_on IS NULL, since, use_id) < (${after.runs}, ${after.since}::date, ${after.useId}::uuid)`;
  const found = await sql<Use>`
    SELECT use_id AS "useId", entry_id AS "entryId", revision_no AS "revisionNo", organisation_id AS "organisationId", organisation_name AS "organisationName",
      system_name AS "systemName", since, ended_on AS "endedOn"
    FROM catalog.used_by WHERE entry_id = ${entryId} AND ${behind}
    ORDER BY (ended_on IS NULL) DESC, since DESC, use_id DESC LIMIT ${limit}`.execute(reader);
  return found.rows;
}

/** How many uses of an entry run, and how many there ever were. */
export async function countUses(reader: Reader, entryId: string): Promise<{ running: number; total: number }> {
  const found = await sql<{ running: number; total: number }>`
    SELECT count(*) FILTER (WHERE ended_on IS NULL)::int AS running, count(*)::int AS total FROM catalog.used_by WHERE entry_id = ${entryId}`.execute(
    reader,
  );
  return found.rows[0] ?? { running: 0, total: 0 };
}

/** Departments that use an entry at present, each once. */
export async function usersOf(reader: Reader, entryId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT DISTINCT organisation_id AS id FROM catalog.used_by WHERE entry_id = ${entryId} AND ended_on IS NULL ORDER BY 1`.execute(reader);
  return found.rows.map(({ id }) => id);
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
