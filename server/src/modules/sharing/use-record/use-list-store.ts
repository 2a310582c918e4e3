import type { UseCounts, UseGap, UseRecordLine } from '@karez/contract/sharing/use-record';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Selectable } from 'kysely';
import { useRecordFrom } from './use-record-store.ts';
import type { UseRecord, UseRecordState } from './use-record.ts';

/** Whose use records a list shows: of grants that a department holds or has given, or that an authority oversees. */
export type UseReach =
  | { readonly side: 'held' | 'given'; readonly orgId: string }
  | { readonly side: 'authority'; readonly regionCodes: readonly string[] };
export type UseFilters = {
  readonly state?: UseRecordState | undefined;
  readonly gap?: UseGap | undefined;
  readonly quarter?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
};
/** Where a page ended: the list goes from the newest quarter to the oldest. */
export type UsePlace = { readonly quarter: string; readonly id: string };

const every = sql<boolean>`true`;
const from = sql`sharing.use_record AS record
  JOIN sharing.share_grant AS held ON held.id = record.grant_id
  JOIN sharing.grant_version AS newest ON newest.grant_id = held.id AND newest.version = held.version
  JOIN sharing.application AS asked ON asked.id = (newest.document ->> 'applicationId')::uuid`;
const calls = sql`sharing.use_sample AS call JOIN sharing.use_month AS month ON month.id = call.month_id WHERE month.record_id = record.id`;

const gaps: Readonly<Record<UseGap, RawBuilder<boolean>>> = {
  statement: sql<boolean>`record.state = 'owed'`,
  late: sql<boolean>`(record.state = 'owed' AND record.late)`,
  sample: sql<boolean>`EXISTS (SELECT 1 FROM ${calls} AND call.state = 'drawn')`,
  missed: sql<boolean>`EXISTS (SELECT 1 FROM ${calls} AND (call.state = 'unmatched' OR call.agrees IS FALSE))`,
};

function within(reach: UseReach): RawBuilder<boolean> {
  if (reach.side === 'authority') return sql<boolean>`asked.authority_region_code = ANY (${[...reach.regionCodes]}::text[])`;
  return reach.side === 'held' ? sql<boolean>`held.requester_org_id = ${reach.orgId}` : sql<boolean>`held.provider_org_id = ${reach.orgId}`;
}

function wanted(reach: UseReach, { state, gap, quarter, requester, provider }: UseFilters): RawBuilder<boolean> {
  return sql<boolean>`${within(reach)}
    AND ${state === undefined ? every : sql<boolean>`record.state = ${state}`}
    AND ${gap === undefined ? every : gaps[gap]}
    AND ${quarter === undefined ? every : sql<boolean>`record.quarter = ${quarter}`}
    AND ${requester === undefined ? every : sql<boolean>`held.requester_org_id = ${requester}::uuid`}
    AND ${provider === undefined ? every : sql<boolean>`held.provider_org_id = ${provider}::uuid`}`;
}

/** A use record as a list shows it, with its grant, what its months add up to and how its sample stands. */
export type UseLine = {
  readonly record: UseRecord;
  readonly grantNo: string;
  readonly entryName: string;
  readonly requesterOrgId: string;
  readonly providerOrgId: string;
  readonly counts: UseCounts;
  readonly sample: UseRecordLine['sample'];
  readonly statedAt: Date | null;
};
type Row = Selectable<SharingTables['sharing.use_record']> &
  UseCounts &
  UseRecordLine['sample'] & { grantNo: string; entryName: string; requesterOrgId: string; providerOrgId: string; statedAt: Date | null };

function lineFrom(row: Row): UseLine {
  const { grantNo, entryName, requesterOrgId, providerOrgId, statedAt } = row;
  const { calls: made, refused, failed, records, unreadable, firstOn, lastOn, drawn, waiting, matched, differing, unmatched } = row;
  return {
    record: useRecordFrom(row),
    grantNo,
    entryName,
    requesterOrgId,
    providerOrgId,
    statedAt,
    counts: { calls: made, refused, failed, records, unreadable, firstOn, lastOn },
    sample: { drawn, waiting, matched, differing, unmatched },
  };
}

/** One page of use records, the newest quarter first. */
export async function useRecordsMatching(
  reader: Reader,
  reach: UseReach,
  { after, limit, ...filters }: UseFilters & { readonly after: UsePlace | null; readonly limit: number },
): Promise<UseLine[]> {
  const behind = after === null ? every : sql<boolean>`(record.quarter, record.id) < (${after.quarter}, ${after.id}::uuid)`;
  const found = await sql<Row>`
    SELECT record.*, held.no AS "grantNo", newest.document ->> 'entryName' AS "entryName", held.requester_org_id AS "requesterOrgId",
      held.provider_org_id AS "providerOrgId", used.*, sampled.*,
      (SELECT max(stated_at) FROM sharing.use_statement AS said WHERE said.record_id = record.id) AS "statedAt"
    FROM ${from}
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(calls), 0)::float8 AS calls, coalesce(sum(refused), 0)::float8 AS refused, coalesce(sum(failed), 0)::float8 AS failed,
        coalesce(sum(records), 0)::float8 AS records, coalesce(sum(unreadable), 0)::float8 AS unreadable,
        min(first_on) AS "firstOn", max(last_on) AS "lastOn"
      FROM sharing.use_month AS month WHERE month.record_id = record.id
    ) AS used
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS drawn, count(*) FILTER (WHERE call.state = 'drawn')::int AS waiting,
        count(*) FILTER (WHERE call.state = 'matched' AND call.agrees IS NOT FALSE)::int AS matched,
        count(*) FILTER (WHERE call.agrees IS FALSE)::int AS differing, count(*) FILTER (WHERE call.state = 'unmatched')::int AS unmatched
      FROM ${calls}
    ) AS sampled
    WHERE ${wanted(reach, filters)} AND ${behind} ORDER BY record.quarter DESC, record.id DESC LIMIT ${limit}`.execute(reader);
  return found.rows.map(lineFrom);
}

/** How many use records a list holds, by the same condition. */
export async function countUseRecords(reader: Reader, reach: UseReach, filters: UseFilters): Promise<number> {
  const found = await sql<{ total: number }>`SELECT count(*)::int AS total FROM ${from} WHERE ${wanted(reach, filters)}`.execute(reader);
  return found.rows[0]?.total ?? 0;
}

const columns = {
  quarter: sql<string>`record.quarter`,
  requester: sql<string>`held.requester_org_id::text`,
  provider: sql<string>`held.provider_org_id::text`,
} as const;

/** Counts by one column under all other filters. */
export async function countUseRecordsBy(
  reader: Reader,
  reach: UseReach,
  { column, ...filters }: UseFilters & { readonly column: keyof typeof columns },
): Promise<{ value: string; count: number }[]> {
  const found = await sql<{ value: string; count: number }>`
    SELECT ${columns[column]} AS value, count(*)::int AS count FROM ${from} WHERE ${wanted(reach, filters)} GROUP BY 1 ORDER BY 1 DESC`.execute(
    reader,
  );
  return found.rows;
}
