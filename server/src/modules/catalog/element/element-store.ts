import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Designation, Element, ElementChange } from './element.ts';
import { statesInForce } from '../entry/entry.ts';

const columns = sql`id, code, name, definition, data_type AS "dataType", code_set AS "codeSet", synonyms, revision`;

/** The registered elements, at most so many; a city names some hundreds. */
export const ELEMENTS_MAX = 2000;

export async function allElements(reader: Reader): Promise<Element[]> {
  return (await sql<Element>`SELECT ${columns} FROM catalog.element ORDER BY code LIMIT ${ELEMENTS_MAX}`.execute(reader)).rows;
}

export async function findElement(reader: Reader, id: string): Promise<Element | undefined> {
  return (await sql<Element>`SELECT ${columns} FROM catalog.element WHERE id = ${id}`.execute(reader)).rows[0];
}

/** The element with its row locked: designations of it follow one another. */
export async function lockElement(tx: Transaction, id: string): Promise<Element | undefined> {
  return (await sql<Element>`SELECT ${columns} FROM catalog.element WHERE id = ${id} FOR UPDATE`.execute(tx)).rows[0];
}

/** Adds an element; false when its code or name is known already. */
export async function insertElement(tx: Transaction, element: Element, at: Date): Promise<boolean> {
  const { id, code, name, definition, dataType, codeSet, synonyms } = element;
  const added = await sql<{ id: string }>`
    INSERT INTO catalog.element (id, code, name, definition, data_type, code_set, synonyms, registered_at)
    VALUES (${id}, ${code}, ${name}, ${definition}, ${dataType}, ${codeSet}, ${[...synonyms]}::text[], ${at})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return added.rows.length > 0;
}

/** Stores an element's new words with what was changed; false when another element bears the name. */
export async function saveElement(tx: Transaction, element: Element, change: ElementChange): Promise<boolean> {
  const { id, name, definition, dataType, codeSet, synonyms, revision } = element;
  const taken = await sql`SELECT 1 FROM catalog.element WHERE name = ${name} AND id <> ${id}`.execute(tx);
  if (taken.rows.length > 0) return false;
  await sql`
    UPDATE catalog.element SET name = ${name}, definition = ${definition}, data_type = ${dataType}, code_set = ${codeSet},
      synonyms = ${[...synonyms]}::text[], revision = ${revision} WHERE id = ${id}`.execute(tx);
  await sql`
    INSERT INTO catalog.element_change (element_id, revision, changes, changed, organisation_name)
    VALUES (${id}, ${revision}, ${JSON.stringify(change.changes)}::jsonb, ${JSON.stringify(change.changed)}::jsonb, ${change.organisationName})`.execute(
    tx,
  );
  return true;
}

type ChangeRow = Omit<ElementChange, 'changed'> & { changed: { by: string; orgId: string; at: string; opinion: string } };

/** What was changed in an element's words, the latest first. */
export async function changesOf(reader: Reader, elementId: string): Promise<ElementChange[]> {
  const found = await sql<ChangeRow>`
    SELECT element_id AS "elementId", revision, changes, changed, organisation_name AS "organisationName"
    FROM catalog.element_change WHERE element_id = ${elementId} ORDER BY revision DESC`.execute(reader);
  return found.rows.map((row) => ({ ...row, changed: { ...row.changed, at: new Date(row.changed.at) } }));
}

type DesignationRow = Omit<Designation, 'designated'> & { designated: { by: string; orgId: string; at: string; opinion: string } };

/** Designations of some elements, the newest first; of all when none is named. */
export async function designationsOf(reader: Reader, elementIds: readonly string[]): Promise<Designation[]> {
  const found = await sql<DesignationRow>`
    SELECT id, element_id AS "elementId", organisation_id AS "organisationId", organisation_name AS "organisationName", region_code AS "regionCode",
      decision_no AS "decisionNo", decided_on AS "decidedOn", designated, ended_on AS "endedOn"
    FROM catalog.designation WHERE element_id = ANY (${elementIds}::uuid[]) ORDER BY id DESC`.execute(reader);
  return found.rows.map((row) => ({ ...row, designated: { ...row.designated, at: new Date(row.designated.at) } }));
}

/** Ends the region's designation in force, if there is one, and enters the new one. */
export async function replaceDesignation(tx: Transaction, next: Designation): Promise<void> {
  await sql`
    UPDATE catalog.designation SET ended_on = ${next.decidedOn}
    WHERE element_id = ${next.elementId} AND region_code = ${next.regionCode} AND ended_on IS NULL`.execute(tx);
  await sql`
    INSERT INTO catalog.designation (id, element_id, organisation_id, organisation_name, region_code, decision_no, decided_on, designated)
    VALUES (${next.id}, ${next.elementId}, ${next.organisationId}, ${next.organisationName}, ${next.regionCode}, ${next.decisionNo}, ${next.decidedOn},
      ${JSON.stringify(next.designated)}::jsonb)`.execute(tx);
}

export type LinkedItem = {
  readonly code: string | null;
  readonly entryId: string;
  readonly entryName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly no: number;
  readonly nameZh: string;
};

const ITEMS_MAX = 500;
const published = sql`entry.live_no = item.revision_no AND document.audience = 'everyone' AND document.share_type IS DISTINCT FROM 'denied' AND item.share_type IS DISTINCT FROM 'denied'
  AND NOT document.sample AND document.state = ANY (${[...statesInForce]}::text[])`;

/** Published items that name the element's code, or bear one of its names. */
export async function itemsOfElement(reader: Reader, { code, names }: { code: string; names: readonly string[] }): Promise<LinkedItem[]> {
  const found = await sql<LinkedItem>`
    SELECT item.data_element AS code, entry.id AS "entryId", document.name AS "entryName", entry.provider_org_id AS "organisationId",
      entry.provider_name AS "organisationName", item.no, item.name_zh AS "nameZh"
    FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE (item.data_element = ${code} OR item.name_zh = ANY (${names}::text[])) AND ${published}
    ORDER BY entry.provider_name, document.name, item.no LIMIT ${ITEMS_MAX}`.execute(reader);
  return found.rows;
}

/** How many published items name each code. */
export async function linkedCounts(reader: Reader): Promise<Map<string, number>> {
  const found = await sql<{ code: string; count: number }>`
    SELECT item.data_element AS code, count(*)::integer AS count
    FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE item.data_element IS NOT NULL AND ${published} GROUP BY item.data_element`.execute(reader);
  return new Map(found.rows.map(({ code, count }) => [code, count]));
}

export type HeldElsewhere = Pick<Element, 'id' | 'code' | 'name' | 'definition'> &
  Pick<Designation, 'organisationId' | 'organisationName' | 'regionCode'>;

/** A region and those above it: town, county, city, autonomous region. */
const regionsUpFrom = (code: string): string[] => [
  ...new Set([code, code.slice(0, 6), `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]),
];
/** Designations that bind a department of a region: those for the region itself and for what lies above it. */
const binding = (regionCode: string) => sql`designation.region_code = ANY (${regionsUpFrom(regionCode)}::text[])`;
const elsewhere = sql`element.id, element.code, element.name, element.definition, designation.organisation_id AS "organisationId",
  designation.organisation_name AS "organisationName", designation.region_code AS "regionCode"`;

