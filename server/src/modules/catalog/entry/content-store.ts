import type { Condition, DenialBasis, EntryContent, Item } from '@karez/contract/catalog/content';
import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

/** A revision's content without the parts that have tables of their own. */
export type ContentFields = Omit<EntryContent, 'items' | 'conditions' | 'denialBasis'>;
/** Which revision of which entry. */
export type RevisionKey = { readonly entryId: string; readonly no: number };

/** Takes a content apart: scalar fields, and the three lists. */
export function fieldsOf(content: EntryContent): ContentFields {
  const { items: _items, conditions: _conditions, denialBasis: _denialBasis, ...fields } = content;
  return fields;
}

/** Writes the lists of a revision anew. */
export async function replaceLists(tx: Transaction, key: RevisionKey, content: EntryContent): Promise<void> {
  await clearLists(tx, key);
  await insertItems(tx, [{ ...key, items: content.items }]);
  await insertConditions(tx, key, content.conditions);
  await insertDenialBases(tx, key, content);
}

async function clearLists(tx: Transaction, { entryId, no }: RevisionKey): Promise<void> {
  await sql`DELETE FROM catalog.denial_basis WHERE entry_id = ${entryId} AND revision_no = ${no}`.execute(tx);
  await sql`DELETE FROM catalog.item WHERE entry_id = ${entryId} AND revision_no = ${no}`.execute(tx);
  await sql`DELETE FROM catalog.condition WHERE entry_id = ${entryId} AND revision_no = ${no}`.execute(tx);
}

/** Writes the items of new revisions, many entries at once. */
export async function insertItems(
  tx: Transaction,
  revisions: readonly (RevisionKey & { readonly items: readonly Item[] })[],
): Promise<void> {
  const rows = revisions.flatMap(({ entryId, no: revisionNo, items }) =>
    items.map(({ denial, ...item }, position) => ({ ...item, denialReason: denial?.reason ?? null, entryId, revisionNo, position })),
  );
  if (rows.length === 0) return;
  await sql`
    INSERT INTO catalog.item (entry_id, revision_no, position, no, name_zh, field_name, meaning, data_type, length_bytes, share_type, denial_reason, update_cycle,
      open_to_public, sensitivity, code_set, data_element, is_key, is_timestamp, nullable, is_base_item, masking_rule)
    SELECT "entryId", "revisionNo", position, no, "nameZh", "fieldName", meaning, "dataType", "lengthBytes", "shareType", "denialReason", "updateCycle",
      "openToPublic", sensitivity, "codeSet", "dataElement", "isKey", "isTimestamp", nullable, "isBaseItem", "maskingRule"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS item ("entryId" uuid, "revisionNo" integer, position integer, no integer, "nameZh" text,
      "fieldName" text, meaning text, "dataType" text, "lengthBytes" bigint, "shareType" text, "denialReason" text, "updateCycle" text, "openToPublic" boolean, sensitivity text,
      "codeSet" text, "dataElement" text, "isKey" boolean, "isTimestamp" boolean, nullable boolean, "isBaseItem" boolean, "maskingRule" text)`.execute(
    tx,
  );
}

async function insertConditions(tx: Transaction, { entryId, no }: RevisionKey, conditions: readonly Condition[]): Promise<void> {
  if (conditions.length === 0) return;
  const rows = JSON.stringify(conditions.map(({ basis, ...condition }, position) => ({ ...condition, position, ...basisColumns(basis) })));
  await sql`
    INSERT INTO catalog.condition (entry_id, revision_no, position, kind, text, months_max, basis_article_id, basis_kind, basis_title, basis_doc_no, basis_article)
    SELECT ${entryId}::uuid, ${no}::integer, position, kind, text, "monthsMax", "basisArticleId", "basisKind", "basisTitle", "basisDocNo", "basisArticle"
    FROM jsonb_to_recordset(${rows}::jsonb) AS condition (position integer, kind text, text text, "monthsMax" integer, "basisArticleId" text, "basisKind" text,
      "basisTitle" text, "basisDocNo" text, "basisArticle" text)`.execute(tx);
}

function basisColumns(basis: Condition['basis']): Record<string, string | null> {
  return basis === null
    ? {}
    : {
        basisArticleId: basis.articleId,
        basisKind: basis.kind,
        basisTitle: basis.title,
        basisDocNo: basis.docNo,
        basisArticle: basis.article,
      };
}

/** Bases of the entry as a whole, and behind them those of each item that is denied on its own. */
async function insertDenialBases(tx: Transaction, { entryId, no }: RevisionKey, content: EntryContent): Promise<void> {
  const ofItems = content.items.flatMap(({ denial }, itemPosition) => (denial?.basis ?? []).map((basis) => ({ ...basis, itemPosition })));
  const bases = [...content.denialBasis.map((basis) => ({ ...basis, itemPosition: null })), ...ofItems];
  if (bases.length === 0) return;
  const rows = JSON.stringify(bases.map((basis, position) => ({ ...basis, position })));
  await sql`
    INSERT INTO catalog.denial_basis (entry_id, revision_no, position, item_position, article_id, kind, title, doc_no, article, quotation, effective_on, url)
    SELECT ${entryId}::uuid, ${no}::integer, position, "itemPosition", "articleId", kind, title, "docNo", article, quotation, "effectiveOn", url
    FROM jsonb_to_recordset(${rows}::jsonb) AS basis (position integer, "itemPosition" integer, "articleId" text, kind text, title text, "docNo" text,
      article text, quotation text, "effectiveOn" date, url text)`.execute(tx);
}

