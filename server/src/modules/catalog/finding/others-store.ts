import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';

/** Another department's entry in force, as everyone may see it. */
export type Other = {
  readonly entryId: string;
  readonly name: string;
  readonly abstract: string;
  /** Names of its items. */
  readonly items: readonly string[];
  readonly regionCode: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly code: string;
};

/** In force, open to everyone and no sample, in a query that calls the search document `document`. */
const comparable = sql`document.audience = 'everyone' AND NOT document.sample AND document.state = ANY (${[...statesInForce]}::text[])`;

/** Of these entries the ones in force that everyone may see, with what is compared of them; a denied entry shows its name only, a denied item nothing. */
export async function othersInForce(reader: Reader, ids: readonly string[]): Promise<Other[]> {
  const found = await sql<Other>`
    SELECT document.entry_id AS "entryId", document.name, document.abstract, document.region_code AS "regionCode", document.code,
      document.provider_org_id AS "organisationId", document.provider_names[1] AS "organisationName",
      ARRAY(SELECT item.name_zh FROM catalog.item WHERE item.entry_id = entry.id AND item.revision_no = entry.live_no
        AND document.share_type IS DISTINCT FROM 'denied' AND item.share_type IS DISTINCT FROM 'denied' ORDER BY item.position) AS items
    FROM catalog.search_document document JOIN catalog.entry ON entry.id = document.entry_id
    WHERE document.entry_id = ANY (${ids}::uuid[]) AND ${comparable}`.execute(reader);
  return found.rows;
}

type Shared = { readonly names: readonly string[]; readonly exceptOrgId: string; readonly min: number; readonly limit: number };

/**
 * Entries of other departments, such as a draft is compared with, that hold at least `min` items of these names, those with most first: samples, what has
 * left the catalogue and what is denied take no place of the `limit`.
 */
export async function entriesHoldingItems(reader: Reader, { names, exceptOrgId, min, limit }: Shared): Promise<string[]> {
  const found = await sql<{ id: string }>`
    SELECT entry.id FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no
      JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE item.name_zh = ANY (${names}::text[]) AND item.share_type IS DISTINCT FROM 'denied' AND entry.provider_org_id <> ${exceptOrgId}::uuid
      AND ${comparable} AND document.share_type IS DISTINCT FROM 'denied'
    GROUP BY entry.id HAVING count(*) >= ${min} ORDER BY count(*) DESC, entry.id LIMIT ${limit}`.execute(reader);
  return found.rows.map(({ id }) => id);
}