/**
 * Of the elements with these codes those whose source for the region is another department: what was designated for the region itself, or for the city
 * and the autonomous region above it. Where both are, the nearest counts.
 */
export async function heldElsewhere(
  reader: Reader,
  { codes, orgId, regionCode }: { codes: readonly string[]; orgId: string; regionCode: string },
): Promise<HeldElsewhere[]> {
  if (codes.length === 0) return [];
  const found = await sql<HeldElsewhere>`
    SELECT * FROM (
      SELECT DISTINCT ON (element.id) ${elsewhere}
      FROM catalog.element JOIN catalog.designation ON designation.element_id = element.id AND designation.ended_on IS NULL
      WHERE element.code = ANY (${codes}::text[]) AND ${binding(regionCode)} ORDER BY element.id, designation.region_code DESC) nearest
    WHERE "organisationId" <> ${orgId}::uuid`.execute(reader);
  return found.rows;
}

export type SourceElsewhere = HeldElsewhere & Pick<Element, 'synonyms'>;

/** Every element whose source for the region, nearest first, is another department; whose names they bear is judged by the caller. */
export async function sourcesElsewhere(
  reader: Reader,
  { orgId, regionCode }: { orgId: string; regionCode: string },
): Promise<SourceElsewhere[]> {
  const found = await sql<SourceElsewhere>`
    SELECT * FROM (
      SELECT DISTINCT ON (element.id) ${elsewhere}, element.synonyms
      FROM catalog.element JOIN catalog.designation ON designation.element_id = element.id AND designation.ended_on IS NULL
      WHERE ${binding(regionCode)} ORDER BY element.id, designation.region_code DESC) nearest
    WHERE "organisationId" <> ${orgId}::uuid ORDER BY code`.execute(reader);
  return found.rows;
}

/** Which of these codes are registered elements; an item may hold other text in their place. */
export async function registeredCodes(reader: Reader, codes: readonly string[]): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const found = await sql<{ code: string }>`SELECT code FROM catalog.element WHERE code = ANY (${codes}::text[])`.execute(reader);
  return new Set(found.rows.map(({ code }) => code));
}

/** Names under which published items of other departments are linked to some elements, of the names that are asked for. */
export async function linkedElsewhere(
  reader: Reader,
  { names, codes, exceptOrgId }: { names: readonly string[]; codes: readonly string[]; exceptOrgId: string },
): Promise<{ code: string; nameZh: string }[]> {
  if (names.length === 0 || codes.length === 0) return [];
  const found = await sql<{ code: string; nameZh: string }>`
    SELECT DISTINCT item.data_element AS code, item.name_zh AS "nameZh"
    FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id JOIN catalog.search_document document ON document.entry_id = entry.id
    WHERE item.name_zh = ANY (${names}::text[]) AND item.data_element = ANY (${codes}::text[]) AND entry.provider_org_id <> ${exceptOrgId}::uuid
      AND ${published} ORDER BY 1, 2`.execute(reader);
  return found.rows;
}

/** Codes of the elements of which the department that is their source has published an item, linked or of one of their names. */
export async function publishedBySource(reader: Reader, elements: readonly SourceElsewhere[]): Promise<ReadonlySet<string>> {
  if (elements.length === 0) return new Set();
  const asked = elements.map(({ code, name, synonyms, organisationId }) => ({ code, names: [name, ...synonyms], organisationId }));
  const found = await sql<{ code: string }>`
    SELECT asked.code FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS asked (code text, names text[], "organisationId" uuid)
    WHERE EXISTS (SELECT FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id
        JOIN catalog.search_document document ON document.entry_id = entry.id
      WHERE (item.data_element = asked.code OR item.name_zh = ANY (asked.names)) AND entry.provider_org_id = asked."organisationId" AND ${published})`.execute(
    reader,
  );
  return new Set(found.rows.map(({ code }) => code));
}
