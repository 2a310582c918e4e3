import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';

/** An item of another department's entry in force, as everyone may see it. */
export type Holder = {
  readonly entryId: string;
  readonly entryName: string;
  readonly abstract: string;
  readonly code: string;
  readonly regionCode: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly no: number;
  readonly nameZh: string;
};

const HOLDERS_MAX = 2000;

/** Items of these names in what other departments published, open to everyone and neither denied nor a sample. */
export async function holdersOf(
  reader: Reader,
  { names, exceptOrgId }: { names: readonly string[]; exceptOrgId: string },
): Promise<Holder[]> {
  if (names.length === 0) return [];
  const found = await sql<Holder>`
    SELECT entry.id AS "entryId", document.name AS "entryName", document.abstract, document.code, document.region_code AS "regionCode",
      document.provider_org_id AS "organisationId", document.provider_names[1] AS "organisationName", item.no, item.name_zh AS "nameZh"
    FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no
      JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE item.name_zh = ANY (${names}::text[]) AND entry.provider_org_id <> ${exceptOrgId}::uuid AND document.audience = 'everyone'
      AND NOT document.sample AND document.share_type IS DISTINCT FROM 'denied' AND item.share_type IS DISTINCT FROM 'denied'
      AND document.state = ANY (${[...statesInForce]}::text[])
    ORDER BY entry.id, item.no LIMIT ${HOLDERS_MAX}`.execute(reader);
  return found.rows;
}
