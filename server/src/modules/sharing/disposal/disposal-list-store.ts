import type { DisposalState, DisposalTrigger } from '@karez/contract/sharing/disposal';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import type { CaseReach } from '../case-list.ts';
import type { DisposalRecord } from './disposal.ts';
import { disposalColumns, disposalFrom, type DisposalRow } from './disposal-store.ts';

export type DisposalFilters = {
  readonly side?: 'owed' | 'given' | 'overseen' | undefined;
  readonly states: readonly DisposalState[];
  readonly trigger?: DisposalTrigger | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdueAt?: Date | undefined;
  /** Part of the number of the order or of its grant. */
  readonly search: string;
};

const every = sql<boolean>`true`;

function reached({ orgId, regionCodes }: CaseReach, side: DisposalFilters['side']): RawBuilder<boolean> {
  const owed = sql<boolean>`requester_org_id = ${orgId}`;
  const given = sql<boolean>`provider_org_id = ${orgId}`;
  const overseen = sql<boolean>`authority_region_code = ANY (${[...regionCodes]}::text[])`;
  if (side === 'owed') return owed;
  if (side === 'given') return given;
  return side === 'overseen' ? overseen : sql<boolean>`(${owed} OR ${given} OR ${overseen})`;
}

function wanted(reach: CaseReach, { side, states, trigger, requester, provider, overdueAt, search }: DisposalFilters): RawBuilder<boolean> {
  return sql<boolean>`${reached(reach, side)}
    AND ${states.length === 0 ? every : sql<boolean>`state = ANY (${[...states]}::text[])`}
    AND ${trigger === undefined ? every : sql<boolean>`trigger = ${trigger}`}
    AND ${requester === undefined ? every : sql<boolean>`requester_org_id = ${requester}`}
    AND ${provider === undefined ? every : sql<boolean>`provider_org_id = ${provider}`}
    AND ${overdueAt === undefined ? every : sql<boolean>`due_at <= ${overdueAt}`}
    AND ${search === '' ? every : sql<boolean>`strpos(lower(no || ' ' || (SELECT held.no FROM sharing.share_grant held WHERE held.id = grant_id)), lower(${search})) > 0`}`;
}

/** One page of disposals, newest first. */
export async function disposalsMatching(
  reader: Reader,
  reach: CaseReach,
  {
    after,
    limit,
    ...filters
  }: DisposalFilters & { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<DisposalRecord[]> {
  const behind = after === null ? every : sql<boolean>`(ordered_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<DisposalRow>`
    SELECT ${disposalColumns} FROM sharing.disposal WHERE ${wanted(reach, filters)} AND ${behind}
    ORDER BY ordered_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return found.rows.map(disposalFrom);
}

/** How many disposals a list holds, by the same condition. */
export async function countDisposals(reader: Reader, reach: CaseReach, filters: DisposalFilters): Promise<number> {
  const found = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.disposal WHERE ${wanted(reach, filters)}`.execute(
    reader,
  );
  return found.rows[0]?.total ?? 0;
}

/** Counts by one column under all other filters. */
export async function countDisposalsBy(
  reader: Reader,
  reach: CaseReach,
  { column, ...filters }: DisposalFilters & { readonly column: 'state' | 'requester_org_id' | 'provider_org_id' },
): Promise<{ value: string; count: number }[]> {
  const found = await sql<{ value: string; count: number }>`
    SELECT ${sql.ref(column)}::text AS value, count(*)::int AS count FROM sharing.disposal
    WHERE ${wanted(reach, filters)} GROUP BY 1 ORDER BY 2 DESC, 1`.execute(reader);
  return found.rows;
}
