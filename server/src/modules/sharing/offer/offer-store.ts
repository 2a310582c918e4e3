import { offerContentSchema, offerStateSchema, type OfferState } from '@karez/contract/sharing/offer';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { Cursor } from '../cursor.ts';
import type { OfferRecord } from './offer.ts';

type Row = Omit<OfferRecord, 'state' | 'content' | 'leftOut'> & {
  readonly state: unknown;
  readonly content: unknown;
  readonly leftOut: unknown;
};
const columns = sql`id, revision, state, entry_id AS "entryId", provider_org_id AS "providerOrgId", requester_org_id AS "requesterOrgId", content,
  rule_set_id AS "ruleSetId", prepared_by AS "preparedBy", prepared_at AS "preparedAt", open_until AS "openUntil", application_id AS "applicationId",
  left_out AS "leftOut", reason, ended_by AS "endedBy", ended_at AS "endedAt"`;
const leftOutSchema = z.array(z.string());
const offerFrom = (row: Row): OfferRecord => ({
  ...row,
  state: offerStateSchema.parse(row.state),
  content: offerContentSchema.parse(row.content),
  leftOut: leftOutSchema.parse(row.leftOut),
});

/** Stores a new offer; false where one of the same entry to the same department is open. */
export async function insertOffer(tx: Transaction, offer: OfferRecord): Promise<boolean> {
  const made = await sql`
    INSERT INTO sharing.offer (id, revision, state, entry_id, provider_org_id, requester_org_id, content, rule_set_id, prepared_by, prepared_at, open_until,
      left_out)
    VALUES (${offer.id}, ${offer.revision}, ${offer.state}, ${offer.entryId}, ${offer.providerOrgId}, ${offer.requesterOrgId},
      ${JSON.stringify(offer.content)}::jsonb, ${offer.ruleSetId}, ${offer.preparedBy}, ${offer.preparedAt}, ${offer.openUntil},
      ${JSON.stringify(offer.leftOut)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return made.rows.length > 0;
}

/** Writes what may change back; the caller holds the row's lock. */
export async function saveOffer(tx: Transaction, offer: OfferRecord): Promise<void> {
  await sql`
    UPDATE sharing.offer SET revision = ${offer.revision}, state = ${offer.state}, application_id = ${offer.applicationId},
      left_out = ${JSON.stringify(offer.leftOut)}::jsonb, reason = ${offer.reason}, ended_by = ${offer.endedBy}, ended_at = ${offer.endedAt}
    WHERE id = ${offer.id}`.execute(tx);
}

export async function findOffer(reader: Reader, id: string): Promise<OfferRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.offer WHERE id = ${id}`.execute(reader);
  return found.rows[0] && offerFrom(found.rows[0]);
}

/** The offer with its row locked until the transaction ends. */
export async function lockOffer(tx: Transaction, id: string): Promise<OfferRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.offer WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && offerFrom(found.rows[0]);
}

/** The offer that an application began with. */
export async function offerOf(reader: Reader, applicationId: string): Promise<OfferRecord | undefined> {
  const found = await sql<Row>`SELECT ${columns} FROM sharing.offer WHERE application_id = ${applicationId}`.execute(reader);
  return found.rows[0] && offerFrom(found.rows[0]);
}

/** Open offers of or to a department, locked in order of id. */
export async function lockOpenOffersOfSide(tx: Transaction, orgId: string): Promise<OfferRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.offer
    WHERE state = 'open' AND (provider_org_id = ${orgId} OR requester_org_id = ${orgId}) ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(offerFrom);
}

/** Open offers of an entry that name another provider than its own, locked in order of id. */
export async function lockOpenOffersLeftBehind(
  tx: Transaction,
  { entryId, providerOrgId }: { readonly entryId: string; readonly providerOrgId: string },
): Promise<OfferRecord[]> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.offer
    WHERE state = 'open' AND entry_id = ${entryId} AND provider_org_id <> ${providerOrgId} ORDER BY id FOR UPDATE`.execute(tx);
  return found.rows.map(offerFrom);
}

/** One open offer whose term is over, locked; another worker's is passed over. */
export async function lockRunOutOffer(tx: Transaction, at: Date): Promise<OfferRecord | undefined> {
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.offer WHERE state = 'open' AND open_until <= ${at} ORDER BY open_until, id LIMIT 1
    FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows[0] && offerFrom(found.rows[0]);
}

export type OfferQuery = {
  readonly orgId: string;
  readonly side: 'received' | 'prepared';
  readonly state?: OfferState | undefined;
  readonly after: Cursor | null;
  readonly limit: number;
};

/** One page of a department's offers on one side, newest first, and how many there are by the same conditions. */
export async function offersMatching(
  reader: Reader,
  { orgId, side, state, after, limit }: OfferQuery,
): Promise<{ offers: OfferRecord[]; total: number }> {
  const column = side === 'received' ? sql`requester_org_id` : sql`provider_org_id`;
  const inState = state === undefined ? sql<boolean>`true` : sql<boolean>`state = ${state}`;
  const wanted = sql<boolean>`${column} = ${orgId} AND ${inState}`;
  const behind = after === null ? sql<boolean>`true` : sql<boolean>`(prepared_at, id) < (${after.at}, ${after.id}::uuid)`;
  const found = await sql<Row>`
    SELECT ${columns} FROM sharing.offer WHERE ${wanted} AND ${behind} ORDER BY prepared_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM sharing.offer WHERE ${wanted}`.execute(reader);
  return { offers: found.rows.map(offerFrom), total: counted.rows[0]?.total ?? 0 };
}
