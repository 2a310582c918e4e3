import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { ChangeEvent } from './change-event.ts';

type EventRow = Omit<ChangeEvent, 'recordedBy'> & { byId: string; byOrg: string | null; byName: string };

const columns = sql`change_event.id, change_event.kind, title, document_number AS "documentNumber", changed_on AS "changedOn", summary,
  trigger_kind AS "triggerKind", instrument_id AS "instrumentId", article_ids AS "articleIds", change_event.region_code AS "regionCode",
  recorded_by AS "byId", recorded_by_org AS "byOrg", recorded_by_name AS "byName", recorded_at AS "recordedAt"`;

function eventOf({ byId, byOrg, byName, ...row }: EventRow): ChangeEvent {
  return { ...row, recordedBy: { id: byId, orgId: byOrg, name: byName } };
}

/** Records what happened, once: the same event told again changes nothing. Answers whether it was new. */
export async function insertChangeEvent(tx: Transaction, event: ChangeEvent): Promise<boolean> {
  const inserted = await sql`
    INSERT INTO catalog.change_event (id, kind, title, document_number, changed_on, summary, trigger_kind, instrument_id, article_ids, region_code,
      recorded_by, recorded_by_org, recorded_by_name, recorded_at)
    VALUES (${event.id}, ${event.kind}, ${event.title}, ${event.documentNumber}, ${event.changedOn}, ${event.summary}, ${event.triggerKind},
      ${event.instrumentId}, ${[...event.articleIds]}, ${event.regionCode}, ${event.recordedBy.id}, ${event.recordedBy.orgId}, ${event.recordedBy.name},
      ${event.recordedAt})
    ON CONFLICT (id) DO NOTHING`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

/** Changes of law that touch one of some articles and were recorded at an instant or after it, the first of them first. */
export async function lawChangesSince(
  reader: Reader,
  { articleIds, after }: { readonly articleIds: readonly string[]; readonly after: Date },
): Promise<ChangeEvent[]> {
  const found = await sql<EventRow>`
    SELECT ${columns} FROM catalog.change_event
    WHERE instrument_id IS NOT NULL AND article_ids && ${[...articleIds]}::text[] AND recorded_at >= ${after} ORDER BY recorded_at, id`.execute(
    reader,
  );
  return found.rows.map(eventOf);
}

/** Changes for which an entry owed its revision when it was retired. */
export async function changesLeftByRetirement(reader: Reader, entryId: string): Promise<ChangeEvent[]> {
  const found = await sql<EventRow>`
    SELECT ${columns} FROM catalog.change_event
    WHERE id IN (SELECT event_id FROM catalog.revision_case WHERE entry_id = ${entryId} AND outcome = 'entry-retired') ORDER BY recorded_at, id`.execute(
    reader,
  );
  return found.rows.map(eventOf);
}

export async function changeEventsByIds(reader: Reader, ids: readonly string[]): Promise<Map<string, ChangeEvent>> {
  const found = await sql<EventRow>`SELECT ${columns} FROM catalog.change_event WHERE id = ANY (${[...ids]}::uuid[])`.execute(reader);
  return new Map(found.rows.map((row) => [row.id, eventOf(row)]));
}

/** Who asks: their own department, and the regions whose authority they act for. */
export type Reach = { readonly orgId: string | null; readonly regions: readonly string[] };

/**
 * Events within somebody's reach, the latest first, behind a cursor: those that touch an entry of their department or of their authority's region,
 * and those that their authority recorded. The total counts by the same question.
 */
export async function changeEventsWithin(
  reader: Reader,
  { reach, id, after, limit }: { reach: Reach; id: string | null; after: string | null; limit: number },
): Promise<{ events: ChangeEvent[]; total: number }> {
  const regions = [...reach.regions];
  const within = sql`(${id}::uuid IS NULL OR change_event.id = ${id}::uuid) AND (change_event.region_code = ANY (${regions}::text[])
    OR (recorded_by_org = ${reach.orgId}::uuid AND cardinality(${regions}::text[]) > 0)
    OR EXISTS (SELECT FROM catalog.revision_case revision JOIN catalog.search_document document ON document.entry_id = revision.entry_id
      WHERE revision.event_id = change_event.id AND (document.provider_org_id = ${reach.orgId}::uuid OR document.authority_region = ANY (${regions}::text[]))))`;
  const found = await sql<EventRow>`
    SELECT ${columns} FROM catalog.change_event
    WHERE ${within} AND (${after}::uuid IS NULL
      OR (recorded_at, id) < (SELECT recorded_at, id FROM catalog.change_event WHERE id = ${after}::uuid))
    ORDER BY recorded_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM catalog.change_event WHERE ${within}`.execute(reader);
  return { events: found.rows.map(eventOf), total: counted.rows[0]?.total ?? 0 };
}
