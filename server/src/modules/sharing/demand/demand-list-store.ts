import type { DemandState } from '@karez/contract/sharing/demand';
import { sql, type RawBuilder } from 'kysely';
import type { PromisedDemand } from '#modules/catalog';
import type { Reader } from '#platform/database';
import type { CaseReach } from '../case-list.ts';
import type { Cursor } from '../cursor.ts';
import { demandColumns, demandFrom, type DemandRecord, type DemandRow } from './demand-store.ts';

export type DemandFilters = {
  readonly side?: 'raised' | 'given' | 'overseen' | undefined;
  readonly states: readonly DemandState[];
  readonly requester?: string | undefined;
  readonly provider?: string | undefined;
  /** Day of the region before which a promise is broken; undefined for all. */
  readonly overdueOn?: string | undefined;
  readonly search: string;
};

const left = sql<boolean>`(sent_at IS NOT NULL AND state NOT IN ('draft', 'awaiting-sending'))`;

function reached({ orgId, regionCodes }: CaseReach, side: DemandFilters['side']): RawBuilder<boolean> {
  const raised = sql<boolean>`requester_org_id = ${orgId}`;
  const given = sql<boolean>`(provider_org_id = ${orgId} AND ${left})`;
  const overseen = sql<boolean>`(authority_region_code = ANY (${[...regionCodes]}::text[]) AND ${left})`;
  if (side === 'raised') return raised;
  if (side === 'given') return given;
  return side === 'overseen' ? overseen : sql<boolean>`(${raised} OR ${given} OR ${overseen})`;
}

const every = sql<boolean>`true`;

function wanted(reach: CaseReach, { side, states, requester, provider, overdueOn, search }: DemandFilters): RawBuilder<boolean> {
  return sql<boolean>`${reached(reach, side)}
    AND ${states.length === 0 ? every : sql<boolean>`state = ANY (${[...states]}::text[])`}
    AND ${requester === undefined ? every : sql<boolean>`requester_org_id = ${requester}`}
    AND ${provider === undefined ? every : sql<boolean>`provider_org_id = ${provider}`}
    AND ${overdueOn === undefined ? every : sql<boolean>`state = 'promised' AND promised_on < ${overdueOn}`}
    AND ${search === '' ? every : sql<boolean>`strpos(lower(coalesce(no, '') || ' ' || (content ->> 'name')), lower(${search})) > 0`}`;
}

/** One page of demands, newest first. */
export async function demandsMatching(
  reader: Reader,
  reach: CaseReach,
  { after, limit, ...filters }: DemandFilters & { readonly after: Cursor | null; readonly limit: number },
): Promise<DemandRecord[]> {
  const behind = after === null ? every : sql<boolean>`(created_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<DemandRow>`
    SELECT ${demandColumns} FROM sharing.demand WHERE ${wanted(reach, filters)} AND ${behind}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return found.rows.map(demandFrom);
}

/** How many demands a list holds, by the same condition. */
export async function countDemands(reader: Reader, reach: CaseReach, filters: DemandFilters): Promise<number> {
  const found = await sql<{ total: number }>`SELECT count(*) AS total FROM sharing.demand WHERE ${wanted(reach, filters)}`.execute(reader);
  return found.rows[0]?.total ?? 0;
}

/** Counts by one column under all other filters. */
export async function countDemandsBy(
  reader: Reader,
  reach: CaseReach,
  { column, ...filters }: DemandFilters & { readonly column: 'state' | 'requester_org_id' | 'provider_org_id' },
): Promise<{ value: string; count: number }[]> {
  const found = await sql<{ value: string; count: number }>`
    SELECT ${sql.ref(column)}::text AS value, count(*) AS count FROM sharing.demand
    WHERE ${wanted(reach, filters)} AND ${sql.ref(column)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`.execute(reader);
  return found.rows;
}

/** Of a promise: whether it was kept, broken or stands. */
export type PromiseState = 'met' | 'overdue' | 'open';
const stateOfPromise = (today: string): RawBuilder<PromiseState> =>
  sql<PromiseState>`CASE WHEN state = 'fulfilled' THEN 'met' WHEN promised_on < ${today} THEN 'overdue' ELSE 'open' END`;
const promisedWithin = (reach: CaseReach): RawBuilder<boolean> =>
  sql<boolean>`${reached(reach, undefined)} AND promised_on IS NOT NULL AND provider_org_id IS NOT NULL AND state IN ('promised', 'fulfilled')`;

/** A promise that a department has given, with how it stands. */
export type SeenPromise = { readonly demand: DemandRecord; readonly promise: PromiseState };

/** The earliest promises that departments have given for demands that the reader may see; those that were kept as well. */
export async function promisesSeen(
  reader: Reader,
  reach: CaseReach,
  asked: { readonly today: string; readonly state?: string | undefined; readonly provider?: string | undefined; readonly limit: number },
): Promise<SeenPromise[]> {
  const { today, state = null, provider = null, limit } = asked;
  const found = await sql<DemandRow & { promise: PromiseState }>`
    SELECT ${demandColumns}, ${stateOfPromise(today)} AS promise FROM sharing.demand
    WHERE ${promisedWithin(reach)} AND (${state}::text IS NULL OR ${stateOfPromise(today)} = ${state})
      AND (${provider}::uuid IS NULL OR provider_org_id = ${provider}::uuid)
    ORDER BY promised_on, id LIMIT ${limit}`.execute(reader);
  return found.rows.map(({ promise, ...row }) => ({ demand: demandFrom(row), promise }));
}

/** How many promises each department has given, by how they stand. */
export async function countPromises(
  reader: Reader,
  reach: CaseReach,
  today: string,
): Promise<{ promise: PromiseState; orgId: string; count: number }[]> {
  const found = await sql<{ promise: PromiseState; orgId: string; count: number }>`
    SELECT ${stateOfPromise(today)} AS promise, provider_org_id AS "orgId", count(*)::int AS count FROM sharing.demand
    WHERE ${promisedWithin(reach)} GROUP BY 1, 2`.execute(reader);
  return found.rows;
}

/** Demands that some departments have promised to meet and have not met yet. */
export async function promisedDemands(reader: Reader, organisationIds: readonly string[]): Promise<PromisedDemand[]> {
  const found = await sql<PromisedDemand>`
    SELECT id, provider_org_id AS "organisationId", authority_region_code AS "regionCode", content ->> 'name' AS name, promised_on AS "promisedOn"
    FROM sharing.demand WHERE state = 'promised' AND provider_org_id = ANY (${[...organisationIds]}::uuid[])`.execute(reader);
  return found.rows;
}
