import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import { statesInForce } from '../entry/entry.ts';
import type { DatumSource } from './source.ts';

/** What was ever cited for an entry, in the order of its items. */
export async function sourcesOf(reader: Reader, entryId: string): Promise<DatumSource[]> {
  const found = await sql<DatumSource>`
    SELECT id, entry_id AS "entryId", finding_id AS "findingId", place, no, name, element_id AS "elementId", source_entry_id AS "sourceEntryId",
      source_item_no AS "sourceItemNo", source_name AS "sourceName", source_item_name AS "sourceItemName", organisation_id AS "organisationId",
      organisation_name AS "organisationName", from_revision AS "fromRevision", ended_revision AS "endedRevision", cited_at AS "citedAt"
    FROM catalog.datum_source WHERE entry_id = ${entryId} ORDER BY place, no, id`.execute(reader);
  return found.rows;
}

/** Who provides some entries now: since the citation they may have been transferred. */
export async function providersNow(reader: Reader, entryIds: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; orgId: string }>`
    SELECT id, provider_org_id AS "orgId" FROM catalog.entry WHERE id = ANY (${[...entryIds]}::uuid[])`.execute(reader);
  return new Map(found.rows.map(({ id, orgId }) => [id, orgId]));
}

/** Citations of an entry by entries that are in force, with those entries as `entry`. */
const citations = (entryId: string) => sql`
  catalog.datum_source source JOIN catalog.entry ON entry.id = source.entry_id
  WHERE source.source_entry_id = ${entryId} AND source.ended_revision IS NULL AND source.from_revision <= entry.live_no
    AND entry.state = ANY (${[...statesInForce]}::text[])`;

export type Citing = { readonly entryId: string; readonly name: string; readonly organisationName: string };

/** Entries in force whose data come from an entry: how many, and the first by name. */
export async function citingEntries(
  reader: Reader,
  entryId: string,
  limit: number,
): Promise<{ readonly count: number; readonly first: readonly Citing[] }> {
  const counted = await sql<{ count: number }>`SELECT count(DISTINCT entry.id)::int AS count FROM ${citations(entryId)}`.execute(reader);
  const count = counted.rows[0]?.count ?? 0;
  if (count === 0) return { count, first: [] };
  const found = await sql<Citing>`
    SELECT id AS "entryId", name, provider_name AS "organisationName" FROM catalog.search_document JOIN catalog.entry ON entry.id = entry_id
    WHERE entry.id IN (SELECT entry.id FROM ${citations(entryId)}) ORDER BY name, id LIMIT ${limit}`.execute(reader);
  return { count, first: found.rows };
}

/** Departments whose data come from an entry. */
export async function citingOrganisations(reader: Reader, entryId: string): Promise<string[]> {
  const found = await sql<{ orgId: string }>`SELECT DISTINCT entry.provider_org_id AS "orgId" FROM ${citations(entryId)}`.execute(reader);
  return found.rows.map(({ orgId }) => orgId);
}

/** Writes down where data come from. */
export async function insertSources(tx: Transaction, sources: readonly DatumSource[]): Promise<void> {
  if (sources.length === 0) return;
  await sql`
    INSERT INTO catalog.datum_source (id, entry_id, finding_id, place, no, name, element_id, source_entry_id, source_item_no, source_name,
      source_item_name, organisation_id, organisation_name, from_revision, ended_revision, cited_at)
    SELECT id, "entryId", "findingId", place, no, name, "elementId", "sourceEntryId", "sourceItemNo", "sourceName", "sourceItemName",
      "organisationId", "organisationName", "fromRevision", "endedRevision", "citedAt"
    FROM jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) AS source (id uuid, "entryId" uuid, "findingId" uuid, place text, no integer, name text,
      "elementId" uuid, "sourceEntryId" uuid, "sourceItemNo" integer, "sourceName" text, "sourceItemName" text, "organisationId" uuid,
      "organisationName" text, "fromRevision" integer, "endedRevision" integer, "citedAt" timestamptz)`.execute(tx);
}

/** Takes back what some findings were answered with: what no earlier revision rests on vanishes, the rest ends with this revision. */
export async function endSources(
  tx: Transaction,
  { findingIds, revisionNo }: { findingIds: readonly string[]; revisionNo: number },
): Promise<void> {
  if (findingIds.length === 0) return;
  await sql`
    DELETE FROM catalog.datum_source WHERE finding_id = ANY (${findingIds}::uuid[]) AND ended_revision IS NULL AND from_revision >= ${revisionNo}`.execute(
    tx,
  );
  await sql`
    UPDATE catalog.datum_source SET ended_revision = ${revisionNo}
    WHERE finding_id = ANY (${findingIds}::uuid[]) AND ended_revision IS NULL`.execute(tx);
}

type Kept = {
  readonly entryId: string;
  readonly items: readonly number[];
  readonly fields: readonly number[];
  readonly revisionNo: number;
};

/** Takes back what was cited for items and form fields that a draft no longer has. */
export async function endSourcesOfGone(tx: Transaction, { entryId, items, fields, revisionNo }: Kept): Promise<void> {
  const gone = sql`
    entry_id = ${entryId} AND ended_revision IS NULL
    AND ((place = 'item' AND no <> ALL (${[...items]}::int[])) OR (place = 'field' AND no <> ALL (${[...fields]}::int[])))`;
  await sql`DELETE FROM catalog.datum_source WHERE ${gone} AND from_revision >= ${revisionNo}`.execute(tx);
  await sql`UPDATE catalog.datum_source SET ended_revision = ${revisionNo} WHERE ${gone}`.execute(tx);
}

/** Number and name of each item of an entry in force that can be applied for. */
export async function itemsInForce(reader: Reader, entryId: string): Promise<{ no: number; nameZh: string }[]> {
  const found = await sql<{ no: number; nameZh: string }>`
    SELECT item.no, item.name_zh AS "nameZh" FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no
    WHERE entry.id = ${entryId} AND item.share_type IS DISTINCT FROM 'denied' ORDER BY item.position`.execute(reader);
  return found.rows;
}
