import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Ruling } from './denials.ts';

/** A ruling as it was made, on which revision. */
export type MadeRuling = Ruling & { readonly revisionNo: number; readonly at: Date };

type Made = { readonly entryId: string; readonly revisionNo: number; readonly at: Date; readonly by: string; readonly orgId: string };

/** Keeps the words of one verification, with the act that they were said in. */
export async function insertRulings(
  tx: Transaction,
  { entryId, revisionNo, at, by, orgId }: Made,
  rulings: readonly (Ruling & { readonly id: string })[],
): Promise<void> {
  if (rulings.length === 0) return;
  await sql`
    INSERT INTO catalog.denial_ruling (id, entry_id, revision_no, item_no, verdict, until, opinion, ruled_at, ruled_by, org_id)
    SELECT id, ${entryId}::uuid, ${revisionNo}::integer, "itemNo", verdict, until, opinion, ${at}::timestamptz, ${by}, ${orgId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rulings)}::jsonb) AS ruling (id uuid, "itemNo" integer, verdict text, until date, opinion text)`.execute(
    tx,
  );
}

/** The words of the last verification of each revision of an entry: the entry as a whole first, then its items by number. */
export async function rulingsOf(reader: Reader, entryId: string): Promise<MadeRuling[]> {
  const found = await sql<MadeRuling>`
    SELECT revision_no AS "revisionNo", item_no AS "itemNo", verdict, until, opinion, ruled_at AS at
    FROM catalog.denial_ruling ruling
    WHERE entry_id = ${entryId} AND ruled_at = (SELECT max(ruled_at) FROM catalog.denial_ruling latest
      WHERE latest.entry_id = ruling.entry_id AND latest.revision_no = ruling.revision_no)
    ORDER BY revision_no, item_no NULLS FIRST`.execute(reader);
  return found.rows;
}

type Carried = { readonly entryId: string; readonly fromNo: number; readonly toNo: number };

/** Keeps words that were said of one revision for the next one too, each as it was said: when, by whom and until when. */
export async function copyRulings(
  tx: Transaction,
  { entryId, fromNo, toNo }: Carried,
  rulings: readonly { readonly id: string; readonly itemNo: number | null; readonly at: Date }[],
): Promise<void> {
  if (rulings.length === 0) return;
  await sql`
    INSERT INTO catalog.denial_ruling (id, entry_id, revision_no, item_no, verdict, until, opinion, ruled_at, ruled_by, org_id)
    SELECT carried.id, former.entry_id, ${toNo}::integer, former.item_no, former.verdict, former.until, former.opinion, former.ruled_at, former.ruled_by,
      former.org_id
    FROM jsonb_to_recordset(${JSON.stringify(rulings)}::jsonb) AS carried (id uuid, "itemNo" integer, at timestamptz)
      JOIN catalog.denial_ruling former ON former.entry_id = ${entryId}::uuid AND former.revision_no = ${fromNo}::integer
        AND former.item_no IS NOT DISTINCT FROM carried."itemNo" AND date_trunc('milliseconds', former.ruled_at) = carried.at`.execute(tx);
}
