import type { CorrectionState } from '@karez/contract/correction/schemas';
import { sql, type RawBuilder } from 'kysely';
import type { CaseReach } from '#modules/sharing';
import type { Reader } from '#platform/database';
import { correctionColumns, correctionFrom, type CorrectionRecord, type CorrectionRow } from './correction-store.ts';

export type ListFilters = {
  readonly side?: 'raised' | 'given' | 'overseen' | undefined;
  readonly states: readonly CorrectionState[];
  readonly entry?: string | undefined;
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  readonly overdueAt?: Date | undefined;
  /** Part of the number or of an item's name. */
  readonly search: string;
};

function reached({ orgId, regionCodes }: CaseReach, side: ListFilters['side']): RawBuilder<boolean> {
  const raised = sql<boolean>`requester_org_id = ${orgId}`;
  const given = sql<boolean>`(filed_at IS NOT NULL AND asked_org_ids @> ARRAY[${orgId}]::uuid[])`;
  const overseen = sql<boolean>`(filed_at IS NOT NULL AND authority_region_code = ANY (${[...regionCodes]}::text[]))`;
  if (side === 'raised') return raised;
  if (side === 'given') return given;
  return side === 'overseen' ? overseen : sql<boolean>`(${raised} OR ${given} OR ${overseen})`;
}

const every = sql<boolean>`true`;

function wanted(reach: CaseReach, { side, states, entry, requester, provider, overdueAt, search }: ListFilters): RawBuilder<boolean> {
  return sql<boolean>`${reached(reach, side)}
    AND ${states.length === 0 ? every : sql<boolean>`state = ANY (${[...states]}::text[])`}
    AND ${entry === undefined ? every : sql<boolean>`entry_id = ${entry}`}
    AND ${requester === undefined ? every : sql<boolean>`requester_org_id = ${requester}`}
    AND ${provider === undefined ? every : sql<boolean>`provider_org_id = ${provider}`}
    AND ${overdueAt === undefined ? every : sql<boolean>`due_at <= ${overdueAt}`}
    AND ${search === '' ? every : sql<boolean>`strpos(lower(coalesce(no, '') || ' ' || array_to_string(item_names, ' ')), lower(${search})) > 0`}`;
}

/** One page of reports, newest first. */
export async function correctionsMatching(
  reader: Reader,
  reach: CaseReach,
  { after, limit, ...filters }: ListFilters & { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<CorrectionRecord[]> {
  const behind = after === null ? every : sql<boolean>`(created_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<CorrectionRow>`
    SELECT ${correctionColumns} FROM correction.request WHERE ${wanted(reach, filters)} AND ${behind}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return found.rows.map(correctionFrom);
}

/** How many reports a list holds, by the same condition. */
export async function countCorrections(reader: Reader, reach: CaseReach, filters: ListFilters): Promise<number> {
  const found = await sql<{ total: number }>`SELECT count(*) AS total FROM correction.request WHERE ${wanted(reach, filters)}`.execute(
    reader,
  );
  return found.rows[0]?.total ?? 0;
}

/** Counts by one column under all other filters. */
export async function countCorrectionsBy(
  reader: Reader,
  reach: CaseReach,
  { column, ...filters }: ListFilters & { readonly column: 'state' | 'requester_org_id' | 'provider_org_id' },
): Promise<{ value: string; count: number }[]> {
  const found = await sql<{ value: string; count: number }>`
    SELECT ${sql.ref(column)}::text AS value, count(*) AS count FROM correction.request
    WHERE ${wanted(reach, filters)} GROUP BY 1 ORDER BY 2 DESC, 1`.execute(reader);
  return found.rows;
}
