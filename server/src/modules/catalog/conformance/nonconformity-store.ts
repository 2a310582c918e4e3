import { sql, type RawBuilder } from 'kysely';
import type { ConformanceRuleId } from '@karez/contract/catalog/conformance';
import type { Reader, Transaction } from '#platform/database';
import type { Act } from '../revision/revision.ts';
import type { Nonconformity, NonconformityState, Severity } from './nonconformity.ts';

type StoredAct = { by: string; orgId: string; at: string; opinion: string };
type NonconformityRow = Omit<Nonconformity, 'explained' | 'decided'> & { explained: StoredAct | null; decided: StoredAct | null };

const actOf = (stored: StoredAct | null): Act | null => stored && { ...stored, at: new Date(stored.at) };
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const columns = sql`nonconformity.id, nonconformity.run_id AS "runId", nonconformity.entry_id AS "entryId", nonconformity.revision_no AS "revisionNo",
  nonconformity.organisation_id AS "organisationId", nonconformity.organisation_name AS "organisationName", nonconformity.region_code AS "regionCode", nonconformity.rule,
  nonconformity.severity, nonconformity.field, nonconformity.params, nonconformity.state, nonconformity.due_on AS "dueOn", nonconformity.found_at AS "foundAt", nonconformity.closed_at AS "closedAt",
  nonconformity.explained, nonconformity.decided`;

function nonconformityOf(row: NonconformityRow): Nonconformity {
  return { ...row, explained: actOf(row.explained), decided: actOf(row.decided) };
}

/** Nonconformities of some entries that are not mended. */
export async function standingNonconformities(reader: Reader, entryIds: readonly string[]): Promise<Nonconformity[]> {
  const found = await sql<NonconformityRow>`
    SELECT ${columns} FROM catalog.conformance_nonconformity nonconformity WHERE entry_id = ANY(${entryIds}::uuid[]) AND state <> 'mended'`.execute(
    reader,
  );
  return found.rows.map(nonconformityOf);
}

/** A nonconformity with its row locked. */
export async function lockNonconformity(tx: Transaction, id: string): Promise<Nonconformity | undefined> {
  const found =
    await sql<NonconformityRow>`SELECT ${columns} FROM catalog.conformance_nonconformity nonconformity WHERE id = ${id} FOR UPDATE`.execute(
      tx,
    );
  return found.rows[0] && nonconformityOf(found.rows[0]);
}

/** Writes new nonconformities, many at once, and answers how many were new: what another review of the entry has just found stands already. */
export async function insertNonconformities(tx: Transaction, nonconformities: readonly Nonconformity[]): Promise<number> {
  if (nonconformities.length === 0) return 0;
  const inserted = await sql`
    INSERT INTO catalog.conformance_nonconformity (id, run_id, entry_id, revision_no, organisation_id, organisation_name, region_code, rule, severity, field, params,
      state, due_on, found_at)
    SELECT id, "runId", "entryId", "revisionNo", "organisationId", "organisationName", "regionCode", rule, severity, field, params, state, "dueOn", "foundAt"
    FROM jsonb_to_recordset(${JSON.stringify(nonconformities)}::jsonb) AS nonconformity (id uuid, "runId" uuid, "entryId" uuid, "revisionNo" integer, "organisationId" uuid,
      "organisationName" text, "regionCode" text, rule text, severity text, field text, params jsonb, state text, "dueOn" date, "foundAt" timestamptz)
    ON CONFLICT (entry_id, rule, field) WHERE state <> 'mended' DO NOTHING`.execute(tx);
  return Number(inserted.numAffectedRows ?? 0);
}

export async function mendNonconformities(tx: Transaction, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`UPDATE catalog.conformance_nonconformity SET state = 'mended', closed_at = ${at} WHERE id = ANY(${ids}::uuid[])`.execute(tx);
}

