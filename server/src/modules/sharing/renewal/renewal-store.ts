import { applicationStateSchema, type ApplicationState } from '@karez/contract/sharing/schemas';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';

/** A renewal that nobody has decided on yet. */
export type RenewalUnderWay = {
  readonly grantId: string;
  readonly applicationId: string;
  readonly no: string | null;
  readonly state: ApplicationState;
  /** Null while its department still writes it: the provider hears of it when it is sent. */
  readonly submittedAt: Date | null;
};

/** The renewals under way of some grants: at most one each. */
export async function renewalsUnderWay(reader: Reader, grantIds: readonly string[]): Promise<RenewalUnderWay[]> {
  if (grantIds.length === 0) return [];
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.application')
    .select(['renews_grant_id as grantId', 'id as applicationId', 'no', 'state', 'submitted_at as submittedAt'])
    .where('renews_grant_id', 'in', grantIds)
    .where('decided_at', 'is', null)
    .where('state', '<>', 'withdrawn')
    .execute();
  return rows.flatMap(({ grantId, ...row }) =>
    grantId === null ? [] : [{ ...row, grantId, state: applicationStateSchema.parse(row.state) }],
  );
}

/** Locks one running grant of a region that ends before an instant and whose end was not told; one that another process tells of is left to it. */
export async function lockEndingGrant(
  tx: Transaction,
  { region, before, at }: { region: string; before: Date; at: Date },
): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.share_grant
    WHERE state = 'active' AND provider_region_code = ${region} AND valid_to > ${at} AND valid_to <= ${before} AND end_told_for IS DISTINCT FROM valid_to
    ORDER BY valid_to LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows[0]?.id;
}

/** Remembers for which last instant the end of a grant was told: a renewed one is told anew. */
export async function markEndTold(tx: Transaction, grantId: string): Promise<void> {
  await sql`UPDATE sharing.share_grant SET end_told_for = valid_to WHERE id = ${grantId}`.execute(tx);
}

/** Regions whose departments have given grants that run and whose end was not told. */
export async function regionsWithUntold(reader: Reader): Promise<string[]> {
  const found = await sql<{ region: string }>`
    SELECT DISTINCT provider_region_code AS region FROM sharing.share_grant
    WHERE state = 'active' AND end_told_for IS DISTINCT FROM valid_to ORDER BY 1`.execute(reader);
  return found.rows.map(({ region }) => region);
}
