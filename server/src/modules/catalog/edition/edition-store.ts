import type { ComparedLine as ComparedAnswer, EditionLine } from '@karez/contract/catalog/edition';
import { sql, type RawBuilder } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';
import type { ComparedLine, RemovedLine } from './edition.ts';

export type Edition = {
  readonly id: string;
  readonly regionCode: string;
  readonly year: number;
  readonly no: number;
  readonly issuedOn: string;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly organisation: string;
  readonly opinion: string;
  readonly digest: string;
  readonly formerId: string | null;
  readonly resourceCount: number;
  readonly sharedCount: number;
  readonly deniedCount: number;
  readonly addedCount: number;
  readonly changedCount: number;
  readonly removed: readonly RemovedLine[];
};

const columns = sql`id, region_code AS "regionCode", year, no, issued_on AS "issuedOn", issued_at AS "issuedAt", issued_by AS "issuedBy",
  organisation_name AS organisation, opinion, digest, former_id AS "formerId", resource_count AS "resourceCount", shared_count AS "sharedCount",
  denied_count AS "deniedCount", added_count AS "addedCount", changed_count AS "changedCount", removed`;

/** What is known of a line and not printed: whose it is, and the numbers of its denied items in the order of their names. */
type Beside = { readonly organisationId: string; readonly deniedNos: readonly number[] };

/**
 * Everything that stands in the catalogue of a region at this moment, in the order of its print: by department, then by code. Of a denial, of an
 * entry or of an item, the name, the reason and the basis only (91-3.1).
 */
export async function standingLines(reader: Reader, regionCode: string): Promise<(EditionLine & Beside)[]> {
  const found = await sql<EditionLine & Beside>`
    SELECT entry.id AS "entryId", entry.provider_org_id AS "organisationId", entry.resource_code AS code, revision.version, fields ->> 'name' AS name,
      entry.provider_name AS provider, fields ->> 'shareType' AS "shareType",
      CASE WHEN shown THEN fields ->> 'category' END AS category, CASE WHEN shown THEN fields ->> 'shareModeClass' END AS "modeClass",
      CASE WHEN shown THEN fields ->> 'shareModeType' END AS "modeType", CASE WHEN shown THEN fields ->> 'updateCycle' END AS "updateCycle",
      CASE WHEN shown THEN coalesce(fields ->> 'useConditions', '') ELSE '' END AS "useConditions",
      CASE WHEN shown THEN to_json(ARRAY(SELECT text FROM catalog.condition
        WHERE condition.entry_id = entry.id AND revision_no = entry.live_no ORDER BY position)) ELSE '[]'::json END AS conditions,
      CASE WHEN shown THEN coalesce(nullif(listing.state, 'withdrawn'), 'unlisted') END AS listing,
      CASE WHEN shown THEN listing.due_on END AS "promisedOn",
      CASE WHEN NOT shown THEN fields ->> 'denialReason' END AS "denialReason",
      CASE WHEN shown THEN '[]'::json ELSE to_json(ARRAY(SELECT concat_ws(' ', title, doc_no, article) FROM catalog.denial_basis basis
        WHERE basis.entry_id = entry.id AND basis.revision_no = entry.live_no AND item_position IS NULL ORDER BY position)) END AS "denialBasis",
      CASE WHEN shown THEN (SELECT coalesce(json_agg(json_build_object('name', item.name_zh, 'reason', coalesce(item.denial_reason, ''),
        'basis', ARRAY(SELECT concat_ws(' ', title, doc_no, article) FROM catalog.denial_basis basis
          WHERE basis.entry_id = item.entry_id AND basis.revision_no = item.revision_no AND basis.item_position = item."position" ORDER BY basis.position))
        ORDER BY item."position"), '[]') FROM catalog.item
        WHERE item.entry_id = entry.id AND item.revision_no = entry.live_no AND item.share_type = 'denied') ELSE '[]'::json END AS "deniedItems",
      CASE WHEN shown THEN to_json(ARRAY(SELECT item.no FROM catalog.item WHERE item.entry_id = entry.id AND item.revision_no = entry.live_no
        AND item.share_type = 'denied' ORDER BY item."position")) ELSE '[]'::json END AS "deniedNos"
    FROM catalog.search_document document
    JOIN catalog.entry ON entry.id = document.entry_id
    JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
    CROSS JOIN LATERAL (SELECT fields ->> 'shareType' <> 'denied' AS shown) AS kind
    LEFT JOIN catalog.listing ON listing.entry_id = entry.id
    WHERE document.authority_region = ${regionCode} AND entry.state = ANY (${[...statesInForce]}::text[])
    ORDER BY entry.provider_name COLLATE "C", entry.resource_code COLLATE "C"`.execute(reader);
  return found.rows;
}

