import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { StandingConsent } from './standing-consent.ts';

/** The consent that no later one and no new version has replaced; whether it is still in time is for the caller to ask. */
export async function currentConsent(reader: Reader, entryId: string): Promise<StandingConsent | undefined> {
  const found = await sql<StandingConsent>`
    SELECT id, entry_id AS "entryId", revision_no AS "revisionNo", organisation_id AS "organisationId", given_by AS "givenBy", given_on AS "givenOn",
      valid_until AS "validUntil", terms
    FROM catalog.standing_consent WHERE entry_id = ${entryId} AND ended_on IS NULL`.execute(reader);
  return found.rows[0];
}

/** Ends the current consent, if there is one. */
export async function endConsent(tx: Transaction, entryId: string, day: string): Promise<void> {
  await sql`UPDATE catalog.standing_consent SET ended_on = ${day} WHERE entry_id = ${entryId} AND ended_on IS NULL`.execute(tx);
}

export async function insertConsent(tx: Transaction, consent: StandingConsent): Promise<void> {
  await sql`
    INSERT INTO catalog.standing_consent (id, entry_id, revision_no, organisation_id, given_by, given_on, valid_until, terms)
    VALUES (${consent.id}, ${consent.entryId}, ${consent.revisionNo}, ${consent.organisationId}, ${consent.givenBy}, ${consent.givenOn},
      ${consent.validUntil}, ${consent.terms})`.execute(tx);
}
