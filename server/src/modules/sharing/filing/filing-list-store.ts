import type { FilingKind, FilingState } from '@karez/contract/sharing/filing';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import type { CaseReach } from '../case-list.ts';
import { filingColumns, filingFrom, type FilingRow } from './filing-store.ts';
import type { FilingRecord } from './filing.ts';

export type FilingFilters = {
  readonly side?: 'filed' | 'affected' | 'overseen' | undefined;
  readonly states: readonly FilingState[];
  readonly kind?: FilingKind | undefined;
  readonly entry?: string | undefined;
  readonly provider?: string | undefined;
  /** Part of the number or of the reason. */
  readonly search: string;
};

const every = sql<boolean>`true`;

function reached({ orgId, regionCodes }: CaseReach, side: FilingFilters['side']): RawBuilder<boolean> {
  const filed = sql<boolean>`provider_org_id = ${orgId}`;
  const affected = sql<boolean>`EXISTS (SELECT FROM sharing.filing_party party WHERE party.filing_id = filing.id AND party.requester_org_id = ${orgId})`;
  const overseen = sql<boolean>`authority_region_code = ANY (${[...regionCodes]}::text[])`;
  if (side === 'filed') return filed;
  if (side === 'affected') return affected;
  return side === 'overseen' ? overseen : sql<boolean>`(${filed} OR ${affected} OR ${overseen})`;
}

function wanted(reach: CaseReach, { side, states, kind, entry, provider, search }: FilingFilters): RawBuilder<boolean> {
  return sql<boolean>`${reached(reach, side)}
    AND ${states.length === 0 ? every : sql<boolean>`state = ANY (${[...states]}::text[])`}
    AND ${kind === undefined ? every : sql<boolean>`kind = ${kind}`}
    AND ${entry === undefined ? every : sql<boolean>`entry_id = ${entry}`}
    AND ${provider === undefined ? every : sql<boolean>`provider_org_id = ${provider}`}
    AND ${search === '' ? every : sql<boolean>`strpos(lower(no || ' ' || reason), lower(${search})) > 0`}`;
}

/** One page of filings, newest first. */
export async function filingsMatching(
  reader: Reader,
  reach: CaseReach,
  {
    after,
    limit,
    ...filters
  }: FilingFilters & { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<FilingRecord[]> {
  const behind = after === null ? every : sql<boolean>`(raised_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<FilingRow>`
    SELECT ${filingColumns} FROM sharing.filing WHERE ${wanted(reach, filters)} AND ${behind}
    ORDER BY raised_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return found.rows.map(filingFrom);
}

/** How many filings a list holds, by the same condition. */
export async function countFilings(reader: Reader, reach: CaseReach, filters: FilingFilters): Promise<number> {
  const found = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.filing WHERE ${wanted(reach, filters)}`.execute(
    reader,
  );
  return found.rows[0]?.total ?? 0;
}

/** Counts by one column under all other filters. */
export async function countFilingsBy(
  reader: Reader,
  reach: CaseReach,
  { column, ...filters }: FilingFilters & { readonly column: 'state' | 'provider_org_id' },
): Promise<{ value: string; count: number }[]> {
  const found = await sql<{ value: string; count: number }>`
    SELECT ${sql.ref(column)}::text AS value, count(*)::int AS count FROM sharing.filing
    WHERE ${wanted(reach, filters)} GROUP BY 1 ORDER BY 2 DESC, 1`.execute(reader);
  return found.rows;
}