/** Closes nonconformities of entries that left the catalogue: nobody can mend them any more. */
export async function closeNonconformitiesOfGone(tx: Transaction, regionCode: string, at: Date): Promise<void> {
  await sql`
    UPDATE catalog.conformance_nonconformity nonconformity SET state = 'mended', closed_at = ${at} FROM catalog.entry
    WHERE entry.id = nonconformity.entry_id AND entry.state IN ('retired', 'restore-pending', 'withdrawn') AND nonconformity.state <> 'mended'
      AND nonconformity.region_code = ${regionCode}`.execute(tx);
}

/** Acceptances that a new version ended: the nonconformity waits for its department again. */
export async function reopenNonconformities(tx: Transaction, ids: readonly string[], { dueOn }: { dueOn: string }): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE catalog.conformance_nonconformity SET state = 'open', explained = NULL, decided = NULL, due_on = ${dueOn} WHERE id = ANY(${ids}::uuid[])`.execute(
    tx,
  );
}

/** Writes of nonconformities that still stand which version showed them last, and how: what is accepted from now on is accepted for that version. */
export async function judgeNonconformitiesAgain(tx: Transaction, standing: readonly Nonconformity[]): Promise<void> {
  if (standing.length === 0) return;
  const judged = JSON.stringify(standing.map(({ id, revisionNo, params }) => ({ id, revisionNo, params })));
  await sql`
    UPDATE catalog.conformance_nonconformity nonconformity SET revision_no = judged."revisionNo", params = judged.params
    FROM jsonb_to_recordset(${judged}::jsonb) AS judged (id uuid, "revisionNo" integer, params jsonb)
    WHERE nonconformity.id = judged.id AND (nonconformity.revision_no, nonconformity.params) IS DISTINCT FROM (judged."revisionNo", judged.params)`.execute(
    tx,
  );
}

export async function saveNonconformity(tx: Transaction, nonconformity: Nonconformity): Promise<void> {
  await sql`
    UPDATE catalog.conformance_nonconformity SET state = ${nonconformity.state}, explained = ${json(nonconformity.explained)}::jsonb, decided = ${json(nonconformity.decided)}::jsonb
    WHERE id = ${nonconformity.id}`.execute(tx);
}

/** Gives what stands of an entry to the department that has taken it over. */
export async function moveNonconformities(
  tx: Transaction,
  entryId: string,
  { organisationId, name, regionCode }: { readonly organisationId: string; readonly name: string; readonly regionCode: string },
): Promise<void> {
  await sql`
    UPDATE catalog.conformance_nonconformity SET organisation_id = ${organisationId}, organisation_name = ${name}, region_code = ${regionCode}
    WHERE entry_id = ${entryId} AND state <> 'mended'`.execute(tx);
}

/** Open nonconformities of departments: how many, and the earliest day. */
export async function openNonconformitiesOf(
  reader: Reader,
  organisationIds: readonly string[],
): Promise<Map<string, { count: number; dueOn: string }>> {
  const found = await sql<{ id: string; count: number; dueOn: string }>`
    SELECT organisation_id AS id, count(*) AS count, min(due_on) AS "dueOn" FROM catalog.conformance_nonconformity
    WHERE state = 'open' AND organisation_id = ANY(${organisationIds}::uuid[]) GROUP BY organisation_id`.execute(reader);
  return new Map(found.rows.map(({ id, ...open }) => [id, open]));
}

export async function explainedIn(reader: Reader, regionCode: string): Promise<number> {
  const found = await sql<{ count: number }>`
    SELECT count(*) AS count FROM catalog.conformance_nonconformity WHERE state = 'explained' AND region_code = ${regionCode}`.execute(
    reader,
  );
  return found.rows[0]?.count ?? 0;
}

/** Departments with nonconformities in a scope, mended ones included: whose to-dos a finished review brings up to date. */
export async function organisationsWithNonconformities(
  reader: Reader,
  regionCodes: readonly string[],
  organisationId: string | null,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT DISTINCT organisation_id AS id FROM catalog.conformance_nonconformity
    WHERE region_code = ANY(${regionCodes}::text[]) AND (${organisationId}::uuid IS NULL OR organisation_id = ${organisationId})`.execute(
    reader,
  );
  return found.rows.map(({ id }) => id);
}

