import type { Denied } from '@karez/contract/sharing/lists';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';

/** More than a city denies; who has more narrows by a filter. */
const DENIED_MAX = 20_000;

type Row = Omit<Denied, 'provider' | 'item'> & { orgId: string; orgName: string; no: number | null; itemName: string };

/**
 * Published entries that are not shared, and denied items of shared ones, by department and name: with the reason and the articles, which
 * whoever reads the catalogue may know (809-15). Nothing of what is not published for everyone.
 */
export async function deniedData(reader: Reader): Promise<Denied[]> {
  const found = await sql<Row>`
    WITH live AS (
      SELECT document.entry_id, document.name, document.code, document.provider_org_id, document.provider_names[1] AS provider_name,
        document.share_type, entry.live_no, coalesce(revision.fields ->> 'denialReason', '') AS reason
      FROM catalog.search_document document JOIN catalog.entry ON entry.id = document.entry_id
      JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
      WHERE document.audience = 'everyone' AND NOT document.sample
        AND document.state = ANY ('{published,change-pending,suspended,retire-pending}'::text[])
    ), denied AS (
      SELECT entry_id, name, code, provider_org_id, provider_name, live_no, reason, NULL::integer AS no, '' AS item_name, NULL::integer AS place
      FROM live WHERE share_type = 'denied'
      UNION ALL
      SELECT live.entry_id, live.name, live.code, live.provider_org_id, live.provider_name, live.live_no, coalesce(item.denial_reason, ''), item.no,
        item.name_zh, item."position"
      FROM live JOIN catalog.item ON item.entry_id = live.entry_id AND item.revision_no = live.live_no
      WHERE item.share_type = 'denied' AND live.share_type IS DISTINCT FROM 'denied'
    )
    SELECT entry_id AS "entryId", name AS "entryName", code AS "resourceCode", provider_org_id AS "orgId", provider_name AS "orgName", no,
      item_name AS "itemName", reason,
      ARRAY (SELECT concat_ws(' ', '《' || basis.title || '》', basis.article) FROM catalog.denial_basis basis
        WHERE basis.entry_id = denied.entry_id AND basis.revision_no = denied.live_no AND basis.item_position IS NOT DISTINCT FROM denied.place
        ORDER BY basis."position") AS basis
    FROM denied ORDER BY provider_name, name, entry_id, no NULLS FIRST LIMIT ${DENIED_MAX}`.execute(reader);
  return found.rows.map(({ orgId, orgName, no, itemName, ...row }) => ({
    ...row,
    provider: { id: orgId, name: orgName },
    item: no === null ? null : { no, name: itemName },
  }));
}
