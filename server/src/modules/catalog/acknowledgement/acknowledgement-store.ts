import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Acknowledgement, AcknowledgementState, Said } from './acknowledgement.ts';

type Row = Omit<Acknowledgement, 'from' | 'to' | 'said'> & {
  readonly fromNo: number;
  readonly fromVersion: string;
  readonly toNo: number;
  readonly toVersion: string;
  readonly said: readonly (Omit<Said, 'at'> & { readonly at: string })[];
};

const columns = sql`told.id, told.entry_id AS "entryId", told.organisation_id AS "organisationId", told.organisation_name AS "organisationName",
  told.region_code AS "regionCode", told.state, told.from_no AS "fromNo", told.from_version AS "fromVersion", told.to_no AS "toNo",
  told.to_version AS "toVersion", told.said, told.opened_at AS "openedAt", told.closed_at AS "closedAt"`;

function acknowledgementOf({ fromNo, fromVersion, toNo, toVersion, said, ...row }: Row): Acknowledgement {
  return {
    ...row,
    from: { no: fromNo, version: fromVersion },
    to: { no: toNo, version: toVersion },
    said: said.map((word) => ({ ...word, at: new Date(word.at) })),
  };
}

export async function findAcknowledgement(reader: Reader, id: string): Promise<Acknowledgement | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM catalog.acknowledgement told WHERE id = ${id}`.execute(reader);
  return found.rows[0] && acknowledgementOf(found.rows[0]);
}

/** Acknowledgements of an entry that nobody has ended. Whoever changes one holds the entry's row lock. */
export async function openAcknowledgementsOf(reader: Reader, entryId: string): Promise<Acknowledgement[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM catalog.acknowledgement told WHERE entry_id = ${entryId} AND closed_at IS NULL ORDER BY id`.execute(reader);
  return found.rows.map(acknowledgementOf);
}

/** Entries with acknowledgements that nobody has ended, in order of id, after one of them. */
export async function entriesWithOpen(reader: Reader, { after, limit }: { after: string | null; limit: number }): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT DISTINCT entry_id AS id FROM catalog.acknowledgement
    WHERE closed_at IS NULL AND (${after}::uuid IS NULL OR entry_id > ${after}) ORDER BY entry_id LIMIT ${limit}`.execute(reader);
  return found.rows.map(({ id }) => id);
}

/** Stores an acknowledgement, new or changed; what it is about never changes. */
export async function saveAcknowledgement(tx: Transaction, given: Acknowledgement): Promise<void> {
  await sql`
    INSERT INTO catalog.acknowledgement (id, entry_id, organisation_id, organisation_name, region_code, state, from_no, from_version, to_no, to_version,
      said, opened_at, closed_at)
    VALUES (${given.id}, ${given.entryId}, ${given.organisationId}, ${given.organisationName}, ${given.regionCode}, ${given.state}, ${given.from.no},
      ${given.from.version}, ${given.to.no}, ${given.to.version}, ${JSON.stringify(given.said)}::jsonb, ${given.openedAt}, ${given.closedAt})
    ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, said = EXCLUDED.said, closed_at = EXCLUDED.closed_at`.execute(tx);
}

/** Whose acknowledgements: of consumer, of provider, or of the regions of an authority. */
export type Reach =
  | { readonly side: 'consumer' | 'provider'; readonly orgId: string | null }
  | { readonly side: 'authority'; readonly regionCodes: readonly string[] };
type Filters = {
  readonly state?: AcknowledgementState | undefined;
  readonly entryId?: string | undefined;
  /** Only these. */
  readonly ids?: readonly string[] | undefined;
};

function within(reach: Reach): RawBuilder<boolean> {
  if (reach.side === 'authority') return sql<boolean>`told.region_code = ANY (${reach.regionCodes}::text[])`;
  if (reach.side === 'consumer') return sql<boolean>`told.organisation_id = ${reach.orgId}::uuid`;
  return sql<boolean>`entry.provider_org_id = ${reach.orgId}::uuid`;
}

const listed = sql`catalog.acknowledgement told JOIN catalog.entry ON entry.id = told.entry_id
  LEFT JOIN catalog.revision live ON live.entry_id = entry.id AND live.no = entry.live_no`;

function matching(reach: Reach, { state, entryId, ids }: Filters): RawBuilder<boolean> {
  return sql<boolean>`${within(reach)} AND (${state ?? null}::text IS NULL OR told.state = ${state ?? null})
    AND (${entryId ?? null}::uuid IS NULL OR told.entry_id = ${entryId ?? null})
    AND (${ids ?? null}::uuid[] IS NULL OR told.id = ANY (${ids ?? null}::uuid[]))`;
}

/** Those that nobody has ended, the oldest first: whose terms may have passed. */
export async function waitingWithin(
  reader: Reader,
  reach: Reach,
  { limit, ...filters }: Filters & { readonly limit: number },
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT told.id FROM ${listed} WHERE ${matching(reach, filters)} AND told.closed_at IS NULL ORDER BY told.opened_at, told.id LIMIT ${limit}`.execute(
    reader,
  );
  return found.rows.map(({ id }) => id);
}

export type Listed = Acknowledgement & { readonly entryName: string; readonly providerName: string };
/** Where a page begins: behind this one. What waits stands before what has ended. */
export type After = { readonly ended: boolean; readonly id: string };

function behind(after: After | null): RawBuilder<boolean> {
  if (after === null) return sql<boolean>`true`;
  return sql<boolean>`(told.closed_at IS NOT NULL > ${after.ended} OR (told.closed_at IS NOT NULL = ${after.ended} AND told.id < ${after.id}::uuid))`;
}

/** One page, what waits first and then the latest first, and how many there are by the same conditions. */
export async function acknowledgementsWithin(
  reader: Reader,
  reach: Reach,
  { after, limit, ...filters }: Filters & { readonly after: After | null; readonly limit: number },
): Promise<{ items: Listed[]; total: number }> {
  const where = matching(reach, filters);
  const found = await sql<Row & { entryName: string; providerName: string }>`
    SELECT ${columns}, coalesce(live.fields ->> 'name', '') AS "entryName", entry.provider_name AS "providerName" FROM ${listed}
    WHERE ${where} AND ${behind(after)}
    ORDER BY told.closed_at IS NOT NULL, told.id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM ${listed} WHERE ${where}`.execute(reader);
  const items = found.rows.map(({ entryName, providerName, ...row }) => ({ ...acknowledgementOf(row), entryName, providerName }));
  return { items, total: counted.rows[0]?.total ?? 0 };
}

/** How many stand in each state. */
export async function countedStates(
  reader: Reader,
  reach: Reach,
  { entryId, ids }: Pick<Filters, 'entryId' | 'ids'>,
): Promise<{ state: AcknowledgementState; count: number }[]> {
  const found = await sql<{ state: AcknowledgementState; count: number }>`
    SELECT told.state, count(*)::int AS count FROM ${listed} WHERE ${matching(reach, { entryId, ids })} GROUP BY told.state ORDER BY told.state`.execute(
    reader,
  );
  return found.rows;
}
