import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/database';
import { freshnessOfDocument, listingOfDocument } from './listed-store.ts';
import { reachOfDocument } from './reach-store.ts';
import type { IndexedDocument } from './search-index.ts';

/** How far somebody has looked. */
export type Look = {
  /** What the database showed, as PostgreSQL writes it. */
  readonly snapshot: string;
  /** The file that the table stood in: another one when the table was emptied, made anew or put back from a dump. */
  readonly file: string;
};

const lookNow = sql`pg_current_snapshot()::text AS snapshot, pg_relation_filenode('catalog.search_document')::text AS file`;

/** What the database shows at this moment. */
export async function look(reader: Reader): Promise<Look> {
  const found = await sql<Look>`SELECT ${lookNow}`.execute(reader);
  const [row] = found.rows;
  if (!row) throw new Error('the database has no snapshot');
  return row;
}

export type Changes = Look & {
  /** The database is at an earlier point than the snapshot: it was restored. */
  readonly isOlder: boolean;
  readonly entryIds: readonly string[];
};

/**
 * Documents that were written by transactions which an earlier snapshot did not see, and how far this look saw. A number that no transaction here
 * has reached yet came with a dump of another database.
 */
export async function changedSince(reader: Reader, snapshot: string): Promise<Changes> {
  const found = await sql<Changes>`
    SELECT ${lookNow},
      pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(${snapshot}::pg_snapshot) AS "isOlder",
      to_json(ARRAY(SELECT entry_id FROM catalog.search_document
        WHERE changed >= pg_snapshot_xmin(${snapshot}::pg_snapshot) AND changed < pg_snapshot_xmax(pg_current_snapshot())
          AND NOT pg_visible_in_snapshot(changed, ${snapshot}::pg_snapshot))) AS "entryIds"`.execute(reader);
  const [row] = found.rows;
  if (!row) throw new Error('the database has no snapshot');
  return row;
}

/** Arrays travel as JSON: quicker to read than the array syntax. */
const columns = sql`entry_id AS "entryId", audience, ${reachOfDocument} AS reach, ${listingOfDocument} AS listing, ${freshnessOfDocument} AS freshness, state, provider_org_id AS "providerOrgId", region_code AS "regionCode",
  authority_region AS "authorityRegion", share_type AS "shareType", format_class AS "formatClass", update_cycle AS "updateCycle", name, name_ug AS "nameUg",
  code, abstract, abstract_ug AS "abstractUg", to_json(categories) AS categories, to_json(provider_names) AS "providerNames", to_json(items) AS items,
  to_json(readings) AS readings, translations`;

async function documents(reader: Reader, which: RawBuilder<unknown>): Promise<IndexedDocument[]> {
  return (await sql<IndexedDocument>`SELECT ${columns} FROM catalog.search_document ${which}`.execute(reader)).rows;
}

/** The documents of some entries. */
export function indexedDocuments(reader: Reader, ids: readonly string[]): Promise<IndexedDocument[]> {
  return documents(reader, sql`WHERE entry_id = ANY (${ids}::uuid[])`);
}

/** The next documents in the order of their ids. */
export function indexedDocumentsBehind(reader: Reader, last: string | null, limit: number): Promise<IndexedDocument[]> {
  const behind = last === null ? sql`` : sql`WHERE entry_id > ${last}::uuid`;
  return documents(reader, sql`${behind} ORDER BY entry_id LIMIT ${limit}`);
}
