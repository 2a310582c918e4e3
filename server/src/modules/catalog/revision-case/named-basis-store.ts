import { sql } from 'kysely';
import type { Named } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';

/** A name with the article of the register that it means. */
export type Recognised = Named & { readonly articleId: string };

const collectionTitle = sql`fields #>> '{collection,basis,title}'`;
const collectionUnmatched = sql`${collectionTitle} IS NOT NULL AND fields #>> '{collection,basis,articleId}' IS NULL`;

/** The next names, in their order, by which something rests on an instrument without an article of the register. */
export async function namesBehind(reader: Reader, { after, limit }: { after: Named | null; limit: number }): Promise<Named[]> {
  const found = await sql<Named>`
    SELECT title, "docNo", article FROM (
      SELECT basis_title AS title, basis_doc_no AS "docNo", basis_article AS article FROM catalog.condition
      WHERE basis_title IS NOT NULL AND basis_article_id IS NULL
      UNION SELECT title, doc_no, article FROM catalog.denial_basis WHERE article_id IS NULL
      UNION SELECT ${collectionTitle}, fields #>> '{collection,basis,docNo}', fields #>> '{collection,basis,article}'
        FROM catalog.revision WHERE ${collectionUnmatched}) named
    WHERE ${after === null} OR (title, "docNo", article) > (${after?.title ?? ''}, ${after?.docNo ?? ''}, ${after?.article ?? ''})
    ORDER BY title, "docNo", article LIMIT ${limit}`.execute(reader);
  return found.rows;
}

const recognisedTable = (recognised: readonly Recognised[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(recognised)}::jsonb) AS meant (title text, "docNo" text, article text, "articleId" text)`;
const ofCondition = sql`condition.basis_article_id IS NULL AND condition.basis_title = meant.title AND condition.basis_doc_no = meant."docNo"
  AND condition.basis_article = meant.article`;
const ofDenial = sql`basis.article_id IS NULL AND basis.title = meant.title AND basis.doc_no = meant."docNo" AND basis.article = meant.article`;
const ofCollection = sql`${collectionUnmatched} AND ${collectionTitle} = meant.title AND fields #>> '{collection,basis,docNo}' = meant."docNo"
  AND fields #>> '{collection,basis,article}' = meant.article`;

/** Locks the next entries, in the order of their ids, whose text in force or on its way still rests on one of these names alone. */
export async function lockEntriesNaming(tx: Transaction, recognised: readonly Recognised[], limit: number): Promise<string[]> {
  const meant = recognisedTable(recognised);
  const found = await sql<{ id: string }>`
    SELECT entry.id FROM catalog.entry WHERE entry.id IN (
      SELECT held.id FROM (
        SELECT condition.entry_id, condition.revision_no FROM catalog.condition JOIN ${meant} ON ${ofCondition}
        UNION SELECT basis.entry_id, basis.revision_no FROM catalog.denial_basis basis JOIN ${meant} ON ${ofDenial}
        UNION SELECT revision.entry_id, revision.no FROM catalog.revision JOIN ${meant} ON ${ofCollection}
      ) place JOIN catalog.entry held ON held.id = place.entry_id AND place.revision_no IN (held.live_no, held.working_no))
    ORDER BY entry.id LIMIT ${limit} FOR UPDATE OF entry`.execute(tx);
  return found.rows.map(({ id }) => id);
}

/** Writes the article beside each of these names in what some entries have in force or on its way; versions that were left behind stay as they were. */
export async function writeArticles(tx: Transaction, entryIds: readonly string[], recognised: readonly Recognised[]): Promise<void> {
  const meant = recognisedTable(recognised);
  const ids = sql`entry.id = ANY (${[...entryIds]}::uuid[])`;
  await sql`
    UPDATE catalog.condition SET basis_article_id = meant."articleId" FROM catalog.entry, ${meant}
    WHERE ${ids} AND condition.entry_id = entry.id AND condition.revision_no IN (entry.live_no, entry.working_no) AND ${ofCondition}`.execute(
    tx,
  );
  await sql`
    UPDATE catalog.denial_basis basis SET article_id = meant."articleId" FROM catalog.entry, ${meant}
    WHERE ${ids} AND basis.entry_id = entry.id AND basis.revision_no IN (entry.live_no, entry.working_no) AND ${ofDenial}`.execute(tx);
  await sql`
    UPDATE catalog.revision SET fields = jsonb_set(fields, '{collection,basis,articleId}', to_jsonb(meant."articleId")) FROM catalog.entry, ${meant}
    WHERE ${ids} AND revision.entry_id = entry.id AND revision.no IN (entry.live_no, entry.working_no) AND ${ofCollection}`.execute(tx);
}
