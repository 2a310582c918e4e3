import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

import type { Delegation } from './delegation.ts';

const columns = sql.raw(`id, no, kind, state, org_id AS "orgId", person_id AS "personId", delegate_id AS "delegateId", signs, deeds,
  rule_set_id AS "ruleSetId", rule_set_version AS "ruleSetVersion", first_day AS "firstDay", last_day AS "lastDay", reason,
  given_at AS "givenAt", ended_at AS "endedAt", ended_by AS "endedBy"`);

/** One after the other in a unit: two delegations that would overlap are never both given. */
export async function lockDelegationsOf(tx: Transaction, orgId: string): Promise<Delegation[]> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`desk.delegation:${orgId}`}, 0))`.execute(tx);
  const found = await sql<Delegation>`SELECT ${columns} FROM desk.delegation WHERE org_id = ${orgId} AND state = 'given'`.execute(tx);
  return found.rows;
}

/** The next number of a delegation: `DL-000001`. */
export async function nextDelegationNo(tx: Transaction): Promise<string> {
  const found = await sql<{ no: string }>`SELECT 'DL-' || lpad(nextval('desk.delegation_no')::text, 6, '0') AS no`.execute(tx);
  return found.rows[0]?.no ?? '';
}

export async function insertDelegation(tx: Transaction, one: Delegation): Promise<void> {
  await sql`
    INSERT INTO desk.delegation (id, no, kind, state, org_id, person_id, delegate_id, signs, deeds, rule_set_id, rule_set_version, first_day, last_day, reason, given_at)
    VALUES (${one.id}, ${one.no}, ${one.kind}, ${one.state}, ${one.orgId}, ${one.personId}, ${one.delegateId}, ${one.signs}, ${[...one.deeds]}::text[],
      ${one.ruleSetId}, ${one.ruleSetVersion}, ${one.firstDay}, ${one.lastDay}, ${one.reason}, ${one.givenAt})`.execute(tx);
}

export async function saveDelegationEnd(tx: Transaction, { id, state, endedAt, endedBy }: Delegation): Promise<void> {
  await sql`UPDATE desk.delegation SET state = ${state}, ended_at = ${endedAt}, ended_by = ${endedBy} WHERE id = ${id}`.execute(tx);
}

export async function findDelegation(reader: Reader, id: string): Promise<Delegation | undefined> {
  const found = await sql<Delegation>`SELECT ${columns} FROM desk.delegation WHERE id = ${id}`.execute(reader);
  return found.rows[0];
}

export async function lockDelegation(tx: Transaction, id: string): Promise<Delegation | undefined> {
  const found = await sql<Delegation>`SELECT ${columns} FROM desk.delegation WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0];
}

/** Which delegations of a unit: those that a person gave, that were given to a person, or all. */
export type Whose = { readonly orgId: string } & ({ readonly person: string } | { readonly delegate: string } | { readonly all: true });

const whose = (by: Whose) =>
  sql`org_id = ${by.orgId} AND ${'person' in by ? sql`person_id = ${by.person}` : 'delegate' in by ? sql`delegate_id = ${by.delegate}` : sql`true`}`;

/** A page of delegations, newest first. */
export async function delegationsBy(
  reader: Reader,
  by: Whose,
  { after, limit }: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<Delegation[]> {
  const beyond = after === null ? sql`true` : sql`(given_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const found = await sql<Delegation>`
    SELECT ${columns} FROM desk.delegation WHERE ${whose(by)} AND ${beyond} ORDER BY given_at DESC, id DESC LIMIT ${limit}`.execute(reader);
  return found.rows;
}

/** How many there are: the same question as the list. */
export async function countDelegations(reader: Reader, by: Whose): Promise<number> {
  const found = await sql<{ count: number }>`SELECT count(*)::int AS count FROM desk.delegation WHERE ${whose(by)}`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

/** The delegations of a unit that nobody has revoked, over or not, the oldest first. */
export async function delegationsNotRevoked(reader: Reader, orgId: string): Promise<Delegation[]> {
  const found = await sql<Delegation>`
    SELECT ${columns} FROM desk.delegation WHERE org_id = ${orgId} AND state = 'given' ORDER BY given_at, id`.execute(reader);
  return found.rows;
}

/** The delegations under which somebody may act for others on a day, in one unit. */
export async function delegationsInForce(
  reader: Reader,
  { delegateId, orgId, today }: { readonly delegateId: string; readonly orgId: string; readonly today: string },
): Promise<Delegation[]> {
  const found = await sql<Delegation>`
    SELECT ${columns} FROM desk.delegation WHERE delegate_id = ${delegateId} AND org_id = ${orgId} AND state = 'given'
      AND first_day <= ${today} AND (last_day IS NULL OR last_day >= ${today})
    ORDER BY given_at, id`.execute(reader);
  return found.rows;
}
