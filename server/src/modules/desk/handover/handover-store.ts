import type { HandedOutcome } from '@karez/contract/desk/handover';
import { sql } from 'kysely';
import type { Caller } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';

import { addresseeFrom, waitingFor } from '../addressee-store.ts';
import type { Addressee } from '../addressee.ts';
import type { AddresseeColumns } from '../desk-tables.ts';
import type { Handover, HandoverLine } from './handover.ts';

/** The next number of a hand-over: `YJ-000001`. */
export async function nextHandoverNo(tx: Transaction): Promise<string> {
  const found = await sql<{ no: string }>`SELECT 'YJ-' || lpad(nextval('desk.handover_no')::text, 6, '0') AS no`.execute(tx);
  return found.rows[0]?.no ?? '';
}

export async function insertHandover(tx: Transaction, one: Omit<Handover, 'counts'>, lines: readonly HandoverLine[]): Promise<void> {
  await sql`
    INSERT INTO desk.handover (id, no, org_id, from_id, to_id, by_id, reason, at)
    VALUES (${one.id}, ${one.no}, ${one.orgId}, ${one.fromId}, ${one.toId}, ${one.byId}, ${one.reason}, ${one.at})`.execute(tx);
  const rows = lines.map(({ title, because, ...line }, index) => ({
    ...line,
    position: index + 1,
    title_key: title.key,
    title_params: title.params,
    because_code: because?.code ?? null,
    because_params: because?.params ?? null,
  }));
  await sql`
    INSERT INTO desk.handover_line (handover_id, position, kind, object_id, title_key, title_params, link, outcome, because_code, because_params)
    SELECT ${one.id}, position, kind, id, title_key, title_params, link, outcome, because_code, because_params
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS line (position integer, kind text, id uuid, title_key text, title_params jsonb, link text,
      outcome text, because_code text, because_params jsonb)`.execute(tx);
}

/** Which hand-overs: all of a unit, or there those that concern one person. */
export type Whose = { readonly orgId: string; readonly personId: string | null };

const whose = ({ orgId, personId }: Whose) =>
  sql`item.org_id = ${orgId} AND ${personId === null ? sql`true` : sql`${personId} IN (item.from_id, item.to_id, item.by_id)`}`;

const outcome = (one: HandedOutcome) =>
  sql`(SELECT count(*)::int FROM desk.handover_line line WHERE line.handover_id = item.id AND line.outcome = ${one})`;

const columns = sql`item.id, item.no, item.org_id AS "orgId", item.from_id AS "fromId", item.to_id AS "toId", item.by_id AS "byId", item.reason, item.at,
  jsonb_build_object('handed', ${outcome('handed')}, 'ended', ${outcome('ended')}, 'left', ${outcome('left')}) AS counts`;

/** A page of hand-overs, newest first. */
export async function handoversBy(
  reader: Reader,
  by: Whose,
  { after, limit }: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<Handover[]> {
  const beyond = after === null ? sql`true` : sql`(item.at, item.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const found = await sql<Handover>`
    SELECT ${columns} FROM desk.handover item WHERE ${whose(by)} AND ${beyond} ORDER BY item.at DESC, item.id DESC LIMIT ${limit}`.execute(
    reader,
  );
  return found.rows;
}

/** How many there are: the same question as the list. */
export async function countHandovers(reader: Reader, by: Whose): Promise<number> {
  const found = await sql<{ count: number }>`SELECT count(*)::int AS count FROM desk.handover item WHERE ${whose(by)}`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

export async function findHandover(reader: Reader, id: string): Promise<Handover | undefined> {
  const found = await sql<Handover>`SELECT ${columns} FROM desk.handover item WHERE item.id = ${id}`.execute(reader);
  return found.rows[0];
}

export async function linesOf(reader: Reader, handoverId: string): Promise<HandoverLine[]> {
  const found = await sql<HandoverLine>`
    SELECT kind, object_id AS id, jsonb_build_object('key', title_key, 'params', title_params) AS title, link, outcome,
      CASE WHEN because_code IS NOT NULL THEN jsonb_build_object('code', because_code, 'params', because_params) END AS because
    FROM desk.handover_line WHERE handover_id = ${handoverId} ORDER BY position`.execute(reader);
  return found.rows;
}

/** What waits for the posts of somebody and is not in their own hand, by the post: who else holds it is for the caller to ask. */
export async function waitingForPosts(reader: Reader, caller: Caller): Promise<{ for: Addressee; power: string; open: number }[]> {
  const found = await sql<Omit<AddresseeColumns, 'except_org_ids'> & { open: number }>`
    SELECT item.for_kind, NULL::text AS person_id, item.org_id, item.division_id, item.region_code, item.power, count(*)::int AS open
    FROM desk.todo item WHERE item.closed_at IS NULL AND item.for_kind <> 'person' AND item.held_by IS DISTINCT FROM ${caller.id}
      AND ${waitingFor(caller)}
    GROUP BY item.for_kind, item.org_id, item.division_id, item.region_code, item.power
    ORDER BY open DESC, item.power, item.division_id, item.region_code`.execute(reader);
  return found.rows.map(({ open, ...row }) => ({ for: addresseeFrom({ ...row, except_org_ids: [] }), power: row.power ?? '', open }));
}

/** How many running cases somebody has started in a unit (我发起). */
export async function countStarted(
  reader: Reader,
  { personId, orgId }: { readonly personId: string; readonly orgId: string },
): Promise<number> {
  const found = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM desk.begun_case WHERE started_by = ${personId} AND org_id = ${orgId} AND ended_at IS NULL`.execute(
    reader,
  );
  return found.rows[0]?.count ?? 0;
}