export type NonconformityFilters = {
  readonly organisationId?: string | undefined;
  readonly entryId?: string | undefined;
  readonly rule?: ConformanceRuleId | undefined;
  readonly severity?: Severity | undefined;
  readonly state?: NonconformityState | undefined;
};
/** What the reader may see: a region's nonconformities, or those of one department. */
export type NonconformityReach = { readonly regionCodes: readonly string[]; readonly organisationId: string };

/** One filter: everything passes where none is set. */
const matches = (column: RawBuilder<string>, value: string | undefined): RawBuilder<boolean> =>
  value === undefined ? sql<boolean>`true` : sql<boolean>`${column} = ${value}`;

function wanted(reach: NonconformityReach, { organisationId, entryId, rule, severity, state }: NonconformityFilters): RawBuilder<boolean> {
  return sql<boolean>`(nonconformity.region_code = ANY(${reach.regionCodes}::text[]) OR nonconformity.organisation_id = ${reach.organisationId})
    AND ${matches(sql`nonconformity.organisation_id`, organisationId)} AND ${matches(sql`nonconformity.entry_id`, entryId)} AND ${matches(sql`nonconformity.rule`, rule)}
    AND ${matches(sql`nonconformity.severity`, severity)} AND ${matches(sql`nonconformity.state`, state)}`;
}

export type ListedNonconformity = Nonconformity & { readonly entryName: string };

/** Nonconformities that the reader may see under the filters, in the order in which they were found. */
export async function nonconformitiesVisible(
  reader: Reader,
  reach: NonconformityReach,
  { after, limit, ...filters }: NonconformityFilters & { after: string | null; limit: number },
): Promise<{ items: ListedNonconformity[]; total: number }> {
  const where = wanted(reach, filters);
  const found = await sql<NonconformityRow & { entryName: string }>`
    SELECT ${columns}, coalesce(live.fields ->> 'name', '') AS "entryName" FROM catalog.conformance_nonconformity nonconformity
    JOIN catalog.entry ON entry.id = nonconformity.entry_id LEFT JOIN catalog.revision live ON live.entry_id = entry.id AND live.no = entry.live_no
    WHERE ${where} AND (${after}::uuid IS NULL OR nonconformity.id > ${after}) ORDER BY nonconformity.id LIMIT ${limit}`.execute(reader);
  const counted = await sql<{
    total: number;
  }>`SELECT count(*) AS total FROM catalog.conformance_nonconformity nonconformity WHERE ${where}`.execute(reader);
  return { items: found.rows.map((row) => ({ ...nonconformityOf(row), entryName: row.entryName })), total: counted.rows[0]?.total ?? 0 };
}

type Counted = { value: string; label: string; count: number };

/** Counts by department, rule and state; each leaves its own filter out. */
export async function nonconformityFacets(reader: Reader, reach: NonconformityReach, filters: NonconformityFilters) {
  const by = async (column: RawBuilder<string>, label: RawBuilder<string>, left: NonconformityFilters): Promise<Counted[]> => {
    const found = await sql<Counted>`
      SELECT ${column} AS value, ${label} AS label, count(*) AS count FROM catalog.conformance_nonconformity nonconformity
      WHERE ${wanted(reach, left)} GROUP BY 1 ORDER BY 3 DESC, 1`.execute(reader);
    return found.rows;
  };
  return {
    organisation: await by(sql`nonconformity.organisation_id::text`, sql`max(nonconformity.organisation_name)`, {
      ...filters,
      organisationId: undefined,
    }),
    rule: await by(sql`nonconformity.rule`, sql`nonconformity.rule`, { ...filters, rule: undefined }),
    state: await by(sql`nonconformity.state`, sql`nonconformity.state`, { ...filters, state: undefined }),
  };
}
