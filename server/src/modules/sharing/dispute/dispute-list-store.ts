import type { DisputeKind, DisputeState } from '@karez/contract/sharing/dispute';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import type { CaseReach } from '../case-list.ts';
import type { DisputeRecord } from './dispute.ts';
import { disputeColumns, disputeFrom, type DisputeRow } from './dispute-store.ts';

export type DisputeFilters = {
  readonly side?: 'raised' | 'answered' | 'overseen' | undefined;
  readonly states: readonly DisputeState[];
  readonly kind?: DisputeKind | undefined;
  readonly application?: string | undefined;
  readonly entry?: string | undefined;
  readonly correction?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdueAt?: Date | undefined;
  /** Part of the number or of what is disputed. */
  readonly search: string;
};

const every = sql<boolean>`true`;

function reached({ orgId, regionCodes }: CaseReach, side: DisputeFilters['side']): RawBuilder<boolean> {
  const raised = sql<boolean>`requester_org_id = ${orgId}`;
  const answered = sql<boolean>`provider_org_id = ${orgId}`;
  const overseen = sql<boolean>`authority_region_code = ANY (${[...regionCodes]}::text[])`;
  if (side === 'raised') return raised;
  if (side === 'answered') return answered;
  return side === 'overseen' ? overseen : sql<boolean>`(${raised} OR ${answered} OR ${overseen})`;
}

function wanted(
  reach: CaseReach,
  { side, states, kind, application, entry, correction, requester, provider, overdueAt, search }: DisputeFilters,
): RawBuilder<boolean> {
  return sql<boolean>`${reached(reach, side)}
    AND ${states.length === 0 ? every : sql<boolean>`state = ANY (${[...states]}::text[])`}
    AND ${kind === undefined ? every : sql<boolean>`kind = ${kind}`}
    AND ${application === undefined ? every : sql<boolean>`application_id = ${application}`}
    AND ${entry === undefined ? every : sql<boolean>`entry_id = ${entry}`}
    AND ${correction === undefined ? every : sql<boolean>`correction_id = ${correction}`}
    AND ${requester === undefined ? every : sql<boolean>`requester_org_id = ${requester}`}
    AND ${provider === undefined ? every : sql<boolean>`provider_org_id = ${provider}`}
    AND ${overdueAt === undefined ? every : sql<boolean>`due_at <= ${overdueAt}`}
    AND ${search === '' ? every : sql<boolean>`strpos(lower(no || ' ' || matter), lower(${search})) > 0`}`;
}

/** One page of disputes, newest first. */
export async function disputesMatching(
  reader: Reader,
  reach: CaseReach,
  {
    after,
    limit,
    ...filters
  }: DisputeFilters & { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<DisputeRecord[]> {
  const behind = after === null ? every : sql<boolean>`(raised_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<DisputeRow>`
    SELECT ${disputeColumns} FROM sharing.dispute WHERE ${wanted(reach, filters)} AND ${behind}
    ORDER BY raised_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return found.rows.map(disputeFrom);
}

/** How many disputes a list holds, by the same condition. */
export async function countDisputes(reader: Reader, reach: CaseReach, filters: DisputeFilters): Promise<number> {
  const found = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.dispute WHERE ${wanted(reach, filters)}`.execute(
    reader,
  );
  return found.rows[0]?.total ?? 0;
}

/** Counts by one column under all other filters. */
export async function countDisputesBy(
  reader: Reader,
  reach: CaseReach,
  { column, ...filters }: DisputeFilters & { readonly column: 'state' | 'requester_org_id' | 'provider_org_id' },
): Promise<{ value: string; count: number }[]> {
  const found = await sql<{ value: string; count: number }>`
    SELECT ${sql.ref(column)}::text AS value, count(*)::int AS count FROM sharing.dispute
    WHERE ${wanted(reach, filters)} GROUP BY 1 ORDER BY 2 DESC, 1`.execute(reader);
  return found.rows;
}