/** A basis as the contract has it, in a query that calls the table `basis`. */
export const basisJson = sql`jsonb_build_object('articleId', basis.article_id, 'kind', basis.kind, 'title', basis.title, 'docNo', basis.doc_no,
  'article', basis.article, 'quotation', basis.quotation, 'effectiveOn', basis.effective_on, 'url', basis.url)`;

/** The denial of an item, in a query that calls its table `item`; null where it has none of its own. */
export const itemDenialJson = sql`CASE WHEN item.denial_reason IS NOT NULL THEN jsonb_build_object('reason', item.denial_reason, 'basis',
  (SELECT coalesce(jsonb_agg(${basisJson} ORDER BY basis.position), '[]') FROM catalog.denial_basis basis
    WHERE basis.entry_id = item.entry_id AND basis.revision_no = item.revision_no AND basis.item_position = item.position)) END`;

export type ContentLists = Pick<EntryContent, 'items' | 'conditions' | 'denialBasis'>;
type OfRevision = { readonly entry_id: string; readonly revision_no: number };

/** How a revision is looked up among those that were read together. */
export const keyText = ({ entryId, no }: RevisionKey): string => `${entryId} ${no}`;

/** The keys of some revisions as a table `key` that a query joins. */
export const keyTable = (keys: readonly RevisionKey[]): RawBuilder<unknown> =>
  sql`unnest(${keys.map(({ entryId }) => entryId)}::uuid[], ${keys.map(({ no }) => no)}::integer[]) AS key (entry_id, revision_no)`;

function byRevision<T extends OfRevision>(rows: readonly T[]): Map<string, Omit<T, keyof OfRevision>[]> {
  const grouped = new Map<string, Omit<T, keyof OfRevision>[]>();
  for (const { entry_id: entryId, revision_no: no, ...row } of rows) {
    const key = keyText({ entryId, no });
    const held = grouped.get(key);
    if (held) held.push(row);
    else grouped.set(key, [row]);
  }
  return grouped;
}

/** The lists of some revisions, each in the order in which it was written, under {@link keyText}. */
export async function readLists(reader: Reader, keys: readonly RevisionKey[]): Promise<(key: RevisionKey) => ContentLists> {
  const items = await sql<Item & OfRevision>`
    SELECT entry_id, revision_no, no, name_zh AS "nameZh", field_name AS "fieldName", meaning, data_type AS "dataType", length_bytes AS "lengthBytes", share_type AS "shareType",
      ${itemDenialJson} AS denial, update_cycle AS "updateCycle", open_to_public AS "openToPublic", sensitivity, code_set AS "codeSet", data_element AS "dataElement",
      is_key AS "isKey", is_timestamp AS "isTimestamp", nullable, is_base_item AS "isBaseItem", masking_rule AS "maskingRule"
    FROM catalog.item JOIN ${keyTable(keys)} USING (entry_id, revision_no) ORDER BY position`.execute(reader);
  const conditions = await sql<Condition & OfRevision>`
    SELECT entry_id, revision_no, kind, text, months_max AS "monthsMax",
      CASE WHEN basis_kind IS NOT NULL THEN jsonb_build_object('articleId', basis_article_id, 'kind', basis_kind, 'title', basis_title, 'docNo', basis_doc_no, 'article', basis_article) END AS basis
    FROM catalog.condition JOIN ${keyTable(keys)} USING (entry_id, revision_no) ORDER BY position`.execute(reader);
  const denialBasis = await sql<DenialBasis & OfRevision>`
    SELECT entry_id, revision_no, article_id AS "articleId", kind, title, doc_no AS "docNo", article, quotation, effective_on AS "effectiveOn", url
    FROM catalog.denial_basis JOIN ${keyTable(keys)} USING (entry_id, revision_no) WHERE item_position IS NULL ORDER BY position`.execute(
    reader,
  );
  const [itemsOf, conditionsOf, basesOf] = [byRevision(items.rows), byRevision(conditions.rows), byRevision(denialBasis.rows)];
  return (key) => ({
    items: itemsOf.get(keyText(key)) ?? [],
    conditions: conditionsOf.get(keyText(key)) ?? [],
    denialBasis: basesOf.get(keyText(key)) ?? [],
  });
}

/** Every item that a published version of the entry ever had, as it was last, and whether a later version dropped it: their numbers keep their meaning. */
export async function itemsEverPublished(
  reader: Reader,
  entryId: string,
): Promise<{ no: number; fieldName: string | null; nameZh: string; dropped: boolean }[]> {
  const found = await sql<{ no: number; fieldName: string | null; nameZh: string; dropped: boolean }>`
    SELECT DISTINCT ON (item.no) item.no, item.field_name AS "fieldName", item.name_zh AS "nameZh", item.revision_no < (
      SELECT max(no) FROM catalog.revision last WHERE last.entry_id = item.entry_id AND last.state IN ('effective', 'superseded')) AS dropped
    FROM catalog.item JOIN catalog.revision ON revision.entry_id = item.entry_id AND revision.no = item.revision_no
    WHERE item.entry_id = ${entryId} AND revision.state IN ('effective', 'superseded')
    ORDER BY item.no, item.revision_no DESC`.execute(reader);
  return found.rows;
}
