import { stoppageCauseSchema, stoppageStateSchema, type StoppageState } from '@karez/contract/sharing/stoppage';
import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { StoppageRecord } from './stoppage.ts';

type Row = Omit<StoppageRecord, 'state' | 'cause'> & { readonly state: unknown; readonly cause: unknown };
const columns = sql`id, revision, state, cause, entry_id AS "entryId", provider_org_id AS "providerOrgId", provider_region_code AS "providerRegionCode",
  authority_region_code AS "authorityRegionCode", rule_set_id AS "ruleSetId", since, last_failed_at AS "lastFailedAt", found_at AS "foundAt", explanation,
  explained_by AS "explainedBy", explained_at AS "explainedAt", conclusion, concluded_by AS "concludedBy", concluded_at AS "concludedAt",
  ended_at AS "endedAt"`;
const stoppageFrom = (row: Row): StoppageRecord => ({
  ...row,
  state: stoppageStateSchema.parse(row.state),
  cause: stoppageCauseSchema.parse(row.cause),
});

/** Stores a stoppage; false where one of the same entry is open. */
export async function insertStoppage(tx: Transaction, stoppage: StoppageRecord): Promise<boolean> {
  const made = await sql`
    INSERT INTO sharing.stoppage (id, revision, state, cause, entry_id, provider_org_id, provider_region_code, authority_region_code, rule_set_id, since,
      last_failed_at)
    VALUES (${stoppage.id}, ${stoppage.revision}, ${stoppage.state}, ${stoppage.cause}, ${stoppage.entryId}, ${stoppage.providerOrgId},
      ${stoppage.providerRegionCode}, ${stoppage.authorityRegionCode}, ${stoppage.ruleSetId}, ${stoppage.since}, ${stoppage.lastFailedAt})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return made.rows.length > 0;
}

/** Writes what may change back; the caller holds the row's lock. */
export async function saveStoppage(tx: Transaction, stoppage: StoppageRecord): Promise<void> {
  await sql`
    UPDATE sharing.stoppage SET revision = ${stoppage.revision}, state = ${stoppage.state}, cause = ${stoppage.cause},
      provider_org_id = ${stoppage.providerOrgId}, provider_region_code = ${stoppage.providerRegionCode},
      last_failed_at = ${stoppage.lastFailedAt}, found_at = ${stoppage.foundAt}, explanation = ${stoppage.explanation},
      explained_by = ${stoppage.explainedBy}, explained_at = ${stoppage.explainedAt}, conclusion = ${stoppage.conclusion},
      concluded_by = ${stoppage.concludedBy}, concluded_at = ${stoppage.concludedAt}, ended_at = ${stoppage.endedAt}
    WHERE id = ${stoppage.id}`.execute(tx);
}

export async function findStoppage(reader: Reader, id: string): Promise<StoppageRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.stoppage WHERE id = ${id}`.execute(reader);
  return found.rows[0] && stoppageFrom(found.rows[0]);
}

/** The stoppage with its row locked until the transaction ends. */
export async function lockStoppage(tx: Transaction, id: string): Promise<StoppageRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.stoppage WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && stoppageFrom(found.rows[0]);
}

/** The open stoppage of an entry, locked. */
export async function lockOpenStoppage(tx: Transaction, entryId: string): Promise<StoppageRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.stoppage WHERE entry_id = ${entryId} AND ended_at IS NULL FOR UPDATE`.execute(
    tx,
  );
  return found.rows[0] && stoppageFrom(found.rows[0]);
}

/** Ids of the stoppages that have not ended. */
export async function openStoppages(reader: Reader): Promise<string[]> {
  const found = await sql<{ id: string }>`SELECT id FROM sharing.stoppage WHERE ended_at IS NULL ORDER BY id`.execute(reader);
  return found.rows.map(({ id }) => id);
}

export type StoppageQuery = {
  /** The provider sees all of its own, the authority what is a finding: the same rule as `maySeeStoppage`. */
  readonly orgId: string;
  readonly regionCodes: readonly string[];
  readonly state?: StoppageState | 'open' | undefined;
  readonly entry?: string | undefined;
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
};

const every = sql<boolean>`true`;

function wantedState(state: StoppageQuery['state']): RawBuilder<boolean> {
  if (state === undefined) return every;
  return state === 'open' ? sql<boolean>`ended_at IS NULL` : sql<boolean>`state = ${state}`;
}

/** One page of stoppages, newest first, and how many there are by the same conditions. */
export async function stoppagesMatching(
  reader: Reader,
  { orgId, regionCodes, state, entry, after, limit }: StoppageQuery,
): Promise<{ stoppages: StoppageRecord[]; total: number }> {
  const wanted = sql<boolean>`
    (provider_org_id = ${orgId} OR (found_at IS NOT NULL AND authority_region_code = ANY (${[...regionCodes]}::text[])))
    AND ${wantedState(state)} AND ${entry === undefined ? every : sql<boolean>`entry_id = ${entry}`}`;
  const behind = after === null ? every : sql<boolean>`(since, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.stoppage WHERE ${wanted} AND ${behind} ORDER BY since DESC, id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.stoppage WHERE ${wanted}`.execute(reader);
  return { stoppages: found.rows.map(stoppageFrom), total: counted.rows[0]?.total ?? 0 };
}

/** Until when the calls have been looked through; locked, so that one worker looks at a time. Undefined before the first look. */
export async function lockLook(tx: Transaction): Promise<Date | undefined> {
  const found = await sql<{ until: Date }>`SELECT looked_until AS "until" FROM sharing.stoppage_look FOR UPDATE`.execute(tx);
  return found.rows[0]?.until;
}

export async function saveLook(tx: Transaction, until: Date): Promise<void> {
  await sql`
    INSERT INTO sharing.stoppage_look (looked_until) VALUES (${until})
    ON CONFLICT (one) DO UPDATE SET looked_until = excluded.looked_until`.execute(tx);
}

/** Running grants by entry. */
export async function runningByEntry(reader: Reader, at: Date): Promise<{ entryId: string; grantIds: string[] }[]> {
  const found = await sql<{ entryId: string; grantIds: string[] }>`
    SELECT entry_id AS "entryId", array_agg(id::text ORDER BY id) AS "grantIds" FROM sharing.share_grant
    WHERE state = 'active' AND valid_to > ${at} GROUP BY entry_id ORDER BY entry_id`.execute(reader);
  return found.rows;
}
