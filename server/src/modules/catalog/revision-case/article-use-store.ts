import type { RestingPlace } from '@karez/contract/catalog/revision-case';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';
import type { Reach } from './change-event-store.ts';

/**
 * Places of entries in force that rest on some articles, as somebody may see them: the basis of a denial is public (91-3.1); the conditions of a denied
 * entry, and how it is collected, are for its own unit and its authority.
 */
function placesOn(articleIds: readonly string[], { orgId, regions }: Reach) {
  return sql`(
    SELECT place.article_id, place.kind, place.text, place.item, entry.id AS entry_id, entry.resource_code, entry.provider_name, document.name
    FROM (
      SELECT entry_id, revision_no, basis_article_id AS article_id, 'condition' AS kind, text, NULL AS item
      FROM catalog.condition WHERE basis_article_id = ANY (${[...articleIds]}::text[])
      UNION ALL
      SELECT basis.entry_id, basis.revision_no, article_id, 'denial', coalesce(item.denial_reason, revision.fields ->> 'denialReason', ''), item.name_zh
      FROM catalog.denial_basis basis JOIN catalog.revision ON revision.entry_id = basis.entry_id AND revision.no = basis.revision_no
      LEFT JOIN catalog.item ON item.entry_id = basis.entry_id AND item.revision_no = basis.revision_no AND item.position = basis.item_position
      WHERE article_id = ANY (${[...articleIds]}::text[])
      UNION ALL
      SELECT entry_id, no, fields #>> '{collection,basis,articleId}', 'collection', coalesce(fields #>> '{collection,form,name}', ''), NULL
      FROM catalog.revision WHERE fields #>> '{collection,basis,articleId}' = ANY (${[...articleIds]}::text[])
    ) place
    JOIN catalog.entry ON entry.id = place.entry_id AND entry.live_no = place.revision_no
    JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE entry.state = ANY (${[...statesInForce]}::text[])
      AND (place.kind = 'denial' OR document.share_type IS DISTINCT FROM 'denied' OR entry.provider_org_id = ${orgId}::uuid
        OR document.authority_region = ANY (${[...regions]}::text[])))`;
}

/** How much rests on each of some articles; those that bear nothing are left out. */
export async function articleUseCounts(
  reader: Reader,
  articleIds: readonly string[],
  reach: Reach,
): Promise<{ articleId: string; entries: number; conditions: number; denials: number; collections: number }[]> {
  const found = await sql<{ articleId: string; entries: number; conditions: number; denials: number; collections: number }>`
    SELECT article_id AS "articleId", count(DISTINCT entry_id)::int AS entries, (count(*) FILTER (WHERE kind = 'condition'))::int AS conditions,
      (count(*) FILTER (WHERE kind = 'denial'))::int AS denials, (count(*) FILTER (WHERE kind = 'collection'))::int AS collections
    FROM ${placesOn(articleIds, reach)} used GROUP BY article_id ORDER BY article_id`.execute(reader);
  return found.rows;
}

/** One entry that rests on an article, with everything in it that does. */
export type ArticleUse = {
  readonly id: string;
  readonly name: string;
  readonly resourceCode: string | null;
  readonly providerName: string;
  readonly places: Pick<RestingPlace, 'kind' | 'text' | 'item'>[];
};

/** A page of entries that rest on an article, in the order of their ids; the total counts by the same question. */
export async function articleUses(
  reader: Reader,
  { articleId, reach, after, limit }: { articleId: string; reach: Reach; after: string | null; limit: number },
): Promise<{ uses: ArticleUse[]; total: number }> {
  const found = await sql<ArticleUse>`
    SELECT entry_id AS id, name, resource_code AS "resourceCode", provider_name AS "providerName",
      jsonb_agg(jsonb_build_object('kind', kind, 'text', text, 'item', item) ORDER BY kind, text, item) AS places
    FROM ${placesOn([articleId], reach)} used WHERE ${after}::uuid IS NULL OR entry_id > ${after}::uuid
    GROUP BY entry_id, name, resource_code, provider_name ORDER BY entry_id LIMIT ${limit}`.execute(reader);
  const [counted] = await articleUseCounts(reader, [articleId], reach);
  return { uses: found.rows, total: counted?.entries ?? 0 };
}
