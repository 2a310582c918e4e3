import { duplicateStatuses, type DuplicateRow, type DuplicateStatus } from '@karez/contract/catalog/duplicate';
import { revisionStateSchema } from '@karez/contract/catalog/answers';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import { signedByLeader } from '../revision/revision.ts';
import { statesInForce } from '../entry/entry.ts';

/** What the reader may see: all of their own department, and of the regions of their authority what was signed or is in force. */
export type DuplicateReach = { readonly organisationId: string; readonly regionCodes: readonly string[] };
export type DuplicateFilters = {
  readonly organisationId?: string | undefined;
  readonly status?: DuplicateStatus | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const signed = revisionStateSchema.options.filter(signedByLeader);
const gone = ['withdrawn', 'retired', 'restore-pending'];

/**
 * Findings with how they stand. A draft that is not signed is its own unit's; behind a version in force the authority reads what was answered before
 * it was decided on and not found again since.
 */
const findings = ({ organisationId, regionCodes }: DuplicateReach, zone: string) => sql`
  SELECT finding.id::text AS id,
    CASE WHEN finding.state <> 'argued' THEN finding.state
      WHEN (finding.answered ->> 'at')::timestamptz <= (live.decided ->> 'at')::timestamptz THEN 'accepted' ELSE 'pending' END AS status,
    entry.id AS "entryId",
    CASE WHEN live.no IS NULL OR entry.provider_org_id = ${organisationId}::uuid OR working.state = ANY (${signed}::text[])
      THEN coalesce(working.fields, live.fields) ELSE live.fields END ->> 'name' AS "entryName", entry.provider_org_id AS "organisationId",
    entry.provider_name AS "organisationName", finding.place, finding.evidence #>> '{own,name}' AS name, finding.kind, finding.target_id AS "targetId",
    finding.evidence #>> '{other,name}' AS "targetName", finding.evidence #>> '{other,organisationName}' AS "targetOrganisation",
    coalesce(finding.answered ->> 'opinion', '') AS text,
    (coalesce((finding.answered ->> 'at')::timestamptz, finding.found_at) AT TIME ZONE ${zone})::date::text AS "on"
  FROM catalog.finding JOIN catalog.entry ON entry.id = finding.entry_id
    LEFT JOIN catalog.revision live ON live.entry_id = entry.id AND live.no = entry.live_no
    LEFT JOIN catalog.revision working ON working.entry_id = entry.id AND working.no = entry.working_no
  WHERE finding.state <> 'gone' AND NOT entry.sample AND entry.state <> ALL (${gone}::text[])
    AND (finding.state <> 'open' OR entry.working_no IS NOT NULL)
    AND (entry.provider_org_id = ${organisationId}::uuid
      OR (entry.region_code = ANY (${[...regionCodes]}::text[])
        AND (working.state = ANY (${signed}::text[])
          OR (live.decided IS NOT NULL AND finding.state <> 'open'
            AND (working.no IS NULL OR finding.found_at <= (live.decided ->> 'at')::timestamptz)))))`;

/** Published items that bear an element's code or one of its names, of another department than its source, and about which nobody said anything. */
const unspoken = ({ organisationId, regionCodes }: DuplicateReach) => sql`
  SELECT entry.id || ':' || item.no || ':' || element.code AS id, 'elsewhere' AS status, entry.id AS "entryId", document.name AS "entryName",
    entry.provider_org_id AS "organisationId", entry.provider_name AS "organisationName", 'item' AS place, item.name_zh AS name, 'element' AS kind,
    element.id AS "targetId", element.name AS "targetName", designation.organisation_name AS "targetOrganisation", '' AS text,
    coalesce(entry.published_on, designation.decided_on)::text AS "on"
  FROM catalog.designation JOIN catalog.element ON element.id = designation.element_id AND designation.ended_on IS NULL
    JOIN catalog.item ON item.data_element = element.code OR item.name_zh = element.name OR item.name_zh = ANY (element.synonyms)
    JOIN catalog.entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no
    JOIN catalog.search_document document ON document.entry_id = entry.id
  WHERE entry.region_code = designation.region_code AND entry.provider_org_id <> designation.organisation_id
    AND document.audience = 'everyone' AND document.share_type IS DISTINCT FROM 'denied' AND NOT document.sample
    AND document.state = ANY (${[...statesInForce]}::text[])
    AND (entry.provider_org_id = ${organisationId}::uuid OR entry.region_code = ANY (${[...regionCodes]}::text[]))
    AND NOT EXISTS (SELECT FROM catalog.finding WHERE finding.entry_id = entry.id AND finding.state <> 'gone'
      AND (finding.place = 'entry' OR (finding.place = 'item' AND finding.evidence -> 'items' @> jsonb_build_array(jsonb_build_object('no', item.no)))))
    AND NOT EXISTS (SELECT FROM catalog.datum_source source WHERE source.entry_id = entry.id AND source.place = 'item' AND source.no = item.no
      AND source.ended_revision IS NULL)`;

type Asked = { readonly reach: DuplicateReach; readonly zone: string };

const rowsOf = ({ reach, zone }: Asked) => sql`(${findings(reach, zone)} UNION ALL ${unspoken(reach)})`;

/** One filter: everything passes where none is set. */
const when = (value: string | undefined, condition: (value: string) => RawBuilder<unknown>): RawBuilder<unknown> =>
  value === undefined ? sql`true` : condition(value);

function wanted({ organisationId, status, from, to }: DuplicateFilters): RawBuilder<unknown> {
  return sql`${when(organisationId, (id) => sql`"organisationId" = ${id}::uuid`)} AND ${when(status, (one) => sql`status = ${one}`)}
    AND ${when(from, (day) => sql`"on" >= ${day}`)} AND ${when(to, (day) => sql`"on" <= ${day}`)}`;
}

type Counted = { organisationId: string; organisationName: string } & Record<DuplicateStatus, number>;

/** How many stand how, department by department, those with most first. */
export async function duplicateCounts(reader: Reader, { filters, ...asked }: Asked & { filters: DuplicateFilters }): Promise<Counted[]> {
  const columns = sql.join(duplicateStatuses.map((status) => sql`(count(*) FILTER (WHERE status = ${status}))::int AS ${sql.ref(status)}`));
  const found = await sql<Counted>`
    SELECT "organisationId", max("organisationName") AS "organisationName", ${columns}
    FROM ${rowsOf(asked)} duplicate WHERE ${wanted(filters)} GROUP BY "organisationId" ORDER BY count(*) DESC, "organisationId"`.execute(
    reader,
  );
  return found.rows;
}

/** A page of what stands behind a number, in the order of ids; the total counts by the same question. */
export async function duplicateRows(
  reader: Reader,
  { filters, after, limit, ...asked }: Asked & { filters: DuplicateFilters; after: string | null; limit: number },
): Promise<{ items: DuplicateRow[]; total: number }> {
  const found = await sql<DuplicateRow>`
    SELECT * FROM ${rowsOf(asked)} duplicate WHERE ${wanted(filters)} AND (${after}::text IS NULL OR id > ${after}) ORDER BY id LIMIT ${limit}`.execute(
    reader,
  );
  const counted = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM ${rowsOf(asked)} duplicate WHERE ${wanted(filters)}`.execute(reader);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}

/** Registered elements, and how many of them have a source in some regions or, where none is given, in the department's. */
export async function elementCounts(reader: Reader, regionCodes: readonly string[]): Promise<{ registered: number; withSource: number }> {
  const found = await sql<{ registered: number; withSource: number }>`
    SELECT (SELECT count(*)::int FROM catalog.element) AS registered,
      (SELECT count(DISTINCT element_id)::int FROM catalog.designation WHERE ended_on IS NULL AND region_code = ANY (${[...regionCodes]}::text[])) AS "withSource"`.execute(
    reader,
  );
  return found.rows[0] ?? { registered: 0, withSource: 0 };
}
