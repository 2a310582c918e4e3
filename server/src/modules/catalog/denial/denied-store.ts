import type { Denied, denialKinds } from '@karez/contract/sharing/lists';
import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';

export type DenialFilters = { readonly kind?: (typeof denialKinds)[number] | undefined; readonly provider?: string | undefined };
export type DenialCount = { readonly value: string; readonly label: string; readonly count: number };

/**
 * Published entries that are not shared, and denied items of shared ones. Nothing of what is not published for everyone: of these whoever reads the
 * catalogue may know reason and articles (809-15).
 */
const denied = sql`(
  WITH live AS (
    SELECT document.entry_id, document.name, document.code, document.provider_org_id, document.provider_names[1] AS provider_name,
      document.share_type, entry.live_no
    FROM catalog.search_document document JOIN catalog.entry ON entry.id = document.entry_id
    WHERE document.audience = 'everyone' AND NOT document.sample
      AND document.state = ANY (${[...statesInForce]}::text[])
  )
  SELECT 'entry' AS kind, entry_id, name, code, provider_org_id, provider_name, live_no, NULL::integer AS no, '' AS item_name, NULL::integer AS place,
    NULL::text AS item_reason
  FROM live WHERE share_type = 'denied'
  UNION ALL
  SELECT 'item', live.entry_id, live.name, live.code, live.provider_org_id, live.provider_name, live.live_no, item.no, item.name_zh, item."position",
    coalesce(item.denial_reason, '')
  FROM live JOIN catalog.item ON item.entry_id = live.entry_id AND item.revision_no = live.live_no
  WHERE item.share_type = 'denied' AND live.share_type IS DISTINCT FROM 'denied'
) AS denied`;

const under = ({
  kind,
  provider,
}: DenialFilters): RawBuilder<boolean> => sql<boolean>`(${kind ?? null}::text IS NULL OR denied.kind = ${kind ?? null})
  AND (${provider ?? null}::uuid IS NULL OR denied.provider_org_id = ${provider ?? null}::uuid)`;

type Row = Omit<Denied, 'provider' | 'item'> & { orgId: string; orgName: string; no: number | null; itemName: string };
type Sought = { readonly offset: number } | { readonly behind: Denied | null };

/** Lines behind one that was read, in their order: by department and name, an entry before its items. */
function behindLine(sought: Sought): RawBuilder<boolean> {
  const last = 'behind' in sought ? sought.behind : null;
  if (last === null) return sql<boolean>`true`;
  return sql<boolean>`(denied.provider_name, denied.name, denied.entry_id, coalesce(denied.no, -1))
    > (${last.provider.name}, ${last.entryName}, ${last.entryId}::uuid, ${last.item?.no ?? -1}::integer)`;
}

/** A page of what is not shared, by department and name: with the reason and the articles, which are read for this page only. */
export async function deniedUnder(
  reader: Reader,
  { limit, kind, provider, ...sought }: DenialFilters & Sought & { readonly limit: number },
): Promise<Denied[]> {
  const found = await sql<Row>`
    SELECT page.entry_id AS "entryId", page.name AS "entryName", page.code AS "resourceCode", page.provider_org_id AS "orgId",
      page.provider_name AS "orgName", page.no, page.item_name AS "itemName",
      coalesce(page.item_reason, revision.fields ->> 'denialReason', '') AS reason,
      ARRAY (SELECT concat_ws(' ', '《' || basis.title || '》', basis.article) FROM catalog.denial_basis basis
        WHERE basis.entry_id = page.entry_id AND basis.revision_no = page.live_no AND basis.item_position IS NOT DISTINCT FROM page.place
        ORDER BY basis."position") AS basis
    FROM (SELECT * FROM ${denied} WHERE ${under({ kind, provider })} AND ${behindLine(sought)}
      ORDER BY provider_name, name, entry_id, coalesce(no, -1) OFFSET ${'offset' in sought ? sought.offset : 0} LIMIT ${limit}) AS page
      JOIN catalog.revision ON revision.entry_id = page.entry_id AND revision.no = page.live_no
    ORDER BY page.provider_name, page.name, page.entry_id, coalesce(page.no, -1)`.execute(reader);
  return found.rows.map(({ orgId, orgName, no, itemName, ...row }) => ({
    ...row,
    provider: { id: orgId, name: orgName },
    item: no === null ? null : { no, name: itemName },
  }));
}

const countedBy = { kind: sql`denied.kind, denied.kind`, provider: sql`denied.provider_org_id::text, max(denied.provider_name)` } as const;

/** Counts by one property under the filters, the most frequent first. */
export async function deniedCounts(reader: Reader, filters: DenialFilters, property: keyof typeof countedBy): Promise<DenialCount[]> {
  const found = await sql<DenialCount>`
    SELECT counted.value, counted.label, counted.count FROM (
      SELECT ${countedBy[property]}, count(*)::int FROM ${denied} WHERE ${under(filters)}
      GROUP BY ${property === 'kind' ? sql`denied.kind` : sql`denied.provider_org_id`}
    ) AS counted (value, label, count) ORDER BY counted.count DESC, counted.label`.execute(reader);
  return found.rows;
}

/** The list of what is not shared, as another module reads it: its rows, and its counts. */
export const deniedList = { under: deniedUnder, counts: deniedCounts } as const;
