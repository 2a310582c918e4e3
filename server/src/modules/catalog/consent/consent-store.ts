import type { ConsentQuota } from '@karez/contract/catalog/answers';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { StandingConsent } from './standing-consent.ts';

/** The consent that no later one and no new version has replaced; whether it is still in time is for the caller to ask. */
export async function currentConsent(reader: Reader, entryId: string): Promise<StandingConsent | undefined> {
  const found = await sql<StandingConsent>`
    SELECT id, entry_id AS "entryId", revision_no AS "revisionNo", organisation_id AS "organisationId", given_by AS "givenBy", given_on AS "givenOn",
      valid_until AS "validUntil", terms, jsonb_build_object('perSecond', calls_per_second, 'perDay', calls_per_day) AS quota
    FROM catalog.standing_consent WHERE entry_id = ${entryId} AND ended_on IS NULL`.execute(reader);
  return found.rows[0];
}

/** Ends the current consent, if there is one. */
export async function endConsent(tx: Transaction, entryId: string, day: string): Promise<void> {
  await sql`UPDATE catalog.standing_consent SET ended_on = ${day} WHERE entry_id = ${entryId} AND ended_on IS NULL`.execute(tx);
}

export async function insertConsent(tx: Transaction, consent: StandingConsent): Promise<void> {
  await sql`
    INSERT INTO catalog.standing_consent (id, entry_id, revision_no, organisation_id, given_by, given_on, valid_until, terms, calls_per_second, calls_per_day)
    VALUES (${consent.id}, ${consent.entryId}, ${consent.revisionNo}, ${consent.organisationId}, ${consent.givenBy}, ${consent.givenOn},
      ${consent.validUntil}, ${consent.terms}, ${consent.quota.perSecond}, ${consent.quota.perDay})`.execute(tx);
}

/** The ceiling of a consent whose giver names none. */
export async function defaultConsentQuota(reader: Reader): Promise<ConsentQuota> {
  const found = await sql<ConsentQuota>`
    SELECT calls_per_second AS "perSecond", calls_per_day AS "perDay" FROM catalog.consent_quota_default`.execute(reader);
  const quota = found.rows[0];
  if (!quota) throw new Error('catalog.consent_quota_default has no row');
  return quota;
}