/** Holds the numbering of a region until the transaction ends, and answers the next number of the year and the last edition. */
export async function lockNumbering(tx: Transaction, { regionCode, year }: { regionCode: string; year: number }) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.edition ${regionCode}`}, 0))`.execute(tx);
  const last = await sql<{ no: number }>`
    SELECT coalesce(max(no), 0)::int AS no FROM catalog.edition WHERE region_code = ${regionCode} AND year = ${year}`.execute(tx);
  const former = await sql<Edition>`
    SELECT ${columns} FROM catalog.edition WHERE region_code = ${regionCode} ORDER BY issued_at DESC, no DESC LIMIT 1`.execute(tx);
  return { no: (last.rows[0]?.no ?? 0) + 1, former: former.rows[0] ?? null };
}

/** Stores an edition with all its lines. */
export async function insertEdition(tx: Transaction, edition: Edition, lines: readonly ComparedLine[]): Promise<void> {
  await sql`
    INSERT INTO catalog.edition (id, region_code, year, no, issued_on, issued_at, issued_by, organisation_name, opinion, digest, former_id,
      resource_count, shared_count, denied_count, added_count, changed_count, removed)
    VALUES (${edition.id}, ${edition.regionCode}, ${edition.year}, ${edition.no}, ${edition.issuedOn}, ${edition.issuedAt}, ${edition.issuedBy},
      ${edition.organisation}, ${edition.opinion}, ${edition.digest}, ${edition.formerId}, ${edition.resourceCount}, ${edition.sharedCount},
      ${edition.deniedCount}, ${edition.addedCount}, ${edition.changedCount}, ${JSON.stringify(edition.removed)}::jsonb)`.execute(tx);
  const rows = lines.map(({ line, shared, change, changedFields }, at) => ({
    position: at + 1,
    entryId: line.entryId,
    shared,
    line,
    change,
    changedFields,
  }));
  await sql`
    INSERT INTO catalog.edition_line (edition_id, position, entry_id, shared, line, change, changed_fields)
    SELECT ${edition.id}::uuid, position, "entryId", shared, line, change, ARRAY(SELECT jsonb_array_elements_text("changedFields"))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (position integer, "entryId" uuid, shared boolean, line jsonb, change text,
      "changedFields" jsonb)`.execute(tx);
}

export async function findEdition(reader: Reader, id: string): Promise<Edition | undefined> {
  return (await sql<Edition>`SELECT ${columns} FROM catalog.edition WHERE id = ${id}`.execute(reader)).rows[0];
}

/** Editions, the newest first; `after` is the id of the last line before the page. Ids rise with time. */
export async function editionsAfter(reader: Reader, { after, limit }: { after: string | null; limit: number }): Promise<Edition[]> {
  const beyond = after === null ? sql`` : sql`WHERE id < ${after}::uuid`;
  return (await sql<Edition>`SELECT ${columns} FROM catalog.edition ${beyond} ORDER BY id DESC LIMIT ${limit}`.execute(reader)).rows;
}

export async function countEditions(reader: Reader): Promise<number> {
  return (await sql<{ count: number }>`SELECT count(*)::int AS count FROM catalog.edition`.execute(reader)).rows[0]?.count ?? 0;
}

export type Part = 'all' | 'shared' | 'resource-only' | 'denied' | 'added' | 'changed';

const parts: Readonly<Record<Part, RawBuilder<unknown>>> = {
  all: sql`true`,
  shared: sql`shared`,
  'resource-only': sql`NOT shared`,
  denied: sql`line ->> 'shareType' = 'denied'`,
  added: sql`change = 'added'`,
  changed: sql`change = 'changed'`,
};

type LinePage = { readonly editionId: string; readonly part: Part; readonly after: number; readonly limit: number };

/** Lines of an edition behind a position. */
export async function linesOf(reader: Reader, { editionId, part, after, limit }: LinePage): Promise<ComparedAnswer[]> {
  const found = await sql<
    { position: number; line: EditionLine } & Omit<ComparedLine, 'line' | 'changedFields'> &
      Pick<ComparedAnswer, 'changedFields' | 'parallel'>
  >`
    SELECT position, line, shared, change, to_json(changed_fields) AS "changedFields",
      (SELECT coalesce(jsonb_object_agg(language, texts), '{}') FROM catalog.edition_text text
        WHERE text.edition_id = edition_line.edition_id AND text.position = edition_line.position) AS parallel
    FROM catalog.edition_line
    WHERE edition_id = ${editionId} AND position > ${after} AND ${parts[part]} ORDER BY position LIMIT ${limit}`.execute(reader);
  return found.rows.map(({ line, ...row }) => ({ ...line, ...row }));
}

export async function countLines(reader: Reader, { editionId, part }: Pick<LinePage, 'editionId' | 'part'>): Promise<number> {
  const found = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM catalog.edition_line WHERE edition_id = ${editionId} AND ${parts[part]}`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

/** The lines of an edition as they were frozen. */
export async function frozenLines(reader: Reader, editionId: string): Promise<EditionLine[]> {
  const found = await sql<{ line: EditionLine }>`
    SELECT line FROM catalog.edition_line WHERE edition_id = ${editionId} ORDER BY position`.execute(reader);
  return found.rows.map(({ line }) => line);
}
